"""By when an order is checked."""

from __future__ import annotations

from datetime import date, time

import pytest

from app.domain.calendar import to_utc
from app.domain.promises import checked_by


@pytest.mark.parametrize(
    ("handed_in", "by"),
    [
        ((date(2026, 11, 23), time(9)), (date(2026, 11, 23), time(16))),
        ((date(2026, 11, 23), time(12, 59)), (date(2026, 11, 23), time(16))),
        ((date(2026, 11, 23), time(13)), (date(2026, 11, 24), time(12))),
        ((date(2026, 11, 27), time(15)), (date(2026, 11, 30), time(12))),
        ((date(2026, 11, 28), time(9)), (date(2026, 11, 30), time(12))),
        # The last Sunday of March: the clock jumps, the promise stays at twelve.
        ((date(2026, 3, 28), time(9)), (date(2026, 3, 30), time(12))),
    ],
)
def test_an_order_is_checked_by(handed_in, by):
    assert checked_by(to_utc(*handed_in)) == to_utc(*by)
