"""Whom week plans are for, and what the plans of others leave of a week."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, func, or_, select

from app.domain.errors import Missing
from app.domain.lifecycle import OPEN_OFFERS, PLACE_HOLDING_OFFERS, PlanRowState, PlanState
from app.domain.plans import Scope
from app.store.db import db
from app.store.models.people import Client, Unit
from app.store.models.plan import PlanRow, WeekPlan
from app.store.models.work import Offer

if TYPE_CHECKING:
    from datetime import date
    from uuid import UUID

OPEN_PLANS = (PlanState.PROPOSED, PlanState.PARTLY_ACCEPTED)
# Asked, but not yet answered so that the place is taken.
_ASKED = OPEN_OFFERS - PLACE_HOLDING_OFFERS


def scope_of(plan: WeekPlan) -> Scope:
    """Whom the plan is for."""
    return Scope(plan.unit_id, plan.area)


def covering(unit_id: UUID | None) -> Any:
    """The condition that a plan is for the clients of this unit too."""
    area = select(Unit.area).where(Unit.id == unit_id).scalar_subquery()
    joint = and_(WeekPlan.unit_id.is_(None), or_(WeekPlan.area == "", WeekPlan.area == area))
    return or_(WeekPlan.unit_id == unit_id, joint)


def find_unit(code: str) -> Scope:
    """The unit of this code. Raises: Missing."""
    unit_id = db.session.scalar(select(Unit.id).where(Unit.code == code))
    if unit_id is None:
        raise Missing("unit_unknown", unit=code)
    return Scope(unit_id)


def find_area(name: str) -> Scope:
    """The units of this area, in whatever case it is written. Raises: Missing."""
    known = {area.casefold(): area for area in list_areas()}
    if name.strip().casefold() not in known:
        raise Missing("area_unknown", area=name)
    return Scope(area=known[name.strip().casefold()])


def list_areas() -> list[str]:
    """The areas in which there are units, by name."""
    return sorted(db.session.scalars(select(Unit.area).where(Unit.area != "").distinct()))


def list_units(scope: Scope) -> list[Unit]:
    """The units of a scope, by code."""
    units = db.session.scalars(select(Unit).order_by(Unit.code))
    return [unit for unit in units if scope.covers(unit.id, unit.area)]


def list_client_ids(scope: Scope) -> list[UUID]:
    """Every client of a scope; their data is not read by this."""
    units = [unit.id for unit in list_units(scope)]
    query = select(Client.id).where(Client.unit_id.in_(units)).order_by(Client.id)
    return list(db.session.scalars(query))


def count_people(plan: WeekPlan) -> list[tuple[str, int]]:
    """The code of each unit of the plan and how many of its clients have work in it."""
    rows = db.session.execute(
        select(Client.unit_id, func.count(PlanRow.client_id.distinct()))
        .join(PlanRow, PlanRow.client_id == Client.id)
        .where(PlanRow.plan_id == plan.id, PlanRow.shift_id.is_not(None))
        .group_by(Client.unit_id)
    )
    people = {unit_id: int(count) for unit_id, count in rows}
    return [(unit.code, people.get(unit.id, 0)) for unit in list_units(scope_of(plan))]


def count_reserved(week_on: date, scope: Scope) -> Counter[UUID]:
    """By shift the places that others wait for: proposed to them, or asked and not yet answered.

    Of each unit outside the scope the newest plan counts, so that no two units are proposed the
    same last place, whoever planned first.
    """
    newest = newest_by_unit(week_on, scope)
    found: Counter[UUID] = Counter()
    rows = db.session.execute(
        select(PlanRow.plan_id, Client.unit_id, PlanRow.shift_id, func.count())
        .join(Client, Client.id == PlanRow.client_id)
        .outerjoin(Offer, Offer.id == PlanRow.offer_id)
        .where(PlanRow.plan_id.in_(set(newest.values())), PlanRow.shift_id.is_not(None))
        .where(or_(PlanRow.state == PlanRowState.PROPOSED, Offer.state.in_(_ASKED)))
        .group_by(PlanRow.plan_id, Client.unit_id, PlanRow.shift_id)
    )
    for plan_id, unit_id, shift_id, count in rows:
        if shift_id is not None and newest.get(unit_id) == plan_id:
            found[shift_id] += count
    return found


def newest_by_unit(week_on: date, apart: Scope | None = None) -> dict[UUID, UUID]:
    """For each unit, but those of a scope, the newest plan that is for it."""
    plans = db.session.scalars(
        select(WeekPlan)
        .where(WeekPlan.week_on == week_on)
        .where(WeekPlan.state.in_((*OPEN_PLANS, PlanState.ACCEPTED)))
        .order_by(WeekPlan.started_at, WeekPlan.id)
    ).all()
    units = db.session.execute(select(Unit.id, Unit.area)).all()
    return {
        unit_id: plan.id
        for plan in plans
        for unit_id, area in units
        if scope_of(plan).covers(unit_id, area) and not (apart and apart.covers(unit_id, area))
    }
