"""What work costs: wages, side costs by a dated row, all the times in view."""

from __future__ import annotations

from datetime import date

import pytest

from app.domain.costs import cost_of, days_in_view
from app.domain.dated_rules import DatedRule

TODAY = date(2026, 11, 23)


def share(value: str) -> DatedRule:
    return DatedRule("side_costs.direct_hire", value, "percent", date(2024, 1, 1), source="laki")


@pytest.mark.parametrize(
    ("wages", "value", "side", "whole"),
    [(8100, "20", 1620, 9720), (8125, "20.5", 1666, 9791), (1, "50", 1, 2), (0, "20", 0, 0)],
)
def test_side_costs_are_a_share_of_the_wage_in_whole_cents(wages, value, side, whole):
    found = cost_of(wages, share(value))
    assert (found.side_cents, found.whole_cents, found.rule) == (side, whole, share(value))


def test_without_a_row_only_the_wages_are_known():
    found = cost_of(8100, None)
    assert (found.side_cents, found.whole_cents) == (None, 8100)


def test_the_times_in_view_are_those_of_eight_weeks():
    first = date(2026, 12, 2)
    assert days_in_view("", first, today=TODAY, skip_holidays=True) == [first]
    weekly = days_in_view("FREQ=WEEKLY", first, today=TODAY, skip_holidays=False)
    assert (len(weekly), weekly[-1]) == (7, date(2027, 1, 13))
    without = days_in_view("FREQ=WEEKLY", first, today=TODAY, skip_holidays=True)
    assert set(weekly) - set(without) == {date(2027, 1, 6)}, "Epiphany is left out"
    far = date(2027, 6, 1)
    assert days_in_view("FREQ=WEEKLY", far, today=TODAY, skip_holidays=True) == [far]
