"""Whoever has a link to hours asks to be called; the dispatcher sees it, calls and notes it."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest

from app.domain.lifecycle import HoursState
from app.domain.waiting import call_by
from app.services import hours, waiting
from app.store.models.asking import CallNote, CallWish
from app.store.models.people import User
from app.store.models.rules import RuleValue
from app.store.models.trail import OutboxMessage


@pytest.fixture
def link(world):
    """The address of a link to Kalle's hours, sent to Oona, who has a phone."""
    world.change(User, world.oona.user_id, phone="+358401234567")
    shift_id = world.shift(day="ma", starts="06:00", ends="08:00", title="Tiskaus")
    world.performed(world.kalle, shift_id, hours=HoursState.PROPOSED)
    hours.send_hours_links(now=world.now)
    (sent,) = world.all(OutboxMessage, OutboxMessage.template == "hours_to_agree")
    return json.loads(sent.facts or "{}")["path"]


def test_nights_are_not_counted_in_the_promise(world):
    # Monday 9:00 local; the day of calls ends at 20.
    assert call_by(world.now, 4) == world.now + timedelta(hours=4)
    assert call_by(world.now + timedelta(hours=9), 4) == world.now + timedelta(hours=25)


def test_one_press_asks_and_the_page_says_who_calls_by_when(world, browse, link):
    nobody = browse()
    asked = nobody.follow(nobody.post(f"{link}/call"))
    said = asked.text.replace("\xa0", " ")
    assert "Jobcenter-koordinaattori soittaa sinulle viimeistään ma 23.11. klo 13." in said
    nobody.post(f"{link}/call")
    assert world.count(CallWish) == 1
    gone = nobody.follow(nobody.post(f"{link}/no-call"))
    assert "Pyydä, että soitamme sinulle" in gone.text
    assert world.count(CallWish) == 0


def test_the_dispatcher_calls_and_notes_it_though_the_promise_is_late(world, browse, link):
    browse().post(f"{link}/call")
    (wish,) = world.all(CallWish)
    world.pass_time(hours=6)
    dina = browse(world.dina)
    page = dina.get("/dispatch/")
    assert "Haluaa puhua tunneista" in page.text
    assert "+358401234567" in page.text
    dina.submit(page.form(f"/dispatch/calls/talk/{wish.id}"), note="Sovittiin 90 min")
    assert world.get(CallWish, wish.id).done_at == world.now
    assert world.count(CallNote) == 1
    assert "Sovittiin 90 min" in dina.get("/dispatch/").text
    assert "Pyydä, että soitamme sinulle" in browse().get(link).text
    world.pass_time(hours=25)
    assert "Haluaa puhua tunneista" not in dina.get("/dispatch/").text


def test_who_asked_for_a_call_is_not_called_twice_about_the_same_hours(world, browse, link):
    dina = browse(world.dina)
    world.pass_time(hours=50)
    assert "Tunnit odottavat hyväksymistä" in dina.get("/dispatch/").text
    browse().post(f"{link}/call")
    page = dina.get("/dispatch/")
    assert "Haluaa puhua tunneista" in page.text
    assert "Tunnit odottavat hyväksymistä" not in page.text


def test_without_a_number_the_orderer_is_asked_to_call(world, browse, link):
    world.change(User, world.oona.user_id, phone=None)
    nobody = browse()
    told = nobody.follow(nobody.post(f"{link}/call"))
    assert "Meillä ei ole puhelinnumeroasi." in told.text
    assert world.count(CallWish) == 0


def test_how_soon_is_a_dated_rule_and_nobody_is_reminded_of_the_own_wish(world, browse, link):
    (rule,) = world.all(RuleValue, RuleValue.key == "calls.promise_hours")
    world.change(RuleValue, rule.id, value="2")
    browse().post(f"{link}/call")
    (wish,) = world.all(CallWish)
    assert wish.due_at == world.now + timedelta(hours=2)
    waiting.remind_orderers(now=world.now)
    assert world.count(OutboxMessage, OutboxMessage.template == "answer_reminder") == 0


def test_signed_in_one_asks_at_the_hours_and_takes_it_back(world, browse, link):
    oona = browse(world.oona)
    page = oona.get("/orderer/hours")
    page = oona.follow(oona.submit(page.form("/call")))
    said = page.text.replace("\xa0", " ")
    assert "Jobcenter-koordinaattori soittaa sinulle viimeistään ma 23.11. klo 13." in said
    assert "Soitamme sinulle" in browse().get(link).text
    oona.submit(page.form("/no-call"))
    assert world.count(CallWish) == 0


def test_without_a_number_one_reads_whom_to_call(world, browse, link):
    world.change(User, world.oona.user_id, phone=None)
    oona = browse(world.oona)
    page = oona.follow(oona.submit(oona.get("/orderer/hours").form("/call")))
    assert "Meillä ei ole puhelinnumeroasi." in page.text
    assert "Kysyttävää tunneista? Soita:" in page.text
    assert world.count(CallWish) == 0
