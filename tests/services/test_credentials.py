"""Cards, phones and tablets of clients; the session with the coach beside."""

from __future__ import annotations

import re
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from app.domain.errors import Conflict, Gone, Missing, NotAllowed, RuleBroken, TooMany
from app.services import credentials, sign_in
from app.services.sign_in import Browser
from app.store import logins
from app.store.credentials import get_ways_in
from app.store.models.people import Client
from app.store.models.trail import AuditEvent, AuditEventClient, Credential, OutboxMessage
from tests.ways_in import PIN, give_card

HERE = Browser(address="10.0.0.2")


def test_a_client_signs_in_with_card_and_pin(engine_app, world):
    card = give_card(world, world.kalle)
    opened = sign_in.with_card(card.token, PIN, HERE, now=world.now)
    assert opened.actor.client_id == world.kalle.client_id
    assert opened.actor.login_kind == "card"


def test_the_printed_number_does_as_well_however_it_is_typed(world):
    card = give_card(world, world.kalle)
    typed = f" {card.number[:5].lower()}-{card.number[5:]} "
    assert sign_in.with_card(typed, PIN, HERE, now=world.now)


def test_three_pictures_in_any_order(world):
    card = credentials.issue_card(
        world.carla, world.kalle.client_id, pictures=["owl", "cat", "seal"], now=world.now
    )
    with pytest.raises(RuleBroken) as asked:
        sign_in.with_card(card.token, "", HERE, now=world.now)
    assert asked.value.facts == {"pin_kind": "pictures"}
    assert sign_in.with_card(card.token, "cat owl seal", HERE, now=world.now)


def test_five_wrong_pins_lock_the_card_until_the_coach_opens_it(engine_app, world):
    card = give_card(world, world.kalle)
    for _n in range(5):
        with pytest.raises(RuleBroken):
            sign_in.with_card(card.token, "9999", HERE, now=world.now)
    for guess in ("9999", PIN):
        with pytest.raises(Conflict) as locked:
            sign_in.with_card(card.token, guess, HERE, now=world.now)
        assert locked.value.code == "card_locked"
    assert get_ways_in(world.carla, world.kalle.client_id, now=world.now).locked
    assert world.count(OutboxMessage, OutboxMessage.template == "card_locked") == 1
    credentials.unlock_card(world.carla, world.kalle.client_id, now=world.now)
    assert sign_in.with_card(card.token, PIN, HERE, now=world.now)


def test_right_after_four_wrong_gives_the_tries_back(world):
    card = give_card(world, world.kalle)
    for _round in range(2):
        for _n in range(4):
            with pytest.raises(RuleBroken):
                sign_in.with_card(card.token, "9999", HERE, now=world.now)
        assert sign_in.with_card(card.token, PIN, HERE, now=world.now)


def test_an_old_card_is_as_unknown_as_one_that_never_was(world):
    card = give_card(world, world.kalle)
    opened = sign_in.with_card(card.token, PIN, HERE, now=world.now)
    credentials.revoke_card(world.carla, world.kalle.client_id, now=world.now)
    assert logins.find_live(opened.token, now=world.now) is None
    for token in (card.token, card.number, "A" * 26):
        with pytest.raises(Gone) as refused:
            sign_in.with_card(token, PIN, HERE, now=world.now)
        assert refused.value.code == "unknown_card"


def test_a_new_card_ends_the_old_one(world):
    old = give_card(world, world.kalle)
    new = give_card(world, world.kalle)
    with pytest.raises(Gone):
        sign_in.with_card(old.token, PIN, HERE, now=world.now)
    assert sign_in.with_card(new.token, PIN, HERE, now=world.now)


@pytest.mark.parametrize("pin", ["1234", "0000", "9876", "1990", "123", "1234567", "12a4", ""])
def test_a_pin_that_is_guessed_first_is_refused(world, pin):
    with pytest.raises(RuleBroken):
        give_card(world, world.kalle, pin)
    assert world.count(Credential) == 0


def test_a_card_bears_animal_colour_and_no_name(world):
    card = give_card(world, world.kalle)
    row = world.get(Client, world.kalle.client_id)
    assert (card.animal, card.tone) == (row.animal, row.colour)
    assert not re.search("kalle|salanen", repr(card), re.IGNORECASE)


def test_on_the_units_own_tablet_the_card_is_enough(world):
    card = give_card(world, world.kalle)
    token = credentials.enrol_device(world.carla, "aula", now=world.now)
    tablet = Browser("10.0.0.3", device_token=token)
    assert sign_in.with_card(card.token, "", tablet, now=world.now)
    device_id = get_device(world)
    credentials.revoke_tablet(world.carla, device_id, now=world.now)
    with pytest.raises(RuleBroken):
        sign_in.with_card(card.token, "", tablet, now=world.now)


