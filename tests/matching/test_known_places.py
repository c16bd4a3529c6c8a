"""The way from every place of shifts, worked out once for each: the minutes of the domain."""

from __future__ import annotations

import numpy as np
import pytest

from app.domain.travel import Point, TravelSetting, travel_minutes
from app.matching.known_places import KnownPlaces
from app.matching.shift_columns import ShiftColumns
from app.matching.ways import Chords
from tests.matching.people import KALLIO, context, shift


def some_places(dice, count, spread):
    lat = 60.2 + dice.normal(0, spread, count)
    lon = 24.9 + dice.normal(0, 2 * spread, count)
    return [Point(float(a), float(b)) for a, b in zip(lat, lon, strict=True)]


def ways_from(home, known, numbers, setting):
    """How far rows are that are at these places."""
    far = known.from_home(home, setting, numbers)
    return Chords(far, np.arange(len(numbers)), far.squares(known.space_of(numbers)))


@pytest.mark.parametrize("spread", [0.02, 0.5, 8.0], ids=["a town", "a region", "a country"])
@pytest.mark.parametrize("most", [-5, 0, 8, 20, 75, 600])
def test_who_is_near_and_who_is_far_is_as_the_domain_says(spread, most):
    dice, setting = np.random.default_rng(11), TravelSetting()
    told = [None, *some_places(dice, 600, spread), Point(-60.2, -155.1)]
    known = KnownPlaces(told[:300])
    numbers = np.array(known.numbers(told))
    for home in some_places(dice, 4, spread):
        chords = ways_from(home, known, numbers, setting)
        near, far = chords.within(most), chords.farther(most)
        minutes = [None if one is None else travel_minutes(one, home, setting) for one in told]
        assert near.tolist() == [one is not None and one <= most for one in minutes]
        assert far.tolist() == [one is not None and one > most for one in minutes]
        some = np.arange(0, len(told), 7)
        few = chords.only(some, some)
        assert few.within(most).tolist() == near[some].tolist()


def test_on_the_very_metre_of_a_limit():
    homes = [Point(60.1840 + n * 1e-5, 24.9500) for n in range(1000)]
    known = KnownPlaces(homes)
    numbers = np.array(known.numbers(homes))
    far = ways_from(KALLIO, known, numbers, TravelSetting()).farther(10)
    assert far.tolist() == [travel_minutes(home, KALLIO) > 10 for home in homes]
    assert 0 < far.sum() < len(homes)


def test_a_place_has_one_number_and_one_that_is_not_known_has_nought():
    known = KnownPlaces()
    assert known.numbers([None, KALLIO, None, KALLIO]) == [0, 1, 0, 1]
    assert known.numbers([Point(61.0, 25.0), KALLIO]) == [2, 1]
    assert len(known) == 3


def test_a_shift_may_come_to_a_place_that_is_new():
    columns = ShiftColumns([shift(place=None)])
    row = columns.put(shift(place=KALLIO))
    assert columns.places.numbers([KALLIO]) == [columns.place[row]]
    assert len(columns.places) == 2
    assert columns.along(context()).coaches == []
