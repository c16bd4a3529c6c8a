"""One estimate of the way, for everybody."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain import travel
from app.domain.travel import Point, TravelSetting

STATION = Point(60.1719, 24.9414)
AIRPORT = Point(60.3172, 24.9633)
POINTS = st.builds(Point, st.floats(59, 70), st.floats(19, 32))


def test_the_distance_is_the_great_circle() -> None:
    assert travel.great_circle_km(STATION, AIRPORT) == pytest.approx(16.2, abs=0.1)
    quarter = travel.great_circle_km(Point(0, 0), Point(0, 90))
    assert quarter == pytest.approx(10_007.6, abs=0.1)
    assert travel.great_circle_km(Point(0, 0), Point(0, 180)) == pytest.approx(20_015.1, abs=0.1)


def test_travel_is_eight_minutes_and_a_bit_for_each_kilometre() -> None:
    assert travel.travel_minutes(STATION, STATION) == 8
    assert travel.travel_minutes(STATION, AIRPORT) == 8 + 39


def test_a_begun_minute_counts() -> None:
    near = Point(STATION.lat + 0.0001, STATION.lon)
    assert travel.great_circle_metres(STATION, near) == 11
    assert travel.travel_minutes(STATION, near) == 9
    assert travel.walking_minutes(STATION, near) == 1


def test_walking_a_kilometre_takes_a_quarter_of_an_hour() -> None:
    kilometre = Point(STATION.lat + 0.008993, STATION.lon)
    assert travel.great_circle_metres(STATION, kilometre) == 1000
    assert travel.walking_minutes(STATION, kilometre) == 16


def test_nothing_lies_between_one_place_or_an_unknown_one() -> None:
    assert travel.minutes_between(STATION, STATION) == 0
    assert travel.minutes_between(None, STATION) == 0
    assert travel.minutes_between(STATION, None) == 0
    assert travel.minutes_between(STATION, AIRPORT) == 47


def test_a_place_needs_both_degrees() -> None:
    assert travel.point(60.0, 25.0) == Point(60.0, 25.0)
    assert travel.point(None, 25.0) is None
    assert travel.point(60.0, None) is None


@given(POINTS, POINTS)
def test_the_way_back_is_as_long(start: Point, end: Point) -> None:
    assert travel.travel_minutes(start, end) == travel.travel_minutes(end, start) >= 8


def test_a_setting_checks_itself() -> None:
    with pytest.raises(ValueError, match="below zero"):
        TravelSetting(base_minutes=-1)
