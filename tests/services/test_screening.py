"""Screening: what opens an order, what holds it back, and the shifts that opening makes."""

from __future__ import annotations

from datetime import date, time
from typing import TYPE_CHECKING

import pytest

from app.domain.errors import Conflict, NotAllowed, RuleBroken
from app.domain.lifecycle import ShiftState, TaskOutcome, TaskState
from app.scheduled.table import extend_series
from app.services import screening, series
from app.store.models.rules import WageFloor
from app.store.models.trail import AuditEvent, OutboxMessage
from app.store.models.work import Series, Shift, Task

if TYPE_CHECKING:
    from tests.world import World


def floor(world: World, cents: int) -> None:
    world.add(
        WageFloor(
            agreement="Matkailu", category="", cents_per_hour=cents, valid_from=date(2026, 1, 1),
            source="TES",
        )
    )  # fmt: skip


def test_opening_makes_shifts_eight_weeks_ahead(world: World) -> None:
    floor(world, 1200)
    task_id = world.task(state=TaskState.SUBMITTED, recurrence="FREQ=WEEKLY;COUNT=12", places=2)
    screening.open_task(world.dina, task_id, floor_confirmed=False, now=world.now)

    task = world.get(Task, task_id)
    assert (task.state, task.floor_confirmed_by_id) == (TaskState.OPEN, None)
    shifts = world.all(Shift, Shift.task_id == task_id)
    assert len(shifts) == 8
    assert {(s.places, s.taken, s.state) for s in shifts} == {(2, 0, ShiftState.OPEN)}
    assert all(len(s.check_in_code) == 4 for s in shifts)
    assert [m.template for m in world.all(OutboxMessage)] == ["task_opened"]


def test_the_worker_adds_shifts_once(world: World) -> None:
    floor(world, 1200)
    task_id = world.task(state=TaskState.SUBMITTED, recurrence="FREQ=WEEKLY;COUNT=12")
    screening.open_task(world.dina, task_id, floor_confirmed=False, now=world.now)
    world.pass_time(days=14)

    assert extend_series(world.now) == 2
    assert extend_series(world.now) == 0
    assert world.count(Shift, Shift.task_id == task_id) == 10
    assert world.all(Series)[0].made_until == date(2027, 2, 1)


def test_a_pay_under_the_floor_is_never_opened(world: World) -> None:
    floor(world, 1300)
    task_id = world.task(state=TaskState.SUBMITTED)

    with pytest.raises(RuleBroken) as error:
        screening.open_task(world.dina, task_id, floor_confirmed=True, now=world.now)

    assert error.value.code == "pay_under_floor"
    assert world.get(Task, task_id).state is TaskState.SUBMITTED


def test_an_unknown_floor_is_confirmed_by_name(world: World) -> None:
    task_id = world.task(state=TaskState.SUBMITTED)
    with pytest.raises(RuleBroken) as error:
        screening.open_task(world.dina, task_id, floor_confirmed=False, now=world.now)
    assert error.value.code == "floor_unknown"

    screening.open_task(world.dina, task_id, floor_confirmed=True, now=world.now)
    assert world.get(Task, task_id).floor_confirmed_by_id == world.dina.user_id


def test_a_text_that_is_hard_to_read_is_vouched_for_by_name(world: World) -> None:
    task_id = world.task(state=TaskState.SUBMITTED, bring="Kengät ym.")
    with pytest.raises(RuleBroken) as error:
        screening.open_task(world.dina, task_id, floor_confirmed=True, now=world.now)
    assert error.value.code == "hard_text"

    screening.open_task(
        world.dina, task_id, floor_confirmed=True, texts_confirmed=True, now=world.now
    )
    (opened,) = world.all(AuditEvent, AuditEvent.object_id == task_id)
    assert (opened.actor_id, opened.facts["hard_texts"]) == (world.dina.user_id, 1)


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        ({"category": None}, "category_missing"),
        ({"pay_cents_per_hour": None}, "pay_missing"),
        ({"starts": "08:00", "ends": "17:00"}, "day_too_long"),
        ({"starts": "21:00", "ends": "23:30"}, "night_work"),
        ({"first_on": date(2026, 11, 1)}, "no_future_shifts"),
    ],
)
def test_each_rule_holds_an_order_back(world: World, facts: dict, code: str) -> None:
    task_id = world.task(state=TaskState.SUBMITTED, **facts)

    with pytest.raises(RuleBroken) as error:
        screening.open_task(world.dina, task_id, floor_confirmed=True, now=world.now)

    assert error.value.code == code


def test_only_a_dispatcher_screens_and_only_once(world: World) -> None:
    task_id = world.task(state=TaskState.SUBMITTED)
    with pytest.raises(NotAllowed):
        screening.open_task(world.oona, task_id, floor_confirmed=True, now=world.now)

    screening.open_task(world.dina, task_id, floor_confirmed=True, now=world.now)
    with pytest.raises(Conflict):
        screening.open_task(world.dina, task_id, floor_confirmed=True, now=world.now)
    assert world.count(Shift) == 1


def test_a_change_is_asked_for_with_a_reason(world: World) -> None:
    task_id = world.task(state=TaskState.SUBMITTED)
    with pytest.raises(RuleBroken):
        screening.request_changes(world.dina, task_id, "  ", now=world.now)

    screening.request_changes(world.dina, task_id, "Kerro, kuka opastaa.", now=world.now)

    task = world.get(Task, task_id)
    assert (task.state, task.request_text) == (
        TaskState.CHANGES_REQUESTED, "Kerro, kuka opastaa.",
    )  # fmt: skip
    letter = world.all(OutboxMessage)[0]
    assert (letter.template, letter.user_id) == ("task_changes_requested", world.oona.user_id)
    assert "Kerro, kuka opastaa." in (letter.facts or "")


def test_a_refusal_closes_the_order(world: World) -> None:
    task_id = world.task(state=TaskState.SUBMITTED)
    screening.refuse_task(world.dina, task_id, "Työ korvaisi irtisanotun.", now=world.now)

    task = world.get(Task, task_id)
    assert (task.state, task.outcome) == (TaskState.CLOSED, TaskOutcome.REFUSED)


def test_what_is_over_is_closed_with_its_outcome(world: World) -> None:
    half = world.open_task(places=2)
    world.change(Shift, half.shift_id, taken=1)
    empty = world.open_task(title="Muu", start_time=time(11))
    coming = world.open_task(times=3)
    world.move_to("to 09:00")

    series.finish_past(now=world.now)

    assert world.get(Shift, half.shift_id).state is ShiftState.DONE
    assert world.get(Task, half.id).outcome is TaskOutcome.PARTLY
    assert world.get(Task, empty.id).outcome is TaskOutcome.NOT_FILLED
    assert world.get(Task, coming.id).state is TaskState.OPEN
