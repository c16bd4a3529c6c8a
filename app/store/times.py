"""When clients are free otherwise than every week, and when they are at work activity.

As plain values by client, for the matcher, for cards and for files.
"""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, select

from app.domain.calendar import DayException, day_bounds
from app.domain.working_time import Period
from app.store.models.times import AvailabilityException, WorkActivitySession
from app.store.prepared import among, fetch_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator
    from datetime import date
    from uuid import UUID


def list_exceptions(
    client_ids: Collection[UUID], since: date | None = None, until: date | None = None
) -> dict[UUID, list[DayException]]:
    """The exceptional times of each client from a day to a day; what is free comes last."""
    return _by_client(exceptions(list(client_ids), since, until))


def list_sessions(
    client_ids: Collection[UUID], since: date | None = None, until: date | None = None
) -> dict[UUID, list[Period]]:
    """The work activity of each client that touches the days, in time order."""
    return _by_client(sessions(list(client_ids), since, until))


def exceptions(
    ids: list[UUID] | None, since: date | None, until: date | None = None
) -> Iterator[tuple[Any, DayException]]:
    """The same one by one, each with whose it is; of everybody without ids."""
    query = _exceptions(
        everybody=ids is None, since=since is not None, until=until is not None
    )  # fmt: skip
    for client_id, *told in fetch_of(ids, query, since=since, until=until):
        yield client_id, DayException(*told)


def sessions(
    ids: list[UUID] | None, since: date | None, until: date | None = None
) -> Iterator[tuple[Any, Period]]:
    """The same one by one, each with whose it is; of everybody without ids."""
    query = _sessions(everybody=ids is None, since=since is not None, until=until is not None)
    begins = day_bounds(since)[0] if since else None
    ends = day_bounds(until)[1] if until else None
    for client_id, *told in fetch_of(ids, query, since=begins, until=ends):
        yield client_id, Period(*told)


def _by_client(told: Iterable[tuple[UUID, Any]]) -> dict[UUID, list[Any]]:
    found: dict[UUID, list[Any]] = defaultdict(list)
    for client_id, one in told:
        found[client_id].append(one)
    return found


@cache
def _exceptions(*, everybody: bool, since: bool, until: bool) -> Any:
    kind = AvailabilityException
    query = (
        select(kind.client_id, kind.applies_on, kind.starts_minute, kind.ends_minute, kind.free)
        .where(among(kind.client_id, anything=everybody))
        .order_by(kind.applies_on, kind.free, kind.starts_minute)
    )
    if since:
        query = query.where(kind.applies_on >= bindparam("since"))
    if until:
        query = query.where(kind.applies_on <= bindparam("until"))
    return query


@cache
def _sessions(*, everybody: bool, since: bool, until: bool) -> Any:
    kind = WorkActivitySession
    query = (
        select(kind.client_id, kind.starts_at, kind.ends_at)
        .where(among(kind.client_id, anything=everybody))
        .order_by(kind.starts_at)
    )
    if since:
        query = query.where(kind.ends_at > bindparam("since"))
    if until:
        query = query.where(kind.starts_at < bindparam("until"))
    return query
