"""A client's own shifts, as the client's pages show them: where, who comes along, hours, face."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import exists, func, select
from sqlalchemy.orm import aliased

from app.domain.calendar import month_bounds
from app.domain.errors import Missing
from app.domain.hours import LATE_CANCEL, earned_cents
from app.domain.lifecycle import COMING_OR_THERE, AttendanceState, HoursState, OfferState
from app.domain.money import pay_for
from app.store import former_terms, instructors, learners
from app.store.bookings import KEPT
from app.store.db import db
from app.store.models.people import Organisation, Site, User, WorkActivityDay
from app.store.models.support import CheckIn
from app.store.models.work import (
    Attendance,
    CoachBooking,
    CoachBookingClient,
    Offer,
    OfferShift,
    Shift,
    Task,
    WorkedHours,
)

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date, datetime
    from uuid import UUID

    from app.domain.policy import Actor
    from app.domain.vocabulary import Face
    from app.store.learners import Guide

_LIVE = WorkedHours.reverses_id.is_(None) & (WorkedHours.state != HoursState.REVERSED)
# Done, or cancelled so late that a part is paid.
_late = aliased(WorkedHours)
_PAID_LATE = exists().where(
    _late.attendance_id == Attendance.id, _late.agreed_how == LATE_CANCEL,
    _late.reverses_id.is_(None), _late.state != HoursState.REVERSED,
)  # fmt: skip
_BRINGS_PAY = (Attendance.state == AttendanceState.PERFORMED) | _PAID_LATE
# Not cancelled but changed: the client was asked anew later, and nobody took that question back
# before it led to anything.
_came = aliased(Attendance)
_later, _later_part = aliased(Offer), aliased(OfferShift)
_first_asked_at = (
    select(Offer.created_at)
    .join(OfferShift, OfferShift.offer_id == Offer.id)
    .where(OfferShift.id == Attendance.offer_shift_id)
    .correlate(Attendance)
    .scalar_subquery()
)
_ASKED_ANEW = exists().where(
    _later_part.shift_id == Attendance.shift_id, _later_part.client_id == Attendance.client_id,
    _later.id == _later_part.offer_id, _later.asks_anew, _later.created_at > _first_asked_at,
    (_later_part.state != OfferState.WITHDRAWN)
    | exists().where(_came.offer_shift_id == _later_part.id),
)  # fmt: skip
_CHANGED = (Attendance.state == AttendanceState.CANCELLED) & _ASKED_ANEW


@dataclass(frozen=True)
class OwnShift:
    """One shift of the client's own. `companion`: the coach who comes along, by first name."""

    attendance: Attendance
    shift: Shift
    task: Task
    site: Site
    hours: WorkedHours | None
    face: Face | None
    workplace: str
    companion: str = ""
    companion_id: UUID | None = None
    # Who is there for everybody, by first name; and beside whom the client learns.
    instructor: str = ""
    guide: Guide | None = None
    # As the order has it, or had it when the shift began. Units: cents per hour.
    rate: int = 0
    # Cancelled only because the client was asked anew about the work as it is now.
    changed: bool = False

    @property
    def state(self) -> AttendanceState:
        return self.attendance.state

    @property
    def minutes(self) -> int:
        """What was worked as far as it is known, else what is planned. Units: minutes."""
        if self.hours is None:
            return int((self.shift.ends_at - self.shift.starts_at).total_seconds() // 60)
        known = (self.hours.agreed_minutes, self.hours.proposed_minutes, self.hours.planned_minutes)
        return next(length for length in known if length is not None)

    @property
    def is_late_pay(self) -> bool:
        """Whether nobody worked and a part is paid, because the shift was cancelled late."""
        return self.hours is not None and self.hours.agreed_how == LATE_CANCEL

    @property
    def pay_cents(self) -> int:
        """What the minutes bring. Units: cents."""
        rate = self.hours.pay_cents_per_hour if self.hours else self.rate
        return pay_for(self.minutes, rate)


def get_own_shift(actor: Actor, attendance_id: UUID) -> OwnShift:
    """The client's own shift. Raises: Missing for everybody else's."""
    found = _load(actor, [Attendance.id == attendance_id], order=Shift.starts_at, limit=1)
    if not found:
        raise Missing
    return found[0]


def list_between(
    actor: Actor, since: datetime, until: datetime, *, limit: int = 50
) -> list[OwnShift]:
    """The client's shifts that touch the span, in time order.

    Those given up are left out, and those about which the client was asked anew. One that somebody
    else has cancelled is there: it must not go without a word.
    """
    wanted = [
        Shift.ends_at > since,
        Shift.starts_at < until,
        Attendance.state != AttendanceState.CANNOT_COME,
        ~_CHANGED,
    ]
    return _load(actor, wanted, order=Shift.starts_at, limit=limit)


def list_of_offer(actor: Actor, offer_id: UUID) -> list[OwnShift]:
    """The client's shifts that came of an offer, in time order."""
    parts = select(OfferShift.id).where(OfferShift.offer_id == offer_id)
    return _load(actor, [Attendance.offer_shift_id.in_(parts)], order=Shift.starts_at, limit=50)


def list_worked(actor: Actor, *, limit: int, offset: int = 0) -> list[OwnShift]:
    """The shifts that the client has done or is paid for all the same, newest first."""
    return _load(actor, [_BRINGS_PAY], order=Shift.starts_at.desc(), limit=limit, offset=offset)


def _load(
    actor: Actor, wanted: Collection[Any], *, order: Any, limit: int, offset: int = 0
) -> list[OwnShift]:  # fmt: skip
    rows = db.session.execute(
        select(
            Attendance, Shift, Task, Site, WorkedHours, CheckIn.face, Organisation.name,
            former_terms.PAY.label("rate"), _CHANGED.label("changed"),
        )
        .join(Shift, Shift.id == Attendance.shift_id)
        .join(Task, Task.id == Shift.task_id)
        .join(Site, Site.id == former_terms.SITE_ID)
        .join(Organisation, Organisation.id == Task.organisation_id)
        .outerjoin(WorkedHours, (WorkedHours.attendance_id == Attendance.id) & _LIVE)
        .outerjoin(CheckIn, CheckIn.attendance_id == Attendance.id)
        .where(Attendance.client_id == actor.client_id, *wanted)
        .order_by(order, Attendance.id)
        .limit(limit)
        .offset(offset)
    ).all()  # fmt: skip
    along = _companions(actor, [row.Shift.id for row in rows])
    led = instructors.find_booked([row.Shift.id for row in rows if row.Task.instructor_along])
    return [_own(row, actor, along.get(row.Shift.id), led.get(row.Shift.id)) for row in rows]


def _own(
    row: Any, actor: Actor, along: tuple[str, UUID] | None, instructor: User | None
) -> OwnShift:  # fmt: skip
    attendance, shift, task, site, hours, face, workplace, rate, changed = row
    name, coach_id = along or ("", None)
    ahead = attendance.state in COMING_OR_THERE
    guide = learners.find_guide(shift, task, client_id=actor.client_id) if ahead else None
    return OwnShift(
        attendance, shift, task, site, hours, face, workplace, name, coach_id,
        _first_name(instructor), guide, rate or 0, bool(changed),
    )  # fmt: skip


def _first_name(user: User | None) -> str:
    return user.first_name if user else ""


def _companions(actor: Actor, shift_ids: Collection[UUID]) -> dict[UUID, tuple[str, UUID]]:
    """The coach booked to go along with this client, by shift."""
    rows = db.session.execute(
        select(CoachBooking.shift_id, User.first_name, User.id)
        .join(CoachBookingClient, CoachBookingClient.booking_id == CoachBooking.id)
        .join(User, User.id == CoachBooking.coach_id)
        .where(CoachBookingClient.client_id == actor.client_id)
        .where(CoachBooking.shift_id.in_(shift_ids), CoachBooking.state.in_(KEPT))
    )
    return {shift_id: (name, user_id) for shift_id, name, user_id in rows}


def count_worked(actor: Actor) -> int:
    """How many shifts the client has done or is paid for all the same."""
    query = select(func.count()).select_from(Attendance)
    return db.session.scalar(query.where(Attendance.client_id == actor.client_id, _BRINGS_PAY)) or 0


def earned_in_month(actor: Actor, day: date) -> int:
    """What the client has earned in the month of the day, as far as it is known. Units: cents."""
    begins, ends = month_bounds(day)
    minutes = func.coalesce(
        WorkedHours.agreed_minutes, WorkedHours.proposed_minutes, WorkedHours.planned_minutes
    )
    rows = db.session.execute(
        select(minutes, WorkedHours.pay_cents_per_hour)
        .join(Attendance, Attendance.id == WorkedHours.attendance_id)
        .join(Shift, Shift.id == Attendance.shift_id)
        .where(WorkedHours.client_id == actor.client_id, _LIVE)
        .where(Shift.starts_at >= begins, Shift.starts_at < ends)
    )
    return sum(earned_cents(length, rate) for length, rate in rows)


def list_work_activity_days(actor: Actor) -> list[int]:
    """The weekdays on which the client goes to work activity; Monday is 0."""
    query = select(WorkActivityDay.weekday).where(WorkActivityDay.client_id == actor.client_id)
    return list(db.session.scalars(query.order_by(WorkActivityDay.weekday)))
