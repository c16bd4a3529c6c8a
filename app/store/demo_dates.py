"""Moving the demo's dates by whole weeks, so that it is always this week's."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import Date, bindparam, func, select, update

from app.domain.calendar import HELSINKI, local
from app.store import changes
from app.store.db import UtcDateTime, db
from app.store.models.trail import DemoState
from app.store.models.work import Shift

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Column, Table

# The trail is true about when things were done, so it stays; the clock's row has its own dates.
KEPT = frozenset({"audit_event", "audit_event_client", "work_done", "lease", "rate_count", "login"})
CHUNK = 1000


def weeks_behind(*, now: datetime) -> int:
    """By how many whole weeks the demo must move so that its last lived day is this week's.

    Never so far that something done would lie ahead: what is left of a week, up to six days, is
    for the worker, which ends what is over.
    """
    built_at = db.session.scalar(select(DemoState.built_at).where(DemoState.ready))
    return 0 if built_at is None else max((now - built_at) // timedelta(weeks=1), 0)


def newest_shift_at() -> datetime | None:
    """When the last shift of all begins."""
    return db.session.scalar(select(func.max(Shift.starts_at)))


def move(weeks: int) -> None:
    """Move every date and instant but the trail's; local clock times stay. Needs a unit of work."""
    for table in db.metadata.sorted_tables:
        columns = [column for column in table.columns if _is_time(column)]
        if columns and table.name not in KEPT:
            _move_table(table, columns, weeks)
    changes.note_everything(db.session())


def _is_time(column: Column[Any]) -> bool:
    return isinstance(column.type, UtcDateTime | Date)


def _move_table(table: Table, columns: list[Column[Any]], weeks: int) -> None:
    change = (
        update(table)
        .where(table.c.id == bindparam("row_id"))
        .values({column.name: bindparam(f"new_{column.name}") for column in columns})
    )
    for rows in _chunks(table, columns):
        values = [
            {"row_id": row[0]}
            | {
                f"new_{column.name}": later(value, weeks)
                for column, value in zip(columns, row[1:], strict=True)
            }
            for row in rows
        ]
        db.session.connection().execute(change, values)


def _chunks(table: Table, columns: list[Column[Any]]) -> Iterator[list[Any]]:
    """The rows, latest first: the next week must be empty before the last one moves into it."""
    first = next((c for c in columns if c.name in {"starts_at", "occurrence_on"}), columns[0])
    query = select(table.c.id, *columns).order_by(first.desc(), table.c.id)
    rows = list(db.session.execute(query))
    for start in range(0, len(rows), CHUNK):
        yield rows[start : start + CHUNK]


def later(value: datetime | date | None, weeks: int) -> datetime | date | None:
    """The same clock time so many weeks later, also across a clock change."""
    if value is None:
        return None
    if not isinstance(value, datetime):
        return value + timedelta(weeks=weeks)
    wall = local(value).replace(tzinfo=None) + timedelta(weeks=weeks)
    return wall.replace(tzinfo=HELSINKI)
