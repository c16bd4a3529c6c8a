"""Who comes to a shift, as far as the orderer may know it: first name, coach, whether one came.

A name is known from the confirmation until 14 days after the shift, and never of a client whose
whereabouts are protected. With a name goes what the client lets this workplace know, at this
moment. Nothing else of the client leaves this module.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from app.domain.attendance import DEFAULT as ATTENDANCE
from app.domain.calendar import day_bounds, local_day, week_bounds
from app.domain.errors import Missing
from app.domain.lifecycle import COMING_OR_THERE, AttendanceState, ShiftState
from app.domain.vocabulary import RelationKind
from app.store import disclosures, reading
from app.store.bookings import KEPT
from app.store.db import db
from app.store.former_terms import SITE_ID
from app.store.instructors import find_booked
from app.store.models.people import Client, Relation, Site, User
from app.store.models.work import (
    Attendance,
    CoachBooking,
    CoachBookingClient,
    Shift,
    Task,
)
from app.store.relations import in_force
from app.store.tasks import visible_to

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import date, datetime
    from uuid import UUID

    from app.domain.policy import Actor
    from app.store.disclosures import Told

NOT_COMING = (AttendanceState.CANNOT_COME, AttendanceState.CANCELLED)


@dataclass(frozen=True)
class Companion:
    """A coach to be called; `comes_along` when booked for the shift."""

    name: str
    phone: str
    comes_along: bool


@dataclass(frozen=True)
class Person:
    """Somebody on a shift. The first name is empty when it may not be told."""

    attendance_id: UUID
    shift_id: UUID
    first_name: str
    state: AttendanceState
    in_at: datetime | None
    out_at: datetime | None
    late_minutes: int
    companion: Companion | None
    told: tuple[Told, ...] = ()


@dataclass(frozen=True)
class ShiftRow:
    """One time of an order, and who is known to come."""

    id: UUID
    task_id: UUID
    title: str
    place: str
    area: str
    starts_at: datetime
    ends_at: datetime
    places: int
    state: ShiftState
    code: str
    cancel_reason: str
    edited: bool
    people: tuple[Person, ...]
    # Whether an instructor goes along with everybody, and who, once booked.
    led: bool = False
    instructor: Companion | None = None

    @property
    def coming(self) -> tuple[Person, ...]:
        """Those who have not said that they can't come."""
        return tuple(one for one in self.people if one.state not in NOT_COMING)

    @property
    def missing(self) -> int:
        """How many places nobody is known for yet."""
        return max(self.places - len(self.coming), 0)


def get_shift(actor: Actor, shift_id: UUID, *, now: datetime) -> ShiftRow:
    """The shift of an order this person may see. Raises: Missing."""
    found = _rows(actor, [Shift.id == shift_id], now=now)
    if not found:
        raise Missing
    return found[0]


def get_shift_of(actor: Actor, attendance_id: UUID, *, now: datetime) -> ShiftRow:
    """The shift that somebody is on. Raises: Missing."""
    on_it = select(Attendance.shift_id).where(Attendance.id == attendance_id)
    found = _rows(actor, [Shift.id.in_(on_it)], now=now)
    if not found:
        raise Missing
    return found[0]


def list_of_task(
    actor: Actor, task_id: UUID, *, now: datetime, limit: int = 20
) -> tuple[list[ShiftRow], list[ShiftRow]]:
    """The coming shifts of an order, nearest first, and the past ones, newest first."""
    ahead = [Shift.task_id == task_id, Shift.ends_at > now]
    past = [Shift.task_id == task_id, Shift.ends_at <= now]
    return (
        _rows(actor, ahead, now=now, limit=limit),
        _rows(actor, past, now=now, limit=limit, newest_first=True),
    )


def list_on_day(actor: Actor, day: date, *, now: datetime) -> list[ShiftRow]:
    """The shifts of one local day of everything this person ordered."""
    return _list_within(actor, day_bounds(day), now=now, limit=50)


def list_in_week(actor: Actor, day: date, *, now: datetime) -> list[ShiftRow]:
    """The shifts of the day's ISO week of everything this person ordered."""
    return _list_within(actor, week_bounds(day), now=now, limit=200)


def _list_within(
    actor: Actor, bounds: tuple[datetime, datetime], *, now: datetime, limit: int
) -> list[ShiftRow]:
    running = [ShiftState.OPEN, ShiftState.FILLED, ShiftState.DONE]
    wanted = [Shift.starts_at >= bounds[0], Shift.starts_at < bounds[1]]
    return _rows(actor, [*wanted, Shift.state.in_(running)], now=now, limit=limit)


def list_ahead(actor: Actor, task_id: UUID, *, now: datetime) -> list[ShiftRow]:
    """The coming shifts of an order that are not called off, nearest first."""
    states = [ShiftState.PLANNED, ShiftState.OPEN, ShiftState.FILLED]
    ahead = [Shift.task_id == task_id, Shift.ends_at > now, Shift.state.in_(states)]
    return _rows(actor, ahead, now=now, limit=60)


def list_next(actor: Actor, *, now: datetime, limit: int = 3) -> list[ShiftRow]:
    """The nearest shifts after today that somebody is confirmed for."""
    after = day_bounds(local_day(now))[1]
    known = select(Attendance.shift_id).where(Attendance.state.not_in(NOT_COMING))
    wanted = [
        Shift.starts_at >= after,
        Shift.starts_at < after + timedelta(days=14),
        Shift.state.in_([ShiftState.OPEN, ShiftState.FILLED]),
        Shift.id.in_(known),
    ]
    return _rows(actor, wanted, now=now, limit=limit)


