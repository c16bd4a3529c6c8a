"""A coach's shifts: where the coach goes along or an own client works, and how each of them stands.

Only people of the coach's own are told of, and those with whom the coach is booked to go along.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from sqlalchemy import exists, or_, select
from sqlalchemy.orm import joinedload

from app.domain.attendance import opens_at
from app.domain.calendar import local_day
from app.domain.errors import Missing
from app.domain.hours import correctable_to
from app.domain.lifecycle import COMING, AttendanceState, BookingState, HoursState, ShiftState
from app.store import hour_rules
from app.store.bookings import KEPT
from app.store.clients import visible_to
from app.store.db import db
from app.store.former_terms import SITE_ID
from app.store.hour_rules import HourRules
from app.store.hours import LIVE
from app.store.models.people import Client, Site, User
from app.store.models.support import CheckIn, SupportContact
from app.store.models.work import (
    Attendance,
    CoachBooking,
    CoachBookingClient,
    Shift,
    Task,
    WorkedHours,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import date, datetime
    from uuid import UUID

    from app.domain.policy import Actor
    from app.domain.vocabulary import Category, Face

_MISSED = (AttendanceState.DID_NOT_COME, AttendanceState.UNKNOWN)


@dataclass(frozen=True)
class Along:
    """The coach who goes along with somebody."""

    booking_id: UUID
    coach_id: UUID
    name: str


@dataclass(frozen=True)
class HoursLine:
    """The minutes of one person on one shift. Units: minutes."""

    id: UUID
    state: HoursState
    planned_minutes: int
    minutes: int
    proposed_by: str
    reason: str
    # The last day to correct what time alone agreed.
    correct_to: date | None = None


@dataclass(frozen=True)
class Person:
    """Somebody on a shift; `own` when the coach's own client, else the coach goes along."""

    attendance_id: UUID
    client_id: UUID
    name: str
    own: bool
    state: AttendanceState
    in_at: datetime | None
    out_at: datetime | None
    late_minutes: int
    reason: str
    along: Along | None = None
    hours: HoursLine | None = None
    face: Face | None = None
    noted: bool = False

    @property
    def coming(self) -> bool:
        """Whether the person is expected and has not come yet."""
        return self.state in COMING

    @property
    def missed(self) -> bool:
        """Whether the person did not come or nobody knows."""
        return self.state in _MISSED

    @property
    def undoable(self) -> bool:
        """Whether the last step is one that can be taken back."""
        steps = (AttendanceState.CHECKED_IN, AttendanceState.PERFORMED)
        return self.state in (*steps, *_MISSED, AttendanceState.CANNOT_COME)


@dataclass(frozen=True)
class Place:
    """Where it is: a name and the part of town."""

    name: str
    area: str


@dataclass(frozen=True)
class CoachShift:
    """One time of work on which somebody of the coach's is, or on which the coach goes along."""

    id: UUID
    task_id: UUID
    title: str
    category: Category | None
    site: Place
    door: str
    contact: str
    starts_at: datetime
    ends_at: datetime
    state: ShiftState
    code: str
    booking_id: UUID | None
    people: tuple[Person, ...] = ()
    # To call the one whom one meets there.
    phone: str = ""

    @property
    def on(self) -> date:
        """The local day on which it begins."""
        return local_day(self.starts_at)

    @property
    def attended(self) -> bool:
        """Whether the coach goes along."""
        return self.booking_id is not None

    @property
    def waits_for_note(self) -> tuple[Person, ...]:
        """With whom the coach was on the shift and of whom nothing is written."""
        along = (p for p in self.people if p.along and p.along.booking_id == self.booking_id)
        return tuple(p for p in along if p.state is AttendanceState.PERFORMED and not p.noted)

    @property
    def expected(self) -> tuple[Person, ...]:
        """Those who have not said that they can't come."""
        return tuple(p for p in self.people if p.state is not AttendanceState.CANNOT_COME)

    def is_open_for_check_in(self, now: datetime) -> bool:
        """Whether somebody may check in by now."""
        return now >= opens_at(self.starts_at)

    def has_begun(self, now: datetime) -> bool:
        """Whether the planned start is past."""
        return now >= self.starts_at


