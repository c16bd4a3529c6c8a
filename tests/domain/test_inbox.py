"""When dispatchers are written to about orders that come in."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from app.domain.inbox import is_quiet, is_soon

NOW = datetime(2026, 11, 25, 8, 30, tzinfo=UTC)
HOUR = timedelta(hours=1)


@pytest.mark.parametrize(
    ("ahead", "soon"), [(-HOUR, True), (48 * HOUR, True), (48 * HOUR + HOUR / 60, False)]
)
def test_what_begins_within_the_hours_does_not_wait(ahead: timedelta, soon: bool) -> None:
    assert is_soon(NOW + ahead, within=48 * HOUR, now=NOW) is soon


@pytest.mark.parametrize(
    ("last", "quiet"), [(None, True), (NOW - 4 * HOUR, True), (NOW - 3 * HOUR, False), (NOW, False)]
)
def test_it_is_quiet_when_so_long_nothing_was_written(last: datetime | None, quiet: bool) -> None:
    assert is_quiet(last, gap=4 * HOUR, now=NOW) is quiet
