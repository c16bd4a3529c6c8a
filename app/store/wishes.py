"""What kinds of work a client likes or avoids, and how much such work is open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import func, select

from app.domain.lifecycle import ShiftState, TaskState
from app.store import reading
from app.store.db import db
from app.store.models.people import Wish
from app.store.models.work import Shift, Task

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from app.domain.vocabulary import Category


def list_wishes(client_id: UUID) -> dict[Category, bool]:
    """The kinds of work the client has spoken of: wanted or avoided."""
    rows = db.session.execute(select(Wish.category, Wish.wanted).where(Wish.client_id == client_id))
    reading.note([client_id])
    return {category: wanted for category, wanted in rows}  # noqa: C416 - rows are no pairs


def put_wish(client_id: UUID, category: Category, *, wanted: bool | None) -> bool:
    """Keep it, or forget it for None; whether that changed anything."""
    known = db.session.scalar(
        select(Wish).where(Wish.client_id == client_id, Wish.category == category)
    )
    if (known.wanted if known else None) == wanted:
        return False
    if wanted is None:
        db.session.delete(known)
    elif known is None:
        db.session.add(Wish(client_id=client_id, category=category, wanted=wanted))
    else:
        known.wanted = wanted
    db.session.flush()
    return True


def count_open(categories: set[Category], *, now: datetime) -> int:
    """How many orders of these kinds have a free place ahead."""
    free = (Shift.state == ShiftState.OPEN) & (Shift.taken < Shift.places)
    query = (
        select(func.count(Task.id.distinct()))
        .join(Shift, Shift.task_id == Task.id)
        .where(Task.state == TaskState.OPEN, Task.category.in_(categories))
        .where(free, Shift.starts_at > now)
    )
    return db.session.scalar(query) or 0
