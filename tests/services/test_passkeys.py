"""The lock of a phone as a way in: made, used, taken back, and everything that must not open."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta

import pytest

from app.domain.errors import Gone, Missing, RuleBroken
from app.services import credentials, passkeys
from app.services.passkeys import Here
from app.store import logins
from app.store.credentials import get_ways_in
from app.store.models.trail import AuditEvent, Credential, LinkToken, Login, OutboxMessage
from tests.authenticator import Phone, bytes_of
from tests.ways_in import give_card

HERE = Here("http://localhost", "this browser", "10.0.0.2")


def at_own_phone(actor):
    return replace(actor, login_kind="device")


def give_lock(world, client, phone=None):
    """Let this client take the phone's lock into use."""
    phone = phone or Phone()
    me = at_own_phone(client)
    asked = passkeys.ask_new(me, HERE, label="sininen kissa", now=world.now)
    passkeys.add(me, phone.make(asked), HERE, now=world.now)
    return phone


def enter(world, phone, here=HERE):
    return passkeys.enter(phone.sign(passkeys.ask_in(here, now=world.now)), here, now=world.now)


def test_a_client_gets_in_by_the_phones_lock_again_and_again(engine_app, world):
    phone = give_lock(world, world.kalle)
    for _time in range(3):
        opened = enter(world, phone)
        assert opened.actor.client_id == world.kalle.client_id
        assert opened.actor.login_kind == "passkey"
    world.pass_time(days=80)
    assert logins.find_live(opened.token, now=world.now)


def test_a_phone_that_does_not_count_gets_in_too(world):
    phone = give_lock(world, world.kalle)
    phone.count = -1
    assert enter(world, phone)
    phone.count = -1
    assert enter(world, phone)


def test_the_phone_knows_the_client_by_a_random_number_and_no_name(world):
    asked = passkeys.ask_new(at_own_phone(world.kalle), HERE, label="sininen kissa", now=world.now)
    told = json.loads(asked)
    handle = bytes_of(told["user"]["id"])
    assert len(handle) == 16
    assert handle not in {world.kalle.user_id.bytes, world.kalle.client_id.bytes}
    assert told["user"]["name"] == told["user"]["displayName"] == "sininen kissa"
    assert "Kalle" not in asked
    assert told["rp"] == {"name": "Jobcenter", "id": "localhost"}
    assert told["authenticatorSelection"]["userVerification"] == "required"
    assert told["authenticatorSelection"]["residentKey"] == "required"


def test_a_second_phone_is_of_the_same_person_and_the_first_is_not_made_twice(world):
    first = give_lock(world, world.kalle)
    me = at_own_phone(world.kalle)
    told = json.loads(passkeys.ask_new(me, HERE, label="kissa", now=world.now))
    assert bytes_of(told["user"]["id"]) == first.handle
    assert [bytes_of(key["id"]) for key in told["excludeCredentials"]] == [first.key_id]


def test_with_the_coach_beside_the_key_goes_to_another_device_than_the_coachs(world):
    beside = credentials.start_assisted(world.carla, world.kalle.client_id, now=world.now).actor
    asked = passkeys.ask_new(beside, HERE, label="kissa", now=world.now)
    choice = json.loads(asked)["authenticatorSelection"]
    assert choice["authenticatorAttachment"] == "cross-platform"
    passkeys.add(beside, Phone(attachment="cross-platform").make(asked), HERE, now=world.now)
    (key,) = world.all(Credential, Credential.kind == "passkey")
    assert key.created_by_id == world.carla.user_id
    (noted,) = world.all(AuditEvent, AuditEvent.object_id == key.id)
    assert (noted.action, noted.purpose) == ("create", "assisted")
    assert noted.assisted_by_id == world.carla.user_id


