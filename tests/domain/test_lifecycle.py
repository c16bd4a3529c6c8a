"""Every life has a beginning, an end and no step that is not in its table."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from app.domain import lifecycle
from app.domain.errors import Conflict
from app.domain.lifecycle import AttendanceState, HoursState, OfferState, TaskState

if TYPE_CHECKING:
    from enum import StrEnum

TABLES = lifecycle._TABLES
STEPS = [(old, new) for table in TABLES.values() for old in table for new in type(old)]
FIRST = {kind: next(iter(kind)) for kind in TABLES}


@pytest.mark.parametrize("kind", TABLES)
def test_a_table_knows_each_state_and_reaches_it(kind: type[StrEnum]) -> None:
    table = TABLES[kind]
    assert set(table) == set(kind)
    reached, ahead = set(), [FIRST[kind]]
    while ahead:
        state = ahead.pop()
        reached.add(state)
        ahead += table[state] - reached
    assert reached == set(kind)


@pytest.mark.parametrize(("old", "new"), STEPS)
def test_a_step_is_in_the_table_or_refused(old: StrEnum, new: StrEnum) -> None:
    if new in TABLES[type(old)][old]:
        lifecycle.check_move(old, new)
        return
    with pytest.raises(Conflict) as caught:
        lifecycle.check_move(old, new)
    assert caught.value.facts == {"old": old.value, "new": new.value}


def test_nothing_stays_where_it_is() -> None:
    assert not [state for table in TABLES.values() for state in table if state in table[state]]


def test_an_order_can_be_cancelled_until_it_is_closed() -> None:
    open_states = set(TaskState) - {TaskState.CLOSED}
    assert all(lifecycle.may_move(state, TaskState.CLOSED) for state in open_states)


def test_exported_hours_are_only_reversed() -> None:
    assert lifecycle.HOURS_MOVES[HoursState.CLOSED] == {HoursState.REVERSED}


def test_every_attendance_can_be_undone() -> None:
    for state in set(AttendanceState) - {AttendanceState.CANCELLED}:
        ways = lifecycle.ATTENDANCE_MOVES[state]
        assert any(state in lifecycle.ATTENDANCE_MOVES[way] for way in ways)


def test_an_offer_that_takes_a_place_is_open() -> None:
    assert lifecycle.AGREED_OFFERS < lifecycle.PLACE_HOLDING_OFFERS < lifecycle.OPEN_OFFERS
    assert lifecycle.SHOWN_OFFERS < lifecycle.OPEN_OFFERS
    closed = set(OfferState) - lifecycle.OPEN_OFFERS
    back = {OfferState.SEEN, OfferState.CONFIRMED}
    assert not [s for s in closed if lifecycle.OFFER_MOVES[s] - back]
