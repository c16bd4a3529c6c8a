"""The planner's own work: plans that were asked for are made, in the worker and nowhere else.

What solves a plan is loaded here, so that no web process carries it.
"""

from __future__ import annotations

import logging
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from app.domain.calendar import week_bounds
from app.domain.errors import ExpectedError
from app.domain.lifecycle import PlanState
from app.domain.policy import SYSTEM
from app.matching.coach_days import plan_with_coaches
from app.matching.inputs import build
from app.matching.plan_lines import lines_of, proof_of
from app.matching.rules import RULE_VERSION
from app.matching.trace import week_hash
from app.matching.week_inputs import build_instance, list_pairs
from app.matching.week_plan import Pin
from app.store import audit, clients, facts, week_plans
from app.store.transaction import unit_of_work

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from app.matching.inputs import Inputs
    from app.matching.week_plan import Plan, PlanInstance, Progress

log = logging.getLogger("jobcenter.plan")
STEPS_TOLD = 50


def make_plans(*, now: datetime, limit: int = 20) -> int:
    """How many plans that were asked for are now made, the oldest wish first."""
    with unit_of_work():
        waiting = week_plans.list_waiting(limit)
    for plan_id in waiting:
        _make(plan_id, now=now)
    return len(waiting)


def _make(plan_id: UUID, *, now: datetime) -> None:
    """Plan the week; a plan that cannot be made says why and is set aside."""
    watch = _Watch(plan_id)
    try:
        week = _load(plan_id, now=now)
        found = plan_with_coaches(
            week.inputs, week.instance, week.pins, progress=watch.tell, stop=watch.is_stopped
        )
    except (ExpectedError, ValueError) as trouble:
        log.exception("no plan")
        _give_up(plan_id, getattr(trouble, "code", "not_made"), now=now)
        return
    _store(plan_id, week, found, now=now)


@dataclass(frozen=True)
class Week:
    """What a plan is made from."""

    inputs: Inputs
    instance: PlanInstance
    pins: tuple[Pin, ...]

    @property
    def hash(self) -> str:
        """What the plan rests on, in one word."""
        told = self.inputs
        return week_hash(told.clients.values(), told.shifts, told.context)


def _load(plan_id: UUID, *, now: datetime) -> Week:
    with unit_of_work():
        plan = week_plans.read_plan(plan_id)
        monday = week_bounds(plan.week_on)[0]
        shift_ids = week_plans.list_shift_ids(plan.week_on, now=now)
        people = clients.list_unit_ids(plan.unit_id) if plan.unit_id else []
        told = facts.load_facts(people, shift_ids, now=now)
        pins = tuple(
            Pin(str(one.client_id), str(one.shift_id), one.wanted, one.reason or "")
            for one in week_plans.list_pins(people, shift_ids)
        )
    # The rules are asked when the database is free again.
    inputs = build(**told)
    return Week(inputs, build_instance(inputs, list_pairs(inputs), monday), pins)


class _Watch:
    """Writes down how far the planner is, now and then, and hears whether it is to stop."""

    def __init__(self, plan_id: UUID) -> None:
        self.plan_id = plan_id
        self.phase, self.steps, self.stop = "", 0, False

    def tell(self, seen: Progress) -> None:
        """Take note of a step; the database hears of every new phase and of one step in many."""
        self.steps += 1
        if seen.phase == self.phase and self.steps % STEPS_TOLD:
            return
        self.phase = seen.phase
        told = {"phase": seen.phase, "people": seen.people, "done": seen.done, "of": seen.of}
        with unit_of_work():
            week_plans.note_progress(self.plan_id, told)
            self.stop = week_plans.is_stop_wanted(self.plan_id)

    def is_stopped(self) -> bool:
        """Whether somebody wants to see what there is."""
        return self.stop


def _give_up(plan_id: UUID, code: str, *, now: datetime) -> None:
    with unit_of_work():
        plan = week_plans.read_plan(plan_id)
        if plan.state is not PlanState.RUNNING:
            return
        week_plans.move(plan, PlanState.DISCARDED, finished_at=now, ended_by=code)
        entry = audit.Entry("update", "week_plan", plan_id, facts={"ended": code})
        audit.record(SYSTEM, entry, now=now)


def _store(plan_id: UUID, week: Week, found: Plan, *, now: datetime) -> None:
    """The plan with its lines and what proves it, unless somebody set it aside meanwhile."""
    lines = lines_of(week.inputs, week.instance, found)
    with unit_of_work():
        plan = week_plans.read_plan(plan_id)
        if plan.state is not PlanState.RUNNING:
            return
        week_plans.add_lines(plan_id, lines)
        people = sorted({line.client_id for line in lines if line.client_id})
        week_plans.move(
            plan, PlanState.PROPOSED, finished_at=now, ended_by=found.ended,
            settings=asdict(found.settings), rule_version=RULE_VERSION, plan_hash=found.hash,
            inputs_hash=week.hash, value=found.value, bound=found.bound,
            certificate=proof_of(found),
        )  # fmt: skip
        told = {"people": found.people, "ended": found.ended}
        entry = audit.Entry("update", "week_plan", plan_id, client_ids=people, facts=told)
        audit.record(SYSTEM, entry, now=now)
