"""Queries that are made once and asked many times: making one costs more than asking it.

Bound by name: `ids` are the clients, `shift_ids` and `task_ids` what is asked about.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, Uuid, bindparam, true

from app.store.db import db

if TYPE_CHECKING:
    from collections.abc import Collection
    from uuid import UUID

    from sqlalchemy import Select


def among(column: Any, name: str = "ids", *, anything: bool = False) -> ColumnElement[bool]:
    """The condition that a column holds one of the ids bound by that name, or anything at all."""
    found: ColumnElement[bool]
    found = true() if anything else column.in_(bindparam(name, type_=Uuid(), expanding=True))
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
    session = db.session()
    session.flush()
    return session.connection().execute(query, values)
