"""How often something may be tried: counted in the database, so that all processes agree.

Source: `trust` 6.3. A try is taken by one conditional update, never by reading and writing.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil
from typing import TYPE_CHECKING, Any

from sqlalchemy import case, delete, select, update
from sqlalchemy.dialects import postgresql, sqlite

from app.domain.errors import TooMany
from app.store.crypto import blind_index
from app.store.db import db
from app.store.models.trail import RateCount

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True)
class Limit:
    """At most so many tries within a window."""

    count: int
    window: timedelta


HOUR, DAY, MINUTE = timedelta(hours=1), timedelta(days=1), timedelta(minutes=1)
LIMITS: Mapping[str, Limit] = {
    "account": Limit(10, HOUR),
    "account_address": Limit(20, HOUR),
    "address": Limit(300, HOUR),
    "second_step": Limit(5, 10 * MINUTE),
    "link": Limit(3, HOUR),
    "lost_link_address": Limit(20, HOUR),
    "calendar_address": Limit(60, HOUR),
    "mail": Limit(20, DAY),
    # A whole unit comes in from one address; the codes themselves are too long to be guessed.
    "code": Limit(300, HOUR),
    "feedback": Limit(5, HOUR),
    "register": Limit(10, HOUR),
    "company": Limit(30, HOUR),
    "sms_in": Limit(600, MINUTE),
    "csp": Limit(10, MINUTE),
}


def take(kind: str, whose: str, *, now: datetime) -> None:
    """Count one try. Needs a unit of work of its own. Raises: TooMany when none is left.

    The count must stay when the act it belongs to fails, so it is never taken inside that act.
    """
    limit = LIMITS[kind]
    key = f"{kind}:{blind_index('rate', whose).hex()}"
    if _count(key, limit, now):
        return
    _add(key, now)
    if not _count(key, limit, now):
        ends_at = db.session.scalar(select(RateCount.window_ends_at).where(RateCount.key == key))
        wait = (ends_at or now + limit.window) - now
        raise TooMany("too_many", retry_after=max(ceil(wait.total_seconds()), 1))


def _count(key: str, limit: Limit, now: datetime) -> bool:
    over = RateCount.window_ends_at <= now
    counted: Any = db.session.execute(
        update(RateCount)
        .where(RateCount.key == key, over | (RateCount.count < limit.count))
        .values(
            count=case((over, 1), else_=RateCount.count + 1),
            window_ends_at=case((over, now + limit.window), else_=RateCount.window_ends_at),
        )
        .execution_options(synchronize_session=False)
    )
    return bool(counted.rowcount == 1)


def _add(key: str, now: datetime) -> None:
    """A row whose window is over already, unless somebody was first."""
    dialect = postgresql if db.session.get_bind().dialect.name == "postgresql" else sqlite
    row = RateCount(key=key, count=0, window_ends_at=now)
    values = {"id": row.id, "key": key, "count": 0, "window_ends_at": now}
    db.session.execute(dialect.insert(RateCount).values(values).on_conflict_do_nothing())


def forget_old(*, now: datetime) -> int:
    """Take out counts whose window is long over; returns how many. Needs a unit of work."""
    old: Any = db.session.execute(delete(RateCount).where(RateCount.window_ends_at < now - DAY))
    return int(old.rowcount)
