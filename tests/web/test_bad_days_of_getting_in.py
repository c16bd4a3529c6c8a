"""When getting in does not go well: what happened, what to do, whom to call."""

from __future__ import annotations

import pytest

from app.services import credentials, sign_in
from app.services.sign_in import Browser
from app.store import logins
from app.store.models.people import User
from app.store.models.trail import AuditEvent, AuditEventClient
from tests.easy_language import faults
from tests.ways_in import PIN, give_card

COACH_PHONE = "09 310 1234"


@pytest.fixture(autouse=True)
def _coach_can_be_called(world):
    world.change(User, world.carla.user_id, phone=COACH_PHONE)


def kind(page):
    """The page is easy, has a number to call and blames nobody."""
    found = faults(page.tree)
    assert not found, f"{page.h1}: " + "; ".join(found)
    assert any(href.startswith("tel:") for href in page.links.values())
    return page


def test_a_lost_card_is_dead_two_clicks_from_the_clients_page(world, browse):
    card = give_card(world, world.kalle)
    coach = browse(world.carla)
    clients_page = coach.get(f"/coach/clients/{world.kalle.client_id}")
    first = coach.get(clients_page.links["Kirjautuminen"])
    lost = next(form for form in first.forms if form.buttons == ["Kortti on kadonnut"])
    assert "Kortti on poistettu käytöstä." in coach.follow(coach.submit(lost)).text
    finder = browse()
    page = kind(finder.post("/k", {"card": card.token}, status=422))
    assert "Tämä kortti ei toimi. Pyydä valmentajalta uusi kortti." in page.text


def test_a_code_for_the_phone_that_was_used_or_is_too_old(world, browse):
    used = credentials.make_pairing(world.carla, world.kalle.client_id, now=world.now).code
    sign_in.with_pairing(used, Browser("10.0.0.2"), now=world.now)
    old = credentials.make_pairing(world.carla, world.kalle.client_id, now=world.now).code
    world.pass_time(minutes=11)
    phone = browse()
    for code in (used, old, "ABCDE23456"):
        page = kind(phone.submit(phone.get("/pair").form("/pair"), code=code, status=409))
        assert "Tämä koodi ei enää toimi. Pyydä valmentajalta uusi koodi." in page.text


@pytest.mark.parametrize("has_coach", [True, False])
def test_a_locked_card_shows_the_number_of_who_opens_it_and_no_name(world, browse, has_coach):
    card = give_card(world, world.kalle)
    for _n in range(5):
        browse().post("/k", {"card": card.token, "pin": "9999"}, status=422)
    if not has_coach:
        world.change(User, world.carla.user_id, phone=None)
    page = kind(browse().post("/k", {"card": card.token, "pin": PIN}, status=409))
    assert page.h1 == "Kortti on lukossa"
    number = COACH_PHONE if has_coach else "09 1"
    assert f"tel:{number.replace(' ', '')}" in page.links.values()
    assert "Carla" not in page.html
    assert "Kalle" not in page.html


@pytest.mark.parametrize("path", ["/sign-in/client", "/k", "/pair", "/help"])
def test_every_way_in_is_easy_and_has_somebody_to_call(browse, path):
    kind(browse().get(path))


def test_a_pin_is_asked_for_easily_and_a_wrong_one_met_calmly(world, browse):
    card = give_card(world, world.kalle)
    asked = kind(browse().post("/k", {"card": card.token}, status=422))
    assert asked.h1 == "Anna tunnusluku"
    wrong = kind(browse().post("/k", {"card": card.token, "pin": "9999"}, status=422))
    assert "Se ei ollut oikein. Yritä rauhassa uudelleen." in wrong.text


def test_beside_the_coach_for_fifteen_minutes_and_noted_as_such(world, browse):
    coach = browse(world.carla)
    place = f"/coach/clients/{world.kalle.client_id}/sign-in"
    coach.submit(coach.get(place).form("/together"))
    home = kind(coach.get("/client/help"))
    assert "Valmentajasi on vieressä." in home.all_text
    assert "Lopetamme yhdessä" in home.all_text
    (begun,) = world.all(AuditEvent, AuditEvent.action == "login", AuditEvent.purpose == "assisted")
    assert begun.assisted_by_id == world.carla.user_id
    assert world.count(AuditEventClient, AuditEventClient.event_id == begun.id) == 1
    token = coach.client.get_cookie("__Host-s").value
    world.pass_time(minutes=14)
    assert logins.find_live(token, now=world.now)
    world.pass_time(minutes=1, seconds=1)
    assert logins.find_live(token, now=world.now) is None
    coach.get("/client/", status=303)


def test_what_is_done_beside_the_coach_is_noted_as_assisted(world, browse):
    offer_id = world.offer(world.kalle, world.shift())
    coach = browse(world.carla)
    place = f"/coach/clients/{world.kalle.client_id}/sign-in"
    coach.submit(coach.get(place).form("/together"))
    coach.post(f"/client/offers/{offer_id}/answer", {"answer": "decline"})
    done = world.all(AuditEvent, AuditEvent.object_id == offer_id)
    assert done
    assert {event.assisted_by_id for event in done} == {world.carla.user_id}


def test_the_printed_sheet_has_the_code_after_the_sign_and_no_name(world, browse):
    coach = browse(world.carla)
    data = {"kind": "pictures", "picture": ["owl", "cat", "seal"]}
    place = f"/coach/clients/{world.kalle.client_id}/sign-in"
    slip = coach.post(f"{place}/card", data, status=200)
    for word in ("Kalle", "Salanen", "Kalasataman", "pöllö", "hylje"):
        assert word not in slip.text, word
    assert "Valitse kolme kuvaasi." in slip.text
    assert "Jos kortti katoaa, soita" in slip.text
    assert 'aria-label="QR-koodi, jonka puhelin lukee"' in slip.html
