"""The pairs of a week in columns: worth what, with whom, and the same as judged one by one."""

from __future__ import annotations

from uuid import UUID

import pytest

from app.domain.bookings import Visit
from app.domain.calendar import week_bounds
from app.domain.vocabulary import SupportNeed
from app.matching.inputs import Inputs
from app.matching.plan.instance import NO_COACH
from app.matching.shortlist import judge
from app.matching.week_inputs import build_instance
from app.matching.week_pairs import ALONE, CONTINUES, list_pairs
from tests.matching.people import client, coach, context, shift
from tests.matching.plan.one_by_one import easy_crowd, judged, read_back, with_teams

COACH, OTHER = UUID(int=901), UUID(int=902)


def pair_of(one, *coaches):
    """The only pair of a client and the shift; coaches' rows are in the order of ids."""
    pairs = list_pairs(Inputs({one.id: one}, [shift()], context(*coaches)))
    assert [len(column) for column in pairs] == [1] * len(pairs)
    return type(pairs)(*(column[0] for column in pairs))


def with_coach(**changes):
    return client(support_need=SupportNeed.ALWAYS, coach_id=COACH, **changes)


def test_the_own_coach_goes_along_where_that_is_possible():
    pair = pair_of(with_coach(), coach(OTHER), coach(COACH))
    assert (pair.goes, pair.support) == (0, shift().minutes)


def test_else_a_substitute_of_the_unit_goes_along():
    pair = pair_of(with_coach(), coach(COACH, absences=((shift().on, shift().on),)), coach(OTHER))
    assert (pair.goes, pair.support) == (1, shift().minutes)


def test_a_coach_who_is_there_already_gives_no_more_minutes():
    there = Visit(shift().id, shift().starts_at, shift().ends_at, shift().place)
    pair = pair_of(with_coach(), coach(COACH, visits=(there,)))
    assert (pair.goes, pair.support) == (0, 0)


def test_of_substitutes_goes_who_is_there_already():
    there = Visit(shift().id, shift().starts_at, shift().ends_at, shift().place)
    others = [coach(UUID(int=n), visits=(there,) * (n == 905)) for n in range(902, 908)]
    pair = pair_of(with_coach(), *others)
    assert (pair.goes, pair.support) == (3, 0)


def test_who_needs_nobody_is_worth_a_little_more():
    alone = pair_of(client(support_need=SupportNeed.NONE))
    along = pair_of(with_coach(), coach(COACH))
    assert (alone.goes, alone.value - along.value) == (NO_COACH, ALONE)


@pytest.mark.parametrize(
    ("changes", "first"), [({}, True), ({"performed_at_task": {shift().task_id: 1}}, False)]
)
def test_the_first_shift_of_a_task_with_a_coach_is_a_first_time(changes, first):
    assert pair_of(with_coach(**changes), coach(COACH)).first_time == first


@pytest.mark.parametrize(
    "changes",
    [
        {"performed_at_task": {shift().task_id: 1}},
        {"performed_at_task": {shift().task_id: 50}},
        {"committed_task_ids": frozenset({shift().task_id})},
    ],
    ids=["has worked there", "has worked there often", "has agreed shifts ahead"],
)
def test_to_go_on_with_the_own_work_is_worth_more(changes):
    fresh = pair_of(client(support_need=SupportNeed.NONE))
    goes_on = pair_of(client(support_need=SupportNeed.NONE, **changes))
    assert goes_on.value - fresh.value == CONTINUES


def test_without_shifts_or_clients_there_are_no_pairs():
    one = client()
    for inputs in (Inputs({}, [shift()], context()), Inputs({one.id: one}, [], context())):
        pairs = list_pairs(inputs)
        assert [len(column) for column in pairs] == [0] * len(pairs)


@pytest.mark.parametrize("teams", [False, True], ids=["alone", "in teams"])
@pytest.mark.parametrize("seed", range(9))
def test_the_pairs_of_a_crowd_are_those_that_are_judged_one_by_one(seed, teams):
    inputs = with_teams(easy_crowd(seed), seed) if teams else easy_crowd(seed)
    assert read_back(week_of(inputs)) == judged(inputs)


def week_of(inputs):
    first = min(one.on for one in inputs.shifts)
    return build_instance(inputs, list_pairs(inputs), week_bounds(first)[0])


def test_crowds_have_whatever_may_be_of_coaches_and_teams():
    """Own coaches and substitutes, there already or not, a first time or not; nobody; teams."""
    seen, nobody, of_teams = set(), False, 0
    for seed in range(9):
        inputs = easy_crowd(seed)
        own = {str(one.id): str(one.coach_id) for one in inputs.clients.values()}
        for (row, _shift), (_value, goes, minutes, first) in judged(inputs).items():
            seen |= {(goes == own[row], minutes > 0, first)} if goes else {None}
        stops = (judge(one, work, inputs.context).shuts_out
                 for one in inputs.clients.values() for work in inputs.shifts)  # fmt: skip
        nobody |= any(stop and stop.reason.code == "no_coach_free" for stop in stops)
        joint = with_teams(inputs, seed)
        of_teams += sum(UUID(row) in joint.context.teams for row, _shift in judged(joint))
    assert (len(seen), nobody, of_teams > 0) == (9, True, True)
