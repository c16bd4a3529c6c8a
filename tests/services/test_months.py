"""A month of an organisation as it is kept, and the one mail about it."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from app.domain.lifecycle import HoursState, TaskOutcome, TaskState
from app.services import hours
from app.services import months as acts
from app.store import months
from app.store.models.trail import OutboxMessage
from app.store.models.work import WorkedHours

if TYPE_CHECKING:
    from tests.world import World

NOVEMBER = date(2026, 11, 1)


def totals(world: World, first_on: date = NOVEMBER) -> tuple[int, int, int, int]:
    total = months.get_summary(world.organisations["palvelutalo"], first_on).total
    return total.times, total.minutes, total.cents, total.waiting_minutes


def test_a_shift_over_the_months_midnight_is_of_the_month_of_its_start(world: World) -> None:
    # Monday 30 November from 22 to 2.
    shift_id = world.shift(day="ma", weeks=1, starts="22:00", ends="02:00")
    world.performed(world.kalle, shift_id, hours=HoursState.AGREED)
    assert totals(world) == (1, 240, 5000, 0)
    assert totals(world, date(2026, 12, 1)) == (0, 0, 0, 0)


def test_what_is_taken_back_is_a_credit_of_the_same_month(world: World, engine_app: object) -> None:
    row_id = world.performed(world.kalle, world.shift(day="ma"), hours=HoursState.CLOSED)
    world.performed(world.kaisa, world.shift(day="ma"), hours=HoursState.PROPOSED, minutes=60)
    assert totals(world) == (2, 180, 3750, 60)
    hours.reverse_hours(world.dina, row_id, "väärin", minutes=120, now=world.now)
    month = months.get_summary(world.organisations["palvelutalo"], NOVEMBER)
    assert totals(world) == (2, 0, 0, 180)
    assert (month.total.credit_minutes, month.total.credit_cents) == (-180, -3750)
    assert month.people == 2


@pytest.mark.parametrize(
    ("closed_at", "month"),
    [
        # Midnight in Helsinki: summer time until 25 October, then winter time.
        (datetime(2026, 9, 30, 20, 59, tzinfo=UTC), 9),
        (datetime(2026, 9, 30, 21, 0, tzinfo=UTC), 10),
        (datetime(2026, 10, 31, 21, 59, tzinfo=UTC), 10),
        (datetime(2026, 10, 31, 22, 0, tzinfo=UTC), 11),
    ],
)
def test_an_order_ends_in_the_local_month(world: World, closed_at: datetime, month: int) -> None:
    world.task(state=TaskState.CLOSED, outcome=TaskOutcome.PARTLY, closed_at=closed_at)
    world.task(outcome=TaskOutcome.EXPIRED, closed_at=closed_at)  # a draft that was never sent
    home = world.organisations["palvelutalo"]
    found = {
        number: [one.outcome for one in months.get_summary(home, date(2026, number, 1)).ended]
        for number in (9, 10, 11)
    }
    assert found == {9: [], 10: [], 11: []} | {month: [TaskOutcome.PARTLY]}


def letters(world: World) -> dict[str, int]:
    found: dict[str, int] = {}
    for one in world.all(OutboxMessage, OutboxMessage.template == "month_summary"):
        path = json.loads(one.facts or "{}")["path"]
        found[path] = found.get(path, 0) + 1
    return found


def test_who_orders_hears_once_when_the_month_is_over(world: World) -> None:
    row_id = world.performed(world.kalle, world.shift(day="ma"), hours=HoursState.AGREED)
    home = world.get(WorkedHours, row_id).organisation_id
    seen = 0
    # Every hour from the last evening of November until the first work has long been old.
    world.move_to("ma 20:00", weeks=1)
    for _ in range(24 * 7):
        seen += acts.send_summaries(now=world.now)
        world.pass_time(hours=1)
    assert seen == 1
    everybody = {world.oona.user_id, world.olga.user_id}
    sent = world.all(OutboxMessage, OutboxMessage.template == "month_summary")
    assert {one.user_id for one in sent} == everybody
    assert {one.organisation_id for one in sent} == {home}
    assert letters(world) == {"/orderer/months/2026-11": len(everybody)}
    first = min(one.created_at for one in sent)
    assert first - datetime(2026, 12, 1, 6, tzinfo=UTC) == timedelta(0)


def test_a_month_without_anything_is_not_written_about(world: World) -> None:
    world.performed(world.kalle, world.shift(day="ma"), hours=HoursState.AGREED)
    world.move_to("ma 10:00", weeks=6)
    assert world.now.astimezone(UTC).month == 1
    assert acts.send_summaries(now=world.now) == 0
    assert letters(world) == {}
