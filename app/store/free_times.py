"""The weekly times at which a client can work."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from sqlalchemy import select

from app.store import reading
from app.store.db import db
from app.store.models.people import Availability

if TYPE_CHECKING:
    from collections.abc import Collection
    from uuid import UUID

    from app.domain.day_parts import Times


def list_week(client_id: UUID) -> dict[int, list[Times]]:
    """The free times by weekday, in order; Monday is 0."""
    columns = (Availability.weekday, Availability.starts_minute, Availability.ends_minute)
    query = select(*columns).where(Availability.client_id == client_id).order_by(*columns)
    week: dict[int, list[Times]] = defaultdict(list)
    for weekday, starts, ends in db.session.execute(query):
        week[weekday].append((starts, ends))
    reading.note([client_id])
    return week


def put_day(client_id: UUID, weekday: int, times: Collection[Times]) -> None:
    """Let these be all the free times of a weekday; what stands already is left alone."""
    known = db.session.scalars(
        select(Availability).where(
            Availability.client_id == client_id, Availability.weekday == weekday
        )
    )
    missing = set(times)
    for row in known:
        span = (row.starts_minute, row.ends_minute)
        if span in missing:
            missing.remove(span)
        else:
            db.session.delete(row)
    for starts, ends in sorted(missing):
        db.session.add(
            Availability(
                client_id=client_id, weekday=weekday, starts_minute=starts, ends_minute=ends
            )
        )
    db.session.flush()
