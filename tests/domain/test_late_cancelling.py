"""What a shift pays that the orderer takes back shortly before it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from app.domain.late_cancelling import LateCancelSetting, is_late, paid_minutes

STARTS = datetime(2026, 11, 25, 8, tzinfo=UTC)
ENDS = STARTS + timedelta(hours=3)


@pytest.mark.parametrize(
    ("before", "late"),
    [
        (timedelta(hours=48), False),
        (timedelta(hours=48) - timedelta(seconds=1), True),
        (timedelta(0), True),
    ],
)
def test_the_notice_ends_two_days_before(before: timedelta, late: bool) -> None:
    assert is_late(STARTS, STARTS - before) is late


def test_in_time_pays_nothing_and_late_pays_its_share() -> None:
    assert paid_minutes(STARTS, ENDS, STARTS - timedelta(days=3)) == 0
    assert paid_minutes(STARTS, ENDS, STARTS - timedelta(hours=5)) == 90


def test_the_share_is_rounded_up_to_whole_minutes() -> None:
    third = LateCancelSetting(paid_percent=33)
    assert paid_minutes(STARTS, STARTS + timedelta(minutes=100), STARTS, third) == 33
    assert paid_minutes(STARTS, STARTS + timedelta(minutes=101), STARTS, third) == 34


def test_nothing_may_be_said_to_be_paid() -> None:
    assert paid_minutes(STARTS, ENDS, STARTS, LateCancelSetting(paid_percent=0)) == 0
    assert not is_late(STARTS, STARTS, LateCancelSetting(notice_hours=0))


@pytest.mark.parametrize("wrong", [{"notice_hours": -1}, {"paid_percent": 101}])
def test_a_rule_out_of_bounds_is_refused(wrong: dict[str, int]) -> None:
    with pytest.raises(ValueError, match="out of bounds"):
        LateCancelSetting(**wrong)
