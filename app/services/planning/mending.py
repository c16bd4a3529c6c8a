"""A plan mended after somebody had to cancel: at most three others change, none who has confirmed.

Like everything in a plan it is a proposal to their coaches.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

import numpy as np

from app.domain.lifecycle import PlanRowState, PlanState
from app.domain.policy import SYSTEM
from app.matching.plan.archive import as_rows, rows_of
from app.matching.plan.patterns import Prices
from app.matching.plan.replan import fill_again, frozen
from app.matching.plan_lines import proposal
from app.matching.week_plan import Plan, waiting_points
from app.services.planning.week import load_week
from app.store import audit, plan_mends, week_plans
from app.store.transaction import unit_of_work

if TYPE_CHECKING:
    from datetime import datetime

    from app.domain.plans import Line
    from app.services.planning.week import Week
    from app.store.plan_mends import Broken, Place


def mend_plans(*, now: datetime) -> int:
    """How many plans have a proposal for what somebody had to leave."""
    return sum(_mend(broken, now=now) for broken in plan_mends.list_broken(now=now))


def _mend(broken: Broken, *, now: datetime) -> bool:
    week = load_week(broken.plan_id, now=now)
    after = _mended(week, broken)
    new = _lines(week, after - broken.open_rows.keys())
    changed = {line.client_id for line in new}
    left = [
        row for place, row in broken.open_rows.items()
        if place not in after and place[0] in changed
    ]  # fmt: skip
    return _store(broken, new, left, now=now)


def _lines(week: Week, places: set[Place]) -> list[Line]:
    shifts = {shift.id: shift for shift in week.inputs.shifts}
    return [
        proposal(week.inputs, week.inputs.clients[client_id], shifts[shift_id], pinned=False)
        for client_id, shift_id in sorted(places)
    ]


def _mended(week: Week, broken: Broken) -> set[Place]:
    """Who has what when the places that were left are given again."""
    rows = as_rows(week.instance, [(str(who), str(what)) for who, what in broken.open_rows])
    plan = _plan_of(week, rows)
    instance = week.instance.with_bonus(plan.bonus)
    # Who has cancelled, is pinned or has said yes keeps what there is.
    still = {str(one) for one in broken.firm} | {str(client) for client, _ in broken.cancelled}
    kept = frozen(instance, still | {pin.client_id for pin in week.pins})
    left = np.isin(instance.shift_ids, [str(shift) for _, shift in broken.cancelled])
    taken, _changed = fill_again(instance, plan.pairs, np.flatnonzero(left), kept)
    who = instance.client_ids[instance.pair_clients()[taken]].tolist()
    pairs = zip(who, instance.shift_ids[instance.columns.shift[taken]].tolist(), strict=True)
    # A team is offered a place by its coaches alone.
    return {(UUID(who), UUID(what)) for who, what in pairs if who not in week.instance.teams}


def _plan_of(week: Week, rows: list[tuple[str, str]]) -> Plan:
    """What of the plan is still only proposed, in the rows of the week as it is now."""
    instance, settings = week.instance, week.settings
    pairs = rows_of(instance, rows)
    owner = instance.pair_clients()[pairs]
    points = waiting_points(
        instance.waiting, settings.waiting_weight, settings.first_tenth, settings.served
    )
    none = np.zeros(0, dtype=np.int64)
    return Plan(
        client_ids=tuple(instance.client_ids[owner].tolist()),
        shift_ids=tuple(instance.shift_ids[instance.columns.shift[pairs]].tolist()),
        pairs=pairs, value=0, bound=0, bound_by="prices", price_bound=0,
        prices=Prices(none, none), bonus=points * instance.columns.seats,
        settings=settings, pins=week.pins,
    )  # fmt: skip


def _store(broken: Broken, lines: list[Line], left: list[UUID], *, now: datetime) -> bool:
    """Whether there was something to propose; either way the cancellations are looked at."""
    with unit_of_work():
        plan = week_plans.read_plan(broken.plan_id)
        plan.mended_at = now
        if not lines:
            return False
        week_plans.mark_lines(left, PlanRowState.OVERTAKEN)
        week_plans.add_lines(plan.id, lines, mended=True)
        if plan.state is PlanState.ACCEPTED:
            week_plans.move(plan, PlanState.PARTLY_ACCEPTED)
        people = sorted({line.client_id for line in lines if line.client_id})
        facts = {"mended": len(lines), "cancelled": len(broken.cancelled)}
        entry = audit.Entry("update", "week_plan", plan.id, client_ids=people, facts=facts)
        audit.record(SYSTEM, entry, now=now)
        return True
