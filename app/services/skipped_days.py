"""A day that was left out of recurring work is taken back into it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.domain.calendar import occurrence_span
from app.domain.errors import Conflict, Missing
from app.domain.lifecycle import TaskState
from app.domain.policy import Actor, Verb, require
from app.store import audit, letters, series, series_edits, tasks
from app.store.transaction import unit_of_work

if TYPE_CHECKING:
    from datetime import date, datetime
    from uuid import UUID

_LIVING = frozenset({TaskState.OPEN, TaskState.PAUSED})


def bring_back(actor: Actor, task_id: UUID, day: date, *, now: datetime) -> None:
    """Work on a day after all: its time is made anew, and nobody is on it yet.

    Raises: Missing, also for a day that is not left out, NotAllowed, Conflict("times_wait",
    "time_over").
    """
    with unit_of_work():
        task = tasks.get_task(actor, task_id)
        require(actor, Verb.EDIT_TASK, tasks.facts_of(task, actor))
        if task.state not in _LIVING:
            raise Conflict("times_wait")
        series_edits.lock(task.id)
        row = series.find_skipping(task.id, day)
        if row is None:
            raise Missing
        span = occurrence_span(day, row.start_time, row.end_time)
        if span is None or span[0] <= now:
            raise Conflict("time_over")
        series.bring_back(row, day, now=now)
        facts = {"brought_back": day.isoformat()}
        audit.record(actor, audit.Entry("update", "series", row.id, facts=facts), now=now)
        letters.tell_times_changed(task, now=now)
