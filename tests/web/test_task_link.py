"""Whether an order is still needed, asked by a link and on the orderer's own pages."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from app.domain.lifecycle import TaskState
from app.services import endings, series
from app.store.models.trail import OutboxMessage
from app.store.models.work import Task

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.browser import Browser
    from tests.world import World


def asked(world: World) -> tuple[str, str]:
    """The address of the link and of the order's own page."""
    task_id = world.task(weeks=20)
    world.pass_time(days=30)
    endings.ask_stale(now=world.now)
    letter = world.all(OutboxMessage, OutboxMessage.template == "task_stale")[0]
    return json.loads(letter.facts or "{}")["path"], f"/orderer/tasks/{task_id}"


def test_opening_the_link_changes_nothing_and_one_press_keeps_the_order(
    world: World, browse: Callable[..., Browser]
) -> None:
    link, _own = asked(world)
    browser = browse()
    page = browser.get(link)
    assert page.h1 == "Tarvitsetko vielä tekijää?"
    assert world.all(Task)[0].asked_at == world.now
    kept = browser.follow(browser.submit(page.form(f"{link}/keep")))
    assert kept.h1 == "Tilaus on voimassa"
    assert world.all(Task)[0].asked_at is None


def test_the_order_can_be_ended_by_the_link(world: World, browse: Callable[..., Browser]) -> None:
    link, _own = asked(world)
    browser = browse()
    done = browser.follow(browser.submit(browser.get(link).form(f"{link}/end")))
    assert done.h1 == "Tilaus on päättynyt"
    again = browser.follow(browser.post(f"{link}/keep"))
    assert "Tilaus on jo päättynyt." in again.text


def test_an_old_link_says_kindly_that_it_is_over(
    world: World, browse: Callable[..., Browser]
) -> None:
    link, _own = asked(world)
    world.pass_time(days=22)
    assert browse().get(link, status=410).h1 == "Tämä linkki ei enää toimi"
    browse().post(f"{link}/keep", status=410)


def test_the_orderer_keeps_the_order_on_the_page(
    world: World, browse: Callable[..., Browser]
) -> None:
    _link, own = asked(world)
    browser = browse(world.oona)
    assert "Tarvitsetko vielä tekijää" in browser.get("/orderer/").text
    page = browser.get(own)
    browser.submit(page.form(f"{own}/refresh"))
    assert "Tarvitsetko vielä tekijää" not in browser.get(own).text


def test_an_order_that_ran_out_says_why(world: World, browse: Callable[..., Browser]) -> None:
    _link, own = asked(world)
    world.pass_time(days=7)
    endings.expire_stale(now=world.now)
    page = browse(world.oona).get(own)
    assert "emmekä kuulleet sinusta" in page.text
    assert "Tilaa uudestaan" in page.text


def test_the_dispatcher_says_why_nobody_was_found(
    world: World, browse: Callable[..., Browser]
) -> None:
    task_id = world.open_task().id
    world.pass_time(days=3)
    series.finish_past(now=world.now)
    browser = browse(world.dina)
    assert "Kerro, miksi tekijää ei löytynyt" in browser.get("/dispatch/").text
    address = f"/dispatch/tasks/{task_id}"
    browser.post(f"{address}/why", {}, status=422)
    browser.post(f"{address}/why", {"why-why": "other"}, status=422)
    browser.submit(browser.get(address).form(f"{address}/why"), **{"why-why": "nobody_free"})
    assert world.get(Task, task_id).state is TaskState.CLOSED
    assert "Kukaan sopiva ei ollut vapaa silloin" in browser.get(address).text
    assert "Toinen päivä tai kellonaika voi auttaa" in browse(world.oona).get(
        f"/orderer/tasks/{task_id}"
    ).text  # fmt: skip
