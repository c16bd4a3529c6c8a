"""The pages around the lock of one's own phone: settings, sign-in, the coach's side."""

from __future__ import annotations

import json

import pytest

from app.services import credentials
from app.store import logins
from app.store.models.people import User
from app.store.models.trail import Credential, Login
from app.store.transaction import unit_of_work
from tests.authenticator import Phone
from tests.easy_language import faults
from tests.ways_in import give_card


@pytest.fixture
def kalle(world, browse):
    """Kalle's own, paired phone."""
    code = credentials.make_pairing(world.carla, world.kalle.client_id, now=world.now).code
    phone = browse()
    assert phone.submit(phone.get("/pair").form("/pair"), code=code).location == "/client/"
    return phone


def easy(page):
    found = faults(page.tree)
    assert not found, f"{page.h1}: " + "; ".join(found)
    return page


def take_lock(browser, phone):
    asked = browser.post("/client/passkey/start", status=200)
    made = phone.make(asked.body.decode())
    return browser.submit(easy(browser.get("/client/passkey")).form("/client/passkey"), answer=made)


def test_from_settings_to_the_lock_and_in_with_it(world, browse, kalle):
    settings = kalle.get("/client/settings")
    here = easy(kalle.get(settings.links["Kirjautuminen"]))
    page = easy(kalle.get(here.links["Puhelimen lukko"]))
    assert page.form("/client/passkey").values["answer"] == ""
    phone = Phone()
    done = easy(kalle.follow(take_lock(kalle, phone)))
    assert "Puhelimen lukko on nyt käytössä." in done.text

    later = browse()
    ways = later.get("/sign-in/client")
    asked = later.post("/sign-in/passkey/start", status=200)
    assert asked.headers["Content-Type"] == "application/json"
    entered = later.submit(ways.form("/passkey"), answer=phone.sign(asked.body.decode()))
    assert entered.location == "/client/"
    assert "Max-Age=7776000" in entered.headers["Set-Cookie"]
    assert "Puhelimen lukko" in easy(later.get("/sign-ins")).text
    assert world.count(Login, Login.kind == "passkey") == 1


def test_the_client_gives_the_lock_up(world, kalle):
    take_lock(kalle, Phone())
    page = kalle.get("/client/passkey")
    easy(kalle.follow(kalle.submit(page.form("/give-up"))))
    assert world.count(Credential, Credential.revoked_at.is_not(None)) == 1
    kalle.post("/client/passkey/give-up", status=409)


def test_a_signature_that_does_not_hold_gets_a_kind_page_with_the_other_ways(world, browse, kalle):
    phone = Phone()
    take_lock(kalle, phone)
    thief = browse()
    ways = thief.get("/sign-in/client")
    asked = thief.post("/sign-in/passkey/start", status=200).body.decode()
    wrong = phone.copy(key=Phone().key).sign(asked)
    page = easy(thief.submit(ways.form("/passkey"), answer=wrong, status=422))
    assert "Puhelimen lukko ei auennut." in page.text
    assert any(href.startswith("tel:") for href in page.links.values())
    assert "/k" in page.links.values()
    again = easy(thief.submit(page.form("/passkey"), answer=phone.sign(asked), status=409))
    assert "Aikaa kului liikaa." in again.text


def test_a_lock_that_was_taken_back_says_whom_to_ask(world, browse, kalle):
    phone = Phone()
    take_lock(kalle, phone)
    coach = browse(world.carla)
    place = f"/coach/clients/{world.kalle.client_id}/sign-in"
    shown = coach.get(place)
    assert "Puhelimen lukko avaa sivut" in shown.text
    coach.submit(shown.form("/passkey/revoke"))
    assert "Puhelimen lukko avaa sivut" not in coach.get(place).text
    other = browse()
    asked = other.post("/sign-in/passkey/start", status=200).body.decode()
    form = other.get("/sign-in/client").form("/passkey")
    page = easy(other.submit(form, answer=phone.sign(asked), status=409))
    assert "Tämä puhelimen lukko ei avaa sivuja." in page.text


def test_on_a_shared_tablet_no_lock_is_offered(world, browse):
    card = give_card(world, world.kalle)
    with unit_of_work() as session:
        user = session.get_one(User, world.kalle.user_id)
        _login, token = logins.add_login(user, "card", now=world.now)
    tablet = browse()
    tablet.client.set_cookie("__Host-s", token, domain="localhost", secure=True)
    page = easy(tablet.get("/client/passkey"))
    assert "Tee tämä omalla puhelimella" in page.text
    assert not [form for form in page.forms if "passkey" in form.action]
    tablet.post("/client/passkey/start", status=422)
    assert card


def test_beside_the_coach_the_key_goes_to_the_clients_phone(world, browse):
    coach = browse(world.carla)
    place = f"/coach/clients/{world.kalle.client_id}/sign-in"
    coach.submit(coach.get(place).form("/together"))
    page = easy(coach.get("/client/passkey"))
    assert "Kuvaa se omalla puhelimellasi." in page.text
    asked = json.loads(coach.post("/client/passkey/start", status=200).body)
    assert asked["authenticatorSelection"]["authenticatorAttachment"] == "cross-platform"


def test_a_page_seen_under_another_name_does_not_offer_the_lock(browse):
    page = browse().get("/sign-in/client", base_url="http://127.0.0.1")
    assert not [form for form in page.forms if "passkey" in form.action]


def test_asking_again_and_again_is_stopped(world, browse):
    browser = browse()
    browser.get("/sign-in/client")
    for _n in range(300):
        browser.client.post("/sign-in/passkey/start", data={"csrf_token": browser.csrf_token()})
    page = browser.post("/sign-in/passkey/start", status=429)
    assert int(page.headers["Retry-After"]) > 0
