"""Answers by text message: the one shown offer is answered, all else goes to the coach."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from app.domain.lifecycle import OfferState
from app.domain.replies import Reply, SmsReply
from app.domain.vocabulary import Benefit, Channel
from app.services import alerts, answers, offers
from app.store.models.people import BenefitSituation, Client
from app.store.models.support import Alert
from app.store.models.trail import AuditEvent, OutboxMessage
from app.store.models.work import Offer
from tests.rule_rows import live_on

if TYPE_CHECKING:
    from uuid import UUID

    from app.domain.policy import Actor
    from tests.world import World

TOKEN = "a-long-secret-of-the-gateway"


@pytest.fixture(autouse=True)
def known_money(world: World) -> None:
    """A little work does nothing to Kalle's pension, and that is known."""
    live_on(world, world.kalle, Benefit.DISABILITY_PENSION)


def phone_of(world: World, person: Actor) -> str:
    return world.get(Client, person.client_id).phone or ""


def offered(world: World, shift_id: UUID | None = None, title: str = "Apua keittiöön") -> UUID:
    shift = shift_id or world.shift(title=title)
    return offers.offer_shifts(world.carla, [shift], [world.kalle.client_id], now=world.now)[0]


def send(world: World, text: str, number: int = 1, sender: str | None = None) -> Reply:
    sms = SmsReply(str(number), sender or phone_of(world, world.kalle), text)
    return answers.answer_by_sms(sms, now=world.now)


def replies(world: World) -> list[str]:
    sent = world.all(OutboxMessage, OutboxMessage.template.startswith("reply_"))
    assert {letter.channel for letter in sent} <= {"sms"}
    return [letter.template for letter in sent]


def alert_kinds(world: World) -> list[tuple[Any, str]]:
    return sorted((alert.coach_id, alert.kind) for alert in world.all(Alert))


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("K", OfferState.ACCEPTED),
        ("e", OfferState.DECLINED),
        ("?", OfferState.ASKED_COACH),
    ],
)
def test_the_three_answers(world: World, text: str, state: OfferState) -> None:
    offer_id = offered(world)
    assert send(world, text) is not Reply.UNCLEAR
    row = world.get(Offer, offer_id)
    assert (row.state, row.answered_how, row.answered_by_id) == (state, "sms", world.kalle.user_id)
    assert replies(world) == ["reply_heard"]
    assert alert_kinds(world) == []
    told = world.all(AuditEvent, AuditEvent.object_id == offer_id)
    assert [e.facts["how"] for e in told if e.facts.get("new") == state.value] == ["sms"]


def test_a_yes_waits_for_a_talk_where_the_money_calls_for_one(world: World) -> None:
    world.change(BenefitSituation, world.all(BenefitSituation)[0].id, benefit=Benefit.UNKNOWN)
    offer_id = offered(world)
    assert send(world, "K") is Reply.YES
    row = world.get(Offer, offer_id)
    assert (row.state, row.answered_how) == (OfferState.ASKED_COACH, "sms_yes")
    assert replies(world) == ["reply_heard"]


def test_the_number_is_known_however_it_is_written(world: World) -> None:
    offer_id = offered(world)
    local = "0" + phone_of(world, world.kalle).removeprefix("+358")
    send(world, "K", sender=f"{local[:3]} {local[3:]}")
    assert world.get(Offer, offer_id).state is OfferState.ACCEPTED


def test_the_same_message_counts_once(world: World) -> None:
    offer_id = offered(world)
    send(world, "E")
    second = offered(world, title="Toinen työ")
    world.pass_time(minutes=30)
    send(world, "E")
    assert world.get(Offer, offer_id).state is OfferState.DECLINED
    assert world.get(Offer, second).state is OfferState.SENT
    assert replies(world) == ["reply_heard"]


def test_what_is_not_clear_goes_to_the_coach_and_is_answered(world: World) -> None:
    offer_id = offered(world)
    assert send(world, "Ehkä, jos sataa") is Reply.UNCLEAR
    assert world.get(Offer, offer_id).state is OfferState.SENT
    assert alert_kinds(world) == [(world.carla.user_id, "unclear_reply")]
    assert replies(world) == ["reply_to_coach"]
    seen = world.all(AuditEvent, AuditEvent.object_type == "alert")
    assert [event.actor_id for event in seen] == [world.kalle.user_id]


def test_many_unclear_messages_are_one_alert_and_one_answer_an_hour(world: World) -> None:
    offered(world)
    for number in range(5):
        send(world, "häh", number)
    assert len(alert_kinds(world)) == len(replies(world)) == 1
    alerts.finish(world.carla, world.all(Alert)[0].id, now=world.now)
    world.pass_time(hours=1)
    send(world, "häh", 9)
    assert len(alert_kinds(world)) == len(replies(world)) == 2


