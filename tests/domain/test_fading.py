"""Support per hour of work, by hand and by what must always hold."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.errors import RuleBroken
from app.domain.fading import Stage, check_stage, curve, planned

DAYS = st.dates(date(2026, 11, 1), date(2027, 2, 28))
LENGTHS = st.lists(st.tuples(DAYS, st.integers(1, 480)), max_size=12)


def test_as_reckoned_by_hand() -> None:
    """Over a year's end; week 53 of 2026 has no work, so it is a gap and not zero."""
    worked = [
        (date(2026, 12, 15), 120), (date(2026, 12, 17), 120), (date(2026, 12, 22), 240),
        (date(2027, 1, 5), 180),
    ]  # fmt: skip
    supported = [
        (date(2026, 12, 15), 120), (date(2026, 12, 20), 60), (date(2026, 12, 22), 60),
        (date(2026, 12, 30), 15), (date(2027, 1, 10), 20),
    ]  # fmt: skip
    plan = [Stage(date(2026, 12, 16), 45), Stage(date(2027, 1, 4), 10)]
    told = [
        (week.monday.isocalendar()[:2], week.worked, week.supported, week.per_hour, week.planned)
        for week in curve(worked, supported, plan)
    ]
    assert told == [
        ((2026, 51), 240, 180, 45, 45),
        ((2026, 52), 240, 60, 15, 45),
        ((2026, 53), 0, 15, None, 45),
        ((2027, 1), 180, 20, 7, 10),
    ]


@given(LENGTHS, LENGTHS)
def test_no_minute_is_lost_and_no_week_left_out(
    worked: list[tuple[date, int]], supported: list[tuple[date, int]]
) -> None:
    weeks = curve(worked, supported)
    assert sum(week.worked for week in weeks) == sum(length for _day, length in worked)
    assert sum(week.supported for week in weeks) == sum(length for _day, length in supported)
    steps = {b.monday - a.monday for a, b in pairwise(weeks)}
    assert steps <= {timedelta(days=7)}
    for week in weeks:
        assert (week.per_hour is None) == (week.worked == 0)
        if week.per_hour is not None:
            assert abs(week.per_hour * week.worked - 60 * week.supported) <= week.worked / 2


def test_nothing_done_is_no_curve_and_before_the_plan_there_is_none() -> None:
    assert curve([], []) == ()
    stages = [Stage(date(2026, 12, 14), 30)]
    assert planned(stages, date(2026, 12, 7)) is None
    assert planned(stages, date(2026, 12, 14)) == 30


@pytest.mark.parametrize("minutes", [-1, 121])
def test_what_a_plan_can_hold(minutes: int) -> None:
    with pytest.raises(RuleBroken, match="support_stage"):
        check_stage(Stage(date(2026, 12, 14), minutes))
