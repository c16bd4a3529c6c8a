"""Recurring work that cannot be made ahead holds up no other, and somebody hears of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.scheduled.table import extend_series
from app.store import series as stored
from app.store.models.trail import AuditEvent, OutboxMessage
from app.store.models.work import Series, Shift

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.browser import Browser
    from tests.world import OpenTask, World

    Browse = Callable[..., Browser]


def recurring(world: World, rule: str, **facts: object) -> OpenTask:
    task = world.open_task(**facts)
    row = world.all(Series, Series.task_id == task.id)[0]
    world.change(Series, row.id, recurrence=rule, made_until=row.first_on)
    return task


def stuck(world: World, task: OpenTask) -> Series:
    return world.all(Series, Series.task_id == task.id)[0]


def told(world: World) -> list[str]:
    return [one.template for one in world.all(OutboxMessage)]


def test_one_that_is_stuck_holds_up_no_other(engine_app: object, world: World) -> None:
    broken = recurring(world, "FREQ=HOURLY")
    sound = recurring(world, "FREQ=DAILY")
    assert extend_series(world.now) > 0

    assert stuck(world, broken).stuck_since == world.now
    assert stuck(world, broken).made_until == stuck(world, broken).first_on
    assert stuck(world, sound).made_until == stored.horizon(world.now)
    assert world.count(Shift, Shift.task_id == broken.id) == 1
    assert [task.id for task, _until in stored.list_stuck()] == [broken.id]
    (entry,) = (one for one in world.all(AuditEvent) if "stuck" in (one.facts or {}))
    assert entry.facts == {"stuck": "RuleBroken"}


def test_it_is_told_once_tried_daily_and_forgotten_when_it_works(world: World) -> None:
    broken, since = recurring(world, "FREQ=HOURLY"), world.now
    for _day in range(3):
        extend_series(world.now)
        world.pass_time(days=1)
    assert told(world) == ["series_stuck"]
    assert stuck(world, broken).stuck_since == since

    world.change(Series, stuck(world, broken).id, recurrence="FREQ=WEEKLY")
    assert extend_series(world.now) > 0
    assert stuck(world, broken).stuck_since is None
    assert stored.list_stuck() == []


def test_what_is_stuck_is_tried_after_the_others(world: World) -> None:
    broken = stuck(world, recurring(world, "FREQ=WEEKLY"))
    world.change(Series, broken.id, stuck_since=world.now, made_until=world.today)
    sound = stuck(world, recurring(world, "FREQ=WEEKLY"))
    assert stored.list_due(stored.horizon(world.now)) == [sound.id, broken.id]


def test_the_dispatcher_sees_it_on_the_first_page(world: World, browse: Browse) -> None:
    broken = recurring(world, "FREQ=HOURLY")
    browser = browse(world.dina)
    assert "Uudet ajat puuttuvat" not in browser.get("/dispatch/").text
    extend_series(world.now)
    page = browser.get("/dispatch/")
    assert "Uudet ajat puuttuvat. Ajat on tehty ke 25.11. asti." in page.text
    address = f"/dispatch/tasks/{broken.id}"
    assert address in page.links.values()
    assert browser.get(address).h1
