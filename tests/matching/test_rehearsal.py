"""The rehearsal calls every loop that a plan can call, so that none is compiled before a coach."""

from __future__ import annotations

import ast
import cProfile
import pstats
from pathlib import Path

import pytest

from app.matching import rehearsal
from app.matching.plan import kept_loops
from app.matching.week_plan import solve

FOLDER = Path(kept_loops.__file__).parent
# Loops of the bench's anchors alone.
NOT_IN_PLANS = {"assignment.py", "full_loads.py"}


def loops():
    """Of every function that is compiled its name, and the names that are said in it."""
    found = {}
    for path in FOLDER.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            marks = {getattr(one, "id", "") for one in getattr(node, "decorator_list", [])}
            if marks & {"compiled", "inlined"} and path.name not in NOT_IN_PLANS:
                said = {getattr(one, "id", "") for one in ast.walk(node)}
                found[node.name] = said - {node.name}
    return found


def with_those_they_call(called, known):
    """A loop is compiled with all that it calls, whether it comes to that or not."""
    seen = set()
    while called:
        seen |= called
        called = {name for one in called for name in known[one] & known.keys()} - seen
    return seen


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setenv("NUMBA_CACHE_DIR", str(tmp_path / "loops"))
    return tmp_path / "loops"


def test_every_loop_is_called(folder):
    watch = cProfile.Profile()
    watch.runcall(rehearsal.rehearse)
    known = loops()
    called = {
        name
        for file, _, name in pstats.Stats(watch).stats
        if Path(file).parent == FOLDER and name in known
    }
    assert len(called) > 20
    assert known.keys() - with_those_they_call(called, known) == set()
    assert (folder / kept_loops.REHEARSED).exists()


def test_it_is_needed_once_for_each_change_of_the_loops(folder, monkeypatch):
    monkeypatch.setattr(kept_loops, "COMPILED", True)
    assert kept_loops.is_rehearsal_needed()
    folder.mkdir()
    (folder / kept_loops.REHEARSED).touch()
    assert not kept_loops.is_rehearsal_needed()


def test_without_a_compiler_nothing_is_rehearsed(folder):
    assert not kept_loops.is_rehearsal_needed()


@pytest.mark.parametrize("going", [False, True])
def test_the_little_week_can_be_planned(going):
    plan = solve(rehearsal.little_week(going=going))
    assert plan.gap == 0
    assert len(plan.pairs) > 5