@pytest.mark.parametrize("kind", ["card", "passkey_away", None])
def test_no_key_stays_in_a_device_that_others_use(world, kind):
    with pytest.raises(RuleBroken) as refused:
        passkeys.ask_new(replace(world.kalle, login_kind=kind), HERE, label="x", now=world.now)
    assert refused.value.code == "passkey_own_phone"
    with pytest.raises(Missing):
        passkeys.ask_new(at_own_phone(world.carla), HERE, label="x", now=world.now)


def test_the_client_and_the_trail_hear_of_each_change(world):
    give_lock(world, world.kalle)
    passkeys.give_up(at_own_phone(world.kalle), now=world.now)
    told = world.all(OutboxMessage, OutboxMessage.template == "credential_changed")
    assert len(told) == 2
    done = [e.action for e in world.all(AuditEvent, AuditEvent.object_type == "credential")]
    assert done == ["create", "revoke"]


def test_nothing_of_the_key_is_readable_in_the_database(world):
    phone = give_lock(world, world.kalle)
    (key,) = world.all(Credential, Credential.kind == "passkey")
    assert phone.key_id not in (key.secret_sealed or b"") + (key.lookup_hash or b"")
    assert "public_key" not in repr(key.secret_sealed)


# --- what must not open


def refused(world, answer, here=HERE):
    with pytest.raises((Gone, RuleBroken)) as said:
        passkeys.enter(answer, here, now=world.now)
    assert world.count(Login) == 0
    return said.value.code


def test_an_answer_works_once(engine_app, world):
    phone = give_lock(world, world.kalle)
    answer = phone.sign(passkeys.ask_in(HERE, now=world.now))
    opened = passkeys.enter(answer, HERE, now=world.now)
    with pytest.raises(Gone) as again:
        passkeys.enter(answer, HERE, now=world.now)
    assert again.value.code == "passkey_over"
    assert world.count(Login) == 1
    assert opened


def test_a_question_lives_five_minutes(world):
    phone = give_lock(world, world.kalle)
    asked = passkeys.ask_in(HERE, now=world.now)
    world.pass_time(minutes=5, seconds=1)
    assert refused(world, phone.sign(asked)) == "passkey_over"


def test_a_question_is_answered_in_the_browser_that_asked(world):
    phone = give_lock(world, world.kalle)
    answer = phone.sign(passkeys.ask_in(HERE, now=world.now))
    elsewhere = replace(HERE, browser="another browser")
    assert refused(world, answer, elsewhere) == "passkey_over"


def test_a_question_that_was_never_asked_opens_nothing(world):
    phone = give_lock(world, world.kalle)
    made_up = json.dumps({"challenge": "aGVp" * 10})
    assert refused(world, phone.sign(made_up)) == "passkey_over"


@pytest.mark.parametrize(
    "change",
    [
        {"origin": "https://jobcenter.example"}, {"origin": "http://localhost.example"},
        {"host": "jobcenter.example"}, {"unlocked": False}, {"handle": b"0" * 16},
        {"handle": b""}, {"key": Phone().key},
    ],
    ids="-".join,
)  # fmt: skip
def test_a_false_answer_is_refused_and_noted(world, change):
    phone = give_lock(world, world.kalle).copy(**change)
    answer = phone.sign(passkeys.ask_in(HERE, now=world.now))
    assert refused(world, answer) == "passkey_refused"
    (noted,) = world.all(AuditEvent, AuditEvent.outcome == "refused")
    assert noted.facts == {"kind": "passkey"}
    assert refused(world, answer) == "passkey_over"


def test_a_count_that_does_not_grow_means_a_copied_key(engine_app, world):
    phone = give_lock(world, world.kalle)
    copied = phone.copy()
    assert enter(world, phone)
    assert enter(world, phone)
    for _try in range(2):
        with pytest.raises(RuleBroken):
            enter(world, copied)
    assert enter(world, copied), "once it has overtaken the other, nobody can tell them apart"
    with pytest.raises(RuleBroken):
        enter(world, phone)


