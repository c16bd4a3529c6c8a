"""Every order ends with an outcome: asked about, refreshed, run out, explained."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from app.domain.endings import ClosedBy, WhyUnfilled
from app.domain.errors import Conflict, NotAllowed, RuleBroken
from app.domain.lifecycle import OfferState, ShiftState, TaskOutcome, TaskState
from app.services import endings, series, tasks
from app.store.models.rules import RuleValue
from app.store.models.trail import OutboxMessage
from app.store.models.work import Shift, Task

if TYPE_CHECKING:
    from uuid import UUID

    from tests.world import World


def letters(world: World) -> list[str]:
    return [letter.template for letter in world.all(OutboxMessage)]


def work(world: World) -> None:
    """Everything the worker does about ends, twice: the second time does nothing more."""
    for _ in range(2):
        series.finish_past(now=world.now)
        endings.ask_stale(now=world.now)
        endings.expire_stale(now=world.now)
        endings.tell_unfilled(now=world.now)


def closed(world: World, task_id: UUID) -> tuple[TaskState, TaskOutcome | None, ClosedBy | None]:
    task = world.get(Task, task_id)
    return task.state, task.outcome, task.closed_by


EXPIRED = (TaskState.CLOSED, TaskOutcome.EXPIRED, ClosedBy.TIME)


def test_a_draft_that_nobody_touches_is_asked_about_once_and_then_ends(world: World) -> None:
    task_id = world.task(weeks=20)
    world.pass_time(days=29)
    work(world)
    assert letters(world) == []

    world.pass_time(days=1)
    work(world)
    assert letters(world) == ["task_stale"]
    world.pass_time(days=6)
    work(world)
    assert world.get(Task, task_id).state is TaskState.DRAFT

    world.pass_time(days=1)
    work(world)
    assert closed(world, task_id) == EXPIRED
    assert letters(world) == ["task_stale", "task_expired"]


def test_whoever_still_needs_it_keeps_the_order(world: World) -> None:
    task_id = world.task(weeks=20)
    world.pass_time(days=30)
    work(world)
    endings.refresh_task(world.oona, task_id, now=world.now)

    world.pass_time(days=8)
    work(world)
    task = world.get(Task, task_id)
    assert (task.state, task.asked_at) == (TaskState.DRAFT, None)
    world.pass_time(days=22)
    work(world)
    assert letters(world) == ["task_stale", "task_stale"]


def test_an_edit_answers_as_well(world: World) -> None:
    task_id = world.task(state=TaskState.CHANGES_REQUESTED, weeks=20)
    world.pass_time(days=14)
    work(world)
    assert world.get(Task, task_id).asked_at == world.now

    tasks.submit_task(world.oona, task_id, now=world.now)
    world.pass_time(days=40)
    work(world)
    assert world.get(Task, task_id).state is TaskState.SUBMITTED


def test_the_days_are_those_of_the_dated_rule(world: World) -> None:
    world.add(
        RuleValue(key="orders.draft_days", value="3", unit="days", valid_from=world.today,
                  source="Oma")
    )  # fmt: skip
    world.task(weeks=20)
    world.pass_time(days=3)
    work(world)
    assert letters(world) == ["task_stale"]


def test_nobody_is_written_to_at_night(world: World) -> None:
    world.task(weeks=20)
    world.pass_time(days=30, hours=13)
    work(world)
    assert letters(world) == []


def test_an_order_whose_times_pass_unopened_ends_with_an_apology(world: World) -> None:
    task_id, later = world.task(state=TaskState.SUBMITTED), world.task(
        state=TaskState.SUBMITTED, recurrence="FREQ=WEEKLY;COUNT=3"
    )  # fmt: skip
    world.pass_time(days=3)
    work(world)
    assert closed(world, task_id) == EXPIRED
    assert world.get(Task, later).state is TaskState.SUBMITTED
    assert letters(world) == ["task_missed"]


def test_an_order_that_rests_until_a_day_is_not_asked_about(world: World) -> None:
    named, unnamed = world.open_task(weeks=30), world.open_task(weeks=30)
    tasks.pause_task(world.oona, named.id, until_on=world.day("ke", weeks=25), now=world.now)
    tasks.pause_task(world.oona, unnamed.id, now=world.now)
    world.pass_time(days=60)
    endings.ask_stale(now=world.now)
    asked = [task.id for task in world.all(Task) if task.asked_at]
    assert asked == [unnamed.id]


def test_a_paused_order_with_somebody_agreed_goes_on(world: World) -> None:
    going, idle = world.open_task(weeks=9), world.open_task(weeks=9)
    world.offer(world.kalle, going.shift_id, state=OfferState.CONFIRMED)
    for task in (going, idle):
        world.change(Task, task.id, state=TaskState.PAUSED)
    world.pass_time(days=46)
    work(world)
    world.pass_time(days=7)
    work(world)
    assert world.get(Task, going.id).state is TaskState.PAUSED
    assert closed(world, idle.id) == EXPIRED
    assert world.get(Shift, idle.shift_id).state is ShiftState.CANCELLED


def test_an_open_order_ends_as_what_was_done_says(world: World) -> None:
    task = world.open_task(times=30)
    world.change(Shift, task.shift_ids[0], taken=1)
    world.pass_time(days=45)
    work(world)
    world.pass_time(days=7)
    work(world)
    assert closed(world, task.id) == (TaskState.CLOSED, TaskOutcome.PARTLY, ClosedBy.TIME)


def test_a_shift_that_was_never_opened_does_not_hold_its_order(world: World) -> None:
    task = world.open_task()
    world.change(Shift, task.shift_id, state=ShiftState.PLANNED)
    world.pass_time(days=3)
    work(world)
    assert closed(world, task.id) == (TaskState.CLOSED, TaskOutcome.CANCELLED, ClosedBy.TIME)


def test_an_order_of_which_all_times_were_taken_back_says_by_whom(world: World) -> None:
    task = world.open_task()
    tasks.cancel_shift(world.dina, task.shift_id, "Ei tarvita", now=world.now)
    world.pass_time(days=2)
    work(world)
    assert closed(world, task.id) == (TaskState.CLOSED, TaskOutcome.CANCELLED, ClosedBy.DISPATCHER)


# --- nobody was found


def unfilled(world: World) -> UUID:
    task_id = world.open_task().id
    world.pass_time(days=3)
    series.finish_past(now=world.now)
    return task_id


def test_the_dispatcher_is_asked_why_and_the_orderer_hears_it_kindly(world: World) -> None:
    task_id = unfilled(world)
    assert closed(world, task_id)[1] is TaskOutcome.NOT_FILLED
    assert letters(world) == ["task_unfilled"]

    endings.say_why(world.dina, task_id, WhyUnfilled.TOO_HARD, "", now=world.now)
    world.pass_time(days=2)
    work(world)
    assert letters(world) == ["task_unfilled", "task_not_filled_too_hard"]
    assert world.get(Task, task_id).unfilled_because is WhyUnfilled.TOO_HARD
    with pytest.raises(Conflict):
        endings.say_why(world.dina, task_id, WhyUnfilled.TOO_FAR, "", now=world.now)


def test_without_a_reason_the_orderer_hears_it_in_a_day_and_once(world: World) -> None:
    task_id = unfilled(world)
    world.pass_time(hours=23)
    work(world)
    assert letters(world) == ["task_unfilled"]
    world.pass_time(hours=1)
    work(world)
    endings.say_why(world.dina, task_id, WhyUnfilled.TOO_FAR, "", now=world.now)
    assert letters(world) == ["task_unfilled", "task_not_filled"]


def test_another_reason_needs_words_and_only_a_dispatcher_says_it(world: World) -> None:
    task_id = unfilled(world)
    with pytest.raises(RuleBroken):
        endings.say_why(world.dina, task_id, WhyUnfilled.OTHER, " ", now=world.now)
    with pytest.raises(NotAllowed):
        endings.say_why(world.oona, task_id, WhyUnfilled.TOO_FAR, "", now=world.now)


# --- the link


def path(world: World) -> str:
    (letter,) = world.all(OutboxMessage, OutboxMessage.template == "task_stale")
    return str(json.loads(letter.facts or "{}")["path"])


@pytest.mark.parametrize(
    ("act", "state", "outcome"),
    [
        (endings.refresh_by_link, TaskState.DRAFT, None),
        (endings.end_by_link, TaskState.CLOSED, TaskOutcome.CANCELLED),
    ],
)
def test_the_link_keeps_or_ends_the_order(world: World, act, state, outcome) -> None:
    task_id = world.task(weeks=20)
    world.pass_time(days=30)
    work(world)
    token = path(world).rpartition("/")[2]
    act(token, now=world.now)
    task = world.get(Task, task_id)
    assert (task.state, task.outcome) == (state, outcome)
    world.pass_time(days=8)
    work(world)
    assert world.get(Task, task_id).state is state
