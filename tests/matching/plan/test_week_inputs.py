"""What the planner is given of people's own records: who goes along, what continues, teams."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest

from app.domain.bookings import Visit
from app.domain.calendar import week_bounds
from app.domain.travel import travel_minutes
from app.domain.vocabulary import SupportNeed
from app.matching.facts import TeamFacts
from app.matching.inputs import Inputs
from app.matching.presence import find_coach_for, wanted_presence
from app.matching.shortlist import Group, judge
from app.matching.week_inputs import (
    ALONE,
    CONTINUES,
    FAR,
    PLACED,
    WISH,
    build_instance,
    list_pairs,
)
from tests.matching.crowd import crowd
from tests.matching.people import KAISA, client, coach, context, shift

COACH, OTHER = UUID(int=901), UUID(int=902)


def inputs_of(*clients, shifts=None, coaches=(), teams=()):
    known = context(*coaches, teams={one.id: one for one in teams})
    return Inputs({one.id: one for one in clients}, shifts or [shift()], known)


def week_of(inputs):
    first = min(one.on for one in inputs.shifts)
    return build_instance(inputs, list_pairs(inputs), week_bounds(first)[0])


def with_coach(**changes):
    return client(support_need=SupportNeed.ALWAYS, coach_id=COACH, **changes)


def test_the_own_coach_goes_along_where_that_is_possible():
    (pair,) = list_pairs(inputs_of(with_coach(), coaches=[coach(COACH), coach(OTHER)]))
    assert (pair.goes, pair.support) == (COACH, shift().minutes)


def test_else_a_substitute_of_the_unit_goes_along():
    (pair,) = list_pairs(inputs_of(with_coach(), coaches=[coach(OTHER)]))
    assert pair.goes == OTHER


def test_a_coach_who_is_there_already_gives_no_more_minutes():
    there = Visit(shift().id, shift().starts_at, shift().ends_at, shift().place)
    (pair,) = list_pairs(inputs_of(with_coach(), coaches=[coach(COACH, visits=(there,))]))
    assert (pair.goes, pair.support) == (COACH, 0)


def test_who_needs_nobody_is_worth_a_little_more():
    (alone,) = list_pairs(inputs_of(client(support_need=SupportNeed.NONE)))
    (along,) = list_pairs(inputs_of(with_coach(), coaches=[coach(COACH)]))
    assert (alone.goes, alone.value - along.value) == (None, ALONE)


@pytest.mark.parametrize(
    ("changes", "first"), [({}, True), ({"performed_at_task": {shift().task_id: 1}}, False)]
)
def test_a_first_time_is_the_first_shift_of_the_task(changes, first):
    (pair,) = list_pairs(inputs_of(with_coach(**changes), coaches=[coach(COACH)]))
    assert pair.first_time is first


@pytest.mark.parametrize(
    "changes",
    [
        {"performed_at_task": {shift().task_id: 1}},
        {"committed_task_ids": frozenset({shift().task_id})},
    ],
    ids=["has worked there", "has agreed shifts ahead"],
)
def test_to_go_on_with_the_own_work_is_worth_more(changes):
    (fresh,) = list_pairs(inputs_of(client(support_need=SupportNeed.NONE)))
    (goes_on,) = list_pairs(inputs_of(client(support_need=SupportNeed.NONE, **changes)))
    assert goes_on.value - fresh.value == CONTINUES


def test_a_team_is_one_row_with_the_places_of_all():
    one = client(support_need=SupportNeed.NONE, waiting_days=10, max_minutes_week=600)
    two = replace(one, id=KAISA, waiting_days=20, max_minutes_week=300)
    team = TeamFacts(UUID(int=77), (one.id, two.id), None, True)
    week = week_of(inputs_of(one, two, shifts=[shift(places=2)], teams=[team]))
    c = week.columns
    assert week.client_ids.tolist() == [str(team.id)]
    assert set(week.people_of(str(team.id))) == {str(one.id), str(two.id)}
    assert (c.seats[0], week.waiting[0], c.ceiling[0], week.pairs) == (2, 15, 300, 1)


def test_a_team_has_only_what_fits_all_of_it():
    one = client(support_need=SupportNeed.NONE)
    two = replace(one, id=KAISA, blocked_organisation_ids=frozenset({shift().organisation_id}))
    team = TeamFacts(UUID(int=77), (one.id, two.id), None, True)
    week = week_of(inputs_of(one, two, shifts=[shift(places=2)], teams=[team]))
    assert (week.clients, week.pairs) == (1, 0)


def easy_crowd(seed):
    """A crowd in which nothing but the coach, the way and the orderer is in anybody's way."""
    people, works, known = crowd(seed, 40, 12)
    easy = {
        "availability": (), "exceptions": (), "sessions": (), "agreed": (), "limits": {},
        "own_rules": frozenset(), "avoided": frozenset(), "max_minutes_week": None,
        "max_minutes_month": None, "max_cents_month": None, "together": 1,
        "asked_shift_ids": frozenset(), "non_disclosure": False,
    }  # fmt: skip
    now = min(work.starts_at for work in works) - timedelta(days=1)
    works = [replace(work, places=6, passes=frozenset()) for work in works]
    return [replace(one, **easy) for one in people], works, replace(known, now=now)


@pytest.mark.parametrize("seed", range(3))
def test_pairs_of_a_crowd_are_those_that_fit_with_a_coach_who_can(seed):
    people, works, known = easy_crowd(seed)
    inputs = Inputs({one.id: one for one in people}, works, known)
    found = {(pair.client_id, pair.shift_id): pair for pair in list_pairs(inputs)}
    judged = [judge(person, work, known) for person in people for work in works]
    fitting = {(one.client_id, one.shift_id) for one in judged if one.group is Group.FITS}
    assert set(found) == fitting
    assert fitting
    shifts = {work.id: work for work in works}
    for pair in found.values():
        person, work = inputs.clients[pair.client_id], shifts[pair.shift_id]
        needed = wanted_presence(person, work).required
        choice = find_coach_for(person, work, known) if needed else None
        assert (pair.goes is not None) is needed
        assert (choice is not None and choice.own) is (needed and pair.goes == person.coach_id)
        assert pair.value == points(person, work, known, needed)


def points(person, work, known, needed):
    """What a pair is worth, rule by rule."""
    goes_on = (
        person.performed_at_task.get(work.task_id) or work.task_id in person.committed_task_ids
    )
    far = 0
    if person.place and work.place:
        far = min(FAR, travel_minutes(person.place, work.place, known.travel) // 3)
    met = judge(person, work, known).wishes_met
    alone = 0 if needed else ALONE
    return PLACED + WISH * met + alone + (CONTINUES if goes_on else 0) - far
