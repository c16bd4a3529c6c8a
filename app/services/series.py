"""What the worker does with recurrences and with what is over."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.domain.calendar import local_day
from app.domain.lifecycle import ShiftState, TaskOutcome, TaskState
from app.domain.policy import SYSTEM
from app.store import audit, endings, letters, series, stale
from app.store.transaction import unit_of_work

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID


def extend_series(*, now: datetime) -> int:
    """How many shifts were made ahead; each recurrence in a transaction of its own."""
    until = series.horizon(now)
    with unit_of_work():
        due = series.list_due(until)
    return sum(_extend(series_id, now=now) for series_id in due)


def _extend(series_id: UUID, *, now: datetime) -> int:
    with unit_of_work():
        made = series.extend(series_id, until=series.horizon(now), now=now)
        if made:
            facts = {"made": made}
            audit.record(SYSTEM, audit.Entry("update", "series", series_id, facts=facts), now=now)
        return made


def finish_past(*, now: datetime) -> int:
    """How many shifts are over and how many orders with them; outcomes come from the shifts."""
    with unit_of_work():
        over = endings.end_shifts(now=now)
        closed = endings.close_tasks(on=local_day(now), now=now)
        entries = [
            audit.Entry("update", "shift", shift_id, facts={"new": ShiftState.DONE.value})
            for shift_id in over
        ]
        entries += [
            audit.Entry(
                "update", "task", task_id,
                facts={"new": TaskState.CLOSED.value, "outcome": outcome.value},
            )
            for task_id, outcome in closed
        ]  # fmt: skip
        audit.record_many(SYSTEM, entries, now=now)
        _ask_why([one for one, outcome in closed if outcome is TaskOutcome.NOT_FILLED], now=now)
        return len(entries)


def _ask_why(task_ids: list[UUID], *, now: datetime) -> None:
    """The dispatchers are asked why nobody was found."""
    for task in stale.list_by_ids(task_ids):
        letters.tell_dispatchers(task, "task_unfilled", f"task_unfilled:{task.id}", now=now)
