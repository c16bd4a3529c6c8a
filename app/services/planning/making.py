"""Plans that were asked for are made: claimed, solved, written down with their lines and proof."""

from __future__ import annotations

import logging
from dataclasses import asdict, dataclass, field
from datetime import timedelta
from time import monotonic
from typing import TYPE_CHECKING

from app.domain.errors import ExpectedError
from app.domain.lifecycle import PlanState
from app.domain.policy import SYSTEM
from app.matching.plan.archive import pack
from app.matching.plan.gathering import gather
from app.matching.plan_lines import lines_of, proof_of
from app.matching.rules import RULE_VERSION
from app.matching.week_inputs import orders_of
from app.matching.week_plan import solve
from app.services.planning.pin_costs import pin_costs
from app.services.planning.week import load_week
from app.store import audit, plan_proofs, week_plans
from app.store.transaction import unit_of_work

if TYPE_CHECKING:
    from collections.abc import Callable
    from concurrent.futures import Executor
    from datetime import datetime
    from uuid import UUID

    from app.matching.week_plan import Plan, Progress
    from app.services.planning.pin_costs import Cost
    from app.services.planning.week import Week
    from app.store.models.plan import WeekPlan

log = logging.getLogger("jobcenter.plan")
STEPS_TOLD = 50
# A planner that is silent for as long is taken for dead, and another begins anew.
CLAIM = timedelta(minutes=5)
MOST_ATTEMPTS = 3


def _silent(_progress: Progress) -> None:
    """Where nobody watches."""


def _never() -> bool:
    """Where nobody stops it."""
    return False


@dataclass(frozen=True)
class How:
    """Who makes a plan, by whose hands, and who watches."""

    worker: str = "planner"
    executor: Executor | None = None
    show: Callable[[Progress], None] = field(default=_silent)
    stop: Callable[[], bool] = field(default=_never)


def make_plans(*, now: datetime, how: How | None = None, limit: int = 20) -> int:
    """How many plans that were asked for were taken up, the oldest wish first."""
    with unit_of_work():
        waiting = week_plans.list_waiting(limit, now=now)
    return sum(make_plan(plan_id, how or How(), now=now) for plan_id in waiting)


def make_plan(plan_id: UUID, how: How, *, now: datetime) -> bool:
    """Whether the plan was taken up: it is made now, or says why it could not be.

    Another worker may be at it. One whose makers died again and again is given up.
    """
    with unit_of_work():
        if not week_plans.claim(plan_id, how.worker, until=now + CLAIM, now=now):
            return False
        lost = week_plans.read_plan(plan_id).attempts > MOST_ATTEMPTS
    if lost:
        _give_up(plan_id, "makers_lost", now=now)
    else:
        _make(plan_id, how, now=now)
    return True


def _make(plan_id: UUID, how: How, *, now: datetime) -> None:
    """Plan the week; a plan that cannot be made says why and is set aside."""
    watch = _Watch(plan_id, how, now)
    try:
        week = load_week(plan_id, now=now)
        found = solve(
            week.instance, week.settings, pins=week.pins,
            progress=watch.tell, stop=watch.is_stopped, executor=how.executor,
        )  # fmt: skip
        found = gather(week.instance, found, orders_of(week.inputs, week.instance))
    except (ExpectedError, ValueError) as trouble:
        log.exception("no plan")
        _give_up(plan_id, getattr(trouble, "code", "not_made"), now=now)
    except KeyboardInterrupt:
        _give_up(plan_id, "broken_off", now=now)
        raise
    else:
        _store(plan_id, week, found, now=now)


class _Watch:
    """Writes down how far the planner is, now and then, and hears whether it is to stop."""

    def __init__(self, plan_id: UUID, how: How, now: datetime) -> None:
        self.plan_id, self.how = plan_id, how
        self.begun = now - timedelta(seconds=monotonic())
        self.phase, self.steps, self.stop = "", 0, False

    def tell(self, seen: Progress) -> None:
        """Take note of a step; the database hears of every new phase and of one step in many."""
        self.how.show(seen)
        self.steps += 1
        if seen.phase == self.phase and self.steps % STEPS_TOLD:
            return
        self.phase = seen.phase
        told = {"phase": seen.phase, "people": seen.people, "done": seen.done, "of": seen.of,
                "gap": gap_of(seen)}  # fmt: skip
        until = self.begun + timedelta(seconds=monotonic()) + CLAIM
        with unit_of_work():
            week_plans.note_progress(self.plan_id, told, until=until)
            self.stop = week_plans.is_stop_wanted(self.plan_id)

    def is_stopped(self) -> bool:
        """Whether somebody wants to see what there is."""
        return self.stop or self.how.stop()


def gap_of(seen: Progress) -> int | None:
    """How far the plan may be from the best, in parts per million; None before there is one."""
    return max(0, seen.bound - seen.value) * 1_000_000 // seen.value if seen.value else None


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
    proof, costs = pack(week.instance, found), pin_costs(week, found)
    with unit_of_work():
        plan = week_plans.read_plan(plan_id)
        if plan.state is not PlanState.RUNNING:
            return
        week_plans.add_lines(plan_id, lines)
        plan_proofs.add_proof(plan_id, plan.week_on, proof)
        _finish(plan, week, found, costs, now=now)
        people = sorted({line.client_id for line in lines if line.client_id})
        told = {"people": found.people, "ended": found.ended, "inputs": week.hash}
        entry = audit.Entry("update", "week_plan", plan_id, client_ids=people, facts=told)
        audit.record(SYSTEM, entry, now=now)


def _finish(plan: WeekPlan, week: Week, found: Plan, costs: list[Cost], *, now: datetime) -> None:
    settings = asdict(found.settings) | {"seed": plan.settings.get("seed", 0)}
    week_plans.move(
        plan, PlanState.PROPOSED, finished_at=now, ended_by=found.ended, settings=settings,
        rule_version=RULE_VERSION, plan_hash=found.hash, inputs_hash=week.hash,
        value=found.value, bound=found.bound, certificate=proof_of(found) | {"pins": costs},
    )  # fmt: skip
