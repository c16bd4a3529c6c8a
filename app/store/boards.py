"""The dispatcher's board: every coming shift with how many were asked, said yes, are confirmed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, or_, select

from app.domain.lifecycle import (
    AttendanceState,
    BookingState,
    OfferState,
    ShiftState,
    TaskState,
)
from app.store.db import db
from app.store.models.people import Organisation, Site
from app.store.models.work import Attendance, CoachBooking, OfferShift, Shift, Task

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime
    from uuid import UUID

_ASKED = (OfferState.SENT, OfferState.SEEN)
_YES = (OfferState.ACCEPTED,)
_DONE = (AttendanceState.CHECKED_IN, AttendanceState.PERFORMED)
# A shift that starts this soon without its people is at risk.
RISK_HOURS = 48


@dataclass(frozen=True)
class BoardRow:
    """One shift on the board. Counts are people; nobody is named."""

    shift_id: UUID
    task_id: UUID
    title: str
    organisation: str
    place: str
    starts_at: datetime
    ends_at: datetime
    state: ShiftState
    places: int
    queued: int
    asked: int
    wants_to_ask: int
    yes: int
    confirmed: int
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


def list_board(window: Window, *, limit: int = 300) -> list[BoardRow]:
    """The shifts of opened orders within a window, earliest first."""
    query = (
        select(Shift, Task.id, Task.title, Organisation.name, Site.name)
        .join(Task, Task.id == Shift.task_id)
        .join(Organisation, Organisation.id == Task.organisation_id)
        .join(Site, Site.id == Task.site_id)
        .where(Shift.starts_at >= window.since, Shift.starts_at < window.until)
        .where(Task.state != TaskState.DRAFT)
        .order_by(Shift.starts_at, Task.title, Shift.id)
        .limit(limit)
    )
    if window.states:
        query = query.where(Shift.state.in_(window.states))
    if window.search:
        query = query.where(_matches(window.search))
    rows = db.session.execute(query).all()
    return _counted(rows)


def _matches(words: str) -> Any:
    return or_(*(
        column.icontains(words, autoescape=True)
        for column in (Task.title, Organisation.name, Site.name)
    ))  # fmt: skip


def _counted(rows: Any) -> list[BoardRow]:
    ids = [row[0].id for row in rows]
    offers = _count(OfferShift.shift_id, OfferShift.state, ids)
    done = _count(Attendance.shift_id, Attendance.state, ids)
    coaches = _count(CoachBooking.shift_id, CoachBooking.state, ids)
    return [_row(row, offers, done, coaches) for row in rows]


Counts = dict[tuple[Any, Any], int]


def _count(shift: Any, state: Any, ids: list[UUID]) -> Counts:
    found = db.session.execute(
        select(shift, state, func.count()).where(shift.in_(ids)).group_by(shift, state)
    )
    return {(shift_id, kind): number for shift_id, kind, number in found}


def _row(row: Any, offers: Counts, done: Counts, coaches: Counts) -> BoardRow:
    shift, task_id, title, organisation, place = row

    def of(counts: Mapping[tuple[Any, Any], int], *states: Any) -> int:
        return sum(counts.get((shift.id, state), 0) for state in states)

    return BoardRow(
        shift.id, task_id, title, organisation, place, shift.starts_at, shift.ends_at,
        shift.state, shift.places, of(offers, OfferState.QUEUED), of(offers, *_ASKED),
        of(offers, OfferState.ASKED_COACH), of(offers, *_YES), of(offers, OfferState.CONFIRMED),
        of(done, *_DONE), of(coaches, BookingState.BOOKED),
    )  # fmt: skip
