"""Small numbers of people are not told."""

from __future__ import annotations

import pytest

from app.domain.suppression import group_sizes, rounded, shown, told_outside


@pytest.mark.parametrize(("count", "told"), [(0, 0), (1, None), (4, None), (5, 5), (40, 40)])
def test_one_to_four_are_not_told(count, told):
    assert shown(count) == told


@pytest.mark.parametrize(
    ("count", "told"), [(0, 0), (1, None), (4, None), (5, 5), (7, 5), (8, 10), (42, 40)]
)
def test_counts_outside_the_unit_are_rounded_to_five(count, told):
    assert rounded(count) == told


@pytest.mark.parametrize(
    ("count", "told"), [(0, None), (1, None), (4, None), (5, 5), (9, 5), (10, 10), (44, 40)]
)
def test_outside_the_units_nobody_and_few_look_the_same(count, told):
    assert told_outside(count) == told


@pytest.mark.parametrize(
    ("people", "sizes"),
    [(9, []), (10, [5, 5]), (13, [7, 6]), (50, [5] * 10), (104, [11] * 4 + [10] * 6)],
)
def test_groups_hold_at_least_five_and_are_at_most_ten(people, sizes):
    assert group_sizes(people) == sizes
