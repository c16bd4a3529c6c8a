"""Queries that are made once and asked many times: making one costs more than asking it.

Bound by name: `ids` are the clients, `shift_ids` and `task_ids` what is asked about.

A database takes only so many bound values (SQLite 32,766, PostgreSQL 65,535); the ids of a whole
country are written into the query instead.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, Uuid, bindparam, true
from sqlalchemy.sql.visitors import cloned_traverse

from app.store.db import db

if TYPE_CHECKING:
    from collections.abc import Collection
    from uuid import UUID

    from sqlalchemy import BindParameter, Select

# More ids than these are written out; half of what SQLite takes, as there may be two lists.
MOST_BOUND = 16_000


def among(column: Any, name: str = "ids", *, anything: bool = False) -> ColumnElement[bool]:
    """The condition that a column holds one of the ids bound by that name, or anything at all."""
    found: ColumnElement[bool]
    found = true() if anything else column.in_(bindparam(name, type_=Uuid(), expanding=True))
    return found


def one_of(column: Any, ids: Collection[UUID]) -> ColumnElement[bool]:
    """The condition that a column holds one of these ids, however many they are."""
    written = len(ids) > MOST_BOUND
    values = bindparam(None, list(ids), type_=Uuid(), expanding=True, literal_execute=written)
    found: ColumnElement[bool] = column.in_(values)
    return found


def listed(ids: Collection[UUID] | None) -> list[UUID] | None:
    """The ids as they are bound; None stands for everybody's."""
    return None if ids is None else list(ids)


def fetch(query: Select[*tuple[Any, ...]], **values: Any) -> Any:
    """The rows of a prepared query: columns alone, past what a session does for its records.

    What the session holds unwritten is written first, as it would be. Raises: TypeError for what
    would write past the feed of changes.
    """
    if not query.is_select:
        raise TypeError("only what reads is fetched")
    if any(isinstance(value, list) and len(value) > MOST_BOUND for value in values.values()):
        query = _written(query)
    session = db.session()
    session.flush()
    return session.connection().execute(query, values)


def _written(query: Select[Any]) -> Any:
    """The same query with its lists of ids written out rather than bound."""

    def write(value: BindParameter[Any]) -> None:
        value.literal_execute = value.expanding

    return cloned_traverse(query, {}, {"bindparam": write})
