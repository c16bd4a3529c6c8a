"""Signing in by password and second factor, and out again."""

from __future__ import annotations

import pytest

from app.domain.errors import Gone, RuleBroken, TooMany
from app.domain.vocabulary import Role
from app.services import invites, sign_in
from app.services.sign_in import Browser
from app.store import logins
from app.store.models.people import User
from app.store.models.trail import AuditEvent, Credential, LinkToken, Login
from tests.ways_in import PASSWORD, code_at, give_password, newest_path

HERE = Browser(address="10.0.0.1")


def email_of(world, actor):
    return world.get(User, actor.user_id).email


def enter(world, actor, secret, password=PASSWORD, browser=HERE):
    step = sign_in.check_password(email_of(world, actor), password, browser, now=world.now)
    return sign_in.check_code(step, code_at(secret, world.now), browser, now=world.now)


def test_a_coach_signs_in_with_password_and_code(engine_app, world):
    secret = give_password(world, world.carla)
    opened = enter(world, world.carla, secret)
    assert opened.actor.user_id == world.carla.user_id
    assert opened.actor.login_kind == "password"
    found = logins.find_live(opened.token, now=world.now)
    assert found
    assert found[1].first_name == "Carla"
    assert world.count(AuditEvent, AuditEvent.action == "login") >= 1


def test_unknown_address_and_wrong_password_are_refused_alike(world):
    give_password(world, world.carla)
    for email, password in (
        (email_of(world, world.carla), "jokin muu salasana"),
        ("kuka@example.org", PASSWORD),
        (email_of(world, world.oona), PASSWORD),
        (email_of(world, world.celia), PASSWORD),
    ):
        with pytest.raises(RuleBroken) as refused:
            sign_in.check_password(email, password, HERE, now=world.now)
        assert refused.value.code == "wrong_sign_in"
        assert refused.value.facts == {}
    assert world.count(AuditEvent, AuditEvent.outcome == "refused") == 4


def test_a_code_works_once_even_in_another_session(world):
    secret = give_password(world, world.carla)
    enter(world, world.carla, secret)
    with pytest.raises(RuleBroken) as refused:
        enter(world, world.carla, secret)
    assert refused.value.code == "wrong_code"
    world.pass_time(seconds=30)
    enter(world, world.carla, secret)


def test_an_older_code_is_not_taken_after_a_newer_one(world):
    secret = give_password(world, world.carla)
    earlier = code_at(secret, world.now)
    world.pass_time(seconds=30)
    enter(world, world.carla, secret)
    step = sign_in.check_password(email_of(world, world.carla), PASSWORD, HERE, now=world.now)
    with pytest.raises(RuleBroken):
        sign_in.check_code(step, earlier, HERE, now=world.now)


def test_the_second_step_ends_after_ten_minutes_and_five_tries(world):
    secret = give_password(world, world.carla)
    email = email_of(world, world.carla)
    step = sign_in.check_password(email, PASSWORD, HERE, now=world.now)
    for _n in range(5):
        with pytest.raises(RuleBroken):
            sign_in.check_code(step, "000000", HERE, now=world.now)
    with pytest.raises(TooMany) as stopped:
        sign_in.check_code(step, code_at(secret, world.now), HERE, now=world.now)
    assert int(stopped.value.facts["retry_after"]) > 0
    step = sign_in.check_password(email, PASSWORD, HERE, now=world.now)
    world.pass_time(minutes=11)
    with pytest.raises(Gone):
        sign_in.check_code(step, code_at(secret, world.now), HERE, now=world.now)


def test_ten_tries_an_hour_for_one_account_known_or_not(engine_app, world):
    for _n in range(10):
        with pytest.raises(RuleBroken):
            sign_in.check_password("kuka@example.org", "arvaus", HERE, now=world.now)
    with pytest.raises(TooMany):
        sign_in.check_password("Kuka@Example.org", "arvaus", Browser("10.9.9.9"), now=world.now)
    world.pass_time(minutes=61)
    with pytest.raises(RuleBroken):
        sign_in.check_password("kuka@example.org", "arvaus", HERE, now=world.now)


