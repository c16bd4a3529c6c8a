"""When clients are free otherwise than every week, and when they are at work activity.

As plain values by client, for the matcher, for cards and for files.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from app.domain.calendar import DayException, day_bounds
from app.domain.working_time import Period
from app.store.db import among, db
from app.store.models.times import AvailabilityException, WorkActivitySession

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date
    from uuid import UUID


def list_exceptions(
    client_ids: Collection[UUID] | None, since: date | None = None, until: date | None = None
) -> dict[UUID, list[DayException]]:
    """The exceptional times of each client from a day to a day; what is free comes last."""
    kind = AvailabilityException
    query = (
        select(kind.client_id, kind.applies_on, kind.starts_minute, kind.ends_minute, kind.free)
        .where(among(kind.client_id, client_ids))
        .order_by(kind.applies_on, kind.free, kind.starts_minute)
    )
    if since is not None:
        query = query.where(kind.applies_on >= since)
    if until is not None:
        query = query.where(kind.applies_on <= until)
    return _by_client(query, DayException)


def list_sessions(
    client_ids: Collection[UUID] | None, since: date | None = None, until: date | None = None
) -> dict[UUID, list[Period]]:
    """The work activity of each client that touches the days, in time order."""
    kind = WorkActivitySession
    query = (
        select(kind.client_id, kind.starts_at, kind.ends_at)
        .where(among(kind.client_id, client_ids))
        .order_by(kind.starts_at)
    )
    if since is not None:
        query = query.where(kind.ends_at > day_bounds(since)[0])
    if until is not None:
        query = query.where(kind.starts_at < day_bounds(until)[1])
    return _by_client(query, Period)


def _by_client(query: Any, made: Any) -> dict[UUID, list[Any]]:
    found: dict[UUID, list[Any]] = defaultdict(list)
    for client_id, *values in db.session.execute(query):
        found[client_id].append(made(*values))
    return found