def list_visits(
    actor: Actor, starts_at: datetime, ends_at: datetime, *, now: datetime, limit: int = 100
) -> list[CoachShift]:
    """The coach's shifts that begin in a span, in time order, without cancelled ones."""
    wanted = [
        Shift.starts_at >= starts_at,
        Shift.starts_at < ends_at,
        Shift.state != ShiftState.CANCELLED,
    ]
    return _load(actor, wanted, on=local_day(now), limit=limit)


def get_visit(actor: Actor, shift_id: UUID, *, now: datetime) -> CoachShift:
    """The shift with its people. Raises: Missing when nobody of the coach's is on it."""
    found = _load(actor, [Shift.id == shift_id], on=local_day(now), limit=1)
    if not found:
        raise Missing
    return found[0]


def list_of_client(
    actor: Actor, client_id: UUID, *, now: datetime, limit: int = 30
) -> list[CoachShift]:
    """One client's shifts, newest first, with only this person on each."""
    on_it = exists().where(Attendance.shift_id == Shift.id, Attendance.client_id == client_id)
    found = _load(actor, [on_it], on=local_day(now), limit=limit, newest_first=True)
    return [
        replace(shift, people=tuple(p for p in shift.people if p.client_id == client_id))
        for shift in found
    ]


def _load(
    actor: Actor, wanted: Sequence[Any], *, on: date, limit: int, newest_first: bool = False
) -> list[CoachShift]:
    order = Shift.starts_at.desc() if newest_first else Shift.starts_at
    rows = db.session.execute(
        select(Shift, Task, Site, CoachBooking.id.label("booking_id"))
        .join(Task, Task.id == Shift.task_id)
        .join(Site, Site.id == SITE_ID)
        .outerjoin(
            CoachBooking,
            (CoachBooking.shift_id == Shift.id)
            & (CoachBooking.coach_id == actor.user_id)
            & CoachBooking.state.in_(KEPT),
        )
        .where(or_(CoachBooking.id.is_not(None), _has_own_client(actor, on)), *wanted)
        .order_by(order, Shift.id)
        .limit(limit)
    ).all()
    people = _people(actor, [row.Shift.id for row in rows], on=on)
    return [_shift(row, people.get(row.Shift.id, ())) for row in rows]


def _has_own_client(actor: Actor, on: date) -> Any:
    return exists().where(
        Attendance.shift_id == Shift.id,
        Attendance.state != AttendanceState.CANCELLED,
        Client.id == Attendance.client_id,
        visible_to(actor, on=on),
    )


def _shift(row: Any, people: Sequence[Person]) -> CoachShift:
    shift, task, site = row.Shift, row.Task, row.Site
    return CoachShift(
        id=shift.id, task_id=task.id, title=task.title, category=task.category,
        site=Place(site.name, site.area), door=site.door,
        contact=f"{task.contact_name} {task.contact_phone or ''}".strip(),
        starts_at=shift.starts_at, ends_at=shift.ends_at, state=shift.state,
        code=shift.check_in_code, booking_id=row.booking_id, people=tuple(people),
        phone=task.contact_phone or "",
    )  # fmt: skip


def _people(actor: Actor, shift_ids: Collection[UUID], *, on: date) -> dict[UUID, list[Person]]:
    if not shift_ids:
        return {}
    own = visible_to(actor, on=on)
    rows = db.session.execute(
        select(Attendance, own.label("own"))
        .join(Client, Client.id == Attendance.client_id)
        .where(Attendance.shift_id.in_(shift_ids))
        .where(Attendance.state != AttendanceState.CANCELLED)
        .where(or_(own, _goes_along(actor)))
        .options(joinedload(Attendance.client))
        .order_by(Client.first_name, Attendance.id)
    ).all()
    ids = [row.Attendance.id for row in rows]
    along, hours, faces = _along(shift_ids), _hours(ids, on=on), _faces(ids)
    noted = _noted(actor, shift_ids)
    people: dict[UUID, list[Person]] = {}
    for attendance, is_own in rows:
        pair = (attendance.shift_id, attendance.client_id)
        person = replace(
            _person(attendance, own=bool(is_own)),
            along=along.get(pair), hours=hours.get(attendance.id),
            face=faces.get(attendance.id) if is_own else None, noted=pair in noted,
        )  # fmt: skip
        people.setdefault(attendance.shift_id, []).append(person)
    return people


