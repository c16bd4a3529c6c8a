"""Each rule's filter says of everybody what its test says of each: no difference, either way.

Every day on a few thousand pairs; with JOBCENTER_FULL=1 on a hundred thousand. The pairs lie
around both clock changes and a new year, with nights, exceptions and every kind of odd value.
"""

from __future__ import annotations

import os
from collections import Counter
from dataclasses import replace
from datetime import date, time, timedelta
from uuid import UUID

import numpy as np
import pytest

from app.domain.calendar import parse_week_times, to_utc
from app.domain.passes import PassNeed, PassRule
from app.domain.travel import Point, TravelSetting, travel_minutes
from app.domain.vocabulary import PassKind, Scale
from app.matching import ways
from app.matching.bits import none_of, unpack
from app.matching.client_question import ClientQuestion
from app.matching.columns import ClientColumns, values_of
from app.matching.few_clients import FewClients
from app.matching.few_shifts import FewShifts
from app.matching.rules import BY_NAME, PLUSES, STOPS
from app.matching.shift_columns import ShiftColumns
from app.matching.shift_question import ShiftQuestion
from app.matching.shortlist import WISHES
from tests.matching.crowd import crowd
from tests.matching.people import KAISA, KALLE, KALLIO, client, context, shift

CLIENTS, SHIFTS = 40, 12
FULL = os.environ.get("JOBCENTER_FULL") == "1"
CROWDS = -(-(100_000 if FULL else 3_000) // (CLIENTS * SHIFTS))
FILTERED = [rule for rule in STOPS + PLUSES if rule.filter]


def flags(bits, capacity):
    return unpack(none_of(capacity) if bits is None else bits)


def told_by_tests(people, works, now):
    """What the per-pair tests say: rule → client → shift."""
    return {
        rule.name: np.array([[rule.test(p, w, now) is not None for w in works] for p in people])
        for rule in FILTERED
    }


def over_clients(people, works, now):
    columns = ClientColumns([values_of(one) for one in people])
    rows = [columns.find(one.id) for one in people]
    found = {rule.name: [] for rule in FILTERED}
    for work in works:
        asked = ClientQuestion(columns, work, now)
        for rule in FILTERED:
            found[rule.name].append(flags(rule.filter.clients(asked), columns.capacity)[rows])
    return {name: np.stack(lists, axis=1) for name, lists in found.items()}


def over_shifts(people, works, now):
    columns = ShiftColumns(works)
    rows = [columns.number[one.id] for one in works]
    found = {rule.name: [] for rule in FILTERED}
    for person in people:
        asked = ShiftQuestion(columns, person, now)
        for rule in FILTERED:
            found[rule.name].append(flags(rule.filter.shifts(asked), columns.capacity)[rows])
    return {name: np.stack(lists) for name, lists in found.items()}


def halves(dice, columns):
    """Every row in one of two parts, each in order."""
    flags = dice.random(columns.capacity) < 0.5
    return np.flatnonzero(flags), np.flatnonzero(~flags)


def asked_of_few(rule, kind, few):
    told = getattr(rule.filter, f"few_{kind}")(few)
    return np.zeros(len(few), dtype=bool) if told is None else told


def over_few_clients(people, works, now):
    """The rules that have a form for some clients alone, asked of one half and of the other."""
    dice, columns = np.random.default_rng(5), ClientColumns([values_of(one) for one in people])
    rows = [columns.find(one.id) for one in people]
    found = {rule.name: [] for rule in FILTERED if rule.filter.few_clients}
    for work in works:
        asked, parts = ClientQuestion(columns, work, now), halves(dice, columns)
        for name, lists in found.items():
            flags = np.zeros(columns.capacity, dtype=bool)
            for part in parts:
                flags[part] = asked_of_few(BY_NAME[name], "clients", FewClients(asked, part))
            lists.append(flags[rows])
    return {name: np.stack(lists, axis=1) for name, lists in found.items()}


def over_few_shifts(people, works, now):
    """The same of some shifts alone."""
    dice, columns = np.random.default_rng(6), ShiftColumns(works)
    rows = [columns.number[one.id] for one in works]
    found = {rule.name: [] for rule in FILTERED if rule.filter.few_shifts}
    for person in people:
        asked, parts = ShiftQuestion(columns, person, now), halves(dice, columns)
        for name, lists in found.items():
            flags = np.zeros(columns.capacity, dtype=bool)
            for part in parts:
                flags[part] = asked_of_few(BY_NAME[name], "shifts", FewShifts(asked, part))
            lists.append(flags[rows])
    return {name: np.stack(lists) for name, lists in found.items()}


WAYS = (over_clients, over_shifts, over_few_clients, over_few_shifts)


def differing(people, works, now, told):
    """Each rule that some way of asking sees otherwise than its test."""
    return [
        (way.__name__, name)
        for way in WAYS
        for name, flags in way(people, works, now).items()
        if not np.array_equal(told[name], flags)
    ]


def test_every_stop_and_every_wish_has_a_filter():
    without = {rule.name for rule in STOPS if rule.filter is None}
    assert without == set()
    assert {name for name in WISHES if BY_NAME[name].filter is None} == set()


def test_a_filter_and_its_test_never_differ():
    stopped = Counter()
    for seed in range(CROWDS):
        people, works, now = crowd(seed, CLIENTS, SHIFTS)
        told = told_by_tests(people, works, now)
        assert differing(people, works, now, told) == [], seed
        stopped.update({name: int(flags.sum()) for name, flags in told.items()})
    # A rule that never stops anybody would have shown nothing.
    assert {rule.name for rule in FILTERED if not stopped[rule.name]} == set()


# --- on the edge


def agree(people, work, now):
    """The rules whose filters stop each client, and that they are those of the tests."""
    told = told_by_tests(people, [work], now)
    assert differing(people, [work], now, told) == []
    return [{n for n, stopped in told.items() if stopped[row, 0]} for row in range(len(people))]


def two_free_at(*times):
    return [
        client(id=number, availability=parse_week_times(text))
        for number, text in zip((KALLE, KAISA), times, strict=True)
    ]


def test_to_the_metre_of_a_travel_limit():
    # A thousand homes along a road, some of them on the very edge of a minute.
    homes = [Point(60.1840 + n * 1e-5, 24.9500) for n in range(1000)]
    people = [
        client(id=UUID(int=n), place=home, max_travel_minutes=10) for n, home in enumerate(homes)
    ]
    columns = ClientColumns([values_of(one) for one in people])
    asked = ClientQuestion(columns, shift(place=KALLIO), context())
    far = unpack(BY_NAME["travel_limit"].filter.clients(asked))[: len(homes)]
    assert far.tolist() == [travel_minutes(home, KALLIO) > 10 for home in homes]
    assert 0 < far.sum() < len(homes)


def test_another_estimate_of_the_way_is_asked_again():
    slow = context(travel=TravelSetting(base_minutes=30))
    columns = ClientColumns([values_of(client())])
    for now, stopped in ((context(), False), (slow, True), (context(), False)):
        asked = ClientQuestion(columns, shift(), now)
        assert unpack(BY_NAME["travel_limit"].filter.clients(asked))[0] == stopped


def test_minutes_of_many_places_are_those_of_each():
    dice = np.random.default_rng(3)
    lat, lon = dice.uniform(59, 70, 2000), dice.uniform(20, 31, 2000)
    lat[0], lon[0] = -60.0, -155.0
    setting = TravelSetting()
    each = [travel_minutes(Point(a, b), KALLIO) for a, b in zip(lat, lon, strict=True)]
    assert ways.minutes(lat, lon, KALLIO, setting).tolist() == each


def test_the_night_of_each_clock_change():
    people = two_free_at("la-su 0-24", "su 3-4")
    for sunday in (date(2026, 3, 29), date(2026, 10, 25)):
        begins = to_utc(sunday, time(2, 45))
        for hours in (1, 2, 3):
            work = replace(shift(), starts_at=begins, ends_at=begins + timedelta(hours=hours))
            first, second = agree(people, work, context())
            assert "free_time" not in first
            assert "free_time" in second


def test_a_repeated_hour_that_ends_before_it_began():
    begins = to_utc(date(2026, 10, 25), time(3, 45))
    work = replace(shift(), starts_at=begins, ends_at=begins + timedelta(minutes=30))
    free, busy = agree(two_free_at("su 3-4", "su 4-9"), work, context())
    assert ("free_time" in free, "free_time" in busy) == (False, True)


def test_a_rule_of_a_pass_that_changes():
    rules = (
        PassRule(PassKind.SAFETY_CARD, PassNeed.CUMULATIVE_3_MONTHS, date(2026, 1, 1), ""),
        PassRule(PassKind.SAFETY_CARD, PassNeed.BEFORE_START, date(2026, 12, 1), ""),
    )
    for day, stopped in ((date(2026, 11, 30), False), (date(2026, 12, 1), True)):
        work = shift(day, passes=frozenset({PassKind.SAFETY_CARD}))
        (found,) = agree([client()], work, context(pass_rules=rules))
        assert ("passes" in found) == stopped


def test_a_level_that_is_none_is_refused():
    with pytest.raises(ValueError, match="limit"):
        ClientColumns([values_of(client(limits={Scale.NOISE: 9}))])
    with pytest.raises(ValueError, match="demand"):
        ShiftColumns([shift(demands={Scale.NOISE: 9})])
    asked = ClientQuestion(ClientColumns(), shift(demands={Scale.NOISE: 9}), context())
    with pytest.raises(ValueError, match="demand"):
        BY_NAME["limit_noise"].filter.clients(asked)
