"""Beside whom somebody learns: where the order allows it, beside who knows the work and comes."""

from __future__ import annotations

import pytest

from app.domain.lifecycle import AttendanceState
from app.store import learners
from app.store.models.work import Shift, Task


def guide_of(world, shift_id, client=None):
    shift = world.get(Shift, shift_id)
    task = world.get(Task, shift.task_id)
    return learners.find_guide(shift, task, client_id=client.client_id if client else None)


def order(world, *, welcome=True):
    """Two times of an order, of which Kalle has done the first."""
    first, second = world.open_task(times=2, places=2, learner_welcome=welcome).shift_ids
    world.performed(world.kalle, first)
    return second


def test_who_knows_the_work_and_comes_is_the_guide_of_who_does_not(world):
    shift_id, learner = order(world), world.client("Liisa")
    assert guide_of(world, shift_id, learner) is None
    world.placed(world.kalle, shift_id)
    assert guide_of(world, shift_id, learner).client_id == world.kalle.client_id
    assert guide_of(world, shift_id).client_id == world.kalle.client_id


def test_nobody_is_promised_where_the_order_does_not_allow_it(world):
    shift_id = order(world, welcome=False)
    world.placed(world.kalle, shift_id)
    assert guide_of(world, shift_id, world.client("Liisa")) is None


def test_who_knows_the_work_learns_beside_nobody(world):
    shift_id = order(world)
    world.placed(world.kalle, shift_id)
    assert guide_of(world, shift_id, world.kalle) is None


@pytest.mark.parametrize("state", [AttendanceState.CANNOT_COME, AttendanceState.CANCELLED])
def test_who_cannot_come_is_not_promised_any_more(world, state):
    shift_id = order(world)
    world.placed(world.kalle, shift_id, state=state)
    assert guide_of(world, shift_id, world.client("Liisa")) is None


def test_another_learner_is_no_guide(world):
    shift_id = order(world)
    world.placed(world.client("Leo"), shift_id)
    assert guide_of(world, shift_id, world.client("Liisa")) is None


def test_a_name_is_told_to_the_own_team_only(world):
    shift_id, mate, stranger = order(world), world.client("Liisa"), world.client("Leo")
    world.team(world.kalle, mate)
    world.placed(world.kalle, shift_id)
    assert guide_of(world, shift_id, mate).team_name == "Kalle"
    assert guide_of(world, shift_id, stranger).team_name == ""
