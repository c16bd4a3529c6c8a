"""Changing pay, place and demands of an order on the pages, and what the client sees of it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from app.domain.lifecycle import OfferState, TaskState
from app.store.models.rules import WageFloor
from app.store.models.trail import OutboxMessage
from app.store.models.work import Offer, Task
from tests.easy_language import faults

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from tests.browser import Browser, Page
    from tests.world import OpenTask, World

    Browse = Callable[..., Browser]


@pytest.fixture
def task(world: World) -> OpenTask:
    return world.open_task(times=2)


def path_of(task: OpenTask, audience: str = "orderer") -> str:
    return f"/{audience}/tasks/{task.id}/terms"


def foreseen(browser: Browser, path: str, *, status: int = 200, **sent: Any) -> Page:
    """The page of what would change, reached through the form."""
    return browser.submit(browser.get(path).form("/terms"), status=status, **sent)


def pay_of(world: World, task_id: UUID) -> int | None:
    return world.get(Task, task_id).pay_cents_per_hour


def test_the_order_leads_to_its_form_filled_with_what_holds(
    world: World, browse: Browse, task: OpenTask
) -> None:
    oona = browse(world.oona)
    assert path_of(task) in oona.get(f"/orderer/tasks/{task.id}").links.values()
    assert path_of(task) in oona.get(f"/orderer/tasks/{task.id}/edit").links.values()
    form = oona.get(path_of(task)).form("/terms")
    assert (form.values["pay"], form.values["demand_lifting"]) == ("12,50", "1")


@pytest.mark.parametrize(("audience", "who"), [("orderer", "oona"), ("dispatch", "dina")])
def test_old_and_new_are_shown_before_anything_changes(
    world: World, browse: Browse, task: OpenTask, audience: str, who: str
) -> None:
    world.placed(world.kalle, task.shift_ids[1])
    browser = browse(getattr(world, who))
    page = foreseen(browser, path_of(task, audience), pay="13,20", demand_lifting="2")
    assert "12,50" in page.text
    assert "13,20" in page.text
    assert "Kysymme uudestaan 1 ihmiseltä" in page.text
    assert "Kalle" not in page.html
    assert pay_of(world, task.id) == 1250

    done = browser.follow(browser.submit(page.form("/confirm")))
    assert "Muutit tilausta." in done.text
    assert pay_of(world, task.id) == 1320


def test_what_is_wrong_stands_at_its_field_with_what_was_written(
    world: World, browse: Browse, task: OpenTask
) -> None:
    world.add(WageFloor(agreement="TES", valid_from=world.today, cents_per_hour=1300, source="TES"))
    oona = browse(world.oona)
    page = foreseen(oona, path_of(task), status=422, pay="12,90", area="Vallila")
    assert "Palkka on alle työehtosopimuksen vähimmäispalkan." in page.text
    form = page.form("/terms")
    assert (form.values["pay"], form.values["area"]) == ("12,90", "Vallila")
    assert page.find("input", name="pay")[0].get("aria-invalid") == "true"

    odd = oona.submit(form, status=422, pay="paljon")
    assert "Kirjoita palkka euroina" in odd.text
    same = foreseen(oona, path_of(task), status=422, door="C-ovi")
    assert "Paikka on sama kuin ennen." in same.text
    nothing = foreseen(oona, path_of(task), status=422)
    assert "Valitse jotain muuta kuin nyt." in nothing.text


def test_one_steps_back_with_everything_kept(world: World, browse: Browse, task: OpenTask) -> None:
    oona = browse(world.oona)
    page = foreseen(oona, path_of(task), place="Koivula", toilet="Aulassa", pay="14")
    sent = page.form("/confirm").values | {"act": "back"}
    form = oona.post(path_of(task), sent, status=200).form("/terms")
    assert {"place": "Koivula", "toilet": "Aulassa", "pay": "14"}.items() <= form.values.items()


def test_a_stale_page_shows_the_new_list_and_changes_nothing(
    world: World, browse: Browse, task: OpenTask
) -> None:
    oona = browse(world.oona)
    page = foreseen(oona, path_of(task), pay="14")
    assert "ketään ei tarvitse kysyä uudestaan" in page.text
    world.offer(world.kalle, task.shift_ids[1], state=OfferState.ACCEPTED)
    again = oona.submit(page.form("/confirm"), status=409)
    assert "Tilanne muuttui äsken" in again.text
    assert "Kysymme uudestaan 1 ihmiseltä" in again.text
    assert pay_of(world, task.id) == 1250
    oona.submit(again.form("/confirm"))
    assert pay_of(world, task.id) == 1400


def test_the_client_sees_old_and_new_and_the_link_tells_no_money(
    world: World, browse: Browse, task: OpenTask
) -> None:
    world.placed(world.kalle, task.shift_ids[1])
    oona = browse(world.oona)
    page = foreseen(oona, path_of(task), pay="13,20", area="Vallila", demand_lifting="0")
    oona.submit(page.form("/confirm"))
    (asked,) = world.all(Offer, Offer.asks_anew)
    card = browse(world.kalle).get(f"/client/offers/{asked.id}")
    assert "Työ muuttui. Sopiiko se vielä?" in card.text
    assert "Palkka oli 12,50" in card.text
    assert "Nyt se on Vallila." in card.text
    assert "Uusi aika" not in card.text
    assert "Lupasit jo tehdä tämän työn." in card.text
    assert not faults(card.tree)
    more = browse(world.kalle).get(f"/client/offers/{asked.id}/more")
    assert "Nostaminen: ennen kevyttä, nyt ei yhtään." in more.text
    assert not faults(more.tree)

    (letter,) = world.all(OutboxMessage, OutboxMessage.template == "offer_new")
    linked = browse(None).get(json.loads(letter.facts or "{}")["path"])
    assert "Palkka muuttui." in linked.text
    assert "Nostaminen: ennen kevyttä" in linked.text
    assert "12,50" not in linked.text
    assert not faults(linked.tree)


def test_an_order_that_waits_says_why_not_now(world: World, browse: Browse) -> None:
    waiting = world.task(state="changes_requested")
    oona = browse(world.oona)
    page = oona.follow(oona.get(f"/orderer/tasks/{waiting}/terms", status=303))
    assert "kun tilaus on auki tai tauolla" in page.text


def test_a_resting_order_changes_and_says_when_others_are_asked(
    world: World, browse: Browse, task: OpenTask
) -> None:
    world.change(Task, task.id, state=TaskState.PAUSED)
    oona = browse(world.oona)
    assert path_of(task) in oona.get(f"/orderer/tasks/{task.id}").links.values()
    page = foreseen(oona, path_of(task), pay="14")
    assert "Uusia tekijöitä kysymme vasta, kun etsintä jatkuu." in page.text
    oona.submit(page.form("/confirm"))
    assert pay_of(world, task.id) == 1400
