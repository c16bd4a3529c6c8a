"""What a workplace gets to see of a person, from the client's tap to the orderer's page."""

from __future__ import annotations

import pytest

from app.domain.disclosures import Decision, Item
from app.domain.lifecycle import AttendanceState, OfferState
from app.services import disclosures
from app.store import logins
from app.store.models.people import Client, User
from app.store.models.trail import AuditEvent
from app.store.models.work import Shift
from app.store.transaction import unit_of_work
from tests.browser import COOKIE
from tests.easy_language import faults

NEEDS_BREAKS = "Tarvitsee taukoja."


@pytest.fixture
def work(world):
    """The order Kalle has a place in, of the home."""
    shift_id = world.shift()
    world.placed(world.kalle, shift_id)
    return world.get(Shift, shift_id).task_id


def easy(browser, path, *, is_list=False):
    page = browser.get(path)
    found = faults(page.tree, is_list=is_list)
    assert not found, f"{page.h1}: " + "; ".join(found)
    return page


def test_a_tap_tells_and_a_tap_takes_it_back_on_the_next_request(world, browse, work):
    kalle, oona = browse(world.kalle), browse(world.oona)
    path, order = f"/client/told/{world.organisations['palvelutalo']}", f"/orderer/tasks/{work}"
    assert NEEDS_BREAKS not in oona.get(order).text
    kalle.post(path, {"tell": "breaks"})
    page = oona.get(order)
    assert NEEDS_BREAKS in page.text
    assert "tekijän omalla luvalla" in page.text
    kalle.post(path, {"hide": "breaks"})
    assert NEEDS_BREAKS not in oona.get(order).text


def test_what_was_told_is_in_the_trail_and_in_the_own_log(world, browse, work):
    home = world.organisations["palvelutalo"]
    disclosures.decide(world.kalle, Decision(home, Item.BREAKS, True), now=world.now)
    browse(world.oona).get(f"/orderer/tasks/{work}")
    (event,) = world.all(AuditEvent, AuditEvent.action == "disclose")
    assert (event.actor_id, event.fields) == (world.oona.user_id, ["breaks"])
    assert event.facts["recipient"] == str(home)
    said = "Työpaikka Palvelutalo Pihlaja sai luvallasi tietää maanantaina: tarvitset taukoja."
    kalle = browse(world.kalle)
    assert said in easy(kalle, "/client/log").text
    for item in Item:
        disclosures.decide(world.kalle, Decision(home, item, True), now=world.now)
    browse(world.oona).get(f"/orderer/tasks/{work}")
    assert "tietää maanantaina 6 asiaa." in easy(kalle, "/client/log").text


def test_others_are_told_nothing(world, browse, work):
    home, firm = world.organisations["palvelutalo"], world.organisations["kiinteisto"]
    disclosures.decide(world.kalle, Decision(home, Item.BREAKS, True), now=world.now)
    other = world.shift(orderer=world.otto, day="to")
    world.placed(world.kalle, other)
    task_id = world.get(Shift, other).task_id
    assert firm != home
    assert NEEDS_BREAKS not in browse(world.otto).get(f"/orderer/tasks/{task_id}").text
    # Nor the own workplace of somebody who is only asked, or whose place is protected.
    disclosures.decide(world.kaisa, Decision(None, Item.QUIET, True), now=world.now)
    world.offer(world.kaisa, world.shift(day="pe"), state=OfferState.ACCEPTED)
    assert "Melu väsyttää." not in browse(world.oona).get("/orderer/").text
    told = world.all(AuditEvent, AuditEvent.action == "disclose")
    assert {(one.actor_id, one.object_id) for one in told} == {
        (world.oona.user_id, world.kalle.client_id)
    }
    world.change(Client, world.kalle.client_id, non_disclosure=True)
    assert NEEDS_BREAKS not in browse(world.oona).get(f"/orderer/tasks/{work}").text
    assert world.count(AuditEvent, AuditEvent.action == "disclose") == len(told)


def test_after_the_shift_nothing_more_is_told(world, browse, work):
    disclosures.decide(world.kalle, Decision(None, Item.BREAKS, True), now=world.now)
    done = world.shift(day="to")
    world.placed(world.kalle, done, state=AttendanceState.PERFORMED)
    task_id = world.get(Shift, done).task_id
    assert NEEDS_BREAKS not in browse(world.oona).get(f"/orderer/tasks/{task_id}").text


def test_the_pages_are_easy_empty_and_full(world, browse):
    kalle = browse(world.kalle)
    easy(kalle, "/client/told", is_list=True)
    easy(kalle, "/client/told/all")
    world.change(
        Client, world.kalle.client_id, strengths="Olen tarkka. Viihdyn ulkona.", non_disclosure=True
    )
    world.placed(world.kalle, world.shift())
    page = easy(kalle, "/client/told", is_list=True)
    assert "Palvelutalo Pihlaja" in page.text
    for item in Item:
        kalle.post("/client/told/all", {"tell": item.value})
    page = easy(kalle, "/client/told/all")
    assert len(page.find("button", aria_pressed="true")) == len(Item)
    assert "Saa tietää 6 asiaa." in easy(kalle, "/client/told", is_list=True).text
    easy(kalle, f"/client/told/{world.organisations['palvelutalo']}")
    kalle.post("/client/told/all", {"tell": "diagnosis"}, status=400)


def test_beside_the_coach_it_is_talked_about_and_not_changed(world, browse, work):
    kalle = browse(world.kalle)
    with unit_of_work() as session:
        user = session.get_one(User, world.kalle.user_id)
        _login, token = logins.add_login(
            user, "assisted", now=world.now, assisted_by_id=world.carla.user_id
        )
    kalle.client.set_cookie(COOKIE, token, domain="localhost", secure=True, httponly=True)
    page = easy(kalle, "/client/told/all")
    assert "Voitte puhua tästä." in page.text
    assert all("told" not in form.action for form in page.forms)
    kalle.post("/client/told/all", {"tell": "breaks"}, status=403)


def test_the_coach_sees_what_is_told(world, browse, work):
    path = f"/coach/clients/{world.kalle.client_id}"
    assert "Ei mitään. Hän päättää itse." in browse(world.carla).get(path).text
    disclosures.decide(world.kalle, Decision(None, Item.BREAKS, True), now=world.now)
    page = browse(world.carla).get(path)
    assert "Palvelutalo Pihlaja" in page.text
    assert "Tarvitsen taukoja" in page.text
