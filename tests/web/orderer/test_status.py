"""Every state of an order has its words on its page and its place among the five steps."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from app.domain.lifecycle import HoursState, TaskOutcome, TaskState

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from tests.browser import Browser
    from tests.world import World


@pytest.mark.parametrize(
    ("state", "outcome", "words"),
    [
        (TaskState.DRAFT, None, "Luonnos on tallessa"),
        (TaskState.SUBMITTED, None, "Kiitos! Tarkistamme tilauksen"),
        (TaskState.CHANGES_REQUESTED, None, "Tarvitsemme sinulta vielä jotain"),
        (TaskState.OPEN, None, "Aika meni umpeen"),
        (TaskState.PAUSED, None, "Tilaus on tauolla"),
        (TaskState.CLOSED, TaskOutcome.FILLED, "Työ on tehty"),
        (TaskState.CLOSED, TaskOutcome.PARTLY, "Työ on tehty"),
        (TaskState.CLOSED, TaskOutcome.NOT_FILLED, "Tekijää ei löytynyt"),
        (TaskState.CLOSED, TaskOutcome.EXPIRED, "Tilaus on päättynyt"),
        (TaskState.CLOSED, TaskOutcome.CANCELLED, "Tilaus on peruttu"),
        (TaskState.CLOSED, TaskOutcome.REFUSED, "Emme voi välittää tilausta"),
    ],
)
def test_each_state_is_told(
    world: World,
    browse: Callable[..., Browser],
    state: TaskState,
    outcome: TaskOutcome | None,
    words: str,
) -> None:
    task_id = world.task(state=state, outcome=outcome)
    assert words in shown(world, browse, task_id)


def shown(world: World, browse: Callable[..., Browser], task_id: UUID) -> str:
    return browse(world.oona).get(f"/orderer/tasks/{task_id}").text


def test_the_present_step_is_marked(world: World, browse: Callable[..., Browser]) -> None:
    task_id = world.task(state=TaskState.SUBMITTED)
    page = browse(world.oona).get(f"/orderer/tasks/{task_id}")
    (now,) = page.find("li", aria_current="step")
    assert "Tarkistetaan" in "".join(now.itertext())


def test_a_search_tells_how_far_it_is(world: World, browse: Callable[..., Browser]) -> None:
    task = world.open_task(places=3)
    world.placed(world.kalle, task.shift_id)
    text = shown(world, browse, task.id)
    assert "Etsimme tekijää" in text
    assert "Löytynyt: 1. Haussa: 2." in text


def test_a_series_is_told_by_its_next_time(world: World, browse: Callable[..., Browser]) -> None:
    task = world.open_task(times=3, recurrence="FREQ=WEEKLY;COUNT=3")
    world.placed(world.kalle, task.shift_ids[0])
    text = shown(world, browse, task.id)
    assert "Tekijä löytyi" in text
    assert "Seuraava kerta on sovittu. Haussa vielä: 2." in text


def test_after_the_last_time_the_work_is_done(world: World, browse: Callable[..., Browser]) -> None:
    task = world.open_task(day="ma", starts="06:00", ends="08:00")
    world.performed(world.kalle, task.shift_id, hours=HoursState.PROPOSED)
    text = shown(world, browse, task.id)
    assert "Työ on tehty" in text
    assert "Tunnit hyväksyttävänä" in text


def test_a_late_check_asks_to_call(world: World, browse: Callable[..., Browser]) -> None:
    task_id = world.task(state=TaskState.SUBMITTED, day="pe")
    world.pass_time(days=2)
    assert "Tarkistus kestää tavallista kauemmin." in shown(world, browse, task_id)
