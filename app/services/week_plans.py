"""Plans of a week: asked for, stopped, set aside; and what coaches pin in them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from app.domain.calendar import local_day, week_start
from app.domain.errors import Conflict, Missing, RuleBroken
from app.domain.lifecycle import PlanState
from app.domain.plans import EVERYBODY, Scope
from app.domain.policy import SYSTEM, Actor, Verb, require
from app.domain.vocabulary import Role
from app.store import audit, clients, plan_mends, plan_scopes, shifts, week_plans
from app.store.models.plan import Pin
from app.store.transaction import unit_of_work

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime
    from uuid import UUID

    from app.store.models.plan import WeekPlan

SHORTEST_REASON = 3
FRIDAY = 4  # as `date.weekday()` counts


def ask_for_plan(actor: Actor, week_on: date, *, now: datetime) -> UUID:
    """The id of a new plan of the actor's unit, which the planner takes up in a moment.

    Raises: NotAllowed, RuleBroken("week_over"), Conflict("plan_running").
    """
    monday = week_start(week_on)
    with unit_of_work():
        if actor.unit_id is None:
            raise Missing
        require(actor, Verb.PLAN_WEEK, week_plans.facts_of(actor.unit_id))
        return _add(actor, Scope(actor.unit_id), monday, now=now)


def ask_for_joint(actor: Actor, week_on: date, area: str = "", *, now: datetime) -> UUID:
    """The id of a new plan of all units together, or of those of an area.

    Raises: NotAllowed, Missing for an unknown area, RuleBroken("week_over") and ("no_units"),
    Conflict("plan_running").
    """
    with unit_of_work():
        require(actor, Verb.PLAN_UNITS)
        scope = plan_scopes.find_area(area) if area else EVERYBODY
        if not plan_scopes.list_units(scope):
            raise RuleBroken("no_units")
        return _add(actor, scope, week_start(week_on), now=now)


def _add(actor: Actor, scope: Scope, monday: date, seed: int = 0, *, now: datetime) -> UUID:
    if week_plans.is_over(monday, now=now):
        raise RuleBroken("week_over", week_on=monday)
    plan = week_plans.add_plan(actor, scope, monday, seed=seed, now=now)
    _record(actor, plan, "create", now=now)
    return plan.id


def stop_plan(actor: Actor, plan_id: UUID, *, now: datetime) -> None:
    """Let the planner stop with what it has.

    Raises: Missing, NotAllowed for a plan of more units than one's own, Conflict when it has ended.
    """
    with unit_of_work():
        plan = _get_to_steer(actor, plan_id)
        if plan.state is not PlanState.RUNNING:
            raise Conflict("plan_ended")
        week_plans.want_stop(plan)
        _record(actor, plan, "update", now=now)


def discard_plan(actor: Actor, plan_id: UUID, *, now: datetime) -> None:
    """Set a plan aside; offers made from it stay. Raises: Missing, NotAllowed, Conflict."""
    with unit_of_work():
        plan = _get_to_steer(actor, plan_id)
        week_plans.move(plan, PlanState.DISCARDED)
        _record(actor, plan, "update", now=now)


def _get_to_steer(actor: Actor, plan_id: UUID) -> WeekPlan:
    """The plan, when what becomes of all of it is this person's to say."""
    if actor.role is Role.DISPATCHER:
        return week_plans.get_joint(actor, plan_id)
    plan = week_plans.get_plan(actor, plan_id)
    require(actor, Verb.PLAN_WEEK, week_plans.facts_of(plan.unit_id))
    return plan


def _record(actor: Actor, plan: WeekPlan, action: str, *, now: datetime) -> None:
    told = {"week_on": plan.week_on.isoformat(), "state": plan.state.value}
    audit.record(actor, audit.Entry(action, "week_plan", plan.id, facts=told), now=now)


# --- for several units


def next_week(now: datetime) -> date:
    """The Monday of the week after this one."""
    return week_start(local_day(now)) + timedelta(weeks=1)


