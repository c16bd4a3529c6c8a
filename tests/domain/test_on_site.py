"""Whose phone is answered now: the coach, a substitute, the office, in this order."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest

from app.domain.bookings import CoachWeek, Visit
from app.domain.on_site import Answerer, Colleague, answer_by, is_on, who_answers

# A Monday at ten o'clock in Helsinki.
NOW = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
SHIFT, OTHER = uuid4(), uuid4()
OFFICE = "09 310 00000"
TODAY = (date(2026, 11, 23), date(2026, 11, 23))


def coach(name, *, phone="040 1", absences=(), on=None, **facts):
    ids = uuid4()
    visits = (Visit(on, NOW, NOW + timedelta(hours=2)),) if on else ()
    week = CoachWeek(ids, absences=absences, visits=visits, most_minutes=0)
    return Colleague(ids, name, phone, week, **facts)


def answers(*coaches, now=NOW):
    found = who_answers(coaches, SHIFT, office=OFFICE, now=now)
    return found.answerer, found.name


def test_the_coach_on_the_shift_comes_before_the_own_and_the_own_before_a_substitute():
    along, own, other = coach("Satu", on=SHIFT, along=True), coach("Anu", own=True), coach("Aino")
    assert answers(other, own, along) == (Answerer.COACH, "Satu")
    assert answers(other, own) == (Answerer.COACH, "Anu")
    assert answers(other) == (Answerer.SUBSTITUTE, "Aino")


@pytest.mark.parametrize(
    "facts", [{"absences": (TODAY,)}, {"on": OTHER}, {"phone": ""}], ids=["away", "busy", "mute"]
)
def test_who_is_away_with_others_or_without_a_phone_does_not_answer(facts):
    assert answers(coach("Anu", own=True, **facts), coach("Aino")) == (Answerer.SUBSTITUTE, "Aino")


def test_outside_working_hours_only_who_is_on_the_shift_answers():
    evening = NOW + timedelta(hours=9)
    assert answers(coach("Anu", own=True), now=evening)[0] is Answerer.OFFICE
    along = coach("Satu", on=SHIFT, along=True)
    assert answers(along, now=evening) == (Answerer.COACH, "Satu")


def test_where_nobody_can_the_office_does():
    found = who_answers([], SHIFT, office=OFFICE, now=NOW)
    assert (found.answerer, found.phone, found.user_id) == (Answerer.OFFICE, OFFICE, None)


def test_a_shift_goes_on_from_when_one_may_check_in_to_its_end():
    ends = NOW + timedelta(hours=2)
    assert [is_on(NOW, ends, NOW + timedelta(minutes=n)) for n in (-16, -15, 119, 120)] == [
        False, True, True, False,
    ]  # fmt: skip


def test_the_answer_comes_as_soon_as_the_rule_says():
    assert answer_by(NOW, 20) - NOW == timedelta(minutes=20)
    assert answer_by(NOW, None) - NOW == timedelta(minutes=15)
