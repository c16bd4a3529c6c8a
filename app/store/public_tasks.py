"""Orders on open pages: what anybody may read of them, which are sought, when they are over."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import exists, select
from sqlalchemy.orm import contains_eager

from app.domain.errors import Missing
from app.domain.lifecycle import ShiftState, TaskState
from app.domain.public_tasks import PublicFact, Standing, standing_of
from app.store import steps
from app.store.db import db
from app.store.models.people import Unit
from app.store.models.public import PublicTask
from app.store.models.work import Shift, Task

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from uuid import UUID

    from app.domain.steps import Step

_COMING = (ShiftState.OPEN, ShiftState.FILLED)
MOST = 200
_WITH_TASK = (
    contains_eager(PublicTask.task).joinedload(Task.organisation),
    contains_eager(PublicTask.task).joinedload(Task.site),
)


@dataclass(frozen=True)
class OpenPage:
    """An order as anybody may read it: the times that have a free place, and what may be told."""

    task: Task
    place: str
    facts: frozenset[str]
    published_at: datetime
    times: Sequence[Shift]
    standing: Standing
    # The page's own address; None while it is only looked at before it is published.
    id: UUID | None = None

    @property
    def openings(self) -> int:
        """How many places are free in all its times."""
        return sum(shift.places - shift.taken for shift in self.times)

    def tells(self, fact: str) -> bool:
        """Whether the orderer lets this be told."""
        return fact in self.facts


def find_of_task(task_id: UUID) -> PublicTask | None:
    """What the orderer has chosen for an order, or None. Who asks may see the order."""
    return db.session.scalar(select(PublicTask).where(PublicTask.task_id == task_id))


def add_public(task: Task, place: str, facts: Sequence[str], **who: Any) -> PublicTask:
    """Put an order on an open page. Needs a unit of work."""
    row = PublicTask(task_id=task.id, place=place, facts=list(facts), **who)
    db.session.add(row)
    return row


def get_page(page_id: UUID, *, now: datetime) -> OpenPage:
    """The page, also when it is over. Raises: Missing when there never was one."""
    row = db.session.scalar(
        select(PublicTask)
        .join(PublicTask.task)
        .where(PublicTask.id == page_id)
        .options(*_WITH_TASK)
    )
    if row is None:
        raise Missing
    return _page(row, _ahead([row.task_id], now))


def preview_of(task: Task, place: str, facts: Sequence[str], *, now: datetime) -> OpenPage:
    """The page as it would be with these choices; nothing is kept."""
    free = [shift for shift in _ahead([task.id], now) if shift.taken < shift.places]
    return OpenPage(task, place, frozenset(facts), now, free, Standing.SEEKING)


def _page(row: PublicTask, ahead: Sequence[Shift]) -> OpenPage:
    free = [shift for shift in ahead if shift.taken < shift.places]
    ended = row.ended_at is not None
    standing = standing_of(row.task.state, ended=ended, ahead=len(ahead), free=len(free))
    return OpenPage(
        row.task, row.place, frozenset(row.facts), row.published_at, free, standing, row.id
    )


def _ahead(task_ids: Sequence[UUID], now: datetime) -> list[Shift]:
    query = select(Shift).where(Shift.task_id.in_(task_ids), Shift.state.in_(_COMING))
    query = query.where(Shift.starts_at > now).order_by(Shift.starts_at, Shift.id)
    return list(db.session.scalars(query))


def list_seeking(*, now: datetime) -> list[OpenPage]:
    """The published orders for which somebody is sought now, the nearest time first."""
    free = exists().where(
        Shift.task_id == Task.id, Shift.state.in_(_COMING), Shift.starts_at > now,
        Shift.taken < Shift.places,
    )  # fmt: skip
    rows = db.session.scalars(
        select(PublicTask)
        .join(PublicTask.task)
        .where(PublicTask.ended_at.is_(None), Task.state == TaskState.OPEN, free)
        .options(*_WITH_TASK)
        .order_by(PublicTask.published_at.desc(), PublicTask.id)
        .limit(MOST)
    ).all()
    ahead = _ahead([row.task_id for row in rows], now)
    pages = [_page(row, [one for one in ahead if one.task_id == row.task_id]) for row in rows]
    return sorted(pages, key=lambda page: (page.times[0].starts_at, str(page.id)))


def steps_of(page: OpenPage) -> list[Step]:
    """The steps of the work, if they may be told."""
    return steps.list_steps(page.task.id) if page.tells(PublicFact.STEPS) else []


def list_units() -> list[Unit]:
    """The units that an interested person may call, by name."""
    return list(db.session.scalars(select(Unit).where(Unit.phone != "").order_by(Unit.name)))
