"""The times of an order on fewer people: whatever is exchanged, nothing is lost."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.matching.plan.small_weeks import one_of_each, rows_with_coaches, week_of

pytest.importorskip("highspy", reason="the planner's packages are not installed")

from app.matching.plan.gathering import gather
from app.matching.plan.settings import Pin
from app.matching.week_plan import certify, solve

DAY = 24 * 60


def crossing(**changes):
    """Two orders on two days, for two people who have time for two of the four shifts."""
    starts = [600, 600, 600 + DAY, 600 + DAY]
    return one_of_each(
        client_id=["a", "b"], client_ceiling=[360] * 2, client_room=[40_000] * 2,
        client_coach=[-1] * 2, client_waiting=[5] * 2,
        shift_id=["m1", "n1", "m2", "n2"], shift_places=[1] * 4, shift_start=starts,
        shift_end=[one + 180 for one in starts], shift_day=[0, 0, 1, 1], shift_x=[0] * 4,
        shift_y=[0] * 4, shift_pay=[3_000] * 4, shift_orderer=["o"] * 4,
        pair_client=[0] * 4 + [1] * 4, pair_shift=[*range(4)] * 2, pair_value=[50] * 8,
        pair_support=[0] * 8, **changes,
    )  # fmt: skip


def orders_in(week):
    """The first letter of a shift's id says whose time it is."""
    return np.unique([one[0] for one in week.shift_ids.tolist()], return_inverse=True)[1]


def crossed(week, *pins):
    """The plan in which each has one time of each order."""
    wanted = {"a": ("m1", "n2"), "b": ("n1", "m2")}
    yes = [Pin(who, what, yes=True, reason="") for who, both in wanted.items() for what in both]
    return replace(solve(week, pins=yes), pins=pins)


def people_by_order(plan):
    found = {}
    for who, what in zip(plan.client_ids, plan.shift_ids, strict=True):
        found.setdefault(what[0], set()).add(who)
    return found


def test_two_who_share_two_orders_get_one_each():
    week = week_of(crossing())
    plan = crossed(week)
    assert people_by_order(plan) == {"m": {"a", "b"}, "n": {"a", "b"}}
    after = gather(week, plan, orders_in(week))
    assert sorted(map(len, people_by_order(after).values())) == [1, 1]
    assert (after.value, len(after.pairs)) == (plan.value, 4)
    assert not certify(week, after, bound=False).broken


def test_where_a_point_would_be_lost_nothing_moves():
    values = [50, 49, 49, 50, 50, 50, 50, 50]
    week = week_of(with_values(values))
    plan = crossed(week)
    assert gather(week, plan, orders_in(week)) is plan


def with_values(values):
    tables = crossing()
    tables[3]["value"] = values
    return tables


def test_nobody_loses_all_work_for_it():
    tables = crossing()
    tables[0]["ceiling"] = [720, 720]
    week = week_of(tables)
    after = gather(week, crossed(week), orders_in(week))
    assert set(after.client_ids) == {"a", "b"}


def test_who_is_pinned_keeps_the_week():
    week = week_of(crossing())
    plan = crossed(week, Pin("a", "m1", yes=True, reason="sovittu"))
    assert gather(week, plan, orders_in(week)) is plan


def test_orders_of_one_time_change_nothing():
    week = week_of(crossing())
    plan = crossed(week)
    assert gather(week, plan, np.arange(week.shifts)) is plan


@settings(max_examples=60, deadline=None)
@given(rows_with_coaches(most_clients=5, most_shifts=6), st.data())
def test_every_limit_is_kept_and_no_point_is_lost(tables, data):
    week = week_of(tables)
    plan = solve(week)
    numbers = data.draw(st.lists(st.integers(0, 2), min_size=week.shifts, max_size=week.shifts))
    order = np.array(numbers, dtype=np.int64)
    after = gather(week, plan, order)
    assert certify(week, after).holds
    assert after.value >= plan.value
    assert spread(week, after, order) <= spread(week, plan, order)


def spread(week, plan, order):
    """Over how many people the orders are spread."""
    owner = week.pair_clients()[plan.pairs]
    orders = order[week.columns.shift[plan.pairs]]
    return len(set(zip(owner.tolist(), orders.tolist(), strict=True)))
