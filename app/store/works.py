"""What the worker remembers between runs: who works alone until when, and what was done."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite

from app.store.db import db
from app.store.models.trail import Lease, WorkDone

if TYPE_CHECKING:
    from datetime import datetime, timedelta


def take_lease(name: str, holder: str, *, span: timedelta, now: datetime) -> bool:
    """Whether the holder may now do this alone, for so long. Needs a unit of work."""
    free = or_(Lease.holder == holder, Lease.until <= now, Lease.until > now + span)
    taken: Any = db.session.execute(
        update(Lease)
        .where(Lease.name == name, free)
        .values(holder=holder, until=now + span, fence=Lease.fence + 1)
        .execution_options(synchronize_session=False)
    )
    return bool(taken.rowcount == 1) or _insert(
        Lease(name=name, holder=holder, until=now + span, fence=1)
    )


def give_back_lease(name: str, holder: str, *, now: datetime) -> None:
    """Let another take over at once. Needs a unit of work."""
    db.session.execute(
        update(Lease)
        .where(Lease.name == name, Lease.holder == holder)
        .values(until=now)
        .execution_options(synchronize_session=False)
    )


def is_done(key: str) -> bool:
    """Whether this piece of work was done."""
    return db.session.scalar(select(WorkDone.id).where(WorkDone.key == key)) is not None


def mark_done(key: str, *, now: datetime) -> bool:
    """Note that it was done; False when it was noted before. Needs a unit of work."""
    return _insert(WorkDone(key=key, done_at=now))


def forget_done(*, done_before: datetime) -> int:
    """Take out old notes of work done; returns how many. Needs a unit of work."""
    gone: Any = db.session.execute(delete(WorkDone).where(WorkDone.done_at < done_before))
    return int(gone.rowcount)


def _insert(row: Lease | WorkDone) -> bool:
    """Whether the row was added; not when its name or key is there already."""
    table = type(row).__table__
    values = {column.key: getattr(row, column.key) for column in table.columns}
    dialect = postgresql if db.session.get_bind().dialect.name == "postgresql" else sqlite
    insert = dialect.insert(type(row)).values(values).on_conflict_do_nothing()
    return db.session.execute(insert.returning(type(row).id)).first() is not None
