"""Who is on a shift: loaded with what it is to the asker, moved by compare-and-swap."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import exists, select, update

from app.domain.attendance import name_known_until
from app.domain.calendar import local_day
from app.domain.errors import Missing, RuleBroken
from app.domain.lifecycle import (
    COMING,
    COMING_OR_THERE,
    AttendanceState,
    BookingState,
    OfferState,
    PlacementState,
)
from app.domain.policy import Actor, Facts, Verb, may
from app.domain.vocabulary import Role
from app.store import alerts, bookings, moves, places, relations
from app.store.db import db
from app.store.models.people import Client
from app.store.models.work import (
    Attendance,
    CoachBooking,
    Offer,
    OfferShift,
    Placement,
    Shift,
    Task,
)

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime
    from uuid import UUID


@dataclass(frozen=True)
class Attended:
    """One client on one shift, the order it belongs to, and what that is to the actor."""

    attendance: Attendance
    shift: Shift
    task: Task
    unit_id: UUID
    facts: Facts


def get_attendance(actor: Actor, attendance_id: UUID, *, now: datetime) -> Attended:
    """The attendance, if the actor may know who is on the shift. Raises: Missing."""
    row = db.session.execute(
        select(Attendance, Shift, Task, Client.unit_id)
        .join(Shift, Shift.id == Attendance.shift_id)
        .join(Task, Task.id == Shift.task_id)
        .join(Client, Client.id == Attendance.client_id)
        .where(Attendance.id == attendance_id)
    ).first()
    if row is None:
        raise Missing
    attended = Attended(*row, facts=_facts(actor, *row, now=now))
    if not may(actor, Verb.READ_SHIFT_PEOPLE, attended.facts):
        raise Missing
    return attended


def _facts(
    actor: Actor, attendance: Attendance, shift: Shift, task: Task, unit_id: UUID, *, now: datetime
) -> Facts:
    client_id = attendance.client_id
    kinds = relations.list_kinds(actor, [client_id], on=local_day(now))[client_id]
    unrelated_coach = actor.role is Role.COACH and not kinds
    return Facts(
        client_id=client_id,
        unit_id=unit_id,
        organisation_id=task.organisation_id,
        relations=kinds,
        disclosed=now < name_known_until(shift.ends_at),
        accompanies=unrelated_coach and bookings.goes_along(actor.user_id, shift.id, client_id),
    )


def move(attendance: Attendance, new: AttendanceState, *, now: datetime, **values: Any) -> None:
    """Move the attendance on from the state in which it was read.

    Raises: Conflict when the step does not exist or somebody else was first.
    """
    old = attendance.state
    moves.move(Attendance, attendance.id, old, new, changed_at=now, **values)
    if old in COMING and new not in COMING:
        # Somebody knows now what became of who was missed.
        alerts.finish([alerts.no_check_in_key(attendance.id)], now=now)


def activate_placement(placement_id: UUID, *, since: datetime) -> bool:
    """Whether this was the first performed shift, from which on the placement is active."""
    old, new = PlacementState.AGREED, PlacementState.ACTIVE
    return moves.try_move(Placement, [placement_id], old, new, active_from=since) == 1


def free_place(attendance: Attendance, *, now: datetime) -> list[UUID]:
    """Give the client's place on the shift back: the offer for it is withdrawn without blame.

    Gives the shift's id when it can be offered to others.
    """
    confirmed, withdrawn = OfferState.CONFIRMED, OfferState.WITHDRAWN
    moves.move(OfferShift, attendance.offer_shift_id, confirmed, withdrawn, freed_at=now)
    offer_id = _offer_id(attendance)
    if not _has_other_shifts(offer_id):
        moves.try_move(Offer, [offer_id], confirmed, withdrawn, closed_at=now)
    return places.release([attendance.shift_id])


def retake_place(attendance: Attendance) -> list[UUID]:
    """Take the place again, if it is still free; gives the shift's id when it is full now.

    Raises: Gone("shift_filled").
    """
    confirmed, withdrawn = OfferState.CONFIRMED, OfferState.WITHDRAWN
    full = places.claim([attendance.shift_id])
    moves.move(OfferShift, attendance.offer_shift_id, withdrawn, confirmed)
    moves.try_move(Offer, [_offer_id(attendance)], withdrawn, confirmed, closed_at=None)
    return full


def _offer_id(attendance: Attendance) -> UUID:
    return db.session.scalars(
        select(OfferShift.offer_id).where(OfferShift.id == attendance.offer_shift_id)
    ).one()


def _has_other_shifts(offer_id: UUID) -> bool:
    others = exists().where(
        OfferShift.offer_id == offer_id, OfferShift.state == OfferState.CONFIRMED
    )
    return bool(db.session.scalar(select(others)))


def list_placements(shift_id: UUID, client_ids: Collection[UUID]) -> dict[UUID, UUID]:
    """The placement of each client on the shift.

    Raises: RuleBroken("client_not_on_shift") when one of them was never on it.
    """
    rows = db.session.execute(
        select(Attendance.client_id, Attendance.placement_id).where(
            Attendance.shift_id == shift_id, Attendance.client_id.in_(client_ids)
        )
    )
    placements = {row.client_id: row.placement_id for row in rows}
    if set(client_ids) - placements.keys():
        raise RuleBroken("client_not_on_shift")
    return placements


def list_overdue(*, ended_before: datetime, limit: int) -> list[tuple[Attendance, Shift, Task]]:
    """Attendances of shifts long over that nobody has said the end of."""
    rows = db.session.execute(
        select(Attendance, Shift, Task)
        .join(Shift, Shift.id == Attendance.shift_id)
        .join(Task, Task.id == Shift.task_id)
        .where(Attendance.state.in_(COMING_OR_THERE), Shift.ends_at < ended_before)
        .order_by(Shift.ends_at, Attendance.id)
        .limit(limit)
    )
    return [(row.Attendance, row.Shift, row.Task) for row in rows]


def finish_visits(*, ended_before: datetime) -> int:
    """How many coaches' visits are now over."""
    done: Any = db.session.execute(
        update(CoachBooking)
        .where(CoachBooking.state == BookingState.BOOKED, CoachBooking.ends_at < ended_before)
        .values(state=BookingState.DONE)
        .execution_options(synchronize_session=False)
    )
    return int(done.rowcount)
