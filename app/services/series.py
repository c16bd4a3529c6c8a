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


def list_due(*, now: datetime) -> list[UUID]:
    """The recurrences whose shifts are not made ahead yet; those that are stuck come last."""
    with unit_of_work():
        return series.list_due(series.horizon(now))


def extend_series(series_id: UUID, *, now: datetime) -> int:
    """How many shifts of a recurrence were made ahead."""
    with unit_of_work():
        made = series.extend(series_id, until=series.horizon(now), now=now)
        if made:
            facts = {"made": made}
            audit.record(SYSTEM, audit.Entry("update", "series", series_id, facts=facts), now=now)
        return made


def tell_stuck(series_id: UUID, why: str, *, now: datetime) -> None:
    """Note that a recurrence's shifts cannot be made, and why.

    The dispatchers hear of it the first time; until it works again it is on their page.
    """
    with unit_of_work():
        task = series.note_stuck(series_id, now=now)
        if task is None:
            return
        key = f"series_stuck:{series_id}:{local_day(now)}"
        letters.tell_dispatchers(task, "series_stuck", key, now=now)
        entry = audit.Entry("update", "series", series_id, facts={"stuck": why})
        audit.record(SYSTEM, entry, now=now)


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
