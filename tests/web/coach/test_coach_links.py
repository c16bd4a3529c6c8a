"""A coach of the unit sends the link to an offer again, whoever's client it is."""

from __future__ import annotations

import json

import pytest

from app.services import offers
from app.store.models.trail import AuditEvent, LinkToken, OutboxMessage


@pytest.fixture
def offer_id(world):
    clients = [world.kalle.client_id]
    return offers.offer_shifts(world.carla, [world.shift()], clients, now=world.now)[0]


def sent(world):
    letters = world.all(OutboxMessage, OutboxMessage.template == "offer_reminder")
    return [json.loads(letter.facts)["path"] for letter in letters]


def test_the_own_coach_sends_it_from_the_offer_and_the_old_one_ends(world, browse, offer_id):
    (old,) = world.all(LinkToken)
    carla = browse(world.carla)
    page = carla.get(f"/coach/offers/{offer_id}")
    page = carla.follow(carla.submit(page.form("/link")))
    assert "linkki on matkalla" in page.text
    assert world.get(LinkToken, old.id).revoked_at == world.now
    assert browse().get(sent(world)[0]).h1 == "Haluatko tehdä tämän työn?"
    event = world.all(AuditEvent, AuditEvent.object_type == "offer_link")[0]
    assert (event.actor_id, event.object_id) == (world.carla.user_id, offer_id)


def test_pressing_twice_sends_one_that_works(world, browse, offer_id):
    carla = browse(world.carla)
    for _n in range(2):
        carla.post(f"/coach/clients/{world.kalle.client_id}/link")
    (path,) = sent(world)
    browse().get(path)


def test_a_colleague_sends_it_from_the_list_and_learns_nothing(world, browse, offer_id):
    celia = browse(world.celia)
    page = celia.get("/coach/clients")
    said = []
    for client in (world.kalle, world.kaisa):
        answer = celia.follow(celia.submit(page.form(f"{client.client_id}/link")))
        said.append(answer.find("section", class_="notice")[0])
    assert len({"".join(one.itertext()) for one in said}) == 1
    assert len(sent(world)) == 1


def test_a_coach_of_another_unit_cannot(world, browse, offer_id):
    browse(world.cleo).post(f"/coach/clients/{world.kalle.client_id}/link", status=404)
    assert sent(world) == []
