"""Twins alike in what the rules ask stand alike; a rule that looked elsewhere would be found."""

from __future__ import annotations

from dataclasses import fields, replace

from app.domain.vocabulary import Language
from app.matching import twins
from app.matching.facts import ClientFacts
from tests.matching.crowd import crowd
from tests.matching.people import coach, context, shift


def test_made_twins_stand_alike_on_many_shifts():
    _people, shifts, known = crowd(3, 1, 60)
    found = twins.compare(twins.made_people(None), shifts, known)
    assert (found.pairs, found.shifts, found.unlike) == (5, 60, ())


def test_everybody_of_a_crowd_stands_as_the_twin_does():
    people, shifts, known = crowd(4, 60, 30)
    assert twins.compare(people, shifts, known).unlike == ()


def test_a_difference_would_be_found(monkeypatch):
    def unfair(person):
        return replace(person, waiting_days=person.waiting_days + 1)

    monkeypatch.setattr(twins, "twin_of", unfair)
    found = twins.compare(twins.made_people(None), [shift()], context(coach()))
    assert found.unlike == (shift().id,)


def test_the_twin_is_of_another_unit_and_the_other_register():
    one = twins.made_people(None)[0]
    other = twins.twin_of(one)
    assert other.unit_id != one.unit_id
    assert (one.language, other.language) == (Language.FI, Language.FI_SELKO)


def test_the_matcher_has_no_room_for_what_it_must_not_know():
    words = ("age", "birth", "sex", "gender", "benefit", "decline", "answer", "diagnos", "rating")
    names = [field.name for field in fields(ClientFacts)]
    assert not [name for name in names for word in words if word in name.split("_")]