def ask_for_next_week(*, now: datetime) -> int:
    """On Fridays: 1 when a plan of the next week for all units is now on its way."""
    monday = next_week(now)
    with unit_of_work():
        if local_day(now).weekday() != FRIDAY or week_plans.has_joint(monday):
            return 0
        _add(SYSTEM, EVERYBODY, monday, now=now)
        return 1


def ask_for_scope(
    week_on: date, unit: str | None = None, area: str | None = None, *, seed: int = 0, now: datetime
) -> UUID:
    """The id of a new plan of a unit (by code), the units of an area (by name), or all.

    Raises: Missing for an unknown one, RuleBroken("week_over"), Conflict("plan_running").
    """
    with unit_of_work():
        scope = plan_scopes.find_area(area) if area else EVERYBODY
        scope = plan_scopes.find_unit(unit) if unit else scope
        return _add(SYSTEM, scope, week_on, seed, now=now)


def is_one_waiting(*, now: datetime) -> bool:
    """Whether a plan was asked for that nobody is making."""
    with unit_of_work():
        return bool(week_plans.list_waiting(1, now=now))


def is_one_broken(*, now: datetime) -> bool:
    """Whether somebody had to leave a place of a planned week since the plan was last mended."""
    with unit_of_work():
        return bool(plan_mends.list_broken(now=now))


@dataclass(frozen=True)
class Made:
    """What is told of a plan on the command line: how it ended, codes of notes, people by unit.

    `gap` in parts per million; None where no plan was made.
    """

    state: str
    ended_by: str
    gap: int | None
    units: Sequence[tuple[str, int]]
    notes: Sequence[str] = ()


def find_made(plan_id: UUID) -> Made:
    """What came of a plan."""
    with unit_of_work():
        plan = week_plans.read_plan(plan_id)
        notes = dict.fromkeys(code for code, *_about in plan.certificate.get("notes", []))
        units = plan_scopes.count_people(plan)
        gap = plan.gap if plan.plan_hash else None
        return Made(plan.state.value, plan.ended_by, gap, units, tuple(notes))


# --- pins


def pin(
    actor: Actor, client_id: UUID, shift_id: UUID, reason: str, *, wanted: bool, now: datetime
) -> None:
    """Fix a yes or a no of a client and a shift for every plan to come.

    Raises: Missing, NotAllowed, RuleBroken("reason_missing").
    """
    why = reason.strip()
    if len(why) < SHORTEST_REASON:
        raise RuleBroken("reason_missing")
    with unit_of_work():
        by_id = _may_pin(actor, client_id, shift_id, now=now)
        fixed = Pin(client_id=client_id, shift_id=shift_id, wanted=wanted, by_id=by_id, at=now)
        week_plans.set_pin(fixed, why)
        _record_pin(actor, client_id, shift_id, "create", now=now)


def unpin(actor: Actor, client_id: UUID, shift_id: UUID, *, now: datetime) -> None:
    """Let the planner decide again. Raises: Missing, NotAllowed."""
    with unit_of_work():
        _may_pin(actor, client_id, shift_id, now=now)
        week_plans.remove_pin(client_id, shift_id)
        _record_pin(actor, client_id, shift_id, "delete", now=now)


def _may_pin(actor: Actor, client_id: UUID, shift_id: UUID, *, now: datetime) -> UUID:
    client = clients.get_client(actor, client_id, now=now)
    require(actor, Verb.PIN, clients.facts_of(actor, client, now=now))
    shifts.get_shift(actor, shift_id)
    if actor.user_id is None:
        raise Missing
    return actor.user_id


def _record_pin(
    actor: Actor, client_id: UUID, shift_id: UUID, action: str, *, now: datetime
) -> None:
    entry = audit.Entry(action, "pin", shift_id, client_ids=[client_id], purpose="support")
    audit.record(actor, entry, now=now)
