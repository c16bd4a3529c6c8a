"""Whole blocks of rows decided by where they lie: for nobody otherwise than the way of each one."""

from __future__ import annotations

import random
from dataclasses import replace
from uuid import UUID

import numpy as np
import pytest

from app.domain.travel import Point, TravelSetting, travel_minutes
from app.matching.bits import none_of, unpack
from app.matching.blocks import near_together
from app.matching.client_question import ClientQuestion
from app.matching.client_standing import ClientStanding
from app.matching.columns import ClientColumns, values_of
from app.matching.rules import BY_NAME
from app.matching.shift_columns import ShiftColumns
from app.matching.shift_question import ShiftQuestion
from app.matching.shortlist import shifts_for
from tests.matching.people import client, context, shift

MANY = 1500
LIMITS = (None, 0, 7, 8, 9, 12, 20, 30, 45, 75, 400)


def somewhere(dice):
    """In a town, in another one far off, on one very spot, anywhere on earth, or nowhere."""
    chance = dice.random()
    if chance < 0.05:
        return None
    if chance < 0.15:
        return Point(65.01, 25.47)
    if chance < 0.2:
        return Point(dice.uniform(-90, 90), dice.uniform(-180, 180))
    return Point(dice.gauss(60.2, 0.15), dice.gauss(24.9, 0.3))


def people(dice, count=MANY):
    return [
        client(id=UUID(int=n), place=somewhere(dice), max_travel_minutes=dice.choice(LIMITS))
        for n in range(1, count + 1)
    ]


def told(columns, crowd, work, now):
    asked = ClientQuestion(columns, work, now)
    found = {}
    for name in ("travel_limit", "near"):
        flags = unpack(BY_NAME[name].filter.clients(asked))
        found[name] = [bool(flags[columns.find(one.id)]) for one in crowd]
    return found


def by_tests(crowd, work, now):
    return {
        name: [BY_NAME[name].test(one, work, now) is not None for one in crowd]
        for name in ("travel_limit", "near")
    }


@pytest.mark.parametrize("seed", range(4))
def test_ways_by_the_block_are_those_of_each(seed):
    dice = random.Random(seed)
    crowd = people(dice)
    setting = dice.choice((TravelSetting(), TravelSetting(0, 100), TravelSetting(8, 0)))
    now = replace(context(), travel=setting)
    columns = ClientColumns([values_of(one) for one in crowd])
    for _ in range(4):
        work = shift(place=next(p for p in iter(lambda: somewhere(dice), 0) if p))
        assert told(columns, crowd, work, now) == by_tests(crowd, work, now)


def test_exactly_at_the_limit_is_as_the_domain_says():
    dice = random.Random(9)
    crowd = people(dice, 700)
    at = crowd[3].place or Point(60.2, 24.9)
    work, now = shift(place=Point(60.21, 24.95)), context()
    ways = [travel_minutes(one.place or at, work.place, now.travel) for one in crowd]
    crowd = [
        replace(one, max_travel_minutes=way - n % 2)
        for n, (one, way) in enumerate(zip(crowd, ways, strict=True))
    ]
    columns = ClientColumns([values_of(one) for one in crowd])
    assert told(columns, crowd, work, now) == by_tests(crowd, work, now)


def test_who_moves_or_travels_otherwise_is_decided_anew():
    dice = random.Random(5)
    crowd, now = people(dice, 400), context()
    columns = ClientColumns([values_of(one) for one in crowd])
    for _ in range(120):
        n = dice.randrange(len(crowd))
        place, most = somewhere(dice), dice.choice(LIMITS)
        crowd[n] = replace(crowd[n], place=place, max_travel_minutes=most)
        columns.put(values_of(crowd[n]))
    crowd += [replace(one, id=UUID(int=one.id.int + 10_000)) for one in people(dice, 90)]
    for one in crowd[-90:]:
        columns.put(values_of(one))
    work = shift(place=Point(60.19, 24.94))
    assert told(columns, crowd, work, now) == by_tests(crowd, work, now)


def test_neighbours_stand_together():
    dice = np.random.default_rng(1)
    lat, lon = dice.normal(60.2, 0.2, 4096), dice.normal(24.9, 0.4, 4096)
    order = near_together(lat, lon)
    assert sorted(order.tolist()) == list(range(4096))
    blocks = np.stack((lat, lon))[:, order].reshape(2, -1, 64)
    spread = np.ptp(blocks, axis=2).mean(axis=1) / np.ptp(np.stack((lat, lon)), axis=1)
    assert (spread < 0.25).all()


def test_without_any_place_everybody_stays_where_they_were():
    nowhere = np.full(5, np.nan)
    assert near_together(nowhere, nowhere).tolist() == [0, 1, 2, 3, 4]


def works(dice, count=MANY):
    return [shift(id=UUID(int=n), place=somewhere(dice)) for n in range(1, count + 1)]


def far_of(columns, person, now):
    """The numbers of the shifts that are surely far, and of those that are."""
    asked = ShiftQuestion(columns, person, now)
    surely, told = asked.surely_far(), BY_NAME["travel_limit"].filter.shifts(asked)
    sets = [
        columns.alive & (none_of(columns.capacity) if one is None else one)
        for one in (surely, told)
    ]
    return [{columns.listed[row].id.int for row in np.flatnonzero(unpack(one))} for one in sets]


def changed(columns, listed, dice):
    """Some at another place, one gone, many new ones; gives those that there are now."""
    for n in range(0, len(listed), 9):
        listed[n] = replace(listed[n], place=somewhere(dice))
        columns.put(listed[n])
    columns.remove(listed.pop().id)
    for one in works(dice, MANY + 200)[MANY:]:
        listed.append(one)
        columns.put(one)
    return listed


@pytest.mark.parametrize("most", LIMITS)
def test_a_block_of_shifts_is_far_only_where_each_of_them_is(most):
    dice, now = random.Random(7), context()
    listed, test = works(dice), BY_NAME["travel_limit"].test
    columns = ShiftColumns(listed)
    person = client(place=Point(60.21, 24.93), max_travel_minutes=most)
    for there in (lambda: listed, lambda: changed(columns, listed, dice)):
        far = {one.id.int for one in there() if test(person, one, now) is not None}
        surely, told = far_of(columns, person, now)
        assert told == far
        assert surely <= far


def test_most_of_what_is_far_is_told_by_its_block():
    columns = ShiftColumns(works(random.Random(7), 6000))
    person = client(place=Point(60.21, 24.93), max_travel_minutes=20)
    surely, far = far_of(columns, person, context())
    assert len(surely) > len(far) / 2


def test_shifts_that_begin_together_are_in_the_order_of_their_ids():
    first_bits = 5 << 120
    listed = [shift(id=UUID(int=first_bits + n)) for n in range(1, 60)]
    listed += [shift(id=UUID(int=(n << 120) + 1)) for n in (4, 6)]
    random.Random(3).shuffle(listed)
    columns, person, now = ShiftColumns(listed), client(), context()
    for most in (None, 3, 20, len(listed)):
        rows = ClientStanding(columns, person, now).top(most)
        expected = [one.shift_id for one in shifts_for(person, listed, now)][:most]
        assert [columns.listed[row].id for row in rows] == expected
        assert expected
