"""A stored plan's proof read again and re-evaluated by independent code, in whole numbers."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any

import numpy as np

from app.domain.errors import Missing
from app.domain.policy import SYSTEM
from app.matching.plan.archive import Archived, as_rows, rows_of, same_week, unpack
from app.matching.plan.certificate import Certificate, certify
from app.matching.plan.patterns import Prices
from app.matching.plan.restrict import all_limits, no_prices
from app.matching.rules import RULE_VERSION
from app.matching.week_plan import Note, Plan, PlanSettings
from app.services.planning.week import load_week
from app.store import audit, plan_proofs, week_plans
from app.store.transaction import unit_of_work

if TYPE_CHECKING:
    from datetime import date, datetime
    from uuid import UUID

    from app.matching.week_plan import PlanInstance
    from app.store.models.plan import WeekPlan


@dataclass(frozen=True)
class Checked:
    """What the check of a plan found. `found` is None where its week has been forgotten.

    `same_lines`: the lines are those that the plan was made with. `same_rules`, `same_inputs`: the
    rules and the database still are what it was made from.
    """

    week_on: date
    found: Certificate | None = None
    by_prices: bool = True
    gap: int = 0
    same_lines: bool = True
    same_rules: bool = True
    same_inputs: bool = True
    rebuilt: bool = True

    @property
    def holds(self) -> bool:
        """Whether the plan keeps every limit and pin, and is as near the best as it says."""
        return self.found is not None and self.found.holds and self.same_lines and self.rebuilt


def check_plan(plan_id: UUID | None, *, now: datetime) -> Checked:
    """The check of a plan, of the newest one where none is named. Raises: Missing."""
    chosen = plan_id or plan_proofs.find_newest()
    plan = week_plans.find_made(chosen) if chosen else None
    if plan is None:
        raise Missing("no_plan")
    stored = plan_proofs.find_week(plan.id)
    checked = _check(plan, unpack(stored)) if stored else Checked(plan.week_on)
    with unit_of_work():
        facts = {"verified": checked.holds}
        audit.record(SYSTEM, audit.Entry("read", "week_plan", chosen, facts=facts), now=now)
    return checked


def _check(plan: WeekPlan, kept: Archived) -> Checked:
    made = _plan_of(plan, kept)
    found = certify(kept.week, made)
    now = load_week(plan.id, now=plan.finished_at or plan.started_at)
    same_rules, same_inputs = plan.rule_version == RULE_VERSION, now.hash == plan.inputs_hash
    return Checked(
        plan.week_on, found, plan.certificate["bound_by"] == "prices", made.gap,
        same_lines=made.hash == plan.plan_hash and found.value == plan.value,
        same_rules=same_rules, same_inputs=same_inputs,
        rebuilt=not (same_rules and same_inputs) or same_week(now.instance, kept.week),
    )  # fmt: skip


def _plan_of(plan: WeekPlan, kept: Archived) -> Plan:
    """The plan as it is stored, in the rows of its week."""
    told: dict[str, Any] = plan.certificate
    pairs = as_rows(kept.week, plan_proofs.list_first_lines(plan.id))
    known = {one.name for one in fields(PlanSettings)}
    return Plan(
        client_ids=tuple(client for client, _shift in pairs),
        shift_ids=tuple(shift for _client, shift in pairs),
        pairs=rows_of(kept.week, pairs), value=plan.value, bound=plan.bound,
        bound_by=told["bound_by"], price_bound=told["price_bound"],
        prices=_prices_of(told, kept.week),
        bonus=kept.week.columns.bonus, pins=kept.pins, ended=plan.ended_by,
        settings=PlanSettings(**{k: v for k, v in plan.settings.items() if k in known}),
        notes=tuple(Note(code, tuple(about)) for code, *about in told["notes"]),
    )  # fmt: skip


def _prices_of(told: dict[str, Any], week: PlanInstance) -> Prices:
    """The prices of a plan; from before first times had any, nothing is asked for them."""
    free = no_prices(week.columns, all_limits(week)).first.tolist()
    first = told.get("first_time_prices", free)
    return Prices(_whole(told["place_prices"]), _whole(told["coach_prices"]), _whole(first))


def _whole(values: list[int]) -> np.ndarray[Any, np.dtype[np.int64]]:
    return np.array(values, dtype=np.int64)
