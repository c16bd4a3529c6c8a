"""Plans in which a place fell away: whose and why, and who must not be touched."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, exists, or_, select

from app.domain.calendar import local_day, week_bounds, week_start
from app.domain.lifecycle import (
    AGREED_OFFERS,
    OPEN_OFFERS,
    PLACE_HOLDING_OFFERS,
    AttendanceState,
    OfferState,
    PlanRowState,
    PlanState,
    ShiftState,
)
from app.store.db import db
from app.store.models.people import Absence, Client, User
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
    """A plan with the (client, shift) pairs that fell away since it was last looked at.

    `left`: the client cannot come or took the yes back, and gets nothing else instead. `lost`: the
    shift was cancelled or the coach took the place back, so the client may get something else.
    `coach_away`: days of the week were entered on which a coach of these units is away.
    `open_rows` are the plan's lines that nobody has decided on; `asked` the places that somebody
    has been asked about and is not sure of; `firm` the clients who have said yes to something in
    the week.
    """

    plan_id: UUID
    left: frozenset[Place]
    lost: frozenset[Place]
    coach_away: bool
    open_rows: Mapping[Place, UUID]
    asked: frozenset[Place]
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
    left, lost = _list_fallen(plan, units, now=now)
    lost |= _list_taken_away(plan, now=now)
    away = _is_coach_away(plan, units, now=now)
    if not (left or lost or away):
        return None
    asked = _list_places(plan, OPEN_OFFERS - {OfferState.CONFIRMED}) if away else frozenset()
    firm = frozenset(client for client, _ in _list_places(plan, AGREED_OFFERS))
    return Broken(plan.id, left, lost, away, _open_rows(plan), asked, firm)


def _since(plan: WeekPlan) -> datetime:
    """Up to when everything has been looked at."""
    return plan.mended_at or plan.finished_at or plan.started_at


def _ahead(plan: WeekPlan, now: datetime) -> Any:
    begins, ends = week_bounds(plan.week_on)
    return and_(Shift.starts_at >= max(begins, now), Shift.starts_at < ends)


def _list_fallen(
    plan: WeekPlan, units: set[UUID], *, now: datetime
) -> tuple[frozenset[Place], frozenset[Place]]:
    """Places that clients had: those they left themselves, and those that were taken from them."""
    cannot_come = exists().where(
        Attendance.offer_shift_id == OfferShift.id,
        Attendance.state == AttendanceState.CANNOT_COME,
    )
    free = and_(Shift.state == ShiftState.OPEN, Shift.taken < Shift.places)
    rows = db.session.execute(
        select(OfferShift.client_id, OfferShift.shift_id, OfferShift.state, cannot_come)
        .join(Shift, Shift.id == OfferShift.shift_id)
        .join(Client, Client.id == OfferShift.client_id)
        .where(OfferShift.freed_at > _since(plan))
        .where(OfferShift.state.not_in(PLACE_HOLDING_OFFERS), _ahead(plan, now))
        .where(Client.unit_id.in_(units), or_(free, Shift.state == ShiftState.CANCELLED))
    ).all()
    left: set[Place] = set()
    lost: set[Place] = set()
    for client_id, shift_id, state, absent in rows:
        taken_back = state is OfferState.WITHDRAWN and not absent
        (lost if taken_back else left).add((client_id, shift_id))
    return frozenset(left), frozenset(lost)


def _list_taken_away(plan: WeekPlan, *, now: datetime) -> frozenset[Place]:
    """The plan's own lines whose shifts were cancelled before anybody said yes."""
    rows = db.session.execute(
        select(PlanRow.client_id, PlanRow.shift_id)
        .join(Shift, Shift.id == PlanRow.shift_id)
        .where(PlanRow.plan_id == plan.id, PlanRow.state != PlanRowState.OVERTAKEN)
        .where(PlanRow.client_id.is_not(None), _ahead(plan, now))
        .where(Shift.state == ShiftState.CANCELLED, Shift.cancelled_at > _since(plan))
    )
    return frozenset((who, what) for who, what in rows if who is not None and what is not None)


def _is_coach_away(plan: WeekPlan, units: set[UUID], *, now: datetime) -> bool:
    """Whether more days of absence are known than before, in what is left of the week."""
    first, last = max(plan.week_on, local_day(now)), plan.week_on + timedelta(days=6)
    away = (
        exists()
        .where(Absence.entered_at > _since(plan))
        .where(Absence.starts_on <= last, Absence.ends_on >= first)
        .where(User.id == Absence.user_id, User.unit_id.in_(units))
    )
    return bool(db.session.scalar(select(away)))


def _open_rows(plan: WeekPlan) -> dict[Place, UUID]:
    rows = db.session.execute(
        select(PlanRow.id, PlanRow.client_id, PlanRow.shift_id)
        .where(PlanRow.plan_id == plan.id, PlanRow.state == PlanRowState.PROPOSED)
        .where(PlanRow.client_id.is_not(None), PlanRow.shift_id.is_not(None))
        .order_by(PlanRow.id)
    )
    return {(who, what): row for row, who, what in rows if who is not None and what is not None}


def _list_places(plan: WeekPlan, states: frozenset[OfferState]) -> frozenset[Place]:
    """What of the week clients have in offers of these states."""
    begins, ends = week_bounds(plan.week_on)
    rows = db.session.execute(
        select(OfferShift.client_id, OfferShift.shift_id)
        .where(OfferShift.starts_at >= begins, OfferShift.starts_at < ends)
        .where(OfferShift.state.in_(states))
    )
    return frozenset((client_id, shift_id) for client_id, shift_id in rows)
