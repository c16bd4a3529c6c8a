"""The demo: being its people, moving its clock, reading its mail."""

from __future__ import annotations

import pytest

from app.services import links
from app.store import demo as store
from app.store.models.people import User
from app.store.models.trail import DemoState, Login
from app.web.public.people import PARTS

KEYS = [
    "orderer",
    "orderer_admin",
    "orderer_other",
    "dispatcher",
    "coach",
    "coach_same_unit",
    "coach_other",
    "client",
    "client_other",
    "responsible_worker",
    "unit_manager",
    "unit_manager_other",
    "coordinator",
    "network_member",
    "regional_coordinator",
    "administrator",
    "auditor",
]
NAMES = [
    "oona",
    "olga",
    "otto",
    "dina",
    "carla",
    "celia",
    "cleo",
    "kalle",
    "kaisa",
    "rauno",
    "maija",
    "uuno",
    "wilma",
    "niina",
    "riikka",
    "aada",
    "tuomo",
]


@pytest.fixture
def people(world):
    """The demo's keys on the people of the world."""
    for key, name in zip(KEYS, NAMES, strict=True):
        world.change(User, getattr(world, name).user_id, demo_key=key)
    return world


def test_the_keys_are_the_ones_that_sweeps_use():
    assert set(PARTS) == set(KEYS)


@pytest.mark.parametrize(("key", "name"), list(zip(KEYS, NAMES, strict=True)))
def test_one_press_signs_each_of_them_in(people, browse, key, name):
    actor = getattr(people, name)
    assert PARTS[key].role is actor.role
    browser = browse()
    browser.post(f"/demo/sign-in/{key}", csrf=False)
    assert name.capitalize() in browser.get("/privacy").all_text
    assert people.all(Login)[0].kind == "demo"


def test_another_site_cannot_press_it(people, browse):
    browse().post(
        "/demo/sign-in/coach", csrf=False, status=403, headers={"Origin": "https://evil.example"}
    )
    browse().post(
        "/demo/sign-in/coach", csrf=False, status=403, headers={"Sec-Fetch-Site": "cross-site"}
    )


def test_a_part_nobody_plays_is_not_there(world, browse):
    browse().post("/demo/sign-in/coach", csrf=False, status=404)
    browse().post("/demo/sign-in/king", csrf=False, status=404)


def test_the_front_page_offers_those_with_pages_of_their_own(people, browse):
    page = browse().get("/")
    offered = {
        form.action.rpartition("/")[2] for form in page.forms if "/demo/sign-in/" in form.action
    }
    assert {"orderer", "orderer_other", "dispatcher", "coach", "coach_other", "client"} <= offered
    assert "client_other" in offered
    assert not offered & {"orderer_admin", "coach_same_unit", "unit_manager_other"}


def test_switching_ends_the_session_before(people, browse):
    browser = browse()
    browser.post("/demo/sign-in/coach", csrf=False)
    browser.post("/demo/sign-in/client", csrf=False)
    assert people.count(Login, Login.revoked_at.is_(None)) == 1


@pytest.mark.parametrize(("move", "hours"), [("hour", 1), ("day", 24)])
def test_the_clock_moves_for_the_whole_site_and_nobody_is_thrown_out(people, browse, move, hours):
    browser = browse()
    browser.post("/demo/sign-in/coach", csrf=False)
    before = people.now
    for _n in range(40):
        browser.post(f"/demo/clock/{move}")
    assert (people.now - before).total_seconds() == 40 * hours * 3600
    assert "Carla" in browser.get("/").all_text


def test_to_my_next_shift_stops_ten_minutes_before_it(people, browse):
    shift_id = people.shift(day="ke", starts="10:00", ends="12:00")
    people.placed(people.kalle, shift_id)
    browser = browse()
    browser.post("/demo/sign-in/client", csrf=False)
    browser.post("/demo/clock/shift")
    assert people.now == people.at("ke 09:50")
    again = browser.post("/demo/clock/shift")
    assert "Sinulla ei ole tulossa vuoroja" in browser.follow(again).all_text


def test_the_clock_knows_no_other_moves_and_leads_back_to_the_page(people, browse):
    browser = browse()
    browser.post("/demo/clock/back", status=404)
    answer = browser.post("/demo/clock/hour", headers={"Referer": "http://localhost/privacy"})
    assert answer.location == "/privacy"
    assert people.count(DemoState) == 1


def test_the_mailbox_shows_what_would_have_been_sent_with_a_link_that_works(people, browse):
    asked = links.AskedFrom("10.0.0.1", "browser")
    oona = people.get(User, people.oona.user_id)
    links.request_sign_in_link(oona.email, asked, now=people.now)
    page = browse().get("/demo/mailbox")
    assert "Oona" in page.text
    assert "Kirjautumislinkki" in page.text
    assert page.links["Avaa viestin linkki"].startswith("/link/")
    assert "Oona" not in browse().get("/demo/mailbox?to=coach").text.replace("Oona:", "")


def test_a_demo_without_people_says_so(world, browse):
    assert store.list_people() == {}
    assert "Kokeilun tiedot puuttuvat" in browse().get("/").text
