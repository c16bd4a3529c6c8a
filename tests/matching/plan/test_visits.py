"""Coaches who go along, first times and teams: against trying everything, one limit at a time."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tests.matching.plan.small_weeks import (
    best_by_trying,
    one_of_each,
    rows_with_coaches,
    shuffled,
    week_of,
)

pytest.importorskip("highspy", reason="the planner's packages are not installed")

from app.matching.plan.certificate import broken_limits
from app.matching.plan.patterns import SCALE
from app.matching.week_plan import (
    Pin,
    PlanInputError,
    PlanSettings,
    certify,
    fair_queue,
    not_chosen,
    open_places,
    replan,
    solve,
    waiting_points,
)

IN_PARTS = PlanSettings(small=0, part=4, delta=200, wide=400, gap=0, sweeps=3)


def valued(week):
    chosen = PlanSettings()
    points = waiting_points(week.waiting, chosen.waiting_weight, chosen.first_tenth, chosen.served)
    return week.with_bonus(points * week.columns.seats)


def two_with_one_coach(**changes):
    """Two clients who need the one coach for an hour each, at the same time in two places."""
    return one_of_each(**{
        "client_id": ["a", "b"], "client_ceiling": [600] * 2, "client_room": [40_000] * 2,
        "client_coach": [0, 0], "client_waiting": [5, 5],
        "shift_id": ["s", "t"], "shift_places": [2, 2], "shift_start": [600] * 2,
        "shift_end": [660] * 2, "shift_day": [0, 0], "shift_x": [0, 9_000], "shift_y": [0, 0],
        "shift_pay": [3_000] * 2, "shift_orderer": ["o"] * 2,
        "pair_client": [0, 1], "pair_shift": [0, 1], "pair_value": [90, 80],
        "pair_support": [60, 60], "pair_goes": [0, 0], **changes,
    })  # fmt: skip


@settings(max_examples=80, deadline=None)
@given(rows_with_coaches())
def test_a_small_week_is_planned_as_well_as_by_trying_everything(tables):
    week = week_of(tables)
    assume(week.pairs <= 10)
    plan = solve(week)
    assert plan.value == best_by_trying(valued(week))
    assert plan.gap == 0
    assert certify(week, plan).holds


@settings(max_examples=60, deadline=None)
@given(rows_with_coaches(most_clients=6, most_shifts=6))
def test_a_week_in_parts_is_valid_and_below_its_bound(tables):
    week = week_of(tables)
    plan = solve(week, IN_PARTS)
    assert certify(week, plan).holds
    found = best_by_trying(valued(week)) if week.pairs <= 10 else plan.value
    assert plan.value <= found <= plan.price_bound // SCALE


@settings(max_examples=30, deadline=None)
@given(rows_with_coaches(), st.integers(0, 9))
def test_shuffled_rows_give_the_same_plan(tables, seed):
    one, other = week_of(tables), week_of(shuffled(tables, seed))
    assert solve(one).hash == solve(other).hash
    assert solve(one, IN_PARTS).hash == solve(other, IN_PARTS).hash


@settings(max_examples=50, deadline=None)
@given(rows_with_coaches(), st.data())
def test_pins_are_kept_and_the_rest_is_still_the_best(tables, data):
    week = week_of(tables)
    assume(1 <= week.pairs <= 9)
    row = data.draw(st.integers(0, week.pairs - 1))
    yes = data.draw(st.booleans())
    client = str(week.client_ids[week.pair_clients()[row]])
    pin = Pin(client, str(week.shift_ids[week.columns.shift[row]]), yes, "because")
    plan = solve(week, pins=[pin])
    best = best_by_trying(valued(week), *(((row,), ()) if yes else ((), (row,))))
    assert certify(week, plan).holds
    assert bool(plan.notes) is (best is None)
    assert best is None or plan.value == best


@settings(max_examples=50, deadline=None)
@given(rows_with_coaches(most_clients=5, most_shifts=5))
def test_the_queue_and_a_mended_plan_are_valid(tables):
    week = week_of(tables)
    assert broken_limits(week, np.flatnonzero(fair_queue(week)).tolist()) == []
    plan = solve(week)
    assume(len(plan.pairs))
    mended = replan(week, plan, {(plan.client_ids[0], plan.shift_ids[0])})
    assert broken_limits(week, mended.plan.pairs.tolist()) == []
    told = [one.client_id for one in not_chosen(week, plan)]
    assert sorted([*told, *set(plan.client_ids)]) == sorted(tables[0]["id"])
    assert all(one.places > 0 for one in open_places(week, plan))


def test_a_coach_is_not_in_two_places():
    week = week_of(two_with_one_coach(coach_minutes=[600]))
    assert solve(week).client_ids == ("a",)
    assert broken_limits(week, [0, 1]) == [("coach_twice", "k")]


def test_two_clients_on_one_visit_take_its_minutes_once():
    week = week_of(two_with_one_coach(pair_shift=[0, 0], coach_minutes=[60]))
    assert solve(week).client_ids == ("a", "b")
    spoilt = replace(week, coach_minutes=np.array([59, 0], dtype=np.int32))
    assert broken_limits(spoilt, [0, 1]) == [("coach", "k")]


def test_a_coach_has_one_first_time_a_day():
    tables = two_with_one_coach(pair_shift=[0, 0], coach_minutes=[600], pair_first_time=[1, 1])
    week = week_of(tables)
    assert solve(week).client_ids == ("a",)
    assert broken_limits(week, [0, 1]) == [("first_times", "k")]


def test_first_times_on_two_days_are_two():
    tables = two_with_one_coach(
        coach_minutes=[600], pair_first_time=[1, 1], shift_start=[600, 2040],
        shift_end=[660, 2100], shift_day=[0, 1],
    )  # fmt: skip
    assert solve(week_of(tables)).client_ids == ("a", "b")


def test_a_team_takes_as_many_places_as_it_has_people():
    week = week_of(one_of_each(client_seats=[2]))
    assert solve(week).client_ids == ()
    assert broken_limits(week, [0]) == [("places", "s")]
    assert solve(week_of(one_of_each(client_seats=[2], shift_places=[2]))).client_ids == ("c",)


def test_a_pin_of_one_of_a_team_is_the_teams():
    week = week_of(one_of_each(client_seats=[2], client_people=[("x", "y")], shift_places=[2]))
    plan = solve(week, pins=[Pin("y", "s", False, "asked for")])
    assert (plan.client_ids, plan.pins[0].client_id) == ((), "c")
    assert (week.people_of("c"), week.people_of("z")) == (("x", "y"), ("z",))


def test_a_substitute_goes_along_on_the_substitutes_minutes():
    tables = one_of_each(
        coach_id=["k", "l"], coach_minutes=[0, 60], pair_goes=[1], pair_support=[60]
    )
    week = week_of(tables)
    plan = solve(week)
    assert plan.client_ids == ("c",)
    assert certify(week, plan).holds


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"pair_goes": [4]}, "unknown_coach"),
        ({"client_seats": [0]}, "team_of_nobody"),
    ],
)  # fmt: skip
def test_a_week_that_cannot_be_read_says_why(changes, code):
    with pytest.raises(PlanInputError) as refused:
        week_of(one_of_each(**changes))
    assert refused.value.code == code


def test_two_clients_may_not_disagree_about_how_long_a_visit_is():
    with pytest.raises(PlanInputError) as refused:
        week_of(two_with_one_coach(pair_shift=[0, 0], pair_support=[60, 30]))
    assert refused.value.code == "visit_minutes_differ"
