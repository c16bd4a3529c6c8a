"""Who came too late asks to be asked, signed in or by the link of the lost offer, and may stop."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from app.domain.lifecycle import OfferState
from app.domain.vocabulary import Benefit
from app.domain.waitlist import WaitEnd
from app.services import answers, offers, waitlist
from app.store.models.asking import WaitlistEntry
from app.store.models.people import User
from app.store.models.trail import AuditEvent, OutboxMessage
from app.store.models.work import Offer
from tests.easy_language import faults
from tests.rule_rows import live_on

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from tests.browser import Browser, Page
    from tests.world import World

    Browse = Callable[..., Browser]

ASK_ME = "Kysy minulta, jos paikka vapautuu"
STOP = "En odota enää"


@pytest.fixture
def ids(world: World) -> list[UUID]:
    """Kalle has said yes to a shift that Kaisa was asked for too."""
    world.change(User, world.carla.user_id, phone="09 310 1234")
    for client in (world.kalle, world.kaisa):
        live_on(world, client, Benefit.DISABILITY_PENSION)
    people = [world.kalle.client_id, world.kaisa.client_id]
    made = offers.offer_shifts(world.carla, [world.shift("pe")], people, now=world.now)
    answers.accept_offer(world.kalle, made[0], now=world.now)
    return made


def link_of(world: World, client_id: UUID) -> str:
    (sent,) = world.all(
        OutboxMessage, OutboxMessage.template == "offer_new", OutboxMessage.client_id == client_id
    )
    return str(json.loads(sent.facts or "{}")["path"])


def waits(world: World) -> list[WaitEnd | None]:
    return [one.ended for one in world.all(WaitlistEntry)]


def easy(page: Page) -> Page:
    found = faults(page.tree)
    assert not found, f"{page.h1}: " + "; ".join(found)
    return page


def buttons(page: Page) -> list[str]:
    return [words for form in page.forms for words in form.buttons]


@pytest.mark.parametrize("by_link", [False, True])
def test_a_lost_place_is_waited_for_and_let_go_again(
    world: World, browse: Browse, ids: list[UUID], by_link: bool
) -> None:
    path = link_of(world, world.kaisa.client_id) if by_link else f"/client/offers/{ids[1]}"
    browser = browse() if by_link else browse(world.kaisa)
    page = easy(browser.get(path))
    assert ASK_ME in buttons(page)
    assert "Odottaminen ei sido sinua." in page.text

    page = easy(browser.follow(browser.submit(page.form("/wait"))))
    assert "Odotat tätä työtä." in page.text
    assert (ASK_ME in buttons(page), STOP in buttons(page)) == (False, True)
    assert waits(world) == [None]
    written = world.all(AuditEvent, AuditEvent.object_type == "waitlist_entry")
    assert [(e.actor_id, e.action) for e in written] == [(world.kaisa.user_id, "create")]

    page = easy(browser.follow(browser.submit(page.form("/stop-waiting"))))
    assert "Et odota enää tätä työtä." in page.text
    assert ASK_ME in buttons(page)
    assert waits(world) == [WaitEnd.LEFT]


def test_the_link_of_a_lost_offer_works_until_the_work_begins(
    world: World, browse: Browse, ids: list[UUID]
) -> None:
    path, nobody = link_of(world, world.kaisa.client_id), browse()
    nobody.submit(nobody.get(path).form("/wait"))
    world.move_to("to 12:00")
    assert STOP in buttons(nobody.get(path))
    world.move_to("pe 17:00")
    nobody.post(f"{path}/wait", status=410)
    assert waits(world) == [None]
    assert ids


def test_the_new_offer_says_that_it_came_of_waiting(
    world: World, browse: Browse, ids: list[UUID]
) -> None:
    waitlist.wait(world.kaisa, ids[1], now=world.now)
    answers.undo_answer(world.kalle, ids[0], now=world.now)
    waitlist.look_after(now=world.now)
    (entry,) = world.all(WaitlistEntry)
    kaisa = browse(world.kaisa)
    page = easy(kaisa.get(f"/client/offers/{entry.offer_id}"))
    assert "Odotit tätä työtä. Nyt paikka vapautui." in page.text
    assert world.get(Offer, entry.offer_id).state is OfferState.SENT


def test_where_there_is_nothing_to_wait_for_nothing_is_offered(
    world: World, browse: Browse, ids: list[UUID]
) -> None:
    kaisa, kalle = browse(world.kaisa), browse(world.kalle)
    assert ASK_ME not in buttons(kalle.get(f"/client/offers/{ids[0]}"))
    easy(kalle.post(f"/client/offers/{ids[0]}/wait", status=409))
    world.move_to("pe 17:00")
    assert ASK_ME not in buttons(kaisa.get(f"/client/offers/{ids[1]}"))
    easy(kaisa.post(f"/client/offers/{ids[1]}/wait", status=409))
    assert not waits(world)


def test_staff_see_how_many_wait_and_a_coach_the_names_of_the_own(
    world: World, browse: Browse, ids: list[UUID]
) -> None:
    waitlist.wait(world.kaisa, ids[1], now=world.now)
    offer = world.get(Offer, ids[1])
    (entry,) = world.all(WaitlistEntry)
    task = browse(world.dina).get(f"/dispatch/tasks/{offer.task_id}")
    assert "1 / 1 · 1 odottaa" in task.text
    assert "Kaisa" not in task.text
    shift = browse(world.carla).get(f"/coach/shifts/{entry.shift_id}")
    assert "1 asiakas odottaa, että paikka vapautuu." in shift.text
    assert "Omat asiakkaasi: Kaisa" in shift.text
