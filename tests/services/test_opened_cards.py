"""A colleague's client, opened with a reason: told to everybody, and over by itself."""

from __future__ import annotations

from datetime import timedelta

import pytest

from app.domain.errors import Missing, RuleBroken
from app.services import opened_cards as acts
from app.store import credentials, hashing, opened_cards
from app.store.models.opened_cards import OpenedCard
from app.store.models.trail import AuditEvent, OutboxMessage
from app.store.transaction import unit_of_work

WHY = "Carla on sairas, Kalle soitti"


def opens(world, who, reason=WHY, password=""):
    acts.open_card(who, world.kalle.client_id, reason, password, now=world.now)


def until(world, who, **later):
    now = world.now + timedelta(**later)
    return opened_cards.find_until(who, world.kalle.client_id, now=now)


def give_password(world, who):
    with unit_of_work():
        credentials.add_credential(
            who.user_id, "password", now=world.now,
            secret_hash=hashing.hash_secret("pitkä salasana 12"),
        )  # fmt: skip


def test_the_page_asks_for_a_password_only_of_whoever_has_one(world, browse):
    path = f"/coach/colleagues-clients/{world.kalle.client_id}"
    celia = browse(world.celia)
    assert "password" not in celia.get(path).form(path).values
    give_password(world, world.celia)
    assert "password" in celia.get(path).form(path).values


def test_it_is_open_for_four_hours_and_no_longer(world):
    opens(world, world.celia)
    assert until(world, world.celia, hours=3, minutes=59) == world.now + timedelta(hours=4)
    assert until(world, world.celia, hours=4) is None
    assert until(world, world.carla) is None


def test_own_coach_manager_and_client_are_told_and_the_trail_says_why(world):
    opens(world, world.celia)
    told = world.all(OutboxMessage, OutboxMessage.template == "card_opened")
    assert {letter.user_id for letter in told} == {world.carla.user_id, world.maija.user_id}
    (letter,) = world.all(OutboxMessage, OutboxMessage.template == "data_opened")
    assert letter.client_id == world.kalle.client_id
    (event,) = world.all(AuditEvent, AuditEvent.object_type == "opened_card")
    assert event.purpose == "break_glass"
    (row,) = world.all(OpenedCard)
    assert WHY.encode() not in row.reason_sealed


def test_a_reason_is_needed_and_the_password_where_there_is_one(world):
    with pytest.raises(RuleBroken, match="opening_reason"):
        opens(world, world.celia, "kiire")
    give_password(world, world.celia)
    with pytest.raises(RuleBroken, match="password_wrong"):
        opens(world, world.celia, password="arvaus")
    assert world.count(OpenedCard) == 0
    opens(world, world.celia, password="pitkä salasana 12")
    assert world.count(OpenedCard) == 1


def test_a_stranger_of_another_unit_finds_nothing(world, browse):
    with pytest.raises(Missing):
        opens(world, world.cleo)
    path = f"/coach/colleagues-clients/{world.kalle.client_id}"
    browse(world.cleo).get(path, status=404)
    browse(world.cleo).post(path, {"reason": WHY}, status=404)


def test_the_page_asks_first_and_shows_what_is_needed_then(world, browse):
    celia, client_id = browse(world.celia), world.kalle.client_id
    path = f"/coach/colleagues-clients/{client_id}"
    page = celia.get(path)
    assert "Salanen" not in page.text
    celia.post(path, {"reason": ""}, status=422)
    page = celia.follow(celia.post(path, {"reason": WHY}))
    assert page.h1.startswith("Kalle Salanen")
    assert "Etuus" not in page.text
    read = AuditEvent.facts["page"].as_string() == "coach.show_opened"
    assert "break_glass" in {event.purpose for event in world.all(AuditEvent, read)}
    celia.get(f"/coach/clients/{client_id}", status=404)
    assert WHY in browse(world.carla).get(f"/coach/clients/{client_id}").text
    assert "koska asialla oli kiire" in browse(world.kalle).get("/client/log").text
    world.pass_time(hours=5)
    assert "Salanen" not in celia.get(path).text
