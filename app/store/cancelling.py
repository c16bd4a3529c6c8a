"""Taking shifts back: every offer on them ends, everybody touched is told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select, update

from app.domain.alerts import AlertKind
from app.domain.calendar import local_day
from app.domain.lifecycle import (
    AGREED_OFFERS,
    COMING,
    OPEN_OFFERS,
    AttendanceState,
    BookingState,
    OfferState,
    ShiftState,
    WaveState,
)
from app.domain.series_cancelling import Told
from app.store import alerts, audit, late_pay, letters, offers, withdrawing
from app.store.db import db
from app.store.models.work import (
    Attendance,
    CoachBooking,
    CoachBookingClient,
    Shift,
    Task,
    Wave,
)
from app.store.relations import find_coach

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime
    from uuid import UUID

    from app.domain.policy import Actor
    from app.store.late_pay import Paid
    from app.store.offers import Held

_AHEAD = (ShiftState.PLANNED, ShiftState.OPEN, ShiftState.FILLED)


def cancel_shifts_ahead(actor: Actor, task: Task, reason: str, *, now: datetime) -> set[UUID]:
    """Cancel every shift of an order that has not begun; the clients whom it touched."""
    ids = db.session.scalars(
        select(Shift.id)
        .where(Shift.task_id == task.id, Shift.state.in_(_AHEAD), Shift.starts_at > now)
        .order_by(Shift.id)
    ).all()
    return cancel_shifts(actor, ids, reason, now=now)


def cancel_shifts(
    actor: Actor, shift_ids: Collection[UUID], reason: str, *, now: datetime
) -> set[UUID]:
    """Cancel these shifts; gives the clients whom it touched. Needs a unit of work."""
    if not shift_ids:
        return set()
    db.session.execute(
        update(Shift)
        .where(Shift.id.in_(shift_ids), Shift.state.in_(_AHEAD))
        .values(
            state=ShiftState.CANCELLED, taken=0, cancelled_by_id=actor.user_id, cancelled_at=now,
            cancel_reason=reason.strip()[:300],
        )
        .execution_options(synchronize_session=False)
    )  # fmt: skip
    touched = offers.list_on_shifts(shift_ids, OPEN_OFFERS)
    along = list_coaches_along(shift_ids)
    paid = late_pay.add_pay(actor, shift_ids, now=now)
    end_visits(shift_ids, now=now)
    for held in touched:
        withdrawing.end(held, set(shift_ids), now=now)
    end_waves(shift_ids)
    _tell(touched, along, now=now)
    for one in paid:
        _raise_alert(one, now=now)
    _record(actor, touched, now=now)
    return {held.client_id for held in touched}


def foresee_told(shift_ids: Collection[UUID]) -> Told:
    """Who would hear of it if these shifts were cancelled."""
    touched = offers.list_on_shifts(shift_ids, OPEN_OFFERS)
    promised = {held.client_id for held in touched if held.state in AGREED_OFFERS}
    seen = {held.client_id for held in touched if held.state is not OfferState.QUEUED}
    return Told(len(promised), bool(seen - promised))


def end_visits(shift_ids: Collection[UUID], *, now: datetime) -> None:
    """Nobody is expected on these shifts any more, no client and no coach."""
    db.session.execute(
        update(Attendance)
        .where(Attendance.shift_id.in_(shift_ids), Attendance.state.in_(COMING))
        .values(state=AttendanceState.CANCELLED, changed_at=now)
        .execution_options(synchronize_session=False)
    )
    db.session.execute(
        update(CoachBooking)
        .where(CoachBooking.shift_id.in_(shift_ids))
        .where(CoachBooking.state.in_((BookingState.WANTED, BookingState.BOOKED)))
        .values(state=BookingState.CANCELLED)
        .execution_options(synchronize_session=False)
    )


def end_waves(shift_ids: Collection[UUID]) -> None:
    """Stop asking for these shifts."""
    db.session.execute(
        update(Wave)
        .where(Wave.shift_id.in_(shift_ids))
        .where(Wave.state.in_((WaveState.WAITING, WaveState.SENT)))
        .values(state=WaveState.EXHAUSTED)
        .execution_options(synchronize_session=False)
    )


def _tell(touched: list[Held], along: set[UUID], *, now: datetime) -> None:
    stamp = int(now.timestamp())
    agreed = [held for held in touched if held.state in AGREED_OFFERS]
    known = {held.client_id for held in agreed}
    shown = [
        held
        for held in touched
        if held.client_id not in known and held.state is not OfferState.QUEUED
    ]
    for template, group in (("shift_cancelled", agreed), ("offer_withdrawn", shown)):
        keys = {held.client_id: f"{template}:{held.id}:{stamp}" for held in group}
        begins_at = min((held.first_starts_at for held in group), default=None)
        letters.tell_clients(keys, template, now=now, begins_at=begins_at)
    told = set(along)
    for held in agreed:
        coach = find_coach(held.client_id, on=local_day(now))
        told |= {coach.id} if coach else set()
    for user_id in sorted(told):
        letters.tell_user(user_id, "shift_cancelled_coach", f"shift_cancelled:{stamp}", now=now)


def _raise_alert(paid: Paid, *, now: datetime) -> None:
    """The coach is asked to talk with whoever lost a shift shortly before it."""
    kind, row = AlertKind.CANCELLED_LATE, paid.row
    key = f"{kind.value}:{row.attendance_id}"
    alerts.call(kind, row.client_id, key, shift_id=row.shift_id, now=now)


def _record(actor: Actor, touched: list[Held], *, now: datetime) -> None:
    entries = [
        audit.Entry(
            "update", "offer", held.id, client_ids=[held.client_id],
            facts={"old": held.state.value, "new": "withdrawn", "because": "shift_cancelled"},
        )
        for held in touched
    ]  # fmt: skip
    audit.record_many(actor, entries, now=now)


def list_coaches_along(shift_ids: Collection[UUID]) -> set[UUID]:
    """The coaches who would have gone along on these shifts."""
    rows = db.session.scalars(
        select(CoachBooking.coach_id)
        .join(CoachBookingClient, CoachBookingClient.booking_id == CoachBooking.id)
        .where(CoachBooking.shift_id.in_(shift_ids))
        .where(CoachBooking.state.in_((BookingState.WANTED, BookingState.BOOKED)))
    )
    return set(rows)
