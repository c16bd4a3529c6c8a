"""Sets kept by name: any of them are united in one go, and none is ever another one."""

from __future__ import annotations

import numpy as np
import pytest

from app.matching import kept_sets
from app.matching.bits import from_rows, rows_of
from app.matching.kept_sets import KeptSets

CAPACITY = 640


def multiples(name):
    """The set of a made-up name: every row that so many times a number gives."""
    return from_rows(np.arange(0, CAPACITY, name[1]), CAPACITY)


@pytest.fixture
def sets():
    kept = KeptSets(2, CAPACITY, multiples)
    kept.own[1] = from_rows(np.array([1, 639]), CAPACITY)
    return kept


def rows(bits):
    return set(rows_of(bits).tolist())


def test_own_and_kept_sets_are_united(sets):
    asked = [1, ("multiples", 100), ("multiples", 150)]
    expected = {1, 639, *range(0, CAPACITY, 100), *range(0, CAPACITY, 150)}
    assert rows(sets.union(asked)) == expected
    assert rows(sets.union(asked)) == expected
    assert rows(sets.union([0])) == set()


def test_each_is_worked_out_once_until_it_is_forgotten():
    made = []
    sets = KeptSets(1, CAPACITY, lambda name: made.append(name) or multiples(name))
    for _ in range(3):
        assert rows(sets["multiples", 7]) == set(range(0, CAPACITY, 7))
    assert made == [("multiples", 7)]
    sets.forget()
    assert sets.find(("multiples", 7)) is None
    assert rows(sets["multiples", 7]) == set(range(0, CAPACITY, 7))
    assert len(made) == 2


def test_what_is_written_to_an_own_set_is_seen_after_the_others_have_grown(sets):
    for number in range(1, 300):
        assert rows(sets["multiples", number]) == set(range(0, CAPACITY, number))
    sets.own[0] = from_rows(np.array([5]), CAPACITY)
    assert rows(sets.union([0, 1])) == {1, 5, 639}
    assert rows(sets["multiples", 299]) == {0, 299, 598}


def test_too_many_are_forgotten_and_made_again(sets, monkeypatch):
    monkeypatch.setattr(kept_sets, "_MOST", 20)
    for begins in range(1, 200, 5):
        asked = [("multiples", number) for number in range(begins, begins + 5)]
        united = {row for number in range(begins, begins + 5) for row in range(0, 640, number)}
        assert rows(sets.union(asked)) == united
    assert sets.find(("multiples", 1)) is None
    assert sets.find(("multiples", 199)) is not None


def test_a_set_that_was_put_in_is_found(sets):
    sets.keep(("mine", 3), from_rows(np.array([3]), CAPACITY))
    assert rows(sets["mine", 3]) == rows(sets.find(("mine", 3))) == {3}


def test_an_own_set_that_is_not_there_is_no_set(sets):
    with pytest.raises(IndexError):
        sets.union([2])
