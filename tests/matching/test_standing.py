"""Groups, order, counts and reasons from columns: the very lists that judging each pair gives."""

from __future__ import annotations

import os
from collections import Counter
from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest

from app.domain.calendar import DayException
from app.matching.bits import from_rows
from app.matching.client_question import FREE_CODES
from app.matching.client_standing import ClientStanding
from app.matching.coach_columns import CoachColumns
from app.matching.columns import ClientColumns, values_of
from app.matching.shift_columns import ShiftColumns
from app.matching.shift_standing import ShiftStanding
from app.matching.shortlist import Group, judge, shifts_for, shortlist
from tests.matching.crowd import crowd
from tests.matching.people import KAISA, KALLE, WEDNESDAY, at, client, context, shift

CROWDS = 60 if os.environ.get("JOBCENTER_FULL") == "1" else 6


def listed(standing, group, people):
    words = {one.id: one.strengths for one in people}
    rows = standing.top(len(people), group)
    return tuple(standing.judge(row, words[standing.columns.id_of(row)]) for row in rows)


@pytest.mark.parametrize("seed", range(CROWDS))
def test_the_lists_of_a_shift_are_those_of_the_judgements(seed):
    people, works, now = crowd(seed, 60, 6)
    columns = ClientColumns([values_of(one) for one in people])
    kept = {"coaches": CoachColumns(now.coaches), "shifts": ShiftColumns(works)}
    for work in works:
        naive = shortlist(people, work, now)
        # With what is kept of coaches and shifts, as the site asks, and without.
        for more in (kept, {}):
            quick = ShiftStanding(columns, work, now, **more)
            assert listed(quick, Group.FITS, people) == naive.fits
            assert listed(quick, Group.MUST_SOLVE, people) == naive.must_solve
            assert listed(quick, Group.CANT_NOW, people) == naive.cant_now
            assert list(quick.shut_out().items()) == list(naive.shut_out.items())
            assert listed(quick, Group.FITS, people) == naive.fits


@pytest.mark.parametrize("seed", range(CROWDS))
def test_the_list_of_a_client_is_that_of_the_judgements(seed):
    people, works, now = crowd(seed + 1000, 12, 60)
    columns = ShiftColumns(works)
    for person in people:
        quick = ClientStanding(columns, person, now)
        naive = shifts_for(person, works, now)
        assert tuple(quick.judge(row) for row in quick.top()) == naive
        assert tuple(quick.judge(row) for row in quick.top(3)) == naive[:3]


@pytest.mark.parametrize("seed", range(CROWDS))
def test_the_reasons_of_a_client_are_those_of_the_judgements(seed):
    people, works, now = crowd(seed + 2000, 12, 60)
    columns, told = ShiftColumns(works), set()
    for person in people:
        stops = (judge(person, work, now).shuts_out for work in works)
        naive = Counter(stop.reason.code for stop in stops if stop)
        assert ClientStanding(columns, person, now).reasons(columns.alive) == naive
        told |= set(naive)
    assert len(told & set(FREE_CODES)) > 1


def test_only_the_first_are_told_in_the_same_order():
    people = [client(id=UUID(int=n), waiting_days=n % 7) for n in range(200)]
    columns = ClientColumns([values_of(one) for one in people])
    quick = ShiftStanding(columns, shift(), context())
    naive = shortlist(people, shift(), context()).fits
    for most in (1, 20, 199, 200, 500):
        assert [quick.judge(row) for row in quick.top(most)] == list(naive[:most])
    assert quick.count(Group.FITS) == 200


def test_among_the_coachs_own_only_these_are_listed_and_counted():
    people = [client(id=UUID(int=n), max_travel_minutes=n) for n in range(10, 16)]
    columns = ClientColumns([values_of(one) for one in people])
    own = from_rows(columns.rows([UUID(int=14), UUID(int=10), UUID(int=99)]), columns.capacity)
    quick = ShiftStanding(columns, shift(taken=2), context())
    assert quick.count(Group.CANT_NOW, own) == 2
    assert quick.shut_out(own) == {"shift_full": 2}
    quick = ShiftStanding(columns, shift(), context())
    assert [columns.id_of(row).int for row in quick.top(9, Group.FITS, own)] == [14]
    assert [columns.id_of(row).int for row in quick.top(9, Group.MUST_SOLVE, own)] == [10]


def test_who_waits_longer_than_the_order_counts_still_comes_first():
    # Both are more days than the first sixteen bits of the order hold.
    people = [client(id=KALLE, waiting_days=70_000), client(id=KAISA, waiting_days=80_000)]
    quick = ShiftStanding(ClientColumns([values_of(one) for one in people]), shift(), context())
    assert [quick.columns.id_of(row) for row in quick.top(1)] == [KAISA]


def test_the_first_seconds_of_a_day_need_no_quarter_of_it():
    work = shift(starts=22, ends=23)
    work = replace(work, ends_at=at(WEDNESDAY + timedelta(days=1), 0) + timedelta(seconds=30))
    changed = DayException(WEDNESDAY + timedelta(days=1), 0, 480, free=False)
    people = [client(exceptions=(changed,)), client(id=KAISA, availability=())]
    quick = ShiftStanding(ClientColumns([values_of(one) for one in people]), work, context())
    assert listed(quick, Group.MUST_SOLVE, people) == shortlist(people, work, context()).must_solve
    assert quick.count(Group.MUST_SOLVE) == 1
    away = replace(work, taken=2)
    quick = ShiftStanding(quick.columns, away, context())
    assert quick.shut_out() == shortlist(people, away, context()).shut_out


def test_nobody_and_nothing_give_empty_lists():
    quick = ShiftStanding(ClientColumns(), shift(), context())
    assert quick.top(20) == []
    assert quick.shut_out() == {}
    assert ClientStanding(ShiftColumns([]), client(), context()).top() == []


def test_a_change_of_one_client_is_seen_at_once():
    columns = ClientColumns([values_of(client()), values_of(client(id=KAISA))])
    assert ShiftStanding(columns, shift(), context()).count(Group.FITS) == 2
    columns.put(values_of(client(id=KAISA, waiting_days=500, max_minutes_week=60)))
    quick = ShiftStanding(columns, shift(), context())
    assert [columns.id_of(row) for row in quick.top(5)] == [KALLE]
    columns.put(values_of(client(id=KAISA, waiting_days=500)))
    quick = ShiftStanding(columns, shift(), context())
    assert [columns.id_of(row) for row in quick.top(5)] == [KAISA, KALLE]
    assert quick.judge(columns.find(KAISA)) == judge(
        client(id=KAISA, waiting_days=500), shift(), context()
    )
