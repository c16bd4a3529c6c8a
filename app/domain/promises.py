"""By when an orderer hears from us: a promise that the pages show and the dispatchers keep."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from app.domain.calendar import local_day, local_time, to_utc

# Handed in before this time an order is checked on the same day, otherwise on the next one.
SAME_DAY_UNTIL = time(13)
SAME_DAY_BY = time(16)
NEXT_DAY_BY = time(12)
_SATURDAY = 5


def checked_by(submitted_at: datetime) -> datetime:
    """Until when an order is checked that was handed in at an instant."""
    day = local_day(submitted_at)
    if day.weekday() < _SATURDAY and local_time(submitted_at) < SAME_DAY_UNTIL:
        return to_utc(day, SAME_DAY_BY)
    return to_utc(_next_working_day(day), NEXT_DAY_BY)


def _next_working_day(day: date) -> date:
    following = day + timedelta(days=1)
    while following.weekday() >= _SATURDAY:
        following += timedelta(days=1)
    return following
