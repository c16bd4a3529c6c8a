"""A draft that is kept while it is written: what the page's script sends and what comes of it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from app.domain.lifecycle import TaskState
from app.domain.vocabulary import CoachWanted
from app.store.models.trail import OutboxMessage
from app.store.models.work import Task
from tests.web.orderer.test_tasks import EVERYTHING, THREE_THINGS

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from tests.browser import Browser
    from tests.world import World

NEW = "/orderer/tasks/keep"


def keep(browser: Browser, path: str, sent: dict[str, Any], status: int = 200) -> dict[str, Any]:
    page = browser.post(path, sent, status=status, headers={"X-Autosave": "1"})
    told: dict[str, Any] = json.loads(page.body)
    return told


def only_task(world: World) -> Task:
    (task,) = world.all(Task)
    return task


def test_three_things_are_kept_and_each_change_after_them(
    world: World, browse: Callable[..., Browser]
) -> None:
    oona = browse(world.oona)
    told = keep(oona, NEW, THREE_THINGS)
    assert told["words"] == "Luonnos tallessa klo\u00a09."
    assert told["page"] == f"/orderer/tasks/{only_task(world).id}/edit"
    more = keep(oona, told["keep"], EVERYTHING | {"version": str(told["version"])})
    task = only_task(world)
    assert (task.state, task.version) == (TaskState.DRAFT, more["version"])
    assert (task.coach_wanted, task.bring) == (CoachWanted.ALWAYS, "Kengät")
    assert world.count(OutboxMessage) == 0, "nobody is written to about a draft"
    form = oona.get(told["page"]).form("/edit")
    assert (form.values["bring"], form.values["version"]) == ("Kengät", str(more["version"]))


def test_a_kept_draft_waits_on_the_first_page_of_whoever_writes_it(
    world: World, browse: Callable[..., Browser]
) -> None:
    told = keep(browse(world.oona), NEW, THREE_THINGS)
    page = browse(world.oona).get("/orderer/")
    assert "Tilaus on kesken: Ulkoiluapu" in page.text
    assert page.links["Jatka tilausta"] == told["page"]
    assert "Tilaus on kesken" not in browse(world.olga).get("/orderer/").text


@pytest.mark.parametrize(
    ("wrong", "words"),
    [({"pay": "kymppi"}, "Kirjoita palkka euroina"), ({"end_time": "10"}, "samaan aikaan")],
)
def test_what_cannot_be_kept_yet_is_said(
    world: World, browse: Callable[..., Browser], wrong: dict[str, str], words: str
) -> None:
    oona = browse(world.oona)
    told = keep(oona, NEW, THREE_THINGS | wrong, 422)
    assert words in told["words"]
    assert world.count(Task) == 0
    address = keep(oona, NEW, THREE_THINGS)["keep"]
    assert words in keep(oona, address, THREE_THINGS | wrong | {"version": "1"}, 422)["words"]
    assert only_task(world).version == 1


def test_another_window_is_not_written_over(world: World, browse: Callable[..., Browser]) -> None:
    task_id = world.task()
    oona, path = browse(world.oona), f"/orderer/tasks/{task_id}/keep"
    keep(oona, path, THREE_THINGS | {"version": "1", "title": "Toinen ikkuna"})
    told = keep(oona, path, THREE_THINGS | {"version": "1", "title": "Tämä ikkuna"}, 409)
    assert "Emme tallenna sen päälle." in told["words"]
    assert world.get(Task, task_id).title == "Toinen ikkuna"


@pytest.mark.parametrize("state", [TaskState.SUBMITTED, TaskState.CHANGES_REQUESTED])
def test_what_was_sent_changes_by_the_button_alone(
    world: World, browse: Callable[..., Browser], state: TaskState
) -> None:
    task_id = world.task(state=state)
    path = f"/orderer/tasks/{task_id}"
    keep(browse(world.oona), f"{path}/keep", THREE_THINGS | {"version": "1"}, 409)
    assert world.get(Task, task_id).title == "Apua keittiöön"
    page = browse(world.oona).get(f"{path}/edit")
    assert [one for one in page.find("p") if one.get("data-keep")] == []
    assert [one for one in page.find("form") if one.get("data-dirty")]


def test_an_open_order_is_not_kept_either(world: World, browse: Callable[..., Browser]) -> None:
    task_id: UUID = world.open_task().id
    keep(browse(world.oona), f"/orderer/tasks/{task_id}/keep", THREE_THINGS, 409)
    assert world.get(Task, task_id).title == "Apua keittiöön"
