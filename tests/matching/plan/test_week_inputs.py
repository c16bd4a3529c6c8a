"""What the planner is given of people's own records: a team as one, what months leave."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from uuid import UUID

from app.domain.calendar import week_bounds
from app.domain.vocabulary import SupportNeed
from app.matching.facts import TeamFacts
from app.matching.inputs import Inputs
from app.matching.week_inputs import build_instance
from app.matching.week_pairs import list_pairs
from tests.matching.people import KAISA, MONDAY, WEDNESDAY, agreed, client, context, shift


def week_of(*clients, shifts=None, teams=()):
    known = context(teams={one.id: one for one in teams})
    inputs = Inputs({one.id: one for one in clients}, shifts or [shift()], known)
    first = min(one.on for one in inputs.shifts)
    return build_instance(inputs, list_pairs(inputs), week_bounds(first)[0])


def test_a_team_is_one_row_with_the_places_of_all():
    one = client(support_need=SupportNeed.NONE, waiting_days=10, max_minutes_week=600)
    two = replace(one, id=KAISA, waiting_days=20, max_minutes_week=300)
    team = TeamFacts(UUID(int=77), (one.id, two.id), None, True)
    week = week_of(one, two, shifts=[shift(places=2)], teams=[team])
    c = week.columns
    assert week.client_ids.tolist() == [str(team.id)]
    assert set(week.people_of(str(team.id))) == {str(one.id), str(two.id)}
    assert (c.seats[0], week.waiting[0], c.ceiling[0], week.pairs) == (2, 15, 300, 1)


def test_a_team_has_only_what_fits_all_of_it():
    one = client(support_need=SupportNeed.NONE)
    two = replace(one, id=KAISA, blocked_organisation_ids=frozenset({shift().organisation_id}))
    team = TeamFacts(UUID(int=77), (one.id, two.id), None, True)
    week = week_of(one, two, shifts=[shift(places=2)], teams=[team])
    assert (week.clients, week.pairs) == (1, 0)


def test_in_a_week_of_two_months_the_fuller_one_is_what_limits():
    work = (
        agreed(date(2026, 10, 6), 8, 16), agreed(date(2026, 11, 4), 9, 14),
        agreed(date(2026, 11, 5), 9, 11), agreed(date(2026, 12, 9), 9, 12, cents=5_000),
    )  # fmt: skip
    one = client(agreed=work, max_minutes_month=1000, max_cents_month=20_000)
    last_of_november, december = shift(MONDAY, id=UUID(int=71)), shift(WEDNESDAY)
    columns = week_of(one, shifts=[last_of_november, december]).columns
    assert (columns.ceiling[0], columns.room[0]) == (1000 - 7 * 60, 20_000)
    columns = week_of(one, shifts=[december]).columns
    assert (columns.ceiling[0], columns.room[0]) == (1000 - 3 * 60, 15_000)
