"""Cancelling times: which, what comes of it, who is told, what it costs, the yes, the way back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from app.domain.lifecycle import ShiftState
from app.store.models.work import Shift, Task

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from tests.browser import Browser, Page
    from tests.world import OpenTask, World

    Browse = Callable[..., Browser]


def path_of(shift_id: UUID) -> str:
    return f"/orderer/shifts/{shift_id}/cancelling"


def foreseen(browser: Browser, shift_id: UUID, *, status: int = 200, **sent: Any) -> Page:
    """The page of what would be cancelled, reached through the form."""
    form = browser.get(path_of(shift_id)).form("/cancelling")
    return browser.submit(form, status=status, **sent)


def cancelled(world: World, task: OpenTask) -> list[bool]:
    return [world.get(Shift, one).state is ShiftState.CANCELLED for one in task.shift_ids]


def test_what_is_cancelled_is_read_before_it_is_done(world: World, browse: Browse) -> None:
    task = world.open_task(times=4)
    world.change(Task, task.id, recurrence="FREQ=WEEKLY;COUNT=4")
    visit = world.placed(world.kalle, task.shift_ids[1])
    world.move_to("ti 12:00", weeks=1)
    oona = browse(world.oona)
    assert path_of(task.shift_ids[1]) in oona.get(f"/orderer/tasks/{task.id}").links.values()
    form = oona.get(path_of(task.shift_ids[1])).form("/cancelling")
    assert form.values["scope"] == "following"
    page = oona.submit(form, status=200, reason="Remontti")
    assert "Nämä kerrat peruuntuvat (3)" in page.text
    assert "Yksi tekijä on luvannut tulla." in page.text
    assert "Kerromme tekijälle myös syyn: Remontti" in page.text
    assert "18,75" in page.text
    assert "Uusia kertoja ei enää tule." in page.text
    assert "Kalle" not in page.html
    assert cancelled(world, task) == [False] * 4

    done = oona.follow(oona.submit(page.form("/confirm")))
    assert "Peruit 3 kertaa. Kerroimme siitä kaikille, joita se koskee." in done.text
    assert cancelled(world, task) == [False, True, True, True]
    told = browse(world.kalle).get(f"/client/shifts/{visit}")
    assert "Työpaikka kertoo: Remontti" in told.text


def test_one_steps_back_without_losing_anything(world: World, browse: Browse) -> None:
    task = world.open_task(times=3)
    oona, sent = browse(world.oona), {"scope": "all", "edited_too": "y", "reason": "Kesä"}
    page = foreseen(oona, task.shift_ids[1], **sent)
    assert "Tilaukseen ei jää yhtään kertaa, joten tilaus päättyy." in page.text
    assert "Peruminen ei maksa mitään." in page.text
    back = page.form("/confirm").values | {"act": "back"}
    form = oona.post(path_of(task.shift_ids[1]), back, status=200).form("/cancelling")
    assert sent.items() <= form.values.items()
    assert cancelled(world, task) == [False] * 3


def test_a_stale_page_shows_the_new_list_and_cancels_nothing(world: World, browse: Browse) -> None:
    task = world.open_task(times=2)
    oona = browse(world.oona)
    page = foreseen(oona, task.shift_id, scope="all", reason="Kesä")
    world.placed(world.kalle, task.shift_ids[1])
    again = oona.submit(page.form("/confirm"), status=409)
    assert "Tilanne muuttui äsken" in again.text
    assert "Yksi tekijä on luvannut tulla." in again.text
    assert cancelled(world, task) == [False, False]
    oona.submit(again.form("/confirm"))
    assert cancelled(world, task) == [True, True]


def test_what_cannot_be_cancelled_is_said_kindly(world: World, browse: Browse) -> None:
    task = world.open_task(times=2)
    oona = browse(world.oona)
    assert "Valitse yksi vaihtoehdoista." in foreseen(
        oona, task.shift_id, status=422, scope="never"
    ).text  # fmt: skip
    page = foreseen(oona, task.shift_id, scope="this")
    form = page.form("/confirm")
    assert oona.submit(form, status=422, reason="x" * 301).form("/cancelling")
    world.change(Shift, task.shift_ids[0], edited=True)
    assert "muutettu erikseen" in foreseen(oona, task.shift_id, status=422, scope="all").text
    world.move_to("ke 10:00")
    late = oona.follow(oona.submit(form))
    assert "Työvuoro on jo alkanut, eikä sitä voi enää perua." in late.text
    assert cancelled(world, task) == [False, False]
