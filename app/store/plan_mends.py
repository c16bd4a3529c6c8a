"""Plans of which somebody has had to leave a place: what was left, and who must not be touched."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from app.domain.calendar import local_day, week_bounds, week_start
from app.domain.lifecycle import AGREED_OFFERS, AttendanceState, PlanRowState, PlanState
from app.store.db import db
from app.store.models.people import Client
from app.store.models.plan import PlanRow, WeekPlan
from app.store.models.work import Attendance, OfferShift, Shift
from app.store.plan_scopes import OPEN_PLANS, newest_by_unit

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime
    from uuid import UUID

Place = tuple["UUID", "UUID"]


@dataclass(frozen=True)
class Broken:
    """A plan with the (client, shift) pairs that were cancelled since it was last looked at.

    `open_rows` are its lines that nobody has decided on; `firm` the clients who have said yes to
    something in the week.
    """

    plan_id: UUID
    cancelled: frozenset[Place]
    open_rows: Mapping[Place, UUID]
    firm: frozenset[UUID]


def list_broken(*, now: datetime) -> list[Broken]:
    """The newest plans, for each unit, of weeks not over that have to be looked at again."""
    plans = db.session.scalars(
        select(WeekPlan)
        .where(WeekPlan.week_on >= week_start(local_day(now)))
        .where(WeekPlan.state.in_((*OPEN_PLANS, PlanState.ACCEPTED)))
        .order_by(WeekPlan.started_at, WeekPlan.id)
    ).all()
    found = (_look(plan, now=now) for plan in plans)
    return [broken for broken in found if broken is not None]


def _look(plan: WeekPlan, *, now: datetime) -> Broken | None:
    units = {unit for unit, newest in newest_by_unit(plan.week_on).items() if newest == plan.id}
    cancelled = _list_cancelled(plan, units, now=now)
    if not cancelled:
        return None
    return Broken(plan.id, cancelled, _open_rows(plan), _list_firm(plan))


def _list_cancelled(plan: WeekPlan, units: set[UUID], *, now: datetime) -> frozenset[Place]:
    begins, ends = week_bounds(plan.week_on)
    since = plan.mended_at or plan.finished_at or plan.started_at
    rows = db.session.execute(
        select(Attendance.client_id, Attendance.shift_id)
        .join(Shift, Shift.id == Attendance.shift_id)
        .join(Client, Client.id == Attendance.client_id)
        .where(Attendance.state == AttendanceState.CANNOT_COME, Attendance.changed_at > since)
        .where(Shift.starts_at >= max(begins, now), Shift.starts_at < ends)
        .where(Client.unit_id.in_(units), Shift.taken < Shift.places)
    )
    return frozenset((client_id, shift_id) for client_id, shift_id in rows)


def _open_rows(plan: WeekPlan) -> dict[Place, UUID]:
    rows = db.session.execute(
        select(PlanRow.id, PlanRow.client_id, PlanRow.shift_id)
        .where(PlanRow.plan_id == plan.id, PlanRow.state == PlanRowState.PROPOSED)
        .where(PlanRow.client_id.is_not(None), PlanRow.shift_id.is_not(None))
        .order_by(PlanRow.id)
    )
    return {(who, what): row for row, who, what in rows if who is not None and what is not None}


def _list_firm(plan: WeekPlan) -> frozenset[UUID]:
    begins, ends = week_bounds(plan.week_on)
    return frozenset(
        db.session.scalars(
            select(OfferShift.client_id)
            .where(OfferShift.starts_at >= begins, OfferShift.starts_at < ends)
            .where(OfferShift.state.in_(AGREED_OFFERS))
        )
    )
