"""Dispatchers hear of orders soon, and on a busy day in a few letters."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from app.domain.vocabulary import Category
from app.services import screening, tasks
from app.store.models.rules import RuleValue
from app.store.models.trail import OutboxMessage
from tests.services.test_tasks import DRAFT

if TYPE_CHECKING:
    from tests.world import World

LATER = replace(
    DRAFT, first_on=date(2027, 1, 20), category=Category.CLEANING, pay_cents_per_hour=1300
)


def hand_in(world: World, draft=LATER) -> None:
    tasks.post_task(world.oona, draft, now=world.now, submit=True)


def told(world: World) -> list[str]:
    letters = world.all(OutboxMessage, OutboxMessage.user_id == world.dina.user_id)
    return [one.template for one in sorted(letters, key=lambda one: one.created_at)]


def work(world: World) -> None:
    """The worker looks twice: the second time does nothing more."""
    for _ in range(2):
        screening.tell_dispatchers(now=world.now)


def test_three_orders_of_an_hour_are_two_letters(world: World) -> None:
    for _ in range(3):
        hand_in(world)
        world.pass_time(minutes=20)
        work(world)
    assert told(world) == ["task_submitted"]
    world.pass_time(hours=3)
    work(world)
    assert told(world) == ["task_submitted", "tasks_submitted"]
    world.pass_time(hours=4)
    work(world)
    assert told(world) == ["task_submitted", "tasks_submitted"]


def test_what_begins_soon_is_told_at_once_and_hides_no_other(world: World) -> None:
    hand_in(world)
    world.pass_time(minutes=5)
    hand_in(world)
    world.pass_time(minutes=5)
    hand_in(world, replace(DRAFT, first_on=world.today + timedelta(days=1)))
    assert told(world) == ["task_submitted", "task_submitted_soon"]
    world.pass_time(hours=5)
    work(world)
    assert told(world) == ["task_submitted", "task_submitted_soon", "tasks_submitted"]


def test_how_long_is_between_is_a_dated_rule(world: World) -> None:
    hand_in(world)
    row = RuleValue(
        key="orders.letter_hours", unit="hours", value="1", valid_from=world.today, source="Sovittu"
    )
    world.add(row)
    world.pass_time(hours=1)
    hand_in(world)
    assert told(world) == ["task_submitted", "task_submitted"]


def test_what_was_opened_meanwhile_needs_no_letter(world: World) -> None:
    hand_in(world)
    world.pass_time(minutes=5)
    task_id = tasks.post_task(world.oona, LATER, now=world.now, submit=True)
    screening.open_task(
        world.dina, task_id, floor_confirmed=True, texts_confirmed=True, now=world.now
    )
    world.pass_time(hours=5)
    work(world)
    assert told(world) == ["task_submitted"]


def test_nobody_is_written_to_at_night(world: World) -> None:
    world.move_to("ma 21:00")
    hand_in(world)
    world.pass_time(minutes=1)
    hand_in(world)
    world.move_to("ti 01:30")
    work(world)
    assert told(world) == ["task_submitted"]
    world.move_to("ti 09:00")
    work(world)
    assert told(world) == ["task_submitted", "tasks_submitted"]
