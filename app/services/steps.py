"""Whoever orders or screens says how the work is done and how one gets there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.domain.errors import Conflict, RuleBroken
from app.domain.lifecycle import TaskState
from app.domain.policy import Verb, require
from app.domain.steps import LONGEST_WALK, checked
from app.store import audit, steps, tasks
from app.store.transaction import unit_of_work

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from uuid import UUID

    from app.domain.policy import Actor
    from app.domain.steps import Step
    from app.store.models.work import Task


def save_steps(actor: Actor, task_id: UUID, said: Sequence[Step], *, now: datetime) -> None:
    """Let an order have these steps; nobody is asked. Raises: Missing, RuleBroken, Conflict."""
    kept = checked(said)
    with unit_of_work():
        task = _load(actor, task_id)
        steps.write_steps(task.id, kept)
        _record(actor, task, ["steps"], len(kept), now=now)


def save_stop(
    actor: Actor, task_id: UUID, stop: str, walk_minutes: int | None, *, now: datetime
) -> None:
    """Say the stop near the place and the walk from it. Raises: Missing, RuleBroken, Conflict."""
    if walk_minutes is not None and not 0 < walk_minutes <= LONGEST_WALK:
        raise RuleBroken("walk_out_of_bounds", most=LONGEST_WALK)
    with unit_of_work():
        task = _load(actor, task_id)
        steps.write_stop(task, " ".join(stop.split())[:100], walk_minutes)
        _record(actor, task, ["stop", "walk_minutes"], None, now=now)


def _load(actor: Actor, task_id: UUID) -> Task:
    task = tasks.get_task(actor, task_id)
    require(actor, Verb.EDIT_TASK, tasks.facts_of(task, actor))
    if task.state is TaskState.CLOSED:
        raise Conflict("task_closed")
    return task


def _record(
    actor: Actor, task: Task, fields: list[str], count: int | None, *, now: datetime
) -> None:
    facts = {} if count is None else {"steps": count}
    audit.record(actor, audit.Entry("update", "task", task.id, fields=fields, facts=facts), now=now)