def _rows(
    actor: Actor, wanted: Sequence[Any], *, now: datetime, limit: int = 20,
    newest_first: bool = False,
) -> list[ShiftRow]:  # fmt: skip
    order = Shift.starts_at.desc() if newest_first else Shift.starts_at
    found = db.session.execute(
        select(Shift, Task.title, Site.name, Site.area, Task.instructor_along)
        .join(Task, Task.id == Shift.task_id)
        .join(Site, Site.id == SITE_ID)
        .where(visible_to(actor), *wanted)
        .order_by(order, Shift.id)
        .limit(limit)
    ).all()
    people = _people(actor, [row.Shift.id for row in found], now=now)
    instructors = _instructors([row.Shift.id for row in found if row.instructor_along])
    return [
        ShiftRow(
            shift.id, shift.task_id, title, place, area, shift.starts_at, shift.ends_at,
            shift.places, shift.state, shift.check_in_code, shift.cancel_reason, shift.edited,
            tuple(people.get(shift.id, ())), led, instructors.get(shift.id),
        )
        for shift, title, place, area, led in found
    ]  # fmt: skip


def _people(
    actor: Actor, shift_ids: Collection[UUID], *, now: datetime
) -> dict[UUID, list[Person]]:
    """Everybody of these shifts whose name the orderer may still know."""
    if not shift_ids:
        return {}
    known_since = now - timedelta(days=ATTENDANCE.name_known_days)
    rows = db.session.execute(
        select(
            Attendance.id, Attendance.shift_id, Attendance.client_id, Attendance.state,
            Attendance.in_at, Attendance.out_at, Attendance.late_minutes,
            Client.first_name, Client.non_disclosure,
        )
        .join(Client, Client.id == Attendance.client_id)
        .join(Shift, Shift.id == Attendance.shift_id)
        .where(Attendance.shift_id.in_(shift_ids), Shift.ends_at > known_since)
        .where(Attendance.state != AttendanceState.CANCELLED)
        .order_by(Client.first_name, Attendance.id)
    ).all()  # fmt: skip
    reading.note(row.client_id for row in rows)
    companions = _companions({(row.shift_id, row.client_id) for row in rows}, now=now)
    # Only of who has the work ahead or is at it a workplace needs to know more than a name.
    told = _told(actor, [row for row in rows if row.state in COMING_OR_THERE])
    people: dict[UUID, list[Person]] = {}
    for row in rows:
        name = "" if row.non_disclosure else row.first_name
        person = Person(
            row.id, row.shift_id, name, row.state, row.in_at, row.out_at, row.late_minutes,
            companions.get((row.shift_id, row.client_id)), told.get(row.id, ()),
        )  # fmt: skip
        people.setdefault(row.shift_id, []).append(person)
    return people


def _told(actor: Actor, rows: Sequence[Any]) -> dict[UUID, tuple[Told, ...]]:
    """What the actor's own organisation may know of those who work there, noted as told."""
    organisation_id = actor.organisation_id
    known = [row for row in rows if not row.non_disclosure]
    if organisation_id is None or not known:
        return {}
    found = disclosures.list_told([row.client_id for row in known], organisation_id)
    for client_id, told in found.items():
        if told:
            reading.note_told(client_id, organisation_id, (one.item.value for one in told))
    return {row.id: found.get(row.client_id, ()) for row in known}


def _companions(
    pairs: Collection[tuple[UUID, UUID]], *, now: datetime
) -> dict[tuple[UUID, UUID], Companion]:
    """For each shift and client the coach who goes along, else the client's own coach."""
    client_ids = {client_id for _shift_id, client_id in pairs}
    own = {
        client_id: Companion(_full_name(coach), coach.phone or "", comes_along=False)
        for client_id, coach in _own_coaches(client_ids, on=local_day(now))
    }
    found = {pair: own[pair[1]] for pair in pairs if pair[1] in own}
    for shift_id, client_id, coach in _booked_coaches({shift_id for shift_id, _ in pairs}):
        along = Companion(_full_name(coach), coach.phone or "", comes_along=True)
        found[shift_id, client_id] = along
    return found


def _instructors(shift_ids: Collection[UUID]) -> dict[UUID, Companion]:
    return {
        shift_id: Companion(_full_name(user), user.phone or "", comes_along=True)
        for shift_id, user in find_booked(shift_ids).items()
    }


def _full_name(user: User) -> str:
    return f"{user.first_name} {user.last_name or ''}".strip()


def _own_coaches(client_ids: Collection[UUID], *, on: date) -> list[tuple[UUID, User]]:
    if not client_ids:
        return []
    rows = db.session.execute(
        select(Relation.client_id, User)
        .join(User, User.id == Relation.user_id)
        .where(Relation.client_id.in_(client_ids), Relation.kind == RelationKind.COACH)
        .where(in_force(on), User.active)
    )
    return [(client_id, coach) for client_id, coach in rows]


def _booked_coaches(shift_ids: Collection[UUID]) -> list[tuple[UUID, UUID, User]]:
    if not shift_ids:
        return []
    rows = db.session.execute(
        select(CoachBooking.shift_id, CoachBookingClient.client_id, User)
        .join(CoachBookingClient, CoachBookingClient.booking_id == CoachBooking.id)
        .join(User, User.id == CoachBooking.coach_id)
        .where(CoachBooking.shift_id.in_(shift_ids), CoachBooking.state.in_(KEPT))
    )
    return [(shift_id, client_id, coach) for shift_id, client_id, coach in rows]
