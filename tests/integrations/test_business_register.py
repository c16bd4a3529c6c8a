"""The business register, real as far as HTTP goes: what its answers mean, and its silences."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from app.domain.organisations import Company
from app.integrations.business_register import (
    KEPT_FOR,
    REST,
    InventedRegister,
    KeptRegister,
    OpenRegister,
    RegisterSilent,
    open_register,
)
from tests.mail_server import free_port
from tests.register_server import KNOWN, Mood, register_server

NOW = datetime(2026, 11, 23, 7, 0, tzinfo=UTC)
OTHER = "0112038-9"


@pytest.fixture
def mood():
    return Mood()


@pytest.fixture
def address(mood):
    with register_server(mood) as url:
        yield url


def ask(address, business_id=KNOWN, **more):
    return OpenRegister(address, **more).find(business_id, now=NOW)


def test_the_name_form_and_address_that_are_in_force_are_read(address, mood):
    told = Company(
        "Pihlajan Palvelut ry", "Aatteellinen yhdistys", "Keksitty tie 7 B, 00530 Helsinki"
    )
    assert ask(address) == told
    assert mood.asked == [KNOWN]


def test_an_organisation_that_is_not_there_is_none(address, mood):
    assert ask(address, OTHER) is None
    mood.status = 404
    assert ask(address) is None


@pytest.mark.parametrize("status", [400, 429, 500, 503])
def test_a_refusal_says_nothing_of_the_organisation(address, mood, status):
    mood.status = status
    with pytest.raises(RegisterSilent):
        ask(address)


@pytest.mark.parametrize(
    "body",
    [
        b"", b"<html>", b"[]", b"null", b"{}", b'{"companies": null}', b'{"companies": [7]}',
        b'{"companies": [{"businessId": null}]}', b"\xff\xfe",
        b'{"companies": [{"businessId": {"value": "7654321-2"}, "names": []}]}',
    ],
)  # fmt: skip
def test_a_broken_answer_says_nothing_either(address, mood, body):
    mood.body = body
    with pytest.raises(RegisterSilent):
        ask(address)


def test_what_the_register_leaves_out_is_empty(address, mood):
    mood.body = b"""{"companies": [{"businessId": {"value": "7654321-2"}, "endDate": "2020-01-01",
        "names": [{"name": "Pihla", "type": "1", "endDate": "2020-01-01"}]}]}"""
    assert ask(address) == Company("Pihla", ended=True)


def test_nobody_waits_long_for_a_slow_register(address, mood):
    mood.slow = True
    with pytest.raises(RegisterSilent):
        ask(address, timeout=0.1)


def test_a_register_that_is_not_there_is_silent():
    with pytest.raises(RegisterSilent):
        ask(f"http://127.0.0.1:{free_port()}/v3")


def test_the_same_is_asked_once_in_half_a_day(address, mood):
    register = KeptRegister(OpenRegister(address))
    for later in (timedelta(0), KEPT_FOR - timedelta(seconds=1)):
        assert register.find(KNOWN, now=NOW + later).name == "Pihlajan Palvelut ry"
        assert register.find(OTHER, now=NOW + later) is None
    assert mood.asked == [KNOWN, OTHER]
    register.find(KNOWN, now=NOW + KEPT_FOR)
    assert mood.asked == [KNOWN, OTHER, KNOWN]


def test_a_register_that_has_had_enough_is_left_in_peace(address, mood):
    register, mood.status = KeptRegister(OpenRegister(address)), 429
    for later in (timedelta(0), REST - timedelta(seconds=1)):
        with pytest.raises(RegisterSilent):
            register.find(KNOWN, now=NOW + later)
    assert mood.asked == [KNOWN]
    mood.status = 200
    assert register.find(KNOWN, now=NOW + REST)


def test_a_site_asks_only_where_it_is_told_to():
    assert open_register("", demo=False) is None
    assert isinstance(open_register("", demo=True), InventedRegister)
    assert isinstance(open_register("https://x.example", demo=True), KeptRegister)
    with pytest.raises(ValueError, match="BUSINESS_REGISTER_URL"):
        open_register("file:///etc/passwd", demo=False)
