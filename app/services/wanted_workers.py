"""An orderer asks for somebody by name who has worked there: a wish that stops and opens nothing.

The client is asked first in the round in which the coach offers the work, answers as freely as
anybody, and no stop and no weekly number gives way.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.domain.errors import Conflict
from app.domain.lifecycle import TaskState
from app.domain.policy import Verb, require
from app.store import audit, tasks, wanted_workers
from app.store.transaction import unit_of_work

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from app.domain.policy import Actor
    from app.store.models.work import Task


def ask_for_worker(actor: Actor, task_id: UUID, attendance_id: UUID, *, now: datetime) -> None:
    """Ask for whoever was there that time; the coach hears of it once the order is open.

    Raises: Missing, also for somebody whose name the orderer may not know any more, NotAllowed,
    Conflict("task_closed").
    """
    with unit_of_work():
        task = _living(actor, task_id)
        client_id = wanted_workers.client_of(task.organisation_id, attendance_id, now=now)
        wanted_workers.write(task.id, client_id, by_id=actor.user_id, now=now)
        _record(actor, task, client_id, "asked", now=now)
        if task.state is TaskState.OPEN:
            wanted_workers.tell_coach(task, now=now)


def drop_wanted(actor: Actor, task_id: UUID, *, now: datetime) -> None:
    """Ask for nobody by name any more. Raises: Missing, NotAllowed, Conflict("task_closed")."""
    with unit_of_work():
        task = _living(actor, task_id)
        client_id = wanted_workers.find_client_id(task.id)
        if client_id is not None:
            wanted_workers.remove(task.id)
            _record(actor, task, client_id, "dropped", now=now)


def _living(actor: Actor, task_id: UUID) -> Task:
    task = tasks.get_task(actor, task_id)
    require(actor, Verb.EDIT_TASK, tasks.facts_of(task, actor))
    if task.state is TaskState.CLOSED:
        raise Conflict("task_closed")
    return task


def _record(actor: Actor, task: Task, client_id: UUID, how: str, *, now: datetime) -> None:
    entry = audit.Entry(
        "update", "task", task.id, client_ids=[client_id], fields=["wanted_worker"],
        facts={"wanted": how},
    )  # fmt: skip
    audit.record(actor, entry, now=now)
