"""Shifts that must all be done, against trying every way."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

pytest.importorskip("highspy", reason="the planner's packages are not installed")

from app.matching.plan.full_loads import Loads, fill_all
from app.matching.plan.mip import Effort
from app.matching.plan.problems import SolverFailed


@st.composite
def loads(draw):
    m, n = draw(st.integers(1, 3)), draw(st.integers(1, 5))

    def table(low, high):
        rows = st.lists(st.integers(low, high), min_size=n, max_size=n)
        return np.array(draw(st.lists(rows, min_size=m, max_size=m)), dtype=np.int64)

    capacity = draw(st.lists(st.integers(0, 12), min_size=m, max_size=m))
    return Loads(table(1, 30), table(1, 6), np.array(capacity, dtype=np.int64))


def best_by_trying(a):
    """The most points of any way that leaves nobody over the minutes; None without one."""
    m, n = a.gain.shape
    found = []
    for who in product(range(m), repeat=n):
        used = np.bincount(who, weights=a.weight[who, np.arange(n)], minlength=m)
        if (used <= a.capacity).all():
            found.append(int(a.gain[who, np.arange(n)].sum()))
    return max(found, default=None)


@settings(max_examples=40)
@given(loads())
def test_every_shift_is_done_for_the_most_points_or_it_is_said_that_none_can(a):
    best = best_by_trying(a)
    if best is None:
        with pytest.raises(SolverFailed):
            fill_all(a, Effort())
        return
    found = fill_all(a, Effort())
    n = a.gain.shape[1]
    assert sorted((found.rows % n).tolist()) == list(range(n))
    assert (found.value, found.proven) == (best, True)
