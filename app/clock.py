"""The only reader of the clock.

In the demo an offset kept in one database row moves the whole site, web and worker alike; the
composition root says where it is read from. In production there is no offset.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

OffsetSource = Callable[[], timedelta]


def _no_offset() -> timedelta:
    return timedelta()


class Clock:
    """Gives the present instant, moved by the demo offset if there is one."""

    def __init__(self, offset_source: OffsetSource = _no_offset) -> None:
        self._offset_source = offset_source

    def utcnow(self) -> datetime:
        """The present instant, aware, in UTC."""
        return datetime.now(UTC) + self._offset_source()