def test_the_old_session_of_the_browser_ends_when_a_new_one_begins(world):
    secret = give_password(world, world.carla)
    first = enter(world, world.carla, secret)
    world.pass_time(minutes=1)
    enter(world, world.carla, secret, browser=Browser("10.0.0.1", old_token=first.token))
    assert logins.find_live(first.token, now=world.now) is None


def test_signing_out_ends_the_session_at_once_and_everywhere_ends_all(world):
    secret = give_password(world, world.carla)
    first = enter(world, world.carla, secret)
    world.pass_time(minutes=1)
    second = enter(world, world.carla, secret)
    sign_in.sign_out(first.actor, now=world.now)
    assert logins.find_live(first.token, now=world.now) is None
    assert logins.find_live(second.token, now=world.now)
    sign_in.sign_out_everywhere(second.actor, now=world.now)
    assert logins.find_live(second.token, now=world.now) is None


def test_a_demoted_or_closed_account_is_out_at_once(world):
    secret = give_password(world, world.carla)
    opened = enter(world, world.carla, secret)
    world.change(User, world.carla.user_id, active=False)
    assert logins.find_live(opened.token, now=world.now) is None


def test_tokens_and_passwords_are_kept_as_hashes_only(world):
    secret = give_password(world, world.carla)
    opened = enter(world, world.carla, secret)
    stored = [repr(vars(row)) for kind in (Login, Credential, LinkToken) for row in world.all(kind)]
    text = " ".join(stored)
    assert opened.token not in text
    assert secret not in text
    assert PASSWORD not in text
    assert "argon2id" in text


def test_the_first_administrator_sets_a_password_from_a_link_that_works_once(engine_app, world):
    token = invites.add_administrator("paa@example.org", "Paavo", now=world.now)
    secret = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
    chosen = invites.NewWayIn(PASSWORD, secret, code_at(secret, world.now))
    opened = invites.accept_invite(token, chosen, old_token=None, now=world.now)
    assert opened.actor.role is Role.ADMINISTRATOR
    with pytest.raises(Gone):
        invites.accept_invite(token, chosen, old_token=None, now=world.now)


def test_an_invitation_ends_after_seven_days_and_by_a_newer_one(world):
    old = invites.add_administrator("paa@example.org", "Paavo", now=world.now)
    new = invites.add_administrator("paa@example.org", "Paavo", now=world.now)
    secret = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
    chosen = invites.NewWayIn(PASSWORD, secret, code_at(secret, world.now))
    with pytest.raises(Gone):
        invites.accept_invite(old, chosen, old_token=None, now=world.now)
    world.pass_time(days=7, seconds=1)
    with pytest.raises(Gone):
        invites.accept_invite(new, chosen, old_token=None, now=world.now)


@pytest.mark.parametrize(
    "password", ["short", "password1", "Salasana2026", "12345678", "aaaaaaaa", "Carla2026!"]
)
def test_a_password_that_is_guessed_first_is_refused(world, password):
    invites.invite_staff(world.aada, world.carla.user_id, now=world.now)
    token = newest_path(world, "invite").rpartition("/")[2]
    secret = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
    chosen = invites.NewWayIn(password, secret, code_at(secret, world.now))
    with pytest.raises(RuleBroken) as refused:
        invites.accept_invite(token, chosen, old_token=None, now=world.now)
    assert refused.value.code.startswith("password_")


def test_a_new_invitation_replaces_password_and_app(world):
    old = give_password(world, world.carla)
    new = give_password(world, world.carla, "viisi sinistä hevosta")
    with pytest.raises(RuleBroken):
        enter(world, world.carla, old)
    enter(world, world.carla, new, "viisi sinistä hevosta")
