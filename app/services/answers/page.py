"""Answers on a page: by the client who is signed in, or by the coach who was told them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.domain.answers import Answer, How
from app.services.answers.saying import say, undo
from app.store.transaction import unit_of_work

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from app.domain.acting import SaidHow
    from app.domain.policy import Actor


def accept_offer(actor: Actor, offer_id: UUID, *, first_only: bool = False, now: datetime) -> None:
    """The client takes the work; the place is taken at once. Pressing twice changes nothing.

    `first_only`: of several times of work only the first is taken.
    Raises: Missing, Gone("shift_filled") for the one who came second, RuleBroken.
    """
    with unit_of_work():
        say(actor, offer_id, Answer.ACCEPT, How.PAGE, first_only=first_only, now=now)


def decline_offer(actor: Actor, offer_id: UUID, *, now: datetime) -> None:
    """The client does not take the work; nobody asks why and it never counts. Raises: Missing."""
    with unit_of_work():
        say(actor, offer_id, Answer.DECLINE, How.PAGE, now=now)


def ask_coach(actor: Actor, offer_id: UUID, *, now: datetime) -> None:
    """The client wants to talk first; the place is kept meanwhile. Raises: Missing, Gone."""
    with unit_of_work():
        say(actor, offer_id, Answer.ASK_COACH, How.PAGE, now=now)


def answer_for_client(
    actor: Actor, offer_id: UUID, answer: Answer, how: How, *, now: datetime
) -> None:
    """The coach writes down what the client said on the phone or in person.

    Raises: Missing, NotAllowed, Gone, RuleBroken("said_how_missing") or as for `accept_offer`.
    """
    with unit_of_work():
        say(actor, offer_id, answer, how, now=now)


def undo_answer(
    actor: Actor, offer_id: UUID, *, said: SaidHow | None = None, now: datetime
) -> None:
    """Take the last answer back; a place that it held is free and is offered on.

    Raises: Missing, Conflict("undo_too_late"), Gone("shift_filled") for a "no" that is undone
    after the last place went.
    """
    with unit_of_work():
        undo(actor, offer_id, said=said, now=now)
