"""A worker killed in the middle of planning: the plan is taken up again, never left hanging."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pytest

from app.clock import Clock
from app.domain.lifecycle import PlanState
from app.services import planning, week_plans
from app.store.models.plan import PlanProof, PlanRow, WeekPlan
from app.store.models.trail import DemoState
from tests.databases import KEYS

ROOT = Path(__file__).resolve().parent.parent.parent
NEXT = date(2026, 11, 30)
PATIENCE_SECONDS = 120


WORKER = ("-m", "flask", "--app", "wsgi", "worker")
DYING = ("-m", "tests.scheduled.dying_worker")


@contextmanager
def worker(world, folder, program=WORKER):
    """A worker process of this site, which shows the world's time; ended with the block."""
    if not (folder / "keys.json").exists():
        KEYS.save(folder / "keys.json")
    env = {
        **os.environ, "APP_ENV": "demo", "INSTANCE_PATH": str(folder), "NUMBA_DISABLE_JIT": "1",
        "DATABASE_URL": world.app.config["SQLALCHEMY_DATABASE_URI"], "PUBLIC_URL": "http://localhost",
    }  # fmt: skip
    with (folder / "log").open("ab") as log:
        process = subprocess.Popen([sys.executable, *program], cwd=ROOT, env=env, stderr=log)
    try:
        yield process
    finally:
        process.kill()
        process.wait()
        sys.stdout.write((folder / "log").read_text()[-4000:])  # shown when the test fails


def wait_until(done):
    end = time.monotonic() + PATIENCE_SECONDS
    while not done() and time.monotonic() < end:
        time.sleep(0.05)
    return done()


@pytest.mark.slow
@pytest.mark.usefixtures("engine_app")
def test_a_plan_whose_maker_was_killed_is_made_by_the_next(world, tmp_path):
    world.clients(12)
    for day in ("ma", "ti", "ke", "to", "pe"):
        for starts, ends in (("09:00", "11:00"), ("11:30", "13:00"), ("13:30", "15:30")):
            world.shift(day, starts, ends, weeks=1)
    plan_id = week_plans.ask_for_plan(world.carla, NEXT, now=world.now)
    now = world.now
    offset = int((now - Clock().utcnow()).total_seconds())
    clock = world.add(DemoState(offset_seconds=offset, built_at=now, seed=0))
    with worker(world, tmp_path, DYING) as first:
        assert first.wait(PATIENCE_SECONDS) == -signal.SIGKILL
    plan = world.get(WeekPlan, plan_id)
    assert (plan.state, world.count(PlanRow)) == (PlanState.RUNNING, 0)
    assert plan.progress["phase"] != "waiting"
    assert planning.make_plans(now=now) == 0  # for all that is known, it is still at it
    world.change(DemoState, clock, offset_seconds=offset + 600)
    with worker(world, tmp_path):
        assert wait_until(lambda: world.get(WeekPlan, plan_id).state is PlanState.PROPOSED)
    assert world.get(WeekPlan, plan_id).attempts == 2
    assert world.count(PlanProof) == 1
    pairs = [(r.client_id, r.shift_id) for r in world.all(PlanRow) if r.client_id and r.shift_id]
    assert len(pairs) == len(set(pairs)) > 0


def test_a_plan_that_killed_its_makers_again_and_again_is_given_up(world):
    plan_id = week_plans.ask_for_plan(world.carla, NEXT, now=world.now)
    world.change(WeekPlan, plan_id, attempts=planning.MOST_ATTEMPTS)
    assert planning.make_plans(now=world.now) == 1
    plan = world.get(WeekPlan, plan_id)
    assert (plan.state, plan.ended_by) == (PlanState.DISCARDED, "makers_lost")
    assert planning.make_plans(now=world.now) == 0
