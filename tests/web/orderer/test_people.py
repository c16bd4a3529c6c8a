"""The organisation's people on its own page, and the first steps of a new orderer."""

from __future__ import annotations

import pytest

from app.domain.vocabulary import Role
from app.store.models.people import Organisation, User
from app.store.models.trail import OutboxMessage

LEENA = {"first_name": "Leena", "last_name": "Laine", "email": "leena@example.org", "phone": ""}
NEW = LEENA | {"name": "Uusi Oy", "kind": "company", "business_id": "0112038-9"}


def named(world, first_name):
    return [user for user in world.all(User) if user.first_name == first_name]


def test_an_admin_adds_changes_and_removes_a_colleague(world, browse):
    olga = browse(world.olga)
    page = olga.get("/orderer/organisation")
    page = olga.get(page.links["Lisää tilaaja"])
    page = olga.follow(olga.submit(page.form("/people"), **LEENA))
    assert "Hän sai sähköpostin." in page.text
    (leena,) = named(world, "Leena")
    for rights, role in (("admin", Role.ORDERER_ADMIN), ("orderer", Role.ORDERER)):
        olga.post(f"/orderer/people/{leena.id}/rights", {"rights": rights})
        assert world.get(User, leena.id).role is role
    page = olga.follow(olga.post(f"/orderer/people/{leena.id}/close"))
    assert "Hän ei voi enää tilata." in page.text
    assert "leena@example.org" not in page.text


def test_the_last_admin_is_told_why_not(world, browse):
    olga = browse(world.olga)
    page = olga.follow(olga.post(f"/orderer/people/{world.olga.user_id}/close"))
    assert "Tee ensin toisesta pääkäyttäjä." in page.text


def test_rights_are_one_of_two(world, browse):
    browse(world.olga).post(
        f"/orderer/people/{world.oona.user_id}/rights", {"rights": "king"}, status=400
    )


@pytest.mark.parametrize("email", ["nothing", ""])
def test_a_colleague_needs_an_address(world, browse, email):
    browse(world.olga).post("/orderer/people", LEENA | {"email": email}, status=422)


def test_who_orders_only_sees_no_acts_on_people(world, browse):
    page = browse(world.oona).get("/orderer/organisation")
    assert "Lisää tilaaja" not in page.text
    browse(world.oona).get("/orderer/people/new", status=403)


def test_a_newcomer_registers_and_gets_a_link(world, browse):
    visitor = browse()
    page = visitor.get("/sign-in/orderer")
    page = visitor.get(page.links["Aloita tilaajana"])
    page = visitor.follow(visitor.submit(page.form("/register"), **NEW))
    assert page.h1 == "Katso sähköpostisi"
    letters = [letter.template for letter in world.all(OutboxMessage)]
    assert sorted(letters) == ["organisation_registered", "sign_in_link"]


def test_a_wrong_business_id_is_told_at_its_field_and_nothing_is_lost(world, browse):
    page = browse().post("/register", NEW | {"business_id": "1234567-9"}, status=422)
    assert "Y-tunnus ei ole oikein." in page.text
    assert page.form("/register").values["name"] == "Uusi Oy"
    assert world.count(Organisation, Organisation.name == "Uusi Oy") == 0


def test_of_a_known_organisation_the_newcomer_hears_whom_to_wait_for(world, browse):
    browse().post("/register", NEW)
    page = browse().post("/register", NEW | {"email": "pekka@example.org"}, status=200)
    assert page.h1 == "Organisaatiosi tilaa jo meiltä"


def test_the_dispatcher_looks_at_a_newcomer(world, browse):
    browse().post("/register", NEW)
    dina = browse(world.dina)
    page = dina.get("/dispatch/")
    page = dina.get(page.links["Uusi Oy"])
    page = dina.follow(dina.submit(page.form("/verify")))
    assert "Organisaatio on tarkistettu." in page.text
    assert "Olen tarkistanut organisaation" not in page.text
    (organisation,) = world.all(Organisation, Organisation.name == "Uusi Oy")
    assert organisation.verified_at == world.now


def test_the_dispatcher_refuses_a_newcomer_and_takes_it_back(world, browse):
    browse().post("/register", NEW)
    dina = browse(world.dina)
    page = dina.get(dina.get("/dispatch/").links["Uusi Oy"])
    page = dina.submit(page.form("/refuse"), why="other", words=" ", status=422)
    assert "Kirjoita ensin syy." in page.text
    page = dina.submit(page.form("/refuse"), why="other", words="", status=422)
    page = dina.follow(dina.submit(page.form("/refuse"), why="not_found", words="Soita meille."))
    assert "Tilaajaa ei hyväksytty" in page.text
    assert "Soita meille." in page.text
    assert "Uusi Oy" not in dina.get("/dispatch/").links
    assert "Uusi Oy" not in dina.get("/dispatch/organisations").links
    assert "Uusi Oy" in dina.get("/dispatch/organisations?standing=refused").links
    page = dina.follow(dina.submit(page.form("/reconsider")))
    assert "Olen tarkistanut organisaation" in page.all_text
    assert "Uusi Oy" in dina.get("/dispatch/organisations?standing=waiting").links


def test_a_stranger_sees_the_same_whoever_was_refused(world, browse):
    browse().post("/register", NEW)
    (organisation,) = world.all(Organisation, Organisation.name == "Uusi Oy")
    world.change(Organisation, organisation.id, refused_at=world.now)
    answers = {
        browse().post("/sign-in/orderer", {"email": email}).location
        for email in (LEENA["email"], "kukaan@example.org")
    }
    assert answers == {"/sign-in/orderer/sent"}
