"""What comes after a plan: reasons that are true, and a plan mended after a cancellation."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tests.matching.plan.small_weeks import (
    best_by_trying,
    one_of_each,
    rows_of_a_week,
    rows_with_coaches,
    two_newcomers,
    week_of,
)

pytest.importorskip("highspy", reason="the planner's packages are not installed")

from app.matching.plan.certificate import broken_limits, value_of
from app.matching.plan.reasons_check import wrong_reasons
from app.matching.plan.replan import settle_again, still_possible, without
from app.matching.plan.settings import Pin, PlanSettings
from app.matching.week_plan import certify, not_chosen, open_places, replan, solve

# Prices found in one step: many reasons are those of an exchange.
CARELESS = PlanSettings(small=0, part=4, evaluations=1)


def two_clients_one_place(values=(90, 10), **changes):
    return one_of_each(**{
        "client_id": ["a", "b"], "client_ceiling": [600] * 2, "client_room": [40_000] * 2,
        "client_coach": [0, 0], "client_waiting": [5, 5], "pair_client": [0, 1],
        "pair_shift": [0, 0], "pair_value": list(values), "pair_support": [0, 0], **changes,
    })  # fmt: skip


@settings(max_examples=40, deadline=None)
@given(rows_of_a_week())
def test_everybody_is_chosen_or_has_one_reason(tables):
    week = week_of(tables)
    plan = solve(week)
    told = [one.client_id for one in not_chosen(week, plan)]
    assert sorted([*told, *set(plan.client_ids)]) == sorted(tables[0]["id"])


@settings(max_examples=40, deadline=None)
@given(rows_of_a_week(most_clients=6, most_shifts=6))
def test_every_reason_is_true(tables):
    week = week_of(tables)
    for plan in (solve(week), solve(week, CARELESS)):
        assert wrong_reasons(week, plan, not_chosen(week, plan)) == []


@settings(max_examples=60, deadline=None)
@given(rows_with_coaches(most_clients=5, most_shifts=5))
def test_every_reason_is_true_where_coaches_go_along(tables):
    week = week_of(tables)
    for plan in (solve(week), solve(week, CARELESS)):
        assert wrong_reasons(week, plan, not_chosen(week, plan)) == []


def test_who_loses_the_coachs_first_time_of_the_day_is_told_so():
    week = week_of(two_newcomers())
    for plan in (solve(week), solve(week, CARELESS)):
        (one,) = not_chosen(week, plan)
        assert (one.client_id, one.code) == ("b", "first_times_to_others")
        assert wrong_reasons(week, plan, [one]) == []
        # There is room on the shift, and the coach has hours left.
        for code in ("places_worth_more_to_others", "coach_worth_more_to_others"):
            assert wrong_reasons(week, plan, [one._replace(code=code)]) == [("b", code)]


def test_no_price_of_a_first_time_that_nobody_was_given_is_told():
    week = week_of(two_newcomers())
    plan = solve(week)
    dear = plan.prices._replace(first=np.array([10**8, 0]))
    nothing = replace(
        plan, client_ids=(), shift_ids=(), pairs=np.zeros(0, dtype=np.int64), value=0, prices=dear
    )
    told = not_chosen(week, nothing)
    assert [one.code for one in told] == ["undecided_within_the_gap"] * 2


def test_a_shift_for_newcomers_only_stays_open_for_the_first_time_of_another():
    week = week_of(two_newcomers())
    (one,) = open_places(week, solve(week))
    assert (one.shift_id, one.code) == ("t", "first_times_used")


def test_a_shift_stays_open_while_the_coach_is_with_another():
    week = week_of(two_newcomers(shift_start=[600, 630], pair_first_time=[0, 0]))
    (one,) = open_places(week, solve(week))
    assert (one.shift_id, one.code) == ("t", "coach_elsewhere")


def test_a_first_time_that_nobody_was_given_is_no_reason():
    week = week_of(two_clients_one_place())
    plan = solve(week)
    told = [one._replace(code="first_times_to_others") for one in not_chosen(week, plan)]
    assert wrong_reasons(week, plan, told) == [("b", "first_times_to_others")]


def test_a_reason_that_is_not_true_is_seen():
    week = week_of(two_clients_one_place())
    plan = solve(week)
    (one,) = not_chosen(week, plan)
    for code in ("no_shift_fits", "limits_shut_every_shift"):
        assert wrong_reasons(week, plan, [one._replace(code=code)]) == [("b", code)]


def test_who_could_have_the_place_as_well_is_told_of_a_tie():
    week = week_of(two_clients_one_place((50, 50)))
    plan = solve(week)
    (one,) = not_chosen(week, plan)
    assert one.code == "equal_plan_with"
    assert wrong_reasons(week, plan, [one]) == []


def test_a_pin_breaks_a_tie():
    week = week_of(two_clients_one_place((50, 50)))
    for pin in (Pin("a", "s", yes=True, reason="r"), Pin("b", "s", yes=False, reason="r")):
        plan = solve(week, pins=[pin])
        (one,) = not_chosen(week, plan)
        assert (one.client_id, one.code == "equal_plan_with") == ("b", False)
        assert wrong_reasons(week, plan, [one._replace(code="equal_plan_with")])


def test_a_tie_that_is_none_is_seen():
    week = week_of(two_clients_one_place())
    plan = solve(week)
    (one,) = not_chosen(week, plan)
    assert wrong_reasons(week, plan, [one._replace(code="equal_plan_with")]) != []


def test_of_a_plan_that_is_not_the_best_nothing_is_said_as_if_it_were():
    week = week_of(two_clients_one_place())
    plan = solve(week)
    nothing = replace(
        plan, client_ids=(), shift_ids=(), pairs=np.zeros(0, dtype=np.int64), value=0,
        bound_by="prices",
    )  # fmt: skip
    (one,) = not_chosen(week, plan)
    told = [one._replace(code="no_better_plan_with")]
    assert wrong_reasons(week, plan, told) == []
    assert wrong_reasons(week, nothing, told) != []
    codes = {one.code for one in not_chosen(week, nothing)}
    assert codes.isdisjoint({"equal_plan_with", "no_better_plan_with"})


@settings(max_examples=60, deadline=None)
@given(rows_with_coaches(most_clients=3, most_shifts=3))
def test_what_is_said_of_other_plans_is_so_when_all_are_tried(tables):
    week = week_of(tables)
    plan = solve(week)
    assume(plan.gap == 0)
    valued = week.with_bonus(plan.bonus)
    for one in not_chosen(week, plan):
        assert one.code != "undecided_within_the_gap"
        i = int(np.searchsorted(week.client_ids, one.client_id))
        rows = range(int(week.columns.first[i]), int(week.columns.first[i + 1]))
        others = [best_by_trying(valued, must=[row]) for row in rows]
        best = max((value for value in others if value is not None), default=-1)
        assert best <= plan.value
        if one.code == "equal_plan_with":
            assert best == plan.value


@settings(max_examples=40, deadline=None)
@given(rows_of_a_week())
def test_open_places_are_those_that_nobody_has(tables):
    week = week_of(tables)
    plan = solve(week)
    found = {one.shift_id: one.places for one in open_places(week, plan)}
    for name, places in zip(tables[1]["id"], tables[1]["places"], strict=True):
        assert found.get(name, 0) == places - plan.shift_ids.count(name)


def test_who_loses_a_place_to_a_better_fit_is_told_so():
    week = week_of(two_clients_one_place())
    (one,) = not_chosen(week, solve(week))
    assert (one.client_id, one.code) == ("b", "places_worth_more_to_others")


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"pair_client": [], "pair_shift": [], "pair_value": [], "pair_support": []},
         "no_shift_fits"),
        ({"coach_minutes": [0]}, "limits_shut_every_shift"),
    ],
)  # fmt: skip
def test_without_a_possible_shift_the_reason_is_no_price(changes, code):
    week = week_of(one_of_each(**changes))
    (one,) = not_chosen(week, solve(week))
    assert (one.code, one.shift_id) == (code, "")


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"coach_minutes": [0]}, "coach_hours"),
        ({"client_ceiling": [0]}, "own_hours_or_overlap"),
        ({"pair_client": [], "pair_shift": [], "pair_value": [], "pair_support": []},
         "nobody_fits"),
    ],
)  # fmt: skip
def test_an_open_place_names_what_keeps_people_away(changes, code):
    week = week_of(one_of_each(**changes))
    (one,) = open_places(week, solve(week))
    assert (one.shift_id, one.places, one.code) == ("s", 1, code)


def test_a_cancelled_place_goes_to_the_next():
    week = week_of(two_clients_one_place())
    mended = replan(week, solve(week), {("a", "s")})
    assert mended.plan.client_ids == ("b",)
    assert mended.changed == ("b",)


def test_nobody_confirmed_is_asked_again():
    week = week_of(two_clients_one_place())
    mended = replan(week, solve(week), {("a", "s")}, confirmed={"b"})
    assert (mended.plan.client_ids, mended.changed) == ((), ())


@settings(max_examples=40, deadline=None)
@given(rows_of_a_week(most_clients=6, most_shifts=6), st.data())
def test_a_mended_plan_is_valid_and_changes_few(tables, data):
    week = week_of(tables)
    plan = solve(week)
    assume(len(plan.pairs))
    at = data.draw(st.integers(0, len(plan.pairs) - 1))
    gone = (plan.client_ids[at], plan.shift_ids[at])
    confirmed = set(data.draw(st.lists(st.sampled_from(tables[0]["id"]), max_size=3)))
    mended = replan(week, plan, {gone}, confirmed)
    before = set(zip(plan.client_ids, plan.shift_ids, strict=True)) - {gone}
    after = set(zip(mended.plan.client_ids, mended.plan.shift_ids, strict=True))
    others = {client for client, _ in before ^ after}
    assert broken_limits(week, mended.plan.pairs.tolist()) == []
    assert certify(week, mended.plan).holds
    assert gone not in after
    assert others <= set(mended.changed)
    assert len(mended.changed) <= 3
    assert not others & (confirmed | {gone[0]})


@settings(max_examples=40, deadline=None)
@given(rows_with_coaches(most_clients=5, most_shifts=5), st.data())
def test_what_holds_when_coaches_have_less_time_is_valid_and_losers_get_what_is_free(tables, data):
    week = week_of(tables)
    plan = solve(week)
    week = week.with_bonus(plan.bonus)
    minutes = data.draw(st.lists(st.integers(0, 120), min_size=len(week.coach_minutes),
                                 max_size=len(week.coach_minutes)))  # fmt: skip
    less = np.minimum(week.coach_minutes, np.array(minutes, dtype=np.int32))
    left = replace(week, coach_minutes=less)
    held = still_possible(left, plan.pairs)
    assert set(held.tolist()) <= set(plan.pairs.tolist())
    assert broken_limits(left, held.tolist()) == []
    lost = np.setdiff1d(plan.pairs, held)
    who = np.unique(week.pair_clients()[lost]).astype(np.int64)
    after = settle_again(left, held, who)
    assert broken_limits(left, after.tolist()) == []
    assert value_of(left, after.tolist()) >= value_of(left, held.tolist())
    others = np.setxor1d(after, held)
    assert set(week.pair_clients()[others].tolist()) <= set(who.tolist())


def test_a_pair_that_is_taken_out_is_none_and_the_others_stay():
    week = week_of(two_clients_one_place())
    left = without(week, np.array([0], dtype=np.int64))
    assert left.pairs == 1
    assert left.client_ids[left.pair_clients()].tolist() == ["b"]
    assert without(week, np.zeros(0, dtype=np.int64)) is week
