"""How messages come, by tap: text message or the coach, and the two reminders."""

from __future__ import annotations

import pytest

from app.domain.vocabulary import Channel
from app.services import message_wishes, offers, reminders
from app.store.models.people import Client, User
from app.store.models.trail import AuditEvent, OutboxMessage
from tests.easy_language import faults


@pytest.fixture
def kalle(world, browse):
    world.change(User, world.carla.user_id, phone="09 310 1234")
    return browse(world.kalle)


def stored(world):
    return world.get(Client, world.kalle.client_id)


def easy(page):
    found = faults(page.tree)
    assert not found, f"{page.h1}: " + "; ".join(found)
    return page


def pressed(page):
    return [button.get("value") for button in page.find("button", aria_pressed="true")]


def test_it_is_reached_from_the_settings_and_needs_no_typing(kalle):
    page = easy(kalle.get(easy(kalle.get("/client/settings")).links["Viestit"]))
    assert page.h1 == "Viestit"
    assert pressed(page) == ["sms"]
    assert [node for node in page.find("input") if node.get("type") != "hidden"] == []


def test_the_coach_tells_from_now_on(world, kalle):
    clients = [world.kalle.client_id]
    offers.offer_shifts(world.carla, [world.shift()], clients, now=world.now)
    kalle.post("/client/messages", {"channel": "coach"})
    assert pressed(easy(kalle.get("/client/messages"))) == ["coach"]
    assert stored(world).channel is Channel.COACH
    assert [letter.channel for letter in world.all(OutboxMessage)] == ["coach"]
    event = world.all(AuditEvent, AuditEvent.action == "update")[-1]
    assert (event.fields, event.actor_id) == (["channel"], world.kalle.user_id)
    kalle.post("/client/messages", {"channel": "sms"})
    assert stored(world).channel is Channel.SMS


def test_without_a_number_only_the_coach_can_tell(world, kalle):
    world.change(Client, world.kalle.client_id, phone=None, phone_index=None)
    page = easy(kalle.get("/client/messages"))
    assert "Emme tiedä numeroasi." in page.text
    assert [b.get("value") for b in page.find("button", name="channel")] == ["coach"]
    page = kalle.follow(kalle.post("/client/messages", {"channel": "sms"}))
    assert "Emme tiedä numeroasi." in page.text


@pytest.mark.parametrize(
    ("name", "moment", "no"),
    [
        ("remind_evening", "ti 18:00", "Et saa muistutusta illalla."),
        ("remind_soon", "ke 08:30", "Et saa muistutusta juuri ennen työtä."),
    ],
)
def test_a_reminder_that_is_not_wanted_does_not_come(world, kalle, name, moment, no):
    for client in (world.kalle, world.kaisa):
        world.placed(client, world.shift(places=2))
    kalle.post("/client/messages", {name: "off"})
    assert no in easy(kalle.get("/client/messages")).text
    world.move_to(moment)
    reminders.send_shift_reminders(now=world.now)
    sent = world.all(OutboxMessage, OutboxMessage.template == "shift_reminder")
    assert [letter.client_id for letter in sent] == [world.kaisa.client_id]
    message_wishes.choose_reminder(world.kalle, name, wanted=True, now=world.now)
    reminders.send_shift_reminders(now=world.now)
    assert world.count(OutboxMessage, OutboxMessage.template == "shift_reminder") == 2


def test_an_odd_choice_is_refused(world, kalle):
    for form in ({}, {"channel": "mail"}, {"remind_evening": "maybe"}):
        kalle.post("/client/messages", form, status=400)
    assert stored(world).channel is Channel.SMS


def test_a_coach_cannot_choose_for_a_client(world, browse):
    browse(world.carla).post("/client/messages", {"channel": "coach"}, status=404)
