"""The same plan wherever its parts are solved; and a valid one when a solver is lost."""

from __future__ import annotations

import logging
import os
import sys
import time
from dataclasses import replace

import numpy as np
import pytest

from tests.matching.plan.small_weeks import busy_week, week_of

pytest.importorskip("highspy", reason="the planner's packages are not installed")

from app.matching.plan import executors
from app.matching.plan.executors import executor_for
from app.matching.plan.mip import Effort, Model, Rows, solve_model
from app.matching.plan.problems import SolverFailed
from app.matching.week_plan import PlanInputError, PlanSettings, certify, processes, solve

# So few evaluations prove little, so that every sweep is made.
IN_PARTS = PlanSettings(small=0, part=12, delta=200, wide=400, gap=0, sweeps=2, evaluations=2)
DEATH = 0.3


@pytest.fixture(scope="module")
def cluster():
    """Two workers, each a process of its own, and where they are reached."""
    distributed = pytest.importorskip("distributed", reason="the cluster extra is not installed")
    import dask

    quiet = {"distributed.scheduler.allowed-failures": 0}
    with dask.config.set(quiet), distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, dashboard_address="127.0.0.1:0",
        silence_logs=logging.CRITICAL,
    ) as found:  # fmt: skip
        yield "dask://" + found.scheduler_address.removeprefix("tcp://")


def leave_soon():
    """The process ends as if it were killed."""
    time.sleep(DEATH)
    os._exit(9)


def codes(plan):
    return [note.code for note in plan.notes]


def loses_a_worker(executor):
    """Who watches a plan with this executor and ends one of its processes after the first plan."""
    return lambda seen: executor.submit(leave_soon) if seen.phase == "first" else None


def test_this_process_two_others_and_a_cluster_give_the_same_plan(cluster):
    week = week_of(busy_week())
    hashes = [solve(week, IN_PARTS).hash]
    for address, workers in ((None, 2), (cluster, 1)):
        with executor_for(address, workers) as executor:
            plan = solve(week, IN_PARTS, executor=executor)
        assert plan.sweeps > 0
        assert plan.notes == ()
        hashes.append(plan.hash)
    assert len(set(hashes)) == 1


def test_a_process_that_dies_leaves_the_first_plan_and_is_told():
    week = week_of(busy_week())
    with processes(1) as executor:
        plan = solve(week, IN_PARTS, executor=executor, progress=loses_a_worker(executor))
    assert codes(plan) == ["solver_died"]
    assert plan.people > 0
    assert certify(week, plan).holds


def test_a_cluster_that_lost_its_workers_says_so_and_plans_the_same_with_new_ones(cluster):
    week = week_of(busy_week())
    with executor_for(cluster, 1) as executor:
        lost = [executor.submit(leave_soon) for _ in range(2)]
        losses = [future.exception() for future in lost]
        plan = solve(week, IN_PARTS, executor=executor)
    assert [loss.code for loss in losses] == ["solver_died"] * 2
    assert plan.notes == ()
    assert plan.hash == solve(week, IN_PARTS).hash


def test_a_solver_without_time_leaves_what_there_was_and_is_told():
    week = week_of(busy_week())
    for settings in (PlanSettings(emergency_seconds=0), replace(IN_PARTS, emergency_seconds=0)):
        plan = solve(week, settings)
        assert codes(plan) == ["emergency_stop"]
        assert certify(week, plan).holds


@pytest.mark.parametrize("settings", [PlanSettings(), IN_PARTS], ids=["whole", "in parts"])
def test_without_the_solver_the_first_plan_is_the_plan(monkeypatch, settings):
    monkeypatch.setitem(sys.modules, "highspy", None)
    week = week_of(busy_week())
    plan = solve(week, settings)
    assert codes(plan) == ["solver_missing"]
    assert plan.people > 0
    assert certify(week, plan).holds


def test_a_model_without_an_answer_is_a_code_with_the_solvers_status():
    one = np.ones(1, dtype=np.int64)
    impossible = Rows(one * 0, one * 0, one, -one)
    with pytest.raises(SolverFailed) as failed:
        solve_model(Model(one, 1, impossible), np.zeros(1, dtype=np.bool_), Effort())
    assert failed.value.code == "solver_gave_no_answer"
    assert failed.value.facts == {"status": "Infeasible"}


@pytest.mark.parametrize("address", ["spark://here:1", "dask://", "dask://here", "nonsense"])
def test_an_address_that_is_none_is_refused(address):
    with pytest.raises(PlanInputError) as refused:
        executor_for(address, 2)
    assert refused.value.code == "unknown_executor"


def test_a_cluster_where_nobody_answers_is_told(monkeypatch):
    pytest.importorskip("distributed", reason="the cluster extra is not installed")
    monkeypatch.setattr(executors, "PATIENCE", 0.2)
    with pytest.raises(SolverFailed) as failed:
        executor_for("dask://127.0.0.1:9", 2)
    assert failed.value.code == "cluster_silent"


def test_without_the_extra_a_cluster_is_refused(monkeypatch):
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(SolverFailed) as failed:
        executor_for("dask://127.0.0.1:9", 2)
    assert failed.value.code == "cluster_missing"
