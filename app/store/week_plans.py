"""Week plans: asked for, worked on by the planner, read and accepted by a unit's coaches."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, func, or_, select, update

from app.domain.calendar import week_bounds
from app.domain.errors import Missing
from app.domain.lifecycle import PlanRowState, PlanState, ShiftState, TaskState
from app.domain.plans import EVERYBODY
from app.domain.policy import Facts, Verb, may
from app.store import moves
from app.store.db import db
from app.store.models.people import Client
from app.store.models.plan import Pin, PlanRow, WeekPlan
from app.store.models.work import Shift, Task
from app.store.plan_scopes import covering
from app.store.prepared import one_of

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import date, datetime
    from uuid import UUID

    from app.domain.plans import Line, Scope
    from app.domain.policy import Actor

LIVE = (PlanState.RUNNING, PlanState.PROPOSED, PlanState.PARTLY_ACCEPTED, PlanState.ACCEPTED)


# --- the plan


def add_plan(
    actor: Actor, scope: Scope, week_on: date, *, seed: int = 0, now: datetime
) -> WeekPlan:
    """A plan that waits for the planner. Two of one week and scope break a constraint."""
    plan = WeekPlan(
        week_on=week_on, unit_id=scope.unit_id, area=scope.area, scope=scope.key,
        state=PlanState.RUNNING, started_by_id=actor.user_id, started_at=now,
        progress={"phase": "waiting"}, settings={"seed": seed},
    )  # fmt: skip
    db.session.add(plan)
    db.session.flush()
    return plan


def facts_of(unit_id: UUID | None) -> Facts:
    """What a plan of this unit is to anybody."""
    return Facts(unit_id=unit_id)


def get_plan(actor: Actor, plan_id: UUID) -> WeekPlan:
    """The plan that is for the person's own unit, maybe with others. Raises: Missing."""
    plan = db.session.scalar(
        select(WeekPlan).where(WeekPlan.id == plan_id, covering(actor.unit_id))
    )
    if plan is None or not may(actor, Verb.PLAN_WEEK, facts_of(actor.unit_id)):
        raise Missing
    return plan


def get_joint(actor: Actor, plan_id: UUID) -> WeekPlan:
    """The plan of several units. Raises: Missing for who does not see to all of them."""
    plan = db.session.get(WeekPlan, plan_id)
    if plan is None or plan.unit_id is not None or not may(actor, Verb.PLAN_UNITS):
        raise Missing
    return plan


def is_over(week_on: date, *, now: datetime) -> bool:
    """Whether the week has no day left to plan."""
    return week_bounds(week_on)[1] <= now


def find_latest(actor: Actor, week_on: date) -> WeekPlan | None:
    """The newest plan for the person's unit and a week that was not set aside."""
    return db.session.scalar(
        select(WeekPlan)
        .where(covering(actor.unit_id), WeekPlan.week_on == week_on)
        .where(WeekPlan.state.in_(LIVE))
        .order_by(WeekPlan.started_at.desc(), WeekPlan.id)
        .limit(1)
    )


def has_joint(week_on: date) -> bool:
    """Whether the week has a plan of all units that was not set aside."""
    query = select(WeekPlan.id).where(
        WeekPlan.week_on == week_on, WeekPlan.scope == EVERYBODY.key, WeekPlan.state.in_(LIVE)
    )
    return db.session.scalar(query.limit(1)) is not None


def list_waiting(limit: int = 20, *, now: datetime) -> list[UUID]:
    """The plans that have to be made and nobody is at, the oldest wish first."""
    query = select(WeekPlan.id).where(WeekPlan.state == PlanState.RUNNING, _free(now))
    return list(db.session.scalars(query.order_by(WeekPlan.started_at, WeekPlan.id).limit(limit)))


def _free(now: datetime) -> Any:
    return or_(WeekPlan.claimed_until.is_(None), WeekPlan.claimed_until <= now)


def claim(plan_id: UUID, worker: str, *, until: datetime, now: datetime) -> bool:
    """Whether the plan is now this worker's to make; not when another is at it or it is made."""
    taken: Any = db.session.execute(
        update(WeekPlan)
        .where(WeekPlan.id == plan_id, WeekPlan.state == PlanState.RUNNING, _free(now))
        .values(claimed_by=worker, claimed_until=until, attempts=WeekPlan.attempts + 1)
        .execution_options(synchronize_session=False)
    )
    return bool(taken.rowcount == 1)


def read_plan(plan_id: UUID) -> WeekPlan:
    """The plan as the planner takes it up."""
    return db.session.scalars(select(WeekPlan).where(WeekPlan.id == plan_id)).one()


def find_made(plan_id: UUID) -> WeekPlan | None:
    """The plan when the planner has finished it; asked by nobody but the operator."""
    plan = db.session.get(WeekPlan, plan_id)
    return plan if plan is not None and plan.plan_hash else None


