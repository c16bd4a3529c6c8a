"""What a late cancelling costs and brings, as the orderer, the client and the coach see it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from app.store.models.work import Attendance

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from tests.browser import Browser
    from tests.world import OpenTask, World

SUM = "18,75 €"


@pytest.fixture
def task(world: World) -> OpenTask:
    """Work on Wednesdays 10-13 for two weeks, for which Kalle is expected both times."""
    weekly = "FREQ=WEEKLY;COUNT=2"
    made = world.open_task(day="ke", starts="10:00", ends="13:00", times=2, recurrence=weekly)
    for shift_id in made.shift_ids:
        world.placed(world.kalle, shift_id)
    return made


def attendance_of(world: World, task: OpenTask) -> UUID:
    (row,) = world.all(Attendance, Attendance.shift_id == task.shift_ids[0])
    return row.id


def test_the_orderer_reads_the_cost_before_cancelling_late(
    world: World, browse: Callable[..., Browser], task: OpenTask
) -> None:
    page = browse(world.oona).get(f"/orderer/tasks/{task.id}")
    assert "osan palkasta" not in page.text

    world.move_to("ti 10:00")
    page = browse(world.oona).get(f"/orderer/tasks/{task.id}")
    assert page.text.count(f"tekijä saa silti osan palkasta: {SUM}") == 2


def test_after_it_the_hours_say_why_they_are_paid(
    world: World, browse: Callable[..., Browser], task: OpenTask
) -> None:
    world.move_to("ti 10:00")
    oona = browse(world.oona)
    oona.post(f"/orderer/shifts/{task.shift_ids[0]}/cancel", {"reason": "Varasto on kiinni"})

    page = oona.get("/orderer/hours?show=agreed")
    assert "Vuoro peruttiin myöhään. Tekijä saa osan palkasta." in page.text
    assert "Peru hyväksyntä" not in page.text
    assert "Kiitä tekijää" not in page.text


def test_the_client_reads_the_reason_and_the_pay(
    world: World, browse: Callable[..., Browser], task: OpenTask
) -> None:
    world.move_to("ti 10:00")
    browse(world.oona).post(
        f"/orderer/shifts/{task.shift_ids[0]}/cancel", {"reason": "Varasto on kiinni"}
    )

    kalle = browse(world.kalle)
    shift_url = f"/client/shifts/{attendance_of(world, task)}"
    page = kalle.get(shift_url)
    assert "Työpaikka kertoo: Varasto on kiinni" in page.text
    assert "Saat silti osan palkasta." in page.text
    assert "noin 19 euroa" in page.text
    assert "Työpaikka perui työn myöhään." in kalle.get("/client/hours").text
    kalle.get(f"{shift_url}/hours", status=404)


def test_in_time_the_client_reads_the_reason_and_of_no_pay(
    world: World, browse: Callable[..., Browser], task: OpenTask
) -> None:
    browse(world.oona).post(
        f"/orderer/shifts/{task.shift_ids[1]}/cancel", {"reason": "Varasto on kiinni"}
    )

    kalle = browse(world.kalle)
    assert "osan palkasta" not in kalle.get("/client/hours").text


def test_the_coach_has_it_on_the_list_of_today(
    world: World, browse: Callable[..., Browser], task: OpenTask
) -> None:
    world.move_to("ti 10:00")
    browse(world.oona).post(f"/orderer/tasks/{task.id}/cancel", {"reason": "Remontti"})

    page = browse(world.carla).get("/coach/")
    assert "työpaikka perui vuoron viime tingassa" in page.text
