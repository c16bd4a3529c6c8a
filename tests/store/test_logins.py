"""Sessions: found by their token's hash only, ended by time, disuse or revocation."""

from __future__ import annotations

from datetime import timedelta

import pytest

from app.domain.vocabulary import Role
from app.store import logins
from app.store.crypto import token_hash
from app.store.models.people import User
from app.store.models.trail import Login
from app.store.transaction import unit_of_work

MINUTE = timedelta(minutes=1)


def sign_in(world, actor, kind="password"):
    with unit_of_work() as session:
        user = session.get_one(User, actor.user_id)
        login, token = logins.add_login(user, kind, now=world.now)
        return login.id, token


def is_live(world, token):
    with unit_of_work():
        return logins.find_live(token, now=world.now) is not None


def test_the_token_opens_the_session_and_is_not_stored(engine_app, world):
    login_id, token = sign_in(world, world.carla)
    assert is_live(world, token)
    assert not is_live(world, token + "x")
    row = world.get(Login, login_id)
    assert row.token_hash == token_hash(token)
    assert token.encode() not in row.token_hash


def test_who_is_found_is_known_with_role_unit_and_relations(engine_app, world):
    login_id, token = sign_in(world, world.carla)
    with unit_of_work():
        login, user = logins.find_live(token, now=world.now)
        actor = logins.actor_of(user, login)
    assert (actor.role, actor.unit_id) == (Role.COACH, world.units["U01"])
    assert (actor.login_id, actor.login_kind) == (login_id, "password")


@pytest.mark.parametrize(
    ("name", "kind", "minutes"),
    [
        ("carla", "password", 30),
        ("aada", "password", 15),
        ("tuomo", "password", 15),
        ("oona", "link", 60),
        ("kalle", "card", 5),
        ("kalle", "assisted", 15),
    ],
)
def test_an_unused_session_ends(world, name, kind, minutes):
    _login_id, token = sign_in(world, getattr(world, name), kind)
    world.pass_time(minutes=minutes, seconds=-1)
    assert is_live(world, token)
    world.pass_time(seconds=2)
    assert not is_live(world, token)


def test_use_keeps_it_alive_until_its_last_hour(engine_app, world):
    login_id, token = sign_in(world, world.carla)
    for _ in range(30):
        world.pass_time(minutes=20)
        if not is_live(world, token):
            break
        with unit_of_work():
            logins.touch(login_id, now=world.now)
    assert world.now - world.get(Login, login_id).created_at == timedelta(hours=10)


def test_a_clients_own_phone_stays_signed_in_for_weeks(world):
    _login_id, token = sign_in(world, world.kalle, "device")
    world.pass_time(days=89)
    assert is_live(world, token)


def test_revoking_ends_it_at_once(engine_app, world):
    login_id, token = sign_in(world, world.carla)
    _other_id, other = sign_in(world, world.carla)
    with unit_of_work():
        logins.revoke(login_id, now=world.now)
    assert not is_live(world, token)
    assert is_live(world, other)


def test_all_sessions_of_a_person_end_together(engine_app, world):
    tokens = [sign_in(world, world.carla)[1] for _ in range(3)]
    _id, celias = sign_in(world, world.celia)
    with unit_of_work():
        assert len(logins.list_live(world.carla.user_id, now=world.now)) == 3
        logins.revoke_all(world.carla.user_id, now=world.now)
    assert not any(is_live(world, token) for token in tokens)
    assert is_live(world, celias)


def test_an_account_that_is_switched_off_has_no_sessions(engine_app, world):
    _login_id, token = sign_in(world, world.carla)
    world.change(User, world.carla.user_id, active=False)
    assert not is_live(world, token)


def test_a_revoked_session_is_nobody_on_the_site(world, browse):
    browser = browse(world.carla)
    assert "Carla" in browser.get("/").all_text
    world.change(Login, world.all(Login)[0].id, revoked_at=world.now)
    assert "Carla" not in browser.get("/").all_text