def note_progress(plan_id: UUID, progress: dict[str, Any], *, until: datetime) -> None:
    """Write how far the planner is; others keep away for as long again."""
    values = {"progress": progress, "claimed_until": until}
    query = update(WeekPlan).where(WeekPlan.id == plan_id, WeekPlan.state == PlanState.RUNNING)
    db.session.execute(query.values(values).execution_options(synchronize_session=False))


def is_stop_wanted(plan_id: UUID) -> bool:
    """Whether somebody wants the planner to stop with what it has."""
    return bool(db.session.scalar(select(WeekPlan.stop_wanted).where(WeekPlan.id == plan_id)))


def move(plan: WeekPlan, new: PlanState, **values: object) -> None:
    """Move the plan on from the state in which it was read. Raises: Conflict."""
    moves.move(WeekPlan, plan.id, plan.state, new, **values)


def want_stop(plan: WeekPlan) -> None:
    """Ask the planner to stop with what it has."""
    plan.stop_wanted = True


# --- its lines


def add_lines(plan_id: UUID, lines: Sequence[Line], *, mended: bool = False) -> None:
    """Store the lines of a plan."""
    db.session.add_all(
        PlanRow(
            plan_id=plan_id, client_id=line.client_id, shift_id=line.shift_id, pinned=line.pinned,
            places=line.places, reason=line.reason, facts=line.facts, why=line.why or None,
            mended=mended,
        )
        for line in lines
    )  # fmt: skip
    db.session.flush()


def list_lines(plan_id: UUID, unit_id: UUID | None) -> list[PlanRow]:
    """The lines about a unit's clients and about places that stay open; the order stays."""
    query = (
        select(PlanRow)
        .outerjoin(Client, Client.id == PlanRow.client_id)
        .where(PlanRow.plan_id == plan_id)
        .where(or_(PlanRow.client_id.is_(None), Client.unit_id == unit_id))
    )
    return list(db.session.scalars(query.order_by(PlanRow.id)))


def group_lines(
    plan_id: UUID, line_ids: Collection[UUID]
) -> dict[tuple[UUID, UUID], list[PlanRow]]:
    """Those of the lines that wait, by client and order, each in order of time."""
    rows = db.session.execute(
        select(PlanRow, Shift.task_id)
        .join(Shift, Shift.id == PlanRow.shift_id)
        .where(PlanRow.plan_id == plan_id, PlanRow.id.in_(line_ids))
        .where(PlanRow.state == PlanRowState.PROPOSED)
        .order_by(Shift.starts_at, PlanRow.id)
    )
    groups: dict[tuple[UUID, UUID], list[PlanRow]] = {}
    for row, task_id in rows:
        if row.client_id is not None:
            groups.setdefault((row.client_id, task_id), []).append(row)
    return groups


def mark_lines(line_ids: Collection[UUID], new: PlanRowState, offer_id: UUID | None = None) -> None:
    """Say what became of proposed lines."""
    moves.try_move(PlanRow, line_ids, PlanRowState.PROPOSED, new, offer_id=offer_id)


def count_open_lines(plan_id: UUID) -> int:
    """How many proposals of the plan nobody has decided on."""
    query = select(func.count()).select_from(PlanRow).where(
        PlanRow.plan_id == plan_id, PlanRow.state == PlanRowState.PROPOSED,
        PlanRow.client_id.is_not(None), PlanRow.shift_id.is_not(None),
    )  # fmt: skip
    return db.session.scalar(query) or 0


# --- what a week is made from


def list_shift_ids(week_on: date, *, now: datetime) -> list[UUID]:
    """The shifts of the week that are open, ahead and have a free place."""
    begins, ends = week_bounds(week_on)
    return list(
        db.session.scalars(
            select(Shift.id)
            .join(Task, Task.id == Shift.task_id)
            .where(Shift.state == ShiftState.OPEN, Task.state == TaskState.OPEN)
            .where(Shift.starts_at >= max(begins, now), Shift.starts_at < ends)
            .where(Shift.taken < Shift.places)
            .order_by(Shift.starts_at, Shift.id)
        )
    )


# --- pins


def list_pins(client_ids: Collection[UUID], shift_ids: Collection[UUID]) -> list[Pin]:
    """The fixed yes and no of these clients for these shifts."""
    return list(
        db.session.scalars(
            select(Pin)
            .where(one_of(Pin.client_id, client_ids), one_of(Pin.shift_id, shift_ids))
            .order_by(Pin.client_id, Pin.shift_id)
        )
    )


def set_pin(pin: Pin, reason: str) -> None:
    """Store a fixed yes or no in place of what was said of the two before."""
    remove_pin(pin.client_id, pin.shift_id)
    pin.reason = reason
    db.session.add(pin)
    db.session.flush()


def remove_pin(client_id: UUID, shift_id: UUID) -> None:
    """Let the planner decide again."""
    db.session.execute(
        delete(Pin)
        .where(Pin.client_id == client_id, Pin.shift_id == shift_id)
        .execution_options(synchronize_session=False)
    )
