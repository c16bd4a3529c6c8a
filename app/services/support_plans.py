"""Follow-along plans: grown as work comes, fitted to a client, paused, restarted, ended."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from app.domain.cadence import REASON_LENGTH, RECURRING, OwnPace, Pace, PlanKind
from app.domain.calendar import local_day
from app.domain.errors import Conflict, Missing, RuleBroken
from app.store import audit, plan_changes, support_plans
from app.store.transaction import unit_of_work

if TYPE_CHECKING:
    from datetime import date, datetime
    from uuid import UUID

    from app.domain.cadence import StepKey
    from app.domain.lifecycle import PlacementEnd
    from app.domain.policy import Actor
    from app.store.models.cadence import SupportPlan

# A job is told of not longer after its beginning, nor longer before it.
JOB_DAYS = timedelta(days=365)
# Longer than that a plan rests only until somebody restarts it.
PAUSE_DAYS = timedelta(days=365)
JOBS = ("employment", "work_trial")


def grow_plans(*, now: datetime) -> int:
    """How many plans were made or renewed, because their work has changed."""
    with unit_of_work():
        stale = support_plans.list_stale(now=now)
        if stale:
            support_plans.grow(stale, now=now)
    return len(stale)


def _reason(text: str) -> str:
    """Raises: RuleBroken("cadence_reason")."""
    reason = text.strip()
    if not reason or len(reason) > REASON_LENGTH:
        raise RuleBroken("cadence_reason")
    return reason


def _by(actor: Actor) -> UUID:
    if actor.user_id is None:
        raise Missing
    return actor.user_id


def set_pace(
    actor: Actor, plan_id: UUID, own: tuple[StepKey, Pace] | None, reason: str, *, now: datetime
) -> None:
    """Give the client an own rhythm of a step from today on; the usual one needs no reason.

    Raises: Missing, NotAllowed, RuleBroken("cadence_day", "cadence_reason", "cadence_pace").
    """
    with unit_of_work():
        plan = support_plans.get_plan(actor, plan_id, now=now)
        if own is None:
            raise RuleBroken("cadence_day")
        step, pace = own
        if step not in RECURRING and pace in (Pace.THINNED, Pace.TIGHTENED):
            raise RuleBroken("cadence_pace")
        why = _reason(reason) if pace is not Pace.USUAL else ""
        rhythm = OwnPace(pace, local_day(now))
        plan_changes.set_pace(plan, step, rhythm, why, by_id=_by(actor), now=now)
        _record(actor, plan, ["rhythm"], now=now)


def pause_plan(
    actor: Actor, plan_id: UUID, until_on: date | None, reason: str, *, now: datetime
) -> None:
    """Let the plan rest from today, until a day or until it is restarted.

    Raises: Missing, NotAllowed, RuleBroken("cadence_reason", "cadence_pause_day"),
    Conflict("cadence_paused").
    """
    with unit_of_work():
        plan = support_plans.get_plan(actor, plan_id, now=now)
        today = local_day(now)
        if until_on is not None and not today <= until_on <= today + PAUSE_DAYS:
            raise RuleBroken("cadence_pause_day")
        why = _reason(reason)
        if support_plans.find_pause(plan.id, on=today) is not None:
            raise Conflict("cadence_paused")
        plan_changes.pause(plan, today, until_on, why, by_id=_by(actor), now=now)
        _record(actor, plan, ["pause"], now=now)


def restart_plan(actor: Actor, plan_id: UUID, *, now: datetime) -> None:
    """Let the plan go on from today. Raises: Missing, NotAllowed, Conflict("cadence_running")."""
    with unit_of_work():
        plan = support_plans.get_plan(actor, plan_id, now=now)
        row = support_plans.find_pause(plan.id, on=local_day(now))
        if row is None:
            raise Conflict("cadence_running")
        plan_changes.restart(plan, row, on=local_day(now), now=now)
        _record(actor, plan, ["pause"], now=now)


def begin_job(
    actor: Actor, placement_id: UUID, kind: str, starts_on: date | None, *, now: datetime
) -> UUID:
    """The id of the plan of a job or work trial that begins at this placement.

    Told again, it has another first day.
    Raises: Missing, NotAllowed, RuleBroken("cadence_job_day").
    """
    with unit_of_work():
        placement = support_plans.get_placement(actor, placement_id, now=now)
        if starts_on is None or kind not in JOBS or abs(starts_on - local_day(now)) > JOB_DAYS:
            raise RuleBroken("cadence_job_day")
        plan = plan_changes.begin_job(placement, kind, starts_on, now=now)
        _record(actor, plan, ["starts_on"], now=now)
        return plan.id


def end_job(
    actor: Actor, plan_id: UUID, ended_on: date | None, why: PlacementEnd, *, now: datetime
) -> None:
    """The job has ended: its placement ends, and a contact is due within three days.

    Raises: Missing, NotAllowed, RuleBroken("cadence_job_day"), Conflict("cadence_no_job").
    """
    with unit_of_work():
        plan = support_plans.get_plan(actor, plan_id, now=now)
        if plan.kind is not PlanKind.JOB:
            raise Conflict("cadence_no_job")
        if ended_on is None or not plan.starts_on <= ended_on <= local_day(now):
            raise RuleBroken("cadence_job_day")
        plan_changes.end_job(plan, ended_on, why, now=now)
        _record(actor, plan, ["ended_on"], now=now)


def _record(actor: Actor, plan: SupportPlan, fields: list[str], *, now: datetime) -> None:
    entry = audit.Entry(
        "update", "support_plan", plan.id, purpose="support", client_ids=[plan.client_id],
        fields=fields,
    )  # fmt: skip
    audit.record(actor, entry, now=now)
