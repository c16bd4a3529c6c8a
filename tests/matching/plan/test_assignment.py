"""The assignment against trying every order."""

from __future__ import annotations

from itertools import permutations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from app.matching.plan.assignment import assign


@given(st.integers(0, 6).flatmap(
    lambda n: st.lists(st.lists(st.integers(-9, 9), min_size=n, max_size=n), min_size=n, max_size=n)
))  # fmt: skip
def test_no_other_assignment_is_cheaper(rows):
    cost = np.array(rows, dtype=np.int64).reshape(len(rows), len(rows))
    at = np.arange(len(rows))
    columns = assign(cost)
    every = (int(cost[at, list(order)].sum()) for order in permutations(range(len(rows))))
    assert sorted(columns.tolist()) == at.tolist()
    assert int(cost[at, columns].sum()) == min(every)
