"""The dispatcher's board: of every shift how many are needed, asked, have seen it, come, came."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import case, distinct, func, or_, select

from app.domain.lifecycle import (
    AttendanceState,
    BookingState,
    OfferState,
    ShiftState,
    TaskState,
)
from app.store.db import db
from app.store.models.people import Organisation, Site
from app.store.models.work import Attendance, CoachBooking, Offer, OfferShift, Shift, Task

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime
    from uuid import UUID

# Whoever answers by text message or through the coach has seen the work without opening the page.
_KNOWS = (
    OfferState.SEEN, OfferState.ASKED_COACH, OfferState.ACCEPTED, OfferState.DECLINED,
    OfferState.CONFIRMED,
)  # fmt: skip
# A shift that starts this soon without its people is at risk.
RISK_HOURS = 48


@dataclass(frozen=True)
class BoardRow:
    """One shift on the board. Counts are people; nobody is named.

    `asked` never falls: everybody to whom the shift has ever been shown, whatever they answered.
    `seen` are those of them who have opened it or answered. `yes` is not confirmed yet.
    """

    shift_id: UUID
    task_id: UUID
    title: str
    organisation: str
    place: str
    starts_at: datetime
    ends_at: datetime
    state: ShiftState
    places: int
    asked: int
    seen: int
    wants_to_ask: int
    yes: int
    confirmed: int
    there: int
    done: int
    coaches: int

    @property
    def missing(self) -> int:
        """How many places nobody has said yes to."""
        return max(self.places - self.yes - self.confirmed - self.wants_to_ask, 0)


@dataclass(frozen=True)
class Window:
    """The time, the word and the states that a board shows."""

    since: datetime
    until: datetime
    search: str = ""
    states: tuple[ShiftState, ...] = ()

    @property
    def filtered(self) -> bool:
        """Whether a word or a state leaves some of the time's shifts out."""
        return bool(self.search or self.states)


def list_board(window: Window, *, limit: int | None = None, skip: int = 0) -> list[BoardRow]:
    """The shifts of opened orders within a window, earliest first; all, or so many of them."""
    query = (
        select(Shift, Task.id, Task.title, Organisation.name, Site.name)
        .order_by(Shift.starts_at, Task.title, Shift.id)
        .limit(limit)
        .offset(skip)
    )
    return _counted(db.session.execute(_within(query, window)).all())


def count_board(window: Window) -> int:
    """How many shifts the board of a window has."""
    return db.session.scalar(_within(select(func.count(Shift.id)), window)) or 0


def _within(query: Any, window: Window) -> Any:
    query = (
        query.select_from(Shift)
        .join(Task, Task.id == Shift.task_id)
        .join(Organisation, Organisation.id == Task.organisation_id)
        .join(Site, Site.id == Task.site_id)
        .where(Shift.starts_at >= window.since, Shift.starts_at < window.until)
        .where(Task.state != TaskState.DRAFT)
    )
    if window.states:
        query = query.where(Shift.state.in_(window.states))
    return query.where(_matches(window.search)) if window.search else query


def _matches(words: str) -> Any:
    return or_(*(
        column.icontains(words, autoescape=True)
        for column in (Task.title, Organisation.name, Site.name)
    ))  # fmt: skip


def _counted(rows: Any) -> list[BoardRow]:
    ids = [row[0].id for row in rows]
    reach = _reach(ids)
    offers = _count(OfferShift.shift_id, OfferShift.state, ids)
    came = _count(Attendance.shift_id, Attendance.state, ids)
    coaches = _count(CoachBooking.shift_id, CoachBooking.state, ids)
    return [_row(row, reach.get(row[0].id, (0, 0)), offers, came, coaches) for row in rows]


Counts = dict[tuple[Any, Any], int]


def _reach(ids: list[UUID]) -> dict[UUID, tuple[int, int]]:
    """Of each shift how many people it was shown to, and how many of them have seen it.

    Somebody asked twice is one. What was taken back while it still queued was never shown.
    """
    knows = or_(
        Offer.seen_at.is_not(None), Offer.answered_at.is_not(None), OfferShift.state.in_(_KNOWS)
    )
    found = db.session.execute(
        select(
            OfferShift.shift_id,
            func.count(distinct(OfferShift.client_id)),
            func.count(distinct(case((knows, OfferShift.client_id)))),
        )
        .join(Offer, Offer.id == OfferShift.offer_id)
        .where(OfferShift.shift_id.in_(ids), Offer.sent_at.is_not(None))
        .group_by(OfferShift.shift_id)
    )
    return {shift_id: (asked, seen) for shift_id, asked, seen in found}


def _count(shift: Any, state: Any, ids: list[UUID]) -> Counts:
    found = db.session.execute(
        select(shift, state, func.count()).where(shift.in_(ids)).group_by(shift, state)
    )
    return {(shift_id, kind): number for shift_id, kind, number in found}


def _row(
    row: Any, reach: tuple[int, int], offers: Counts, came: Counts, coaches: Counts
) -> BoardRow:
    shift, task_id, title, organisation, place = row

    def of(counts: Mapping[tuple[Any, Any], int], state: Any) -> int:
        return counts.get((shift.id, state), 0)

    return BoardRow(
        shift.id, task_id, title, organisation, place, shift.starts_at, shift.ends_at,
        shift.state, shift.places, *reach, of(offers, OfferState.ASKED_COACH),
        of(offers, OfferState.ACCEPTED), of(offers, OfferState.CONFIRMED),
        of(came, AttendanceState.CHECKED_IN), of(came, AttendanceState.PERFORMED),
        of(coaches, BookingState.BOOKED),
    )  # fmt: skip
