"""The week that a plan is made from, as the database has it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from app.domain.calendar import week_bounds
from app.matching.inputs import build
from app.matching.trace import week_hash
from app.matching.week_inputs import build_instance
from app.matching.week_pairs import list_pairs
from app.matching.week_plan import Pin, PlanSettings
from app.store import facts, plan_scopes, rules, week_plans

if TYPE_CHECKING:
    from datetime import date, datetime
    from uuid import UUID

    from app.matching.inputs import Inputs
    from app.matching.week_plan import PlanInstance


@dataclass(frozen=True)
class Week:
    """What a plan is made from."""

    inputs: Inputs
    instance: PlanInstance
    pins: tuple[Pin, ...]
    settings: PlanSettings

    @cached_property
    def hash(self) -> str:
        """What the plan rests on, in one word."""
        told = self.inputs
        return week_hash(told.clients.values(), told.shifts, told.context)


def load_week(plan_id: UUID, *, now: datetime) -> Week:
    """The week as it is at `now`; places that others wait for are taken.

    Read outside a unit of work: a large week takes long, and nobody else shall wait for it.
    """
    plan = week_plans.read_plan(plan_id)
    week_on, scope = plan.week_on, plan_scopes.scope_of(plan)
    shift_ids = week_plans.list_shift_ids(week_on, now=now)
    people = plan_scopes.list_client_ids(scope)
    told = facts.load_facts(people, shift_ids, now=now)
    reserved = plan_scopes.count_reserved(week_on, scope)
    told["shifts"] = [
        shift | {"taken": shift["taken"] + reserved[shift["id"]]} for shift in told["shifts"]
    ]
    pins = tuple(
        Pin(str(one.client_id), str(one.shift_id), one.wanted, one.reason or "")
        for one in week_plans.list_pins(people, shift_ids)
    )
    settings = load_settings(week_on)
    inputs = build(**told)
    instance = build_instance(inputs, list_pairs(inputs), week_bounds(week_on)[0])
    return Week(inputs, instance, pins, settings)


# The settings that are policy, by the key of their dated rule.
_RULES = {
    "plan_waiting_weight": "waiting_weight",
    "plan_served": "served",
    "plan_first_tenth": "first_tenth",
}


def load_settings(week_on: date) -> PlanSettings:
    """How much waiting counts in this week, as the dated rules say."""
    said = rules.find_whole_numbers(_RULES, on=week_on)
    known = {_RULES[key]: value for key, value in said.items() if value is not None}
    return replace(PlanSettings(), **known)