def test_another_units_tablet_asks_for_the_pin(world):
    card = give_card(world, world.kalle)
    token = credentials.enrol_device(world.cleo, "aula", now=world.now)
    with pytest.raises(RuleBroken):
        sign_in.with_card(card.token, "", Browser("10.0.0.3", device_token=token), now=world.now)
    with pytest.raises(Missing):
        credentials.revoke_tablet(world.carla, get_device(world), now=world.now)


def get_device(world):
    from app.store.models.trail import EnrolledDevice

    return world.all(EnrolledDevice)[0].id


def test_a_phone_is_paired_once_within_ten_minutes(engine_app, world):
    pairing = credentials.make_pairing(world.carla, world.kalle.client_id, now=world.now)
    opened = sign_in.with_pairing(pairing.code.lower(), HERE, now=world.now)
    assert opened.actor.login_kind == "device"
    with pytest.raises(Gone):
        sign_in.with_pairing(pairing.code, HERE, now=world.now)
    late = credentials.make_pairing(world.carla, world.kalle.client_id, now=world.now)
    world.pass_time(minutes=10, seconds=1)
    with pytest.raises(Gone):
        sign_in.with_pairing(late.code, HERE, now=world.now)
    world.pass_time(days=80)
    assert logins.find_live(opened.token, now=world.now)


def test_a_newer_code_ends_the_older(world):
    first = credentials.make_pairing(world.carla, world.kalle.client_id, now=world.now)
    credentials.make_pairing(world.carla, world.kalle.client_id, now=world.now)
    with pytest.raises(Gone):
        sign_in.with_pairing(first.code, HERE, now=world.now)


def test_codes_cannot_be_tried_without_end(world):
    for _n in range(300):
        with pytest.raises(Gone):
            sign_in.with_pairing("ABCDEFGHJK", HERE, now=world.now)
    with pytest.raises(TooMany):
        sign_in.with_pairing("ABCDEFGHJK", HERE, now=world.now)


def test_a_lost_phone_is_out_at_once(world):
    pairing = credentials.make_pairing(world.carla, world.kalle.client_id, now=world.now)
    opened = sign_in.with_pairing(pairing.code, HERE, now=world.now)
    credentials.revoke_phones(world.celia, world.kalle.client_id, now=world.now)
    assert logins.find_live(opened.token, now=world.now) is None
    assert get_ways_in(world.carla, world.kalle.client_id, now=world.now).phones == ()


def test_with_the_coach_beside_for_fifteen_minutes(world):
    opened = credentials.start_assisted(world.carla, world.kalle.client_id, now=world.now)
    assert opened.actor.client_id == world.kalle.client_id
    assert opened.actor.assisted_by == world.carla.user_id
    row = world.all(AuditEvent, AuditEvent.action == "login")[-1]
    assert row.assisted_by_id == world.carla.user_id
    world.pass_time(minutes=15, seconds=1)
    assert logins.find_live(opened.token, now=world.now) is None


def test_only_the_own_coach_gives_and_colleagues_may_take_back(world):
    kalle = world.kalle.client_id
    give_card(world, world.kalle)
    acts = (
        lambda who: credentials.issue_card(who, kalle, pin=PIN, now=world.now),
        lambda who: credentials.make_pairing(who, kalle, now=world.now),
        lambda who: credentials.start_assisted(who, kalle, now=world.now),
        lambda who: credentials.unlock_card(who, kalle, now=world.now),
    )
    for act in acts:
        with pytest.raises(NotAllowed):
            act(world.celia)
        with pytest.raises(Missing):
            act(world.cleo)
    with pytest.raises(Missing):
        credentials.revoke_card(world.cleo, kalle, now=world.now)
    credentials.revoke_card(world.celia, kalle, now=world.now)


def test_every_change_is_in_the_clients_log_and_told_to_the_client(world):
    give_card(world, world.kalle)
    credentials.revoke_card(world.carla, world.kalle.client_id, now=world.now)
    logged = world.all(AuditEventClient, AuditEventClient.client_id == world.kalle.client_id)
    assert len(logged) == 2
    assert world.count(OutboxMessage, OutboxMessage.template == "credential_changed") == 2


def test_guesses_at_the_same_time_are_no_more_than_five(engine_app, world):
    card = give_card(world, world.kalle)
    now = world.now
    start = Barrier(12)

    def guess(number: int) -> str:
        start.wait()
        with engine_app.app_context():
            try:
                sign_in.with_card(card.token, f"77{number:02d}", HERE, now=now)
            except (RuleBroken, Conflict) as refused:
                return refused.code
        return "open"

    with ThreadPoolExecutor(12) as pool:
        answers = Counter(pool.map(guess, range(12)))
    assert answers == {"wrong_pin": 5, "card_locked": 7}
