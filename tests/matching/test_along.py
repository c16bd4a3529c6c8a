"""On which shifts coaches could go along, kept: the same as asked anew after every change."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import numpy as np
import pytest

from app.domain.bookings import Visit
from app.matching.bits import unpack
from app.matching.client_ties import Names
from app.matching.presence import can_attend
from app.matching.shift_columns import ShiftColumns
from tests.matching.crowd import crowd


def kept(columns, works, now):
    """By coach and shift: as what is kept says of a client of the unit, and of the shift."""
    along = columns.along(now)
    rows = [columns.row_of(one) for one in works]
    assert rows == [columns.number[one.id] for one in works]
    found = np.stack([along.on_shift(row) for row in rows], axis=1)
    units = sorted({one.unit_id for one in now.coaches.values()}, key=str)
    names = Names()
    # One more unit, which has no coach.
    names.units.many([UUID(int=10**9).int, *(unit.int for unit in units)])
    told = np.stack([along.units_able(row, names) for row in rows], axis=1)
    assert not told[0].any()
    for unit, flags in zip(units, told[1:], strict=True):
        own = [one.unit_id == unit for one in now.coaches.values()]
        assert flags.tolist() == found[own].any(axis=0).tolist()
    return found


def anew(works, now):
    return np.array(
        [[can_attend(one, work, now) for work in works] for one in now.coaches.values()]
    )


@pytest.mark.parametrize("seed", range(4))
def test_both_ways_are_as_each_coach_is_asked(seed):
    people, works, now = crowd(seed + 40, 8, 80)
    columns = ShiftColumns(works)
    expected = anew(works, now)
    assert (kept(columns, works, now) == expected).all()
    for person in people:
        flags = unpack(columns.along(now).for_client(person))
        mine = [
            one.unit_id == person.unit_id or one.id == person.coach_id
            for one in now.coaches.values()
        ]
        here = flags[[columns.number[one.id] for one in works]]
        assert here.tolist() == expected[mine].any(axis=0).tolist()


def test_a_change_of_a_coach_or_of_a_shift_is_seen():
    dice = random.Random(3)
    _, works, now = crowd(77, 2, 60)
    columns = ShiftColumns(works)
    kept(columns, works, now)
    for _ in range(12):
        n = dice.randrange(len(works))
        later = timedelta(minutes=dice.choice((0, 15, 600, 3000)))
        works[n] = replace(
            works[n], starts_at=works[n].starts_at + later, ends_at=works[n].ends_at + later,
            place=dice.choice(works).place, taken=dice.randrange(3),
        )  # fmt: skip
        columns.put(works[n])
        one = dice.choice(list(now.coaches.values()))
        gone = dice.choice(works)
        visit = Visit(gone.id, gone.starts_at, gone.ends_at, gone.place)
        booked = replace(one, week=replace(one.week, visits=(*one.week.visits, visit)))
        now = replace(now, coaches=now.coaches | {one.id: booked})
        assert (kept(columns, works, now) == anew(works, now)).all()


def test_the_only_coach_may_change_and_a_unit_may_have_none():
    people, works, now = crowd(78, 6, 30)
    columns = ShiftColumns(works)
    one = next(iter(now.coaches.values()))
    for most in (None, 60, 0, 2400):
        told = replace(one, week=replace(one.week, most_minutes=most))
        alone = replace(now, coaches={one.id: told})
        assert (kept(columns, works, alone) == anew(works, alone)).all()
    nobody = replace(now, coaches={})
    assert all(not columns.along(nobody).for_client(person).any() for person in people)


def test_a_shift_told_otherwise_than_it_is_kept_has_no_row():
    _, works, _now = crowd(5, 2, 4)
    columns = ShiftColumns(works)
    moved = replace(works[0], ends_at=works[0].ends_at + timedelta(minutes=5))
    assert columns.row_of(moved) == -1
    columns.remove(works[1].id)
    assert columns.row_of(works[1]) == -1


def test_a_client_of_a_unit_without_a_coach_may_be_asked_at_any_time():
    people, works, now = crowd(79, 6, 30)
    columns = ShiftColumns(works)
    stranger = replace(people[0], unit_id=UUID(int=10**9), coach_id=None)
    for _ in range(2):
        assert (kept(columns, works, now) == anew(works, now)).all()
        assert not columns.along(now).for_client(stranger).any()
        works[0] = replace(works[0], ends_at=works[0].ends_at + timedelta(minutes=30))
        columns.put(works[0])


def test_a_coach_who_moves_is_of_the_new_unit_alone():
    _, works, now = crowd(80, 6, 30)
    columns = ShiftColumns(works)
    units = {one.unit_id for one in now.coaches.values()}
    assert len(units) > 1
    for one in list(now.coaches.values()):
        kept(columns, works, now)
        moved = replace(one, unit_id=next(iter(units - {one.unit_id})))
        now = replace(now, coaches=now.coaches | {one.id: moved})
        assert (kept(columns, works, now) == anew(works, now)).all()
