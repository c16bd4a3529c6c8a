"""What every kind of file asks of the store, and the bulk writing that all of them share."""

from __future__ import annotations

import secrets
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol, TypeVar, cast
from uuid import UUID

from sqlalchemy import Table, insert

from app.domain.calendar import local_day
from app.store import changes
from app.store.db import Model, db

if TYPE_CHECKING:
    from datetime import date, datetime

    from app.domain.imports.columns import Remark
    from app.domain.policy import Actor

RowType = TypeVar("RowType")
# Rows looked at and written together; few enough for the parameters of one statement.
CHUNK = 500


@dataclass(frozen=True, slots=True)
class Occasion:
    """Who imports, when, and whether tasks that pass the screening are opened.

    `absent`: the fields of rows for which the file has no column.
    `effects`: what else comes of new and changed rows, by code how often; counted in `check`.
    """

    actor: Actor
    now: datetime
    open_tasks: bool = False
    absent: frozenset[str] = frozenset()
    effects: Counter[str] = field(default_factory=Counter)

    @property
    def today(self) -> date:
        return local_day(self.now)


class Stored(NamedTuple):
    """A row that is kept already, in the form of the files."""

    id: UUID
    row: Any


class Change(NamedTuple):
    """A row that differs from what is kept; `row` is how it shall be."""

    stored: Stored
    row: Any
    line: int


# The clients a write has touched, for the trail: the new ones and the changed ones.
Touched = tuple[Sequence[UUID], Sequence[UUID]]
NOBODY: Touched = ((), ())


class Shelf(Protocol):
    """The store's side of one kind of file."""

    def find(self, rows: Sequence[Any]) -> Mapping[str, Stored]:
        """What is kept of these rows, by their keys."""

    def check(self, row: Any, stored: Stored | None) -> Iterable[Remark]:
        """What speaks against a new or changed row."""

    def write(self, added: Sequence[Any], changed: Sequence[Change]) -> Touched:
        """Keep new rows and changed ones. Needs a unit of work."""

    def list_ids(self) -> Sequence[UUID]:
        """The ids of everything that is kept, in the order of an export."""

    def rows_of(self, ids: Sequence[UUID]) -> Iterable[Any]:
        """The rows of these ids, in the same order."""


def random_ids() -> Iterator[UUID]:
    """Random ids (version 4), their bytes drawn many at a time."""
    while True:
        block = secrets.token_bytes(16 * 256)
        for start in range(0, len(block), 16):
            yield UUID(bytes=block[start : start + 16], version=4)


def id_from_key(key: str) -> UUID | None:
    """The id that an export wrote as the key of something without a key of its own."""
    try:
        return UUID(key) if len(key) == 32 else None
    except ValueError:
        return None


class Bulk:
    """Rows to be inserted, table by table, in the order in which the tables came first."""

    def __init__(self, *models: type[Model]) -> None:
        self._rows: dict[type[Model], list[dict[str, Any]]] = {model: [] for model in models}

    def add(self, model: type[Model], row: dict[str, Any]) -> None:
        self._rows[model].append(row)

    def write(self) -> None:
        """Insert all rows; every row of a table has the same columns."""
        connection = db.session.connection()
        for model, rows in self._rows.items():
            if rows:
                table = cast("Table", model.__table__)
                connection.execute(insert(table), rows)
                changes.note_rows(db.session(), table.name, rows)
                rows.clear()