@pytest.mark.parametrize("act", ["revoke_passkeys", "revoke_phones"])
def test_what_the_coach_takes_back_opens_nothing_and_its_sessions_end(world, act):
    phone = give_lock(world, world.kalle)
    opened = enter(world, phone)
    assert len(get_ways_in(world.carla, world.kalle.client_id, now=world.now).passkeys) == 1
    getattr(credentials, act)(world.carla, world.kalle.client_id, now=world.now)
    assert logins.find_live(opened.token, now=world.now) is None
    with pytest.raises(Gone) as gone:
        enter(world, phone)
    assert gone.value.code == "passkey_unknown"
    assert get_ways_in(world.carla, world.kalle.client_id, now=world.now).passkeys == ()


def test_taking_back_what_is_not_there(world):
    with pytest.raises(Gone):
        credentials.revoke_passkeys(world.carla, world.kalle.client_id, now=world.now)
    with pytest.raises(Gone):
        passkeys.give_up(at_own_phone(world.kalle), now=world.now)


def test_a_key_is_added_by_whom_it_was_asked_of_once(world):
    me, she = at_own_phone(world.kalle), at_own_phone(world.kaisa)
    phone = Phone()
    answer = phone.make(passkeys.ask_new(me, HERE, label="x", now=world.now))
    with pytest.raises(Gone):
        passkeys.add(she, answer, HERE, now=world.now)
    passkeys.add(me, answer, HERE, now=world.now)
    with pytest.raises(Gone):
        passkeys.add(me, answer, HERE, now=world.now)
    asked = passkeys.ask_new(she, HERE, label="x", now=world.now)
    with pytest.raises(RuleBroken):
        passkeys.add(she, phone.make(asked), HERE, now=world.now)
    assert world.count(Credential, Credential.kind == "passkey") == 1


@pytest.mark.parametrize("change", [{"origin": "https://evil.example"}, {"unlocked": False}])
def test_a_key_made_elsewhere_or_without_the_lock_is_not_taken(world, change):
    with pytest.raises(RuleBroken):
        give_lock(world, world.kalle, Phone(**change))
    assert world.count(Credential) == 0


@pytest.mark.parametrize(
    "answer",
    ["", "{}", "[]", "null", "x" * 30_000, '{"response": {}}', '{"response": null}',
     '{"id": "a", "rawId": "b", "type": "public-key", "response": {"clientDataJSON": "e30"}}',
     '{"id": "a", "rawId": "a", "type": "x", "response": {"attestationObject": 1}}'],
)  # fmt: skip
def test_rubbish_is_refused_calmly(world, answer):
    assert refused(world, answer) == "passkey_refused"
    with pytest.raises(RuleBroken):
        passkeys.add(at_own_phone(world.kalle), answer, HERE, now=world.now)


def test_on_a_borrowed_computer_and_a_units_tablet_the_session_is_short(world):
    phone = give_lock(world, world.kalle)
    away = enter(world, phone.copy(attachment="cross-platform"))
    assert away.actor.login_kind == "passkey_away"
    token = credentials.enrol_device(world.carla, "aula", now=world.now)
    phone.count += 1
    tablet = enter(world, phone, replace(HERE, device_token=token))
    assert tablet.actor.login_kind == "passkey_away"
    world.pass_time(minutes=6)
    assert logins.find_live(tablet.token, now=world.now) is None


def test_questions_are_cleaned_up_with_other_links(world):
    passkeys.ask_in(HERE, now=world.now)
    (link,) = world.all(LinkToken)
    assert link.expires_at == world.now + timedelta(minutes=5)
    assert link.user_id is None


def test_a_card_goes_on_beside_the_lock(world):
    card = give_card(world, world.kalle)
    phone = give_lock(world, world.kalle)
    credentials.revoke_card(world.carla, world.kalle.client_id, now=world.now)
    assert enter(world, phone)
    assert card
