"""Who waits for a place of a shift that went to somebody else.

As long as somebody waits, a place that is given back is kept from the queue and the rounds: whoever
waits is asked first.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import func, or_, select, update
from sqlalchemy.orm import aliased, contains_eager

from app.domain.lifecycle import (
    AGREED_OFFERS,
    OPEN_OFFERS,
    SHOWN_OFFERS,
    OfferState,
    ShiftState,
    TaskState,
)
from app.domain.waitlist import WaitEnd, end_after
from app.store.db import db
from app.store.models.asking import WaitlistEntry
from app.store.models.people import Client
from app.store.models.work import Offer, OfferShift, Shift, Task

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import datetime
    from uuid import UUID

_ASKED = aliased(Offer)
_UNANSWERED = SHOWN_OFFERS | {OfferState.QUEUED}
# An offer of these keeps the wait going that it came of.
_GOING_ON = OPEN_OFFERS - AGREED_OFFERS
_WAITS = WaitlistEntry.ended.is_(None)
# A place of these may still be given back.
_STANDING = (ShiftState.OPEN, ShiftState.FILLED)


def list_coming_shifts(offer_id: UUID, *, now: datetime) -> list[Shift]:
    """The shifts of an offer that have not begun and are not cancelled, in time order."""
    return list(
        db.session.scalars(
            select(Shift)
            .join(OfferShift, OfferShift.shift_id == Shift.id)
            .join(Task, Task.id == Shift.task_id)
            .where(OfferShift.offer_id == offer_id, OfferShift.state == OfferState.FILLED_ELSEWHERE)
            .where(Shift.state.in_(_STANDING), Shift.starts_at > now, Task.state == TaskState.OPEN)
            .order_by(Shift.starts_at, Shift.id)
        )
    )


def add_entries(lost: Offer, shift_ids: Sequence[UUID], *, now: datetime) -> list[UUID]:
    """The ids of new entries; none of a shift for which the client waits already."""
    own = select(WaitlistEntry.shift_id).where(WaitlistEntry.client_id == lost.client_id, _WAITS)
    there = set(db.session.scalars(own))
    rows = [
        WaitlistEntry(client_id=lost.client_id, shift_id=one, lost_id=lost.id, since=now)
        for one in shift_ids
        if one not in there
    ]
    db.session.add_all(rows)
    db.session.flush()
    return [row.id for row in rows]


def list_own(lost_id: UUID) -> list[UUID]:
    """The entries that go on and came of this offer, before the client has been asked."""
    own = select(WaitlistEntry.id).where(WaitlistEntry.lost_id == lost_id, _WAITS)
    return list(db.session.scalars(own.where(WaitlistEntry.told_at.is_(None))))


def has_waited(lost_id: UUID) -> bool:
    """Whether a wait that came of this offer ended without need."""
    own = select(WaitlistEntry.id).where(WaitlistEntry.lost_id == lost_id)
    ended = own.where(WaitlistEntry.ended == WaitEnd.NOT_NEEDED).limit(1)
    return db.session.scalar(ended) is not None


def came_of_waiting(offer_id: UUID) -> bool:
    """Whether an offer was made because its client waited for the place."""
    own = select(WaitlistEntry.id).where(WaitlistEntry.offer_id == offer_id).limit(1)
    return db.session.scalar(own) is not None


def end(entry_ids: Collection[UUID], how: WaitEnd, *, now: datetime) -> int:
    """How many of these entries ended now."""
    ended: Any = db.session.execute(
        update(WaitlistEntry)
        .where(WaitlistEntry.id.in_(entry_ids), _WAITS)
        .values(ended=how, ended_at=now)
        .execution_options(synchronize_session=False)
    )
    return int(ended.rowcount)


def note_told(entry_id: UUID, offer_id: UUID, *, now: datetime) -> None:
    """Note by which offer whoever waited has been asked."""
    db.session.execute(
        update(WaitlistEntry)
        .where(WaitlistEntry.id == entry_id, _WAITS)
        .values(offer_id=offer_id, told_at=now)
        .execution_options(synchronize_session=False)
    )


# --- whose turn it is


def count_first(shift: Any) -> Any:
    """How many go before all others when a place of the shift is free, as part of a question."""
    return (
        select(func.count())
        .select_from(WaitlistEntry)
        .outerjoin(_ASKED, _ASKED.id == WaitlistEntry.offer_id)
        .where(WaitlistEntry.shift_id == shift.id, _WAITS)
        .where(or_(WaitlistEntry.offer_id.is_(None), _ASKED.state.in_(_UNANSWERED)))
        .correlate(shift)
        .scalar_subquery()
    )


def list_freed(*, now: datetime, shift_id: UUID | None = None) -> list[Shift]:
    """Shifts with a free place for which somebody waits unasked, or this one if it is such."""
    waits = select(WaitlistEntry.shift_id).where(_WAITS, WaitlistEntry.told_at.is_(None))
    which = [Shift.id == shift_id] if shift_id else []
    return list(
        db.session.scalars(
            select(Shift)
            .join(Shift.task)
            .where(Shift.id.in_(waits), Shift.state == ShiftState.OPEN, *which)
            .where(Shift.taken < Shift.places, Shift.starts_at > now, Task.state == TaskState.OPEN)
            .options(contains_eager(Shift.task))
            .order_by(Shift.id)
            .execution_options(populate_existing=True)
        )
    )


def list_unasked(shift_id: UUID) -> list[WaitlistEntry]:
    """Who waits for the shift and has not been asked, the longest first."""
    own = select(WaitlistEntry).where(WaitlistEntry.shift_id == shift_id, _WAITS)
    unasked = own.where(WaitlistEntry.told_at.is_(None))
    return list(db.session.scalars(unasked.order_by(WaitlistEntry.since, WaitlistEntry.id)))


def count_asked(shift_id: UUID) -> int:
    """How many who waited for the shift have been asked and not answered."""
    query = (
        select(func.count())
        .select_from(WaitlistEntry)
        .join(_ASKED, _ASKED.id == WaitlistEntry.offer_id)
        .where(WaitlistEntry.shift_id == shift_id, _WAITS, _ASKED.state.in_(_UNANSWERED))
    )
    return db.session.scalar(query) or 0


def count_asked_anew(shift_id: UUID) -> int:
    """How many had a place, and have not answered yet whether the changed work still suits them."""
    query = (
        select(func.count())
        .select_from(OfferShift)
        .join(Offer, Offer.id == OfferShift.offer_id)
        .where(OfferShift.shift_id == shift_id, OfferShift.state.in_(_UNANSWERED), Offer.asks_anew)
    )
    return db.session.scalar(query) or 0


def lost_offer(entry: WaitlistEntry) -> Offer:
    """The offer that came too late: who made it, and why against an own limit, if so."""
    return db.session.get_one(Offer, entry.lost_id)


# --- what is over


def list_over(*, now: datetime, limit: int = 500) -> list[tuple[UUID, UUID, WaitEnd]]:
    """Entries that have an end by now: id, client, how.

    The offer that came of it was answered, or the work began or was cancelled.
    """
    rows = db.session.execute(
        select(WaitlistEntry.id, WaitlistEntry.client_id, _ASKED.state)
        .join(Shift, Shift.id == WaitlistEntry.shift_id)
        .join(Task, Task.id == Shift.task_id)
        .outerjoin(_ASKED, _ASKED.id == WaitlistEntry.offer_id)
        .where(_WAITS, or_(_ASKED.state.not_in(_GOING_ON), _needless(now)))
        .order_by(WaitlistEntry.id)
        .limit(limit)
    )
    return [
        (entry_id, client_id, (end_after(offered) if offered else None) or WaitEnd.NOT_NEEDED)
        for entry_id, client_id, offered in rows
    ]


def _needless(now: datetime) -> Any:
    """The shift has no place any more that could be given back."""
    stands = Shift.state.in_(_STANDING) & (Shift.starts_at > now)
    return ~stands | (Task.state == TaskState.CLOSED)


# --- for those who look on


def count_waiting(shift_ids: Collection[UUID]) -> dict[UUID, int]:
    """How many wait for each of these shifts; shifts for which nobody waits are left out."""
    rows = db.session.execute(
        select(WaitlistEntry.shift_id, func.count())
        .where(WaitlistEntry.shift_id.in_(shift_ids), _WAITS)
        .group_by(WaitlistEntry.shift_id)
    )
    return {shift_id: int(count) for shift_id, count in rows}


def list_names(shift_id: UUID, client_ids: Collection[UUID]) -> list[str]:
    """First names of those of these clients who wait for the shift, the longest first."""
    return list(
        db.session.scalars(
            select(Client.first_name)
            .join(WaitlistEntry, WaitlistEntry.client_id == Client.id)
            .where(WaitlistEntry.shift_id == shift_id, _WAITS, Client.id.in_(client_ids))
            .order_by(WaitlistEntry.since, WaitlistEntry.id)
        )
    )