def _person(row: Attendance, *, own: bool) -> Person:
    return Person(
        attendance_id=row.id, client_id=row.client_id, name=short_name(row.client), own=own,
        state=row.state, in_at=row.in_at, out_at=row.out_at, late_minutes=row.late_minutes,
        reason=row.reason if own else "",
    )  # fmt: skip


def short_name(person: Client | User) -> str:
    """First name and the initial of the last: "Kalle S."."""
    return f"{person.first_name} {(person.last_name or '')[:1]}.".replace(" .", "")


def _goes_along(actor: Actor) -> Any:
    return exists().where(
        CoachBooking.shift_id == Attendance.shift_id,
        CoachBooking.coach_id == actor.user_id,
        CoachBooking.state.in_(KEPT),
        CoachBookingClient.booking_id == CoachBooking.id,
        CoachBookingClient.client_id == Attendance.client_id,
    )


def _along(shift_ids: Collection[UUID]) -> dict[tuple[UUID, UUID], Along]:
    """For each shift and client the coach who goes along."""
    rows = db.session.execute(
        select(CoachBooking.id, CoachBooking.shift_id, CoachBookingClient.client_id, User)
        .join(CoachBookingClient, CoachBookingClient.booking_id == CoachBooking.id)
        .join(User, User.id == CoachBooking.coach_id)
        .where(CoachBooking.shift_id.in_(shift_ids))
        .where(CoachBooking.state.in_((BookingState.BOOKED, BookingState.DONE)))
    )
    return {
        (shift_id, client_id): Along(booking_id, coach.id, short_name(coach))
        for booking_id, shift_id, client_id, coach in rows
    }


def _hours(attendance_ids: Collection[UUID], *, on: date) -> dict[UUID, HoursLine]:
    rows = db.session.scalars(
        select(WorkedHours).where(WorkedHours.attendance_id.in_(attendance_ids), LIVE)
    ).all()
    limits = hour_rules.load() if rows else HourRules(())
    return {row.attendance_id: _hours_line(row, limits, on) for row in rows}


def _hours_line(row: WorkedHours, limits: HourRules, on: date) -> HoursLine:
    """The minutes that stand now."""
    known = (row.agreed_minutes, row.proposed_minutes, row.planned_minutes)
    minutes = next(number for number in known if number is not None)
    return HoursLine(
        row.id, row.state, row.planned_minutes, minutes, row.proposed_by, row.reason,
        correctable_to(
            row.state, row.agreed_at, on, limits.on(row.worked_on), how=row.agreed_how
        ),
    )  # fmt: skip


def _faces(attendance_ids: Collection[UUID]) -> dict[UUID, Face]:
    rows = db.session.execute(
        select(CheckIn.attendance_id, CheckIn.face).where(CheckIn.attendance_id.in_(attendance_ids))
    )
    return dict(rows.all())


def _noted(actor: Actor, shift_ids: Collection[UUID]) -> set[tuple[UUID, UUID]]:
    """Of whom on which shift this coach has written a note."""
    rows = db.session.execute(
        select(SupportContact.shift_id, SupportContact.client_id).where(
            SupportContact.shift_id.in_(shift_ids), SupportContact.coach_id == actor.user_id
        )
    )
    return {(row.shift_id, row.client_id) for row in rows}


def list_hours(
    actor: Actor, states: Collection[HoursState], *, now: datetime, limit: int = 50
) -> list[tuple[CoachShift, Person]]:
    """Own clients' hours in these states, the oldest first, each with its shift."""
    waiting = exists().where(
        WorkedHours.attendance_id == Attendance.id,
        Attendance.shift_id == Shift.id,
        WorkedHours.state.in_(states),
        Client.id == Attendance.client_id,
        visible_to(actor, on=local_day(now)),
    )
    found = _load(actor, [waiting], on=local_day(now), limit=limit)
    pairs = ((shift, person) for shift in found for person in shift.people if person.own)
    return [(s, p) for s, p in pairs if p.hours is not None and p.hours.state in states]
