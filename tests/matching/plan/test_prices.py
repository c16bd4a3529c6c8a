"""Prices on places, coaches' minutes and first times: what they prove is true at any prices."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tests.matching.plan.small_weeks import (
    best_by_trying,
    busy_week,
    one_of_each,
    rows_with_coaches,
    two_newcomers,
    week_of,
)

pytest.importorskip("highspy", reason="the planner's packages are not installed")

from app.matching.plan.active import Evaluation
from app.matching.plan.certificate import bound_of, least_support
from app.matching.plan.model import relaxed_prices
from app.matching.plan.patterns import SCALE, Prices, make_search
from app.matching.plan.pins import apply_pins
from app.matching.plan.prices import evaluate_at
from app.matching.plan.replan import bound_with
from app.matching.plan.restrict import all_limits
from app.matching.plan.visits import payers
from app.matching.week_plan import Pin, Plan, PlanSettings, certify, solve, waiting_points

IN_PARTS = PlanSettings(small=0, part=4, delta=200, wide=400, gap=0, sweeps=3)
# What the week without visits gave before first times had prices.
AS_BEFORE = ("05b92106f4cf3f5b", 26_279_738)


@st.composite
def prices_of(draw, week):
    """Any prices of the week, in whole points a place, a minute and a first time."""
    limits = all_limits(week)

    def column(size, most):
        points = draw(st.lists(st.integers(0, most), min_size=size, max_size=size))
        return np.array(points, dtype=np.int64) * SCALE

    place, coach = column(week.shifts, 90), column(len(limits.coach), 2)
    return Prices(place, coach, np.append(column(len(limits.first_times), 90), 0))


def valued(week):
    points = waiting_points(week.waiting, 1, 0, 31)
    return week.with_bonus(points * week.columns.seats)


def nothing_taken(week, prices, *pins):
    """A plan of nothing at these prices: they prove the same of any."""
    return Plan(
        client_ids=(), shift_ids=(), pairs=np.zeros(0, dtype=np.int64), value=0, bound=0,
        bound_by="prices", price_bound=0, prices=prices, bonus=week.columns.bonus,
        settings=PlanSettings(), pins=pins,
    )  # fmt: skip


def a_pin(draw, week):
    row = draw(st.integers(0, week.pairs - 1))
    client = str(week.client_ids[week.pair_clients()[row]])
    shift = str(week.shift_ids[week.columns.shift[row]])
    return row, Pin(client, shift, draw(st.booleans()), "because")


@settings(max_examples=80, deadline=None)
@given(rows_with_coaches(), st.data())
def test_no_plan_is_worth_more_than_any_prices_prove(tables, data):
    week = valued(week_of(tables))
    assume(week.pairs <= 10)
    plan = nothing_taken(week, data.draw(prices_of(week)))
    assert best_by_trying(week) * SCALE <= bound_of(week, plan) <= bound_with(week, plan)


@settings(max_examples=80, deadline=None)
@given(rows_with_coaches(), st.data())
def test_nor_with_pins(tables, data):
    week = valued(week_of(tables))
    assume(1 <= week.pairs <= 9)
    row, pin = a_pin(data.draw, week)
    fixed = ((row,), ()) if pin.yes else ((), (row,))
    best = best_by_trying(week, *fixed)
    assume(best is not None)
    plan = nothing_taken(week, data.draw(prices_of(week)), pin)
    assert best * SCALE <= bound_of(week, plan) <= bound_with(week, plan)


@settings(max_examples=60, deadline=None)
@given(rows_with_coaches(most_clients=6, most_shifts=6), st.data())
def test_lists_of_what_can_matter_give_the_same_bounds_as_all_pairs(tables, data):
    week = valued(week_of(tables))
    pinned = apply_pins(week, ())
    evaluation = Evaluation(pinned.columns)
    for _ in range(4):
        prices = data.draw(prices_of(week))
        use, bounds = evaluation.at(prices)
        search = make_search(pinned.columns)
        whole = evaluate_at(pinned.columns, pinned.limits, prices, search)
        assert bounds.tolist() == whole.bounds.tolist()
        assert all(np.array_equal(a, b) for a, b in zip(use, whole.use, strict=True))


@pytest.mark.parametrize(("coach", "first"), [(0, 200), (4, 0), (2, 90)])
def test_what_gets_cheaper_by_the_coach_alone_is_looked_at_again(coach, first):
    week = valued(week_of(two_newcomers(
        pair_client=[0, 0], pair_goes=[-1, 0], pair_support=[0, 60], pair_first_time=[0, 1],
    )))  # fmt: skip
    evaluation, none = Evaluation(week.columns), np.zeros(2, dtype=np.int64)
    alone = (90 + int(week.columns.bonus[0])) * SCALE
    prices = Prices(none, np.array([coach, 0]) * SCALE, np.array([first, 0]) * SCALE)
    assert evaluation.at(prices)[1].tolist() == [alone, 0]
    assert evaluation.at(Prices(none, none, none))[1].tolist() == [alone + 80 * SCALE, 0]


@settings(max_examples=60, deadline=None)
@given(rows_with_coaches(most_clients=6, most_shifts=6))
def test_the_check_reckons_visits_as_the_planner_does(tables):
    week = week_of(tables)
    nothing = np.zeros(0, dtype=np.int64)
    assert least_support(week, nothing).tolist() == week.columns.support.tolist()


@pytest.mark.parametrize(
    ("first_times", "places", "minutes"),
    [([1, 1, 1], 3, 60), ([1, 1, 0], 3, 30), ([0, 0, 0], 3, 20), ([0, 0, 0], 2, 30)],
    ids=["newcomers alone", "one who knows it", "all know it", "two places"],
)
def test_a_visit_lies_on_as_few_as_can_share_it(first_times, places, minutes):
    names = ["a", "b", "c"]
    week = week_of(one_of_each(
        client_id=names, client_ceiling=[600] * 3, client_room=[40_000] * 3,
        client_coach=[0] * 3, client_waiting=[5] * 3, shift_places=[places],
        pair_client=[0, 1, 2], pair_shift=[0] * 3, pair_value=[50] * 3, pair_support=[60] * 3,
        pair_goes=[0] * 3, pair_first_time=first_times,
    ))  # fmt: skip
    assert week.columns.support.tolist() == [minutes] * 3


def test_a_substitute_is_paid_for_by_the_substitutes_price():
    week = valued(week_of(one_of_each(
        coach_id=["k", "l"], coach_minutes=[60, 60], pair_goes=[1], pair_support=[60],
    )))  # fmt: skip
    c, limits = week.columns, all_limits(week)
    assert payers(c).tolist() == [1]
    prices = Prices(np.zeros(1, dtype=np.int64), np.array([0, 7, 0]), np.zeros(1, dtype=np.int64))
    priced = evaluate_at(c, limits, prices, make_search(c))
    assert priced.use.coach.tolist() == [0, 60, 0]
    assert priced.bounds.sum() == (50 + int(c.bonus[0])) * SCALE - 60 * 7


def test_prices_prove_the_best_plan_where_newcomers_are_one_too_many():
    plan = solve(week_of(two_newcomers()), replace(IN_PARTS, gap=1_000))
    assert (plan.client_ids, plan.bound_by) == (("a",), "prices")
    assert plan.gap <= 1_000


def test_the_linear_relaxation_prices_the_first_time_that_two_want():
    week = valued(week_of(two_newcomers()))
    first = relaxed_prices(week.columns, all_limits(week)).first
    least, most = ((value + int(week.columns.bonus[0])) * SCALE for value in (80, 90))
    assert least <= first[0] <= most
    assert first[-1] == 0


def test_a_first_time_that_a_pin_took_is_no_part_of_the_bound():
    week = valued(week_of(two_newcomers()))
    pin = Pin("b", "t", True, "asked for")
    pinned = apply_pins(week, [pin])
    assert pinned.limits.first_times.tolist() == [0]
    assert pinned.rows.tolist() == []
    plan = nothing_taken(week, relaxed_prices(week.columns, all_limits(week)), pin)
    worth = 80 + int(week.columns.bonus[1])
    assert bound_of(week, plan) == bound_with(week, plan) == worth * SCALE


@pytest.mark.parametrize(
    "first",
    [[-1, 0], [0, 0], [10**9, 0], [0], [0, 0, 0], [900_000, 1]],
    ids=["below zero", "too little", "too much", "too few", "too many", "a price of none"],
)
def test_the_check_refuses_other_prices_of_first_times(first):
    week = week_of(two_newcomers())
    plan = solve(week, IN_PARTS)
    assert certify(week, plan).holds
    spoilt = plan.prices._replace(first=np.array(first, dtype=np.int64))
    assert not certify(week, replace(plan, prices=spoilt)).holds


def test_a_week_without_visits_is_planned_and_priced_as_before():
    plan = solve(week_of(busy_week()), IN_PARTS)
    assert (plan.hash[:16], plan.price_bound) == AS_BEFORE
    assert plan.prices.first.tolist() == [0]
