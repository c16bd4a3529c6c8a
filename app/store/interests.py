"""Who has said that a shift would be nice."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, delete, select
from sqlalchemy.orm import contains_eager

from app.domain.lifecycle import ShiftState, TaskState
from app.store.db import db
from app.store.models.asking import Interest
from app.store.models.work import Shift, Task
from app.store.prepared import among, fetch, one_of

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import datetime
    from uuid import UUID

    from sqlalchemy import Select


def add_interest(client_id: UUID, shift_id: UUID, *, now: datetime) -> UUID | None:
    """The id of a new word of interest, or None when it was said already."""
    if shift_id in list_of_client(client_id):
        return None
    interest = Interest(client_id=client_id, shift_id=shift_id, said_at=now)
    db.session.add(interest)
    db.session.flush()
    return interest.id


def drop_interest(client_id: UUID, shift_id: UUID) -> bool:
    """Whether there was a word of interest to take back."""
    gone: Any = db.session.execute(
        delete(Interest)
        .where(Interest.client_id == client_id, Interest.shift_id == shift_id)
        .execution_options(synchronize_session=False)
    )
    return bool(gone.rowcount)


def list_of_client(client_id: UUID) -> set[UUID]:
    """The shifts in which the client has said to be interested."""
    query = select(Interest.shift_id).where(Interest.client_id == client_id)
    return set(db.session.scalars(query))


def list_of_shift(shift_id: UUID, client_ids: Sequence[UUID]) -> set[UUID]:
    """Those of the clients who have said to be interested in a shift."""
    return set(fetch(_of_shift(), shift_id=shift_id, ids=list(client_ids)).scalars())


@cache
def _of_shift() -> Any:
    query = select(Interest.client_id).where(Interest.shift_id == bindparam("shift_id"))
    return query.where(among(Interest.client_id))


def list_coming(*, now: datetime, until: datetime, limit: int) -> list[Shift]:
    """The next so many shifts with a free place that begin before an instant, in time order."""
    return list(db.session.scalars(_open(now, until).limit(limit)))


def list_open(shift_ids: Collection[UUID], *, now: datetime, until: datetime) -> list[Shift]:
    """Those of these shifts with a free place that begin before an instant, whoever asks.

    In time order. A client is shown of them only what fits: what, the part of town, when and the
    pay.
    """
    return list(db.session.scalars(_open(now, until).where(one_of(Shift.id, shift_ids))))


def _open(now: datetime, until: datetime) -> Select[Shift]:
    return (
        select(Shift)
        .join(Shift.task)
        .where(Shift.state == ShiftState.OPEN, Task.state == TaskState.OPEN)
        .where(Shift.starts_at > now, Shift.starts_at < until, Shift.taken < Shift.places)
        .options(contains_eager(Shift.task).joinedload(Task.site))
        .order_by(Shift.starts_at, Shift.id)
    )