def test_with_nothing_to_answer_the_coach_hears_of_it(world: World) -> None:
    assert send(world, "K") is Reply.UNCLEAR
    assert alert_kinds(world) == [(world.carla.user_id, "unclear_reply")]
    assert replies(world) == ["reply_to_coach"]


def test_a_phone_that_two_share_answers_for_neither(world: World) -> None:
    offer_id = offered(world)
    shared = phone_of(world, world.kalle)
    index = world.get(Client, world.kalle.client_id).phone_index
    world.change(Client, world.kerttu.client_id, phone=shared, phone_index=index)
    send(world, "K")
    assert world.get(Offer, offer_id).state is OfferState.SENT
    assert {coach for coach, _kind in alert_kinds(world)} == {
        world.carla.user_id, world.cleo.user_id,
    }  # fmt: skip
    assert replies(world) == ["reply_to_coach"]


def test_a_strange_number_does_nothing(world: World) -> None:
    offered(world)
    assert send(world, "K", sender="+358409999999") is Reply.UNCLEAR
    assert (alert_kinds(world), replies(world)) == ([], [])


def test_right_after_another_offer_ended_an_answer_may_be_to_that_one(world: World) -> None:
    first = offered(world)
    second = offered(world, title="Toinen työ")
    send(world, "E", 1)
    assert world.get(Offer, first).state is OfferState.DECLINED
    assert world.get(Offer, second).state is OfferState.SENT
    send(world, "K", 2)
    assert world.get(Offer, second).state is OfferState.SENT
    assert alert_kinds(world) == [(world.carla.user_id, "unclear_reply")]
    world.pass_time(minutes=10)
    send(world, "K", 3)
    assert world.get(Offer, second).state is OfferState.ACCEPTED


def test_a_yes_that_comes_too_late_goes_to_the_coach(world: World) -> None:
    shift_id = world.shift()
    offer_id = offered(world, shift_id)
    world.offer(world.kaisa, shift_id, state=OfferState.CONFIRMED)
    assert send(world, "K") is Reply.UNCLEAR
    assert world.get(Offer, offer_id).state is OfferState.SENT
    assert alert_kinds(world) == [(world.carla.user_id, "unclear_reply")]


def test_after_the_window_the_answer_goes_to_the_coach(world: World) -> None:
    offer_id = offered(world, world.shift(weeks=1))
    world.pass_time(days=3)
    assert send(world, "K") is Reply.UNCLEAR
    assert world.get(Offer, offer_id).state is OfferState.SENT


@pytest.mark.parametrize("text", ["EI VIESTEJÄ", "seis", "Stop"])
def test_a_stop_moves_the_messages_to_the_coach(world: World, text: str) -> None:
    offered(world)
    assert send(world, text) is Reply.STOP
    assert world.get(Client, world.kalle.client_id).channel is Channel.COACH
    waiting = world.all(OutboxMessage, OutboxMessage.template == "offer_new")
    assert [letter.channel for letter in waiting] == ["coach"]
    assert alert_kinds(world) == [(world.carla.user_id, "no_messages")]
    assert replies(world) == ["reply_stopped"]
    event = world.all(AuditEvent, AuditEvent.object_type == "client")[0]
    assert (event.fields, event.facts) == (["channel"], {"how": "sms"})


# --- the gateway's door


def post(world: World, message: dict[str, str], *, token: str = TOKEN, **options: Any) -> int:
    settings = world.app.extensions["jobcenter_settings"]
    world.app.extensions["jobcenter_settings"] = replace(settings, sms_in_token=TOKEN)
    try:
        headers = {"Authorization": f"Bearer {token}"}
        client = world.app.test_client()
        answer = client.post("/messages/sms", json=message, headers=headers, **options)
    finally:
        world.app.extensions["jobcenter_settings"] = settings
    return answer.status_code


def test_the_gateway_hands_a_message_in_with_its_secret(world: World) -> None:
    offer_id = offered(world)
    message = {"id": "m1", "from": phone_of(world, world.kalle), "text": "K"}
    assert post(world, message, token="wrong") == 401
    assert post(world, message, token="") == 401
    assert world.get(Offer, offer_id).state is OfferState.SENT
    assert post(world, {"text": "K"}) == 400
    assert post(world, message) == 204
    assert post(world, message) == 204
    assert world.get(Offer, offer_id).state is OfferState.ACCEPTED


def test_without_a_secret_of_its_own_nobody_gets_in(world: World) -> None:
    client = world.app.test_client()
    for header in ({}, {"Authorization": "Bearer "}):
        assert client.post("/messages/sms", json={}, headers=header).status_code == 401
