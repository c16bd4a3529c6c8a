"""What a coach changes in a follow-along plan: its rhythm, its pauses, a job's days."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from app.domain.cadence import OwnPace, Pace, PlanKind, StepKey
from app.domain.lifecycle import PlacementState
from app.store import moves, support_plans
from app.store.db import db
from app.store.models.cadence import PlanPace, PlanPause, SupportPlan
from app.store.models.work import Placement

if TYPE_CHECKING:
    from datetime import date, datetime
    from uuid import UUID

    from app.domain.lifecycle import PlacementEnd


def set_pace(
    plan: SupportPlan, step: StepKey, own: OwnPace, reason: str, *, by_id: UUID, now: datetime
) -> None:
    """Give the client an own rhythm of a step, in place of the one before."""
    row = support_plans.list_paces(plan.id).get(step)
    if own.pace is Pace.USUAL:
        if row is not None:
            db.session.delete(row)
    else:
        if row is None:
            row = PlanPace(plan_id=plan.id, step=step)
            db.session.add(row)
        row.pace, row.from_on, row.reason = own.pace, own.from_on, reason
        row.changed_by_id, row.changed_at = by_id, now
    support_plans.reckon([plan], now=now)


def pause(
    plan: SupportPlan, from_on: date, until_on: date | None, reason: str, *, by_id: UUID,
    now: datetime,
) -> None:  # fmt: skip
    """Let the plan rest from a day on."""
    row = PlanPause(plan_id=plan.id, from_on=from_on, until_on=until_on, paused_by_id=by_id)
    row.reason = reason
    db.session.add(row)
    support_plans.reckon([plan], now=now)


def restart(plan: SupportPlan, row: PlanPause, *, on: date, now: datetime) -> None:
    """End the pause, so that the plan holds on the day; one that has not begun never was."""
    if row.from_on >= on:
        db.session.delete(row)
    else:
        row.until_on = on - timedelta(days=1)
    support_plans.reckon([plan], now=now)


def begin_job(placement: Placement, kind: str, starts_on: date, *, now: datetime) -> SupportPlan:
    """The plan of a job at this placement from a day on; that of its shifts ends there."""
    placement.kind = kind
    plan = support_plans.find_plan(placement.id, PlanKind.JOB)
    if plan is None:
        plan = SupportPlan(
            placement_id=placement.id, client_id=placement.client_id, kind=PlanKind.JOB,
            agreed_at=now, seen_at=now,
        )  # fmt: skip
        db.session.add(plan)
    plan.starts_on = starts_on
    plans = [plan]
    shifts = support_plans.find_plan(placement.id, PlanKind.GIG)
    if shifts is not None:
        shifts.ended_on = starts_on
        plans.append(shifts)
    support_plans.reckon(plans, now=now)
    return plan


def end_job(plan: SupportPlan, ended_on: date, why: PlacementEnd, *, now: datetime) -> None:
    """End the job and its placement; one more contact follows."""
    plan.ended_on = ended_on
    placement = db.session.get_one(Placement, plan.placement_id)
    if placement.state is not PlacementState.ENDED:
        ended = {"ended_at": now, "end_reason": why}
        moves.move(Placement, placement.id, placement.state, PlacementState.ENDED, **ended)
    support_plans.reckon([plan], now=now)
