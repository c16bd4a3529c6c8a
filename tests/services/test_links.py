"""Links that let an orderer in."""

from __future__ import annotations

import pytest

from app.domain.errors import Gone, TooMany
from app.services import links
from app.services.links import AskedFrom
from app.store import logins
from app.store.models.people import User
from app.store.models.trail import LinkToken, OutboxMessage
from tests.ways_in import newest_path

HERE = AskedFrom("10.0.0.4", "this browser")


def ask(world, actor, asked=HERE):
    links.request_sign_in_link(world.get(User, actor.user_id).email, asked, now=world.now)


def token_of(world):
    return newest_path(world, "sign_in_link").rpartition("/")[2]


def use(world, token, browser="this browser"):
    return links.use_sign_in_link(token, browser=browser, old_token=None, now=world.now)


def test_a_link_opens_a_session_once(engine_app, world):
    ask(world, world.oona)
    opened = use(world, token_of(world))
    assert opened.actor.user_id == world.oona.user_id
    assert logins.find_live(opened.token, now=world.now)
    with pytest.raises(Gone):
        use(world, token_of(world))


def test_it_works_only_in_the_browser_that_asked(world):
    ask(world, world.oona)
    for other in ("another", ""):
        with pytest.raises(Gone):
            use(world, token_of(world), other)
    assert use(world, token_of(world))


def test_it_ends_after_ten_minutes(world):
    ask(world, world.oona)
    world.pass_time(minutes=10, seconds=1)
    with pytest.raises(Gone):
        use(world, token_of(world))


def test_an_unknown_address_and_staff_get_no_letter_and_no_other_answer(world):
    links.request_sign_in_link("kuka@example.org", HERE, now=world.now)
    ask(world, world.carla)
    assert world.count(OutboxMessage) == 0
    assert world.count(LinkToken) == 0


def test_three_letters_an_hour_to_one_address(engine_app, world):
    for _n in range(3):
        ask(world, world.oona)
    with pytest.raises(TooMany):
        ask(world, world.oona)
    ask(world, world.otto)
    world.pass_time(hours=1, seconds=1)
    ask(world, world.oona)
    assert world.count(OutboxMessage) == 5


def test_the_letter_is_for_the_address_and_of_no_use_after_the_link(world):
    ask(world, world.oona)
    letter = world.all(OutboxMessage)[0]
    assert letter.address == world.get(User, world.oona.user_id).email
    assert letter.useful_until == world.all(LinkToken)[0].expires_at
    assert token_of(world).encode() not in (letter.facts_sealed or b"")
