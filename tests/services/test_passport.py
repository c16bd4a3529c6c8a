"""Thanks, own strengths, self checks and the passport that grows of the work."""

from __future__ import annotations

from datetime import timedelta

import pytest

from app.domain.errors import Conflict, Missing, RuleBroken
from app.domain.lifecycle import HoursState
from app.domain.self_checks import Question
from app.domain.thanks import Thank
from app.domain.vocabulary import Face
from app.services import self_checks, strengths, thanks
from app.store import passports
from app.store import self_checks as kept
from app.store.models.own_words import SelfCheck, ThankYou
from app.store.models.people import Client
from app.store.models.trail import AuditEvent


def worked(world, hours=HoursState.AGREED, **facts):
    return world.performed(world.kalle, world.shift(**facts), hours=hours)


def passport(world, actor=None):
    return passports.get_passport(actor or world.kalle, world.kalle.client_id, now=world.now)


def test_the_passport_sums_up_the_same_work_at_one_place(world):
    for week in (0, 1):
        worked(world, day="ma", weeks=-1 - week, title="Tiskaus")
    worked(world, day="ti", weeks=-1, title="Siivous", orderer=world.otto)
    world.placed(world.kalle, world.shift(day="pe", title="Tulossa"))
    found = passport(world)
    told = [(one.title, one.workplace, one.times, one.minutes) for one in found.works]
    assert told == [
        ("Siivous", "Kiinteistöhuolto Oy", 1, 180), ("Tiskaus", "Palvelutalo Pihlaja", 2, 360),
    ]  # fmt: skip
    assert (found.times, found.minutes) == (3, 540)


def test_the_passport_is_for_the_client_and_those_close(world):
    assert passport(world, world.carla).first_name == "Kalle"
    for other in (world.cleo, world.celia, world.oona, world.dina, world.kaisa):
        with pytest.raises(Missing):
            passport(world, other)


def test_a_workplace_thanks_once_for_each_thing(world):
    hours_id = worked(world, day="ma", weeks=-1)
    said = [Thank.CARE, Thank.CARE, Thank.ON_TIME]
    assert thanks.give_thanks(world.oona, hours_id, said, now=world.now) == [
        Thank.CARE, Thank.ON_TIME,
    ]  # fmt: skip
    assert thanks.give_thanks(world.olga, hours_id, said, now=world.now) == []
    assert dict(passport(world).thanks) == {Thank.CARE: 1, Thank.ON_TIME: 1}
    (event,) = world.all(AuditEvent, AuditEvent.object_type == "thank_you")
    assert (event.actor_id, event.fields) == (world.oona.user_id, ["care", "on_time"])


def test_thanks_come_after_agreed_hours_and_from_the_workplace_alone(world):
    early = worked(world, HoursState.PROPOSED, day="ma", weeks=-1)
    with pytest.raises(Conflict):
        thanks.give_thanks(world.oona, early, [Thank.HELP], now=world.now)
    hours_id = worked(world, day="ti", weeks=-1)
    for other in (world.otto, world.cleo, world.kaisa):
        with pytest.raises(Missing):
            thanks.give_thanks(other, hours_id, [Thank.HELP], now=world.now)
    assert world.count(ThankYou) == 0


def test_own_words_are_kept_and_taken_away(world):
    strengths.say_strengths(world.kalle, "  Osaan   leipoa. ", now=world.now)
    assert passport(world).strengths == "Osaan leipoa."
    strengths.say_strengths(world.kalle, "Osaan leipoa.", now=world.now)
    assert world.count(AuditEvent, AuditEvent.object_type == "strengths") == 1
    strengths.say_strengths(world.kalle, "", now=world.now)
    assert world.get(Client, world.kalle.client_id).strengths is None
    with pytest.raises(RuleBroken):
        strengths.say_strengths(world.kalle, "x" * 301, now=world.now)
    with pytest.raises(Missing):
        strengths.say_strengths(world.carla, "Minä", now=world.now)


def test_answers_of_a_day_are_one_set_sealed(world):
    for face in (Face.FINE, Face.GOOD):
        self_checks.say(world.kalle, Question.SLEEP, face, now=world.now)
    self_checks.say(world.kalle, Question.MOOD, Face.TOO_HARD, now=world.now)
    self_checks.say(world.kalle, Question.MOOD, None, now=world.now)
    (row,) = world.all(SelfCheck)
    assert b"good" not in row.answers_sealed
    (found,) = kept.list_rounds(world.kalle, world.kalle.client_id, now=world.now)
    assert found.answers == {Question.SLEEP: Face.GOOD}


def test_days_are_told_in_order_to_those_close_and_nobody_else(world):
    me = world.kalle.client_id
    for _day in range(5):
        self_checks.say(world.kalle, Question.SLEEP, Face.FINE, now=world.now)
        world.pass_time(days=20)
        self_checks.say(world.kalle, Question.SLEEP, None, now=world.now)
        world.pass_time(days=1)
    rounds = kept.list_rounds(world.carla, me, now=world.now, limit=3)
    days = [one.on for one in rounds]
    assert days == sorted(days)
    assert len(days) == 3
    assert days[1] - days[0] == timedelta(days=21)
    for other in (world.cleo, world.celia, world.oona, world.dina, world.maija):
        with pytest.raises(Missing):
            kept.list_rounds(other, me, now=world.now)
    with pytest.raises(Missing):
        self_checks.say(world.carla, Question.SLEEP, Face.FINE, now=world.now)
