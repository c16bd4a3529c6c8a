"""Weeks in which something is missing, too much or against itself: a valid plan, and a code."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time, timedelta
from uuid import UUID

import pytest

from tests.matching import people
from tests.matching.plan.small_weeks import busy_week, one_of_each, week_of

pytest.importorskip("highspy", reason="the planner's packages are not installed")

from app.domain.calendar import parse_week_times, to_utc
from app.matching.inputs import Inputs
from app.matching.week_inputs import build_instance
from app.matching.week_pairs import list_pairs
from app.matching.week_plan import Pin, PlanSettings, certify, solve

HOUR = 60
IN_PARTS = PlanSettings(small=0, part=200, delta=200, wide=400, gap=0, evaluations=2)
NOBODY = {"client": [], "shift": [], "value": [], "support": []}


@pytest.mark.parametrize("settings", [PlanSettings(), IN_PARTS], ids=["whole", "in parts"])
@pytest.mark.parametrize("emptied", [0, 1], ids=["no clients", "no shifts"])
def test_without_clients_or_without_shifts_the_plan_is_empty(emptied, settings):
    tables = list(busy_week())
    tables[emptied] = {name: [] for name in tables[emptied]}
    week = week_of((*tables[:3], NOBODY))
    plan = solve(week, settings)
    assert (plan.client_ids, plan.value, plan.gap, plan.notes) == ((), 0, 0, ())
    assert certify(week, plan).holds


@pytest.mark.parametrize("settings", [PlanSettings(), IN_PARTS], ids=["whole", "in parts"])
@pytest.mark.parametrize(
    ("table", "column"), [(0, "ceiling"), (0, "room"), (1, "places")],
    ids=["nobody has time", "nobody may earn", "no place anywhere"],
)  # fmt: skip
def test_limits_that_allow_nothing_leave_an_empty_plan(table, column, settings):
    tables = busy_week()
    tables[table][column] = [0] * len(tables[table]["id"])
    week = week_of(tables)
    plan = solve(week, settings)
    assert (plan.client_ids, plan.notes) == ((), ())
    assert certify(week, plan).holds


@pytest.mark.parametrize("settings", [PlanSettings(), IN_PARTS], ids=["whole", "in parts"])
def test_coaches_without_hours_leave_those_who_need_none(settings):
    tables = busy_week()
    tables[2]["minutes"] = [0, 0]
    week = week_of(tables)
    plan = solve(week, settings)
    assert plan.people > 0
    assert not week.columns.support[plan.pairs].any()
    assert certify(week, plan).holds


@pytest.mark.parametrize("settings", [PlanSettings(), IN_PARTS], ids=["whole", "in parts"])
def test_ten_thousand_shifts_at_the_same_hour_give_each_one(settings):
    people_, shifts, wishes = 40, 10_000, 12
    every = [(i, i * 200 + k) for i in range(people_) for k in range(wishes)]
    tables = one_of_each(
        client_id=[f"c{i}" for i in range(people_)], client_ceiling=[1200] * people_,
        client_room=[90_000] * people_, client_coach=[-1] * people_,
        client_waiting=[3] * people_, shift_id=[f"s{j}" for j in range(shifts)],
        shift_places=[1] * shifts, shift_start=[600] * shifts, shift_end=[720] * shifts,
        shift_day=[0] * shifts, shift_x=[0] * shifts, shift_y=[0] * shifts,
        shift_pay=[2_000] * shifts, shift_orderer=["o"] * shifts,
        pair_client=[i for i, _ in every], pair_shift=[j for _, j in every],
        pair_value=[10] * len(every), pair_support=[0] * len(every),
    )  # fmt: skip
    plan = solve(week_of(tables), settings)
    assert sorted(plan.client_ids) == sorted(tables[0]["id"])
    assert plan.notes == ()


def test_a_pin_that_another_forbids_is_named():
    pins = [Pin("c", "s", yes, "asked for") for yes in (True, False)]
    week = week_of(one_of_each())
    plan = solve(week, pins=pins)
    assert plan.client_ids == ()
    assert [(note.code, note.about) for note in plan.notes] == [("pin_cannot_be_kept", ("c", "s"))]
    assert certify(week, plan).holds


def test_a_pin_of_somebody_unknown_is_named():
    plan = solve(week_of(one_of_each()), pins=[Pin("nobody", "s", True, "asked for")])
    assert plan.client_ids == ("c",)
    assert [note.about for note in plan.notes] == [("nobody", "s")]


def week_with(monday: date, ends: time) -> Inputs:
    """One client, a shift on Saturday to this hour, and one on Sunday at nine."""
    saturday, sunday = monday + timedelta(days=5), monday + timedelta(days=6)
    at_night = people.shift(
        id=UUID(int=71), starts_at=to_utc(saturday, time(ends.hour - 2)),
        ends_at=to_utc(saturday, ends),
    )  # fmt: skip
    in_the_morning = people.shift(
        id=UUID(int=72), starts_at=to_utc(sunday, time(9)), ends_at=to_utc(sunday, time(11))
    )
    free = people.client(availability=parse_week_times("la-su 0-24"))
    now = to_utc(monday - timedelta(days=7), time(9))
    context = replace(people.context(), now=now)
    return Inputs({free.id: free}, [at_night, in_the_morning], context)


@pytest.mark.parametrize(
    ("monday", "ends", "both"),
    [
        (date(2026, 10, 12), time(22), True), (date(2026, 10, 12), time(23), False),
        # The night to 25 October has 25 hours' day: 23 to 9 is a rest of eleven.
        (date(2026, 10, 19), time(23), True),
        # The night to 29 March is an hour short: 22 to 9 is a rest of ten.
        (date(2026, 3, 23), time(22), False), (date(2026, 3, 23), time(21), True),
    ],
    ids=["plain", "plain, too short", "autumn", "spring, too short", "spring"],
)  # fmt: skip
def test_the_rest_of_eleven_hours_is_true_hours_when_the_clock_changes(monday, ends, both):
    inputs = week_with(monday, ends)
    pairs = list_pairs(inputs)
    assert len(pairs.client) == 2
    week = build_instance(inputs, pairs, to_utc(monday, time(0)))
    plan = solve(week)
    assert len(plan.pairs) == 1 + both
    assert certify(week, plan).holds
