"""What the dispatcher does with an order that was handed in: open it, ask for a change, refuse."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.domain.endings import ClosedBy
from app.domain.errors import RuleBroken
from app.domain.lifecycle import TaskOutcome, TaskState
from app.domain.policy import Actor, Verb, require
from app.store import audit, inbox, letters, opening, tasks
from app.store.transaction import unit_of_work

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from app.domain.tasks import Screening
    from app.store.models.work import Task


def open_task(
    actor: Actor, task_id: UUID, *, floor_confirmed: bool, texts_confirmed: bool = False,
    now: datetime,
) -> None:  # fmt: skip
    """Open an order: its shifts are made eight weeks ahead and coaches can offer them.

    `floor_confirmed`: the dispatcher vouches by name for a pay whose floor is not known;
    `texts_confirmed`: for a text that the rules of Easy Finnish find hard.
    Raises: RuleBroken with the first rule that stops it, Conflict when it is not waiting.
    """
    with unit_of_work():
        task = tasks.get_task(actor, task_id)
        require(actor, Verb.OPEN_TASK, tasks.facts_of(task, actor))
        found = tasks.screening_of(task, now=now)
        _check(found, floor_confirmed=floor_confirmed, texts_confirmed=texts_confirmed)
        _record(actor, task, TaskState.OPEN, hard_texts=len(found.hard_texts), now=now)
        opening.open_task(task, by_id=actor.user_id, vouched=bool(found.to_confirm), now=now)


def _check(found: Screening, *, floor_confirmed: bool, texts_confirmed: bool) -> None:
    doubts = () if floor_confirmed else found.to_confirm
    hard = () if texts_confirmed else found.hard_texts
    for first in (*found.stops, *doubts, *hard):
        raise RuleBroken(first.code, **dict(first.facts))


def request_changes(actor: Actor, task_id: UUID, text: str, *, now: datetime) -> None:
    """Send an order back with a friendly reason. Raises: RuleBroken("reason_missing")."""
    why = _reason(text)
    with unit_of_work():
        task = tasks.get_task(actor, task_id)
        require(actor, Verb.SCREEN_TASK, tasks.facts_of(task, actor))
        tasks.move(
            task, TaskState.CHANGES_REQUESTED, request_text=why, screened_by_id=actor.user_id,
            **tasks.touched(now),
        )  # fmt: skip
        _record(actor, task, TaskState.CHANGES_REQUESTED, now=now)
        key = f"task_changes_requested:{task.id}:{int(now.timestamp())}"
        letters.tell_orderer(task, "task_changes_requested", key, now=now, why=why)


def refuse_task(actor: Actor, task_id: UUID, reason: str, *, now: datetime) -> None:
    """Close an order that cannot be arranged, with the reason. Raises: RuleBroken."""
    why = _reason(reason)
    with unit_of_work():
        task = tasks.get_task(actor, task_id)
        require(actor, Verb.REFUSE_TASK, tasks.facts_of(task, actor))
        tasks.move(
            task, TaskState.CLOSED, outcome=TaskOutcome.REFUSED, outcome_reason=why[:500],
            closed_at=now, closed_by=ClosedBy.DISPATCHER, screened_by_id=actor.user_id,
        )  # fmt: skip
        _record(actor, task, TaskState.CLOSED, now=now)
        letters.tell_orderer(task, "task_refused", f"task_refused:{task.id}", now=now, why=why)


def _reason(text: str) -> str:
    why = text.strip()[:1000]
    if not why:
        raise RuleBroken("reason_missing")
    return why


def _record(
    actor: Actor, task: Task, new: TaskState, *, hard_texts: int = 0, now: datetime
) -> None:
    facts: dict[str, object] = {"old": task.state.value, "new": new.value}
    if hard_texts:
        facts["hard_texts"] = hard_texts
    audit.record(actor, audit.Entry("update", "task", task.id, facts=facts), now=now)


def tell_dispatchers(*, now: datetime) -> int:
    """Write to dispatchers about orders that came since the last letter; 1 when it was written."""
    with unit_of_work():
        return inbox.tell_of_more(now=now)
