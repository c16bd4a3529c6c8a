"""The steps of a task and the stop near its place, kept for everybody who does it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import delete, select

from app.domain.steps import Step
from app.store.db import db
from app.store.models.people import Site
from app.store.models.work import Task, TaskStep

if TYPE_CHECKING:
    from collections.abc import Sequence
    from uuid import UUID


def list_steps(task_id: UUID) -> list[Step]:
    """The steps of a task in order. Who asks may see the task."""
    rows = db.session.scalars(
        select(TaskStep).where(TaskStep.task_id == task_id).order_by(TaskStep.position)
    )
    return [Step(row.words, row.picture) for row in rows]


def write_steps(task_id: UUID, steps: Sequence[Step]) -> None:
    """Let a task have these steps and no others. Needs a unit of work."""
    db.session.execute(
        delete(TaskStep)
        .where(TaskStep.task_id == task_id)
        .execution_options(synchronize_session=False)
    )
    db.session.add_all(
        TaskStep(task_id=task_id, position=place, words=step.words, picture=step.picture)
        for place, step in enumerate(steps)
    )
    db.session.flush()


def copy_steps(old_id: UUID, new_id: UUID) -> None:
    """Give a copied order the steps of the one it was made from. Needs a unit of work."""
    write_steps(new_id, list_steps(old_id))


def write_stop(task: Task, stop: str, walk_minutes: int | None) -> None:
    """Say where one gets off and how long one walks; it holds for all work of that place."""
    site = db.session.get_one(Site, task.site_id)
    site.stop, site.walk_minutes = stop, walk_minutes
