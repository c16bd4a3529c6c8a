"""The business register on the forms that ask for an organisation: help, never a condition."""

from __future__ import annotations

import logging

import pytest

from app.domain.vocabulary import OrganisationKind
from app.integrations.business_register import KeptRegister, OpenRegister
from app.store.models.people import Organisation
from app.store.rates import LIMITS
from tests.register_server import KNOWN, Mood, register_server

TYPED = {
    "name": "", "kind": "company", "business_id": KNOWN, "address": "", "first_name": "Leena",
    "last_name": "Laine", "email": "leena@example.org", "phone": "",
}  # fmt: skip


@pytest.fixture
def mood():
    return Mood()


@pytest.fixture
def register(app, mood, monkeypatch):
    with register_server(mood) as url:
        kept = KeptRegister(OpenRegister(url, timeout=0.1))
        monkeypatch.setitem(app.extensions, "jobcenter_register", kept)
        yield kept


def values(page):
    return page.form("/register").values


@pytest.mark.usefixtures("register")
def test_the_registers_facts_fill_the_form_and_reach_the_organisation(world, browse):
    visitor = browse()
    page = visitor.post("/register/company", TYPED, status=200)
    assert "Löysimme organisaation" in page.text
    assert "Valitsimme organisaation lajin rekisterin mukaan." in page.text
    assert "Yritys- ja yhteisötietojärjestelmä (YTJ)" in page.text
    assert "CC BY 4.0" in page.text
    filled = values(page)
    assert filled["first_name"] == "Leena"
    visitor.follow(visitor.submit(page.form("/register")))
    (made,) = world.all(Organisation, Organisation.business_id == KNOWN)
    assert made.name == "Pihlajan Palvelut ry"
    assert made.kind is OrganisationKind.ASSOCIATION
    assert made.address == "Keksitty tie 7 B, 00530 Helsinki"


@pytest.mark.usefixtures("register")
def test_what_somebody_has_written_stays_as_written(browse):
    typed = TYPED | {"name": "Pihlaja", "address": "Oma osoite 1"}
    filled = values(browse().post("/register/company", typed, status=200))
    assert (filled["name"], filled["address"]) == ("Pihlaja", "Oma osoite 1")


@pytest.mark.usefixtures("register")
@pytest.mark.parametrize(
    ("state", "said"),
    [
        ({"status": 429}, "Rekisteri ei vastaa juuri nyt"),
        ({"slow": True}, "Rekisteri ei vastaa juuri nyt"),
        ({"body": b"<html>"}, "Rekisteri ei vastaa juuri nyt"),
        ({"body": b'{"companies": []}'}, "Rekisteri ei tunne tätä tunnusta"),
    ],
)
def test_whatever_the_register_does_the_form_goes_on_by_hand(
    world, browse, mood, state, said, caplog
):
    caplog.set_level(logging.CRITICAL)
    vars(mood).update(state)
    visitor = browse()
    page = visitor.post("/register/company", TYPED | {"name": "Omin käsin Oy"}, status=200)
    assert said in page.text
    assert values(page)["email"] == "leena@example.org"
    visitor.follow(visitor.submit(page.form("/register")))
    assert world.count(Organisation, Organisation.name == "Omin käsin Oy") == 1


@pytest.mark.usefixtures("register")
@pytest.mark.parametrize(
    ("business_id", "said"),
    [("7654321-3", "Y-tunnus ei ole oikein."), ("", "Kirjoita ensin Y-tunnus.")],
)
def test_an_id_that_is_none_is_told_at_the_field_and_never_asked(browse, mood, business_id, said):
    typed = TYPED | {"business_id": business_id, "name": "Pihlaja"}
    page = browse().post("/register/company", typed, status=422)
    assert said in page.text
    assert values(page)["name"] == "Pihlaja"
    assert mood.asked == []


@pytest.mark.usefixtures("register")
def test_who_asks_without_end_writes_by_hand(browse):
    visitor = browse()
    for _ in range(LIMITS["company"].count):
        visitor.post("/register/company", TYPED, status=200)
    page = visitor.post("/register/company", TYPED, status=200)
    assert "Hait tietoja monta kertaa" in page.text
    assert values(page)["last_name"] == "Laine"


def test_without_a_register_nothing_is_offered(app, browse, monkeypatch):
    monkeypatch.setitem(app.extensions, "jobcenter_register", None)
    assert "Hae tiedot" not in browse().get("/register").text
    browse().post("/register/company", TYPED, status=404)


def test_the_demo_has_an_invented_bakery(browse):
    page = browse().post("/register/company", TYPED | {"business_id": "12345671"}, status=200)
    assert values(page)["name"] == "Esimerkin Leipomo Oy"
    assert "Demossa tiedot ovat keksittyjä" in page.text


@pytest.mark.usefixtures("register")
def test_an_admin_fills_in_the_address_of_the_own_organisation(world, browse):
    olga = browse(world.olga)
    name = world.get(Organisation, world.olga.organisation_id).name
    form = olga.get("/orderer/organisation").form("/organisation").values
    page = olga.post("/orderer/organisation/company", form | {"business_id": KNOWN}, status=200)
    page = olga.follow(olga.submit(page.form("/organisation")))
    assert "Tallensimme" in page.text
    own = world.get(Organisation, world.olga.organisation_id)
    assert (own.name, own.address) == (name, "Keksitty tie 7 B, 00530 Helsinki")
