"""A planned week as bytes: what comes back is the same week, pins and rows."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from hypothesis import given, settings

from app.matching.plan.archive import as_rows, pack, rows_of, same_week, unpack
from app.matching.plan.certificate import certify
from app.matching.week_plan import Pin, solve
from tests.matching.plan.small_weeks import busy_week, rows_with_coaches, week_of

TEAMS = {"c0": ("anna", "bo")}


@given(rows_with_coaches())
@settings(max_examples=15)
def test_a_week_comes_back_as_it_was(tables):
    week = replace(week_of(tables), teams=TEAMS)
    plan = solve(week)
    kept = unpack(pack(week, plan))
    assert same_week(week, kept.week)
    assert certify(kept.week, plan).holds
    assert list(rows_of(kept.week, zip(plan.client_ids, plan.shift_ids, strict=True))) == list(
        plan.pairs
    )


@given(rows_with_coaches())
@settings(max_examples=15)
def test_a_week_kept_when_prices_reckoned_less_of_visits_is_the_same_week(tables):
    week = week_of(tables)
    c, v = week.columns, week.columns.visits
    less = np.where(v.visit >= 0, 0, c.support) if c.going else c.support
    older = replace(week, columns=c._replace(support=less.astype(np.int32)))
    assert same_week(week, unpack(pack(older, solve(week))).week)


def test_another_week_is_told_from_it():
    week = week_of(busy_week())
    kept = unpack(pack(week, solve(week))).week
    assert not same_week(replace(week, places=week.places + 1), kept)
    assert not same_week(replace(week, teams=TEAMS), kept)


def test_pins_come_back_without_their_reasons():
    week = week_of(busy_week())
    pin = Pin(str(week.client_ids[0]), str(week.shift_ids[0]), yes=False, reason="secret")
    packed = pack(week, solve(week, pins=[pin]))
    assert unpack(packed).pins == (replace(pin, reason=""),)


def test_the_people_of_a_team_are_one_row():
    week = replace(week_of(busy_week()), teams=TEAMS)
    pairs = [("anna", "s1"), ("bo", "s1"), ("c1", "s1")]
    assert as_rows(week, pairs) == [("c0", "s1"), ("c1", "s1")]
