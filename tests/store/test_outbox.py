"""The outbox: written with the act, once for each key, sealed, in the reader's own channel."""

from __future__ import annotations

import json

import pytest

from app.domain.vocabulary import Channel, Language
from app.store import outbox
from app.store.models.people import Client, User
from app.store.models.trail import OutboxMessage
from app.store.outbox import Letter
from app.store.transaction import unit_of_work


def queue(world, actor, letter):
    with unit_of_work() as session:
        if actor.client_id:
            client = session.get_one(Client, actor.client_id)
            outbox.queue_to_client(client, letter, now=world.now)
        else:
            outbox.queue_to_user(session.get_one(User, actor.user_id), letter, now=world.now)


def test_a_letter_waits_with_sealed_facts_and_address(engine_app, world):
    queue(world, world.oona, Letter("task_opened", "k", {"title": "Äidin apu"}))
    message = world.all(OutboxMessage)[0]
    assert (message.state, message.channel, message.language) == ("new", "mail", "fi")
    assert json.loads(message.facts) == {"title": "Äidin apu"}
    assert message.address.startswith("oona")
    assert b"idin" not in message.facts_sealed
    assert b"oona" not in message.address_sealed
    assert message.organisation_id == world.oona.organisation_id


def test_the_same_key_is_written_once_also_in_one_transaction(engine_app, world):
    with unit_of_work() as session:
        user = session.get_one(User, world.oona.user_id)
        for _ in range(2):
            outbox.queue_to_user(user, Letter("task_opened", "k", {"title": "x"}), now=world.now)
    queue(world, world.oona, Letter("task_opened", "k", {"title": "y"}))
    assert world.count(OutboxMessage) == 1


def test_an_act_that_fails_sends_nothing(engine_app, world):
    def fail():
        with unit_of_work() as session:
            user = session.get_one(User, world.oona.user_id)
            outbox.queue_to_user(user, Letter("task_opened", "k"), now=world.now)
            session.flush()
            raise KeyError("x")

    with pytest.raises(KeyError):
        fail()
    assert world.count(OutboxMessage) == 0


@pytest.mark.parametrize(
    ("wish", "phone", "way"),
    [
        (Channel.SMS, "+358401", "sms"),
        (Channel.PUSH, "+358401", "push"),
        (Channel.COACH, "+358401", "coach"),
        (Channel.MAIL, "+358401", "sms"),
        (Channel.SMS, None, "coach"),
    ],
)
def test_a_client_is_told_in_the_way_they_chose(engine_app, world, wish, phone, way):
    pekka = world.client("Pekka", phone=phone, channel=wish, language=Language.SV)
    queue(world, pekka, Letter("offer_new", "k", {"path": "/client/"}))
    message = world.all(OutboxMessage)[0]
    assert (message.channel, message.language) == (way, "sv")
    assert message.client_id == pekka.client_id
