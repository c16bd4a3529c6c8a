"""What a client says to an offer: yes, no, "I ask my coach"; and how it is taken back."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from app.domain.answers import STATE_OF_ANSWER, Answer, How
from app.domain.errors import Conflict, Gone
from app.domain.lifecycle import AGREED_OFFERS, OfferState
from app.domain.offers import may_undo
from app.domain.policy import Actor, Verb, require
from app.domain.purposes import purpose_of
from app.domain.vocabulary import Role
from app.matching.inputs import build
from app.matching.offering import check_again
from app.store import answers, audit, facts, offers, placements
from app.store.transaction import unit_of_work
from app.store.waves import entry_of

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from app.store.offers import Held


def accept_offer(actor: Actor, offer_id: UUID, *, first_only: bool = False, now: datetime) -> None:
    """The client takes the work; the place is taken at once. Pressing twice changes nothing.

    `first_only`: of several times of work only the first is taken.
    Raises: Missing, Gone("shift_filled") for the one who came second, RuleBroken.
    """
    _answer(actor, offer_id, Answer.ACCEPT, How.PAGE, first_only=first_only, now=now)


def decline_offer(actor: Actor, offer_id: UUID, *, now: datetime) -> None:
    """The client does not take the work; nobody asks why and it never counts. Raises: Missing."""
    _answer(actor, offer_id, Answer.DECLINE, How.PAGE, now=now)


def ask_coach(actor: Actor, offer_id: UUID, *, now: datetime) -> None:
    """The client wants to talk first; the place is kept meanwhile. Raises: Missing, Gone."""
    _answer(actor, offer_id, Answer.ASK_COACH, How.PAGE, now=now)


def answer_for_client(
    actor: Actor, offer_id: UUID, answer: Answer, how: How, *, now: datetime
) -> None:
    """The coach writes down what the client said on the phone or in person.

    Raises: Missing, NotAllowed, Gone, RuleBroken.
    """
    _answer(actor, offer_id, answer, how, now=now)


def _answer(
    actor: Actor, offer_id: UUID, said: Answer, how: How, *, first_only: bool = False,
    now: datetime,
) -> None:  # fmt: skip
    with unit_of_work():
        held = _load(actor, offer_id, now=now)
        if _is_said(held, said):
            return
        answers.check_open(held, now=now)
        if first_only and len(held.open_parts) > 1:
            held = answers.keep_first(held, now=now)
        if said is Answer.ACCEPT:
            again = facts.load_agreed_facts(held.client_id, held.shift_ids, now=now)
            check_again(held.client_id, build(**again))
        answers.answer(held, said, by_id=actor.user_id, how=how.value, now=now)
        _record(actor, held, STATE_OF_ANSWER[said], now=now, how=how.value)


def _load(actor: Actor, offer_id: UUID, *, now: datetime) -> Held:
    """The offer, with nobody else acting for the client until the end."""
    client_id = offers.find_owner(actor, offer_id, now=now)
    verb = Verb.ANSWER_OFFER if actor.role is Role.CLIENT else Verb.ANSWER_FOR_CLIENT
    require(actor, verb, offers.facts_of(actor, client_id, now=now))
    offers.lock_client(client_id)
    return offers.get_held(offer_id)


def _is_said(held: Held, said: Answer) -> bool:
    """Whether this very answer stands already."""
    if said is Answer.ACCEPT:
        return held.state in AGREED_OFFERS
    return held.state is STATE_OF_ANSWER[said]


def undo_answer(actor: Actor, offer_id: UUID, *, now: datetime) -> None:
    """Take the last answer back; a place that it held is free and is offered on.

    Raises: Missing, Conflict("undo_too_late"), Gone("shift_filled") for a "no" that is undone
    after the last place went.
    """
    with unit_of_work():
        held = _load(actor, offer_id, now=now)
        until = held.window_ends_at or now
        came = offers.has_checked_in(held)
        if not may_undo(
            held.state, answered_at=held.answered_at, window_ends_at=until, checked_in=came, now=now
        ):
            raise Conflict("undo_too_late")
        if held.first_starts_at <= now:
            raise Conflict("undo_too_late")
        if held.state is OfferState.DECLINED and not _has_places(held):
            raise Gone("shift_filled")
        if held.state is OfferState.CONFIRMED:
            placements.take_back(held, now=now)
        answers.undo(held, by_id=actor.user_id, now=now)
        _record(actor, held, OfferState.SEEN, now=now, undone=True)


def _has_places(held: Held) -> bool:
    left = offers.count_open_places(held.shift_ids)
    return all(left.get(shift_id, 0) > 0 for shift_id in held.shift_ids)


def _record(actor: Actor, held: Held, new: OfferState, *, now: datetime, **more: object) -> None:
    entry = replace(entry_of(held, new, **more), purpose=purpose_of(actor))
    audit.record(actor, entry, now=now)
