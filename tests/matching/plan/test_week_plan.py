"""Plans against trying everything: best, valid, proven, the same in any order; and bad input."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tests.matching.plan.small_weeks import (
    best_by_trying,
    empty_rows,
    one_of_each,
    rows_of_a_week,
    shuffled,
    week_of,
)

pytest.importorskip("highspy", reason="the planner's packages are not installed")

from app.matching.plan.patterns import SCALE
from app.matching.week_plan import (
    Pin,
    PlanInputError,
    PlanSettings,
    Progress,
    certify,
    fair_queue,
    solve,
    waiting_points,
)

IN_PARTS = PlanSettings(small=0, part=4, delta=200, wide=400, gap=0, sweeps=3)


def valued(week):
    chosen = PlanSettings()
    points = waiting_points(week.waiting, chosen.waiting_weight, chosen.first_tenth, chosen.served)
    return week.with_bonus(points)


@settings(max_examples=60, deadline=None)
@given(rows_of_a_week())
def test_a_small_week_is_planned_as_well_as_by_trying_everything(tables):
    week = week_of(tables)
    assume(week.pairs <= 12)
    plan = solve(week)
    assert plan.value == best_by_trying(valued(week))
    assert plan.gap == 0
    assert certify(week, plan).holds


@settings(max_examples=40, deadline=None)
@given(rows_of_a_week(most_clients=6, most_shifts=6))
def test_a_week_in_parts_is_valid_and_below_its_bound(tables):
    week = week_of(tables)
    plan = solve(week, IN_PARTS)
    found = certify(week, plan)
    assert found.holds
    assert found.value == plan.value
    assert found.bound <= plan.price_bound
    assert plan.value >= 0


@settings(max_examples=40, deadline=None)
@given(rows_of_a_week(), st.integers(0, 9))
def test_shuffled_rows_give_the_same_plan(tables, seed):
    one, other = week_of(tables), week_of(shuffled(tables, seed))
    assert solve(one).hash == solve(other).hash
    assert solve(one, IN_PARTS).hash == solve(other, IN_PARTS).hash


@settings(max_examples=40, deadline=None)
@given(rows_of_a_week(), st.data())
def test_pins_are_kept_and_the_rest_is_still_the_best(tables, data):
    week = week_of(tables)
    assume(1 <= week.pairs <= 10)
    row = data.draw(st.integers(0, week.pairs - 1))
    yes = data.draw(st.booleans())
    client = str(week.client_ids[week.pair_clients()[row]])
    shift = str(week.shift_ids[week.columns.shift[row]])
    plan = solve(week, pins=[Pin(client, shift, yes, "because")])
    best = best_by_trying(valued(week), *(((row,), ()) if yes else ((), (row,))))
    assert certify(week, plan).holds
    if best is None:
        assert [note.code for note in plan.notes] == ["pin_cannot_be_kept"]
    else:
        assert plan.notes == ()
        assert (row in plan.pairs) is yes
        assert plan.value == best


@settings(max_examples=30, deadline=None)
@given(rows_of_a_week())
def test_the_queue_is_valid(tables):
    week = week_of(tables)
    rows = np.flatnonzero(fair_queue(week)).tolist()
    from app.matching.plan.certificate import broken_limits

    assert broken_limits(week, rows) == []


def test_the_queue_serves_the_longest_waiting_first():
    tables = one_of_each(
        client_id=["a", "b"], client_ceiling=[600] * 2, client_room=[40_000] * 2,
        client_coach=[0, 0], client_waiting=[5, 9], pair_client=[0, 1], pair_shift=[0, 0],
        pair_value=[90, 10], pair_support=[0, 0],
    )  # fmt: skip
    week = week_of(tables)
    assert week.client_ids[week.pair_clients()[fair_queue(week)]].tolist() == ["b"]


def test_nobody_and_nothing_is_an_empty_plan():
    plan = solve(week_of(empty_rows()))
    assert (plan.value, plan.client_ids, plan.gap) == (0, (), 0)


@pytest.mark.parametrize(
    "changes",
    [
        {"shift_places": [0]}, {"coach_minutes": [0]}, {"client_ceiling": [60]},
        {"client_room": [100]}, {"client_coach": [-1]},
    ],
    ids=["no places", "a coach without hours", "no time", "no room to earn", "no coach"],
)  # fmt: skip
def test_what_shuts_the_only_pair_out_leaves_an_empty_plan(changes):
    week = week_of(one_of_each(**changes))
    plan = solve(week)
    assert plan.client_ids == ()
    assert certify(week, plan).holds


def test_a_pair_that_fits_is_taken():
    plan = solve(week_of(one_of_each()))
    assert (plan.client_ids, plan.shift_ids) == (("c",), ("s",))


def test_everything_at_the_same_hour_gives_each_one_shift():
    count = 12
    tables = one_of_each(
        client_id=[f"c{i}" for i in range(count)], client_ceiling=[1200] * count,
        client_room=[90_000] * count, client_coach=[-1] * count, client_waiting=[3] * count,
        shift_id=[f"s{j}" for j in range(count)], shift_places=[2] * count,
        shift_start=[600] * count, shift_end=[720] * count, shift_day=[0] * count,
        shift_x=[0] * count, shift_y=[0] * count, shift_pay=[2_000] * count,
        shift_orderer=["o"] * count,
        pair_client=[i for i in range(count) for _ in range(count)],
        pair_shift=list(range(count)) * count, pair_value=[10] * count**2,
        pair_support=[0] * count**2,
    )  # fmt: skip
    plan = solve(week_of(tables), replace(IN_PARTS, part=40))
    assert sorted(plan.client_ids) == sorted(tables[0]["id"])


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"shift_end": [600]}, "shift_ends_before_it_starts"),
        ({"client_id": ["c", "c"], "client_ceiling": [1, 1], "client_room": [1, 1],
          "client_coach": [0, 0], "client_waiting": [1, 1]}, "id_twice"),
        ({"shift_places": [-1]}, "below_zero"),
        ({"client_coach": [4]}, "unknown_coach"),
        ({"pair_shift": [7]}, "unknown_row"),
        ({"pair_value": [0.5]}, "not_whole_numbers"),
        ({"pair_value": [2**40]}, "number_too_large"),
        ({"client_room": [1, 2]}, "column_length"),
        ({"pair_client": [0, 0], "pair_shift": [0, 0], "pair_value": [1, 2],
          "pair_support": [0, 0]}, "pair_twice"),
    ],
)  # fmt: skip
def test_a_week_that_cannot_be_read_says_why(changes, code):
    with pytest.raises(PlanInputError) as refused:
        week_of(one_of_each(**changes))
    assert refused.value.code == code


def test_two_yes_pins_that_clash_keep_the_first_and_name_the_other():
    tables = one_of_each(
        shift_id=["s", "t"], shift_places=[1, 1], shift_start=[600, 610], shift_end=[780, 790],
        shift_day=[0, 0], shift_x=[0, 0], shift_y=[0, 0], shift_pay=[100, 100],
        shift_orderer=["o", "o"], pair_client=[0, 0], pair_shift=[0, 1], pair_value=[1, 9],
        pair_support=[0, 0],
    )  # fmt: skip
    pins = [Pin("c", "t", True, "asked for"), Pin("c", "s", True, "asked for")]
    plan = solve(week_of(tables), pins=pins)
    assert plan.shift_ids == ("s",)
    assert plan.notes[0].about == ("c", "t")


def test_who_watches_sees_the_phases_and_a_stop_leaves_a_valid_plan():
    seen: list[Progress] = []
    week = week_of(one_of_each())
    plan = solve(week, IN_PARTS, progress=seen.append, stop=lambda: True)
    assert [p.phase for p in seen] == ["prices", "first", "first"]
    assert certify(week, plan).holds


def test_the_certificate_sees_a_taken_place_too_many_and_a_bound_too_low():
    week = week_of(one_of_each())
    plan = solve(week)
    spoilt = replace(week, places=np.zeros(1, dtype=np.int32))
    assert certify(spoilt, plan).broken == (("places", "s"),)
    assert not certify(week, replace(plan, price_bound=plan.value * SCALE - 1)).holds
    assert not certify(week, replace(plan, shift_ids=("t",))).holds
