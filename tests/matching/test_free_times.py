"""Days of 96 quarters."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.calendar import Span
from app.domain.working_time import Period
from app.matching import free_times
from tests.matching.people import WEDNESDAY, at, client


@pytest.mark.parametrize(
    ("starts", "ends", "inside", "touched"),
    [(0, 1440, 96, 96), (0, 15, 1, 1), (7, 22, 0, 2), (7, 37, 1, 3), (600, 600, 0, 0)],
)
def test_free_quarters_are_whole_and_work_takes_every_quarter_it_touches(
    starts: int, ends: int, inside: int, touched: int
) -> None:
    assert free_times.inside(starts, ends).bit_count() == inside
    assert free_times.touched(starts, ends).bit_count() == touched


@given(st.integers(0, 1440), st.integers(0, 1440))
def test_what_is_inside_is_also_touched(one: int, other: int) -> None:
    starts, ends = sorted((one, other))
    inside, touched = free_times.inside(starts, ends), free_times.touched(starts, ends)
    assert inside & ~touched == 0
    assert touched & ~free_times.WHOLE_DAY == 0


@given(st.lists(st.integers(0, 95), max_size=20))
def test_spans_tell_the_same_as_the_mask(quarters: list[int]) -> None:
    mask = sum(1 << quarter for quarter in set(quarters))
    spans = free_times.spans_of(mask)
    again = 0
    for starts, ends in spans:
        again |= free_times.inside(starts, ends)
    assert again == mask
    assert list(spans) == sorted(spans)


def test_a_repeated_hour_is_free_when_it_is_free_on_the_wall_clock() -> None:
    night = Period(at(date(2026, 10, 25), 2), at(date(2026, 10, 25), 5))
    sunday = client(availability=(Span(6, 2 * 60, 5 * 60),))
    assert free_times.covers(sunday, night)


def test_kept_weekdays_are_free_ones_without_work_activity() -> None:
    kalle = client(work_activity_weekdays=frozenset({0, 2}))
    assert free_times.chosen_weekdays(kalle) == {1, 3, 4}


def test_a_shift_until_midnight_stays_on_its_day() -> None:
    late = Period(at(WEDNESDAY, 20), at(date(2026, 12, 3), 0))
    assert list(free_times.day_parts(late)) == [(WEDNESDAY, 1200, 1440)]
