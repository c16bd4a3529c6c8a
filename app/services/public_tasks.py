"""An orderer puts an order on an open page, changes what it tells, and takes it away again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.domain.errors import Conflict
from app.domain.lifecycle import TaskState
from app.domain.policy import Verb, require
from app.domain.public_tasks import PublicFact, checked_place
from app.integrations import job_posting
from app.store import audit, public_tasks, tasks
from app.store.transaction import unit_of_work

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime
    from uuid import UUID

    from app.domain.policy import Actor
    from app.domain.public_tasks import Posting
    from app.store.models.work import Task


def publish_task(
    actor: Actor, task_id: UUID, place: str, facts: Iterable[PublicFact], *, now: datetime
) -> UUID:
    """The id of the open page of an order, which tells these facts and no others from now on.

    Whoever finds the page while the order is not open, reads that it is not sought for.
    Raises: Missing, NotAllowed, RuleBroken("public_place_missing"), Conflict("task_closed").
    """
    with unit_of_work():
        task = _load(actor, task_id)
        told, kept = sorted(fact.value for fact in set(facts)), checked_place(place)
        if task.state is TaskState.CLOSED:
            raise Conflict("task_closed")
        row = public_tasks.find_of_task(task_id)
        if row is None:
            row = public_tasks.add_public(
                task, kept, told, published_at=now, published_by_id=actor.user_id
            )
        elif row.ended_at is not None:
            row.published_at, row.published_by_id, row.ended_at = now, actor.user_id, None
        row.place, row.facts = kept, told
        entry = audit.Entry("update", "task", task.id, fields=["public_page"], facts={"told": told})
        audit.record(actor, entry, now=now)
        return row.id


def hide_task(actor: Actor, task_id: UUID, *, now: datetime) -> None:
    """Take an order's open page away; its address says that it is over. Raises: Missing."""
    with unit_of_work():
        task = _load(actor, task_id)
        row = public_tasks.find_of_task(task_id)
        if row is None or row.ended_at is not None:
            return
        row.ended_at = now
        entry = audit.Entry("update", "task", task.id, fields=["public_page"], facts={"told": []})
        audit.record(actor, entry, now=now)


def _load(actor: Actor, task_id: UUID) -> Task:
    task = tasks.get_task(actor, task_id)
    require(actor, Verb.PUBLISH_TASK, tasks.facts_of(task, actor))
    return task


def write_posting(posting: Posting) -> str:
    """The posting as search engines read it, fit to stand inside a page."""
    return job_posting.write_posting(posting)
