"""How long those who are asked may think: chosen on the order, gone by when somebody is asked."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from app.store import waves
from app.store.models.rules import RuleValue
from app.store.models.work import Task
from tests.web.orderer.test_tasks import THREE_THINGS, last_task

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.browser import Browser
    from tests.world import World

NEW = "/orderer/tasks/new"


def hours_rule(key: str, hours: int) -> RuleValue:
    return RuleValue(
        key=f"offers.{key}", value=str(hours), unit="hours", valid_from=date(2026, 2, 1),
        source="Päätös", confirmed=True,
    )  # fmt: skip


@pytest.mark.parametrize(("chosen", "hours"), [("", 24), ("usual", 24), ("2", 2), ("48", 48)])
def test_a_time_to_think_is_kept_with_the_order(
    world: World, browse: Callable[..., Browser], chosen: str, hours: int
) -> None:
    browse(world.oona).post(NEW, THREE_THINGS | {"answer_window": chosen})
    task = last_task(world)
    assert task.answer_window_hours == hours
    assert waves.hours_of(None, task.answer_window_hours, now=world.now) == hours
    page = browse(world.oona).get(f"/orderer/tasks/{task.id}/edit")
    assert page.form("/edit").values["answer_window"] == ("usual" if hours == 24 else chosen)


def test_the_rule_of_the_day_says_what_is_usual_and_what_is_too_short(
    world: World, browse: Callable[..., Browser]
) -> None:
    world.add(hours_rule("default_window_hours", 12), hours_rule("min_window_hours", 4))
    oona = browse(world.oona)
    page = oona.get(NEW)
    offered = [one.get("value") for one in page.find("input", name="answer_window")]
    assert offered == ["usual", "4", "24", "48"]
    assert "Kuten yleensä: 12 tuntia" in page.text
    oona.post(NEW, THREE_THINGS | {"answer_window": "2"}, status=422)
    assert world.count(Task) == 0
    oona.post(NEW, THREE_THINGS | {"answer_window": "usual"})
    assert last_task(world).answer_window_hours == 12


def test_a_time_that_the_form_does_not_offer_stays(
    world: World, browse: Callable[..., Browser]
) -> None:
    task_id = world.task(answer_window_hours=36)
    oona = browse(world.oona)
    oona.submit(oona.get(f"/orderer/tasks/{task_id}/edit").form("/edit"), title="Uusi", act="save")
    assert world.get(Task, task_id).answer_window_hours == 36
