"""An order that rests until a day goes on by itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.domain.calendar import local_day
from app.domain.lifecycle import TaskState
from app.domain.policy import SYSTEM
from app.store import audit, letters, pauses, tasks
from app.store.transaction import unit_of_work

if TYPE_CHECKING:
    from datetime import datetime


def resume_paused(*, now: datetime) -> int:
    """How many orders go on because the day has come up to which they rested."""
    with unit_of_work():
        due = pauses.list_due(local_day(now))
        for task in due:
            key = f"task_resumed:{task.id}:{task.paused_until}"
            tasks.move(task, TaskState.OPEN, paused_until=None, **tasks.touched(now))
            facts = {"old": TaskState.PAUSED.value, "new": TaskState.OPEN.value}
            audit.record(SYSTEM, audit.Entry("update", "task", task.id, facts=facts), now=now)
            letters.tell_orderer(task, "task_resumed", key, now=now)
        return len(due)
