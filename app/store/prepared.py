"""Queries that are made once and asked many times: making one costs more than asking it.

Bound by name: `ids` are the clients, `shift_ids` and `task_ids` what is asked about.

A database takes only so many bound values (SQLite 32,766, PostgreSQL 65,535); the ids of a whole
country are written into the query instead.
"""

from __future__ import annotations

from functools import cache
from itertools import repeat
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Enum,
    String,
    Uuid,
    bindparam,
    cast,
    or_,
    true,
    type_coerce,
)
from sqlalchemy.sql.operators import eq, in_op, ne, not_in_op
from sqlalchemy.sql.visitors import cloned_traverse, replacement_traverse

from app.store.db import db

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence
    from uuid import UUID

    from sqlalchemy import Select
    from sqlalchemy.types import TypeEngine

    from app.domain.policy import Actor
    from app.domain.vocabulary import Role

# More ids than these are written out; half of what SQLite takes, as there may be two lists.
MOST_BOUND = 16_000
_AT_ONCE = 1000
_WHO = ("user_id", "client_id", "unit_id", "organisation_id")


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


def any_word(column: Any, words: Iterable[Any]) -> ColumnElement[bool]:
    """The condition that a column holds one of a few words that never change.

    As `in_`, whose list is bound anew at each call.
    """
    return or_(*(column == word for word in sorted(words)))


def whoever(role: Role | None) -> Any:
    """Stands for any actor of a role, for conditions that are made once; see `who`."""
    values = {name: bindparam(name, type_=Uuid()) for name in _WHO}
    return SimpleNamespace(role=role, only_offer_id=None, **values)


def who(actor: Actor) -> dict[str, UUID | None]:
    """The actor as such conditions are bound.

    Raises: TypeError for one who has opened one offer only, of which they know nothing.
    """
    if actor.only_offer_id is not None:
        raise TypeError("who has one offer only asks no prepared query")
    return {name: getattr(actor, name) for name in _WHO}


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
    lists = {name: value for name, value in values.items() if isinstance(value, list)}
    alone = frozenset(name for name, value in lists.items() if len(value) == 1)
    if alone:
        query, values = _of_one(query, alone), values | {name: lists[name][0] for name in alone}
    if any(len(value) > MOST_BOUND for value in lists.values()):
        query = _written(query)
    session = db.session()
    session.flush()
    return session.connection().execute(query, values)


def fetch_columns(
    query: Select[*tuple[Any, ...]], rows: Mapping[str, int] | None = None, **values: Any
) -> list[list[Any]]:
    """The same column by column, ids as 32 digits.

    Of a hundred thousand rows that is several times as quick. `rows`: what stands for each id of
    the first column; -1 for who is not there.
    """
    kinds = [one.type for one in query.selected_columns]
    found: list[list[Any]] = [[] for _ in kinds]
    # A few at a time, so that what is made only on the way is at hand and soon forgotten.
    for part in fetch(_as_written(query), **values).partitions(_AT_ONCE):
        columns = map(_read, zip(*part, strict=True), kinds)
        if rows is not None:
            found[0].extend(map(rows.get, next(columns), repeat(-1)))
        for kept, told in zip(found[rows is not None :], columns, strict=True):
            kept.extend(told)
    return found


def fetch_of(ids: list[UUID] | None, query: Select[*tuple[Any, ...]], **values: Any) -> Any:
    """The rows of these clients; of everybody (None) as `fetch_columns` reads them."""
    if ids is None:
        return zip(*fetch_columns(query, **values), strict=True)
    return fetch(query, ids=ids, **values)


@cache
def _as_written(query: Select[*tuple[Any, ...]]) -> Any:
    """The same query with ids and words as text."""
    columns: list[ColumnElement[Any]] = []
    for one in query.selected_columns:
        if isinstance(one.type, Uuid):
            columns.append(cast(one, String))
        elif isinstance(one.type, Enum):
            columns.append(type_coerce(one, String))
        else:
            columns.append(one)
    return query.with_only_columns(*columns, maintain_column_froms=True)


def _read(column: Sequence[Any], kind: TypeEngine[Any]) -> Iterable[Any]:
    """What was read as text; one engine writes ids with dashes, the other without."""
    if isinstance(kind, Enum) and kind.enum_class is not None:
        return map(_words(kind.enum_class).__getitem__, column)
    if isinstance(kind, Uuid) and "-" in (next(filter(None, column), "")):
        return [one and one.replace("-", "") for one in column]
    return column


@cache
def _words(kind: type[Any]) -> dict[str | None, Any]:
    return {None: None} | {word.value: word for word in kind}


# What being in a list, and not, is where the list holds one value.
_OF_ONE = {in_op: eq, not_in_op: ne}


@cache
def _of_one(query: Select[Any], names: frozenset[str]) -> Any:
    """The same query where these lists hold one value: lists are bound anew at each call."""

    def equal(element: Any, **_options: Any) -> Any:
        value = getattr(element, "right", None)
        if not isinstance(value, BindParameter) or value.key not in names:
            return None
        return _OF_ONE[element.operator](element.left, bindparam(value.key, type_=value.type))

    return replacement_traverse(query, {}, equal)


def _written(query: Select[Any]) -> Any:
    """The same query with its lists of ids written out rather than bound."""

    def write(value: BindParameter[Any]) -> None:
        value.literal_execute = value.expanding

    return cloned_traverse(query, {}, {"bindparam": write})
