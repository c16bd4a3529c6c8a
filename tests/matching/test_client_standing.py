"""Several rules asked of one client's shifts in one go say what they say one by one."""

from __future__ import annotations

import numpy as np
import pytest

from app.matching.bits import none_of, unpack
from app.matching.client_standing import ALONE, JOINT, seldom
from app.matching.few_shifts import EveryShift, over_ceilings
from app.matching.rules import BY_NAME, STOPS
from app.matching.shift_columns import ShiftColumns
from app.matching.shift_question import ShiftQuestion
from app.matching.shift_wishes import wishes_met
from app.matching.shortlist import WISHES
from tests.matching.crowd import crowd
from tests.matching.people import client, context, shift

OF_FEW = [ask for ask in JOINT if BY_NAME[JOINT[ask][0]].filter.few_shifts]


def flags(told, capacity):
    if told is None:
        return unpack(none_of(capacity))
    return told if told.dtype == np.bool_ else unpack(told)


def test_every_stop_is_asked_once():
    together = [name for names in JOINT.values() for name in names]
    assert sorted([*together, *ALONE]) == sorted(rule.name for rule in STOPS)


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("ask", JOINT, ids=lambda ask: ask.__name__)
def test_rules_asked_together_say_what_each_says(ask, seed):
    people, works, now = crowd(seed, 60, 60)
    columns, said = ShiftColumns(works), 0
    rows = list(columns.number.values())
    for person in people:
        asked = ShiftQuestion(columns, person, now)
        each = [flags(BY_NAME[name].filter.shifts(asked), columns.capacity) for name in JOINT[ask]]
        told = ask(EveryShift(asked) if ask in OF_FEW else asked)
        told = flags(told, columns.capacity)[rows]
        assert told.tolist() == np.any(each, axis=0)[rows].tolist()
        said += told.any()
    assert said


@pytest.mark.parametrize("seed", range(3))
def test_wishes_are_counted_as_each_is_met(seed):
    people, works, now = crowd(seed, 60, 60)
    columns = ShiftColumns(works)
    for person in people:
        every = EveryShift(ShiftQuestion(columns, person, now))
        each = [BY_NAME[name].filter.few_shifts(every) for name in WISHES]
        met = sum(one.astype(int) for one in each if one is not None)
        assert wishes_met(every).tolist() == met.tolist()


def test_nothing_is_asked_where_nothing_can_be_said():
    columns, now = ShiftColumns([shift()]), context()
    asked = ShiftQuestion(columns, client(), now)
    assert seldom(asked) is None
    assert over_ceilings(EveryShift(asked)) is None
    longer = ShiftQuestion(columns, client(max_minutes_week=1), now)
    assert over_ceilings(EveryShift(longer))[0]
