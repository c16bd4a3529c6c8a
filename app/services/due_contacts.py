"""What a coach says of a contact that waits: moved, declined, missed; or takes it back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.domain.acting import ActFor
from app.domain.cadence import REASON_LENGTH
from app.domain.calendar import local_day
from app.domain.due_contacts import check_move
from app.domain.errors import Conflict, RuleBroken
from app.domain.lifecycle import AWAITED, DueState
from app.domain.policy import Verb, require
from app.store import acting, audit, due_contacts, stand_ins
from app.store.transaction import unit_of_work

if TYPE_CHECKING:
    from datetime import date, datetime
    from uuid import UUID

    from app.domain.acting import SaidHow
    from app.domain.policy import Actor
    from app.store.models.cadence import DueContact

# What is said by hand; what is done is told by the note of it.
BY_HAND = (DueState.DECLINED, DueState.MISSED)


def move_contact(
    actor: Actor, due_id: UUID, day: date | None, reason: str, *, now: datetime
) -> None:
    """Move the contact to another day, with why.

    Raises: Missing, NotAllowed, Conflict("due_settled"), RuleBroken("cadence_day",
    "cadence_reason", "due_moved_back", "due_moved_too_far").
    """
    with unit_of_work():
        due = _get_waiting(actor, due_id, now=now)
        if day is None:
            raise RuleBroken("cadence_day")
        check_move(day, today=local_day(now))
        due_contacts.move_to(due, day, _reason(reason), by_id=actor.user_id, now=now)
        _record(actor, due, now=now)


def close_contact(
    actor: Actor, due_id: UUID, state: DueState, reason: str, *, said: SaidHow | None = None,
    now: datetime,
) -> None:  # fmt: skip
    """The client declined the contact, or it did not take place; the first needs no reason.

    Raises: Missing, NotAllowed, Conflict("due_settled"), RuleBroken("cadence_reason",
    "said_how_missing"), ValueError for what is not said by hand.
    """
    if state not in BY_HAND:
        raise ValueError(f"{state} is not said by hand")
    with unit_of_work():
        due = _get_waiting(actor, due_id, now=now)
        why = reason.strip()[:REASON_LENGTH]
        if state is DueState.MISSED:
            why = _reason(reason)
        due_contacts.close(due, state, why, by_id=actor.user_id, now=now)
        if state is DueState.DECLINED:
            acting.note(actor, due.client_id, ActFor.NO_CONTACT, said, now=now)
        _record(actor, due, now=now)


def make_instead(actor: Actor, due_id: UUID, *, now: datetime) -> None:
    """The colleague who was told of a late contact has made it. Raises: Missing, NotAllowed."""
    with unit_of_work():
        due, facts = stand_ins.get_stand_in(actor, due_id, now=now)
        require(actor, Verb.STAND_IN, facts)
        due_contacts.close(due, DueState.DONE, "", by_id=actor.user_id, now=now)
        _record(actor, due, now=now)


def undo_contact(actor: Actor, due_id: UUID, *, now: datetime) -> None:
    """Take back what was said of the contact; one that waits stays as it is.

    Raises: Missing, NotAllowed, Conflict("illegal_move").
    """
    with unit_of_work():
        due = due_contacts.get_due(actor, due_id, now=now)
        if due.state is DueState.DUE:
            return
        due_contacts.undo(due)
        _record(actor, due, now=now)


def _get_waiting(actor: Actor, due_id: UUID, *, now: datetime) -> DueContact:
    due = due_contacts.get_due(actor, due_id, now=now)
    if due.state not in AWAITED:
        raise Conflict("due_settled")
    return due


def _reason(text: str) -> str:
    reason = text.strip()
    if not reason or len(reason) > REASON_LENGTH:
        raise RuleBroken("cadence_reason")
    return reason


def _record(actor: Actor, due: DueContact, *, now: datetime) -> None:
    entry = audit.Entry(
        "update", "due_contact", due.id, purpose="support", client_ids=[due.client_id],
        fields=["state", "reason"],
    )  # fmt: skip
    audit.record(actor, entry, now=now)
