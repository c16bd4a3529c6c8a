"""Published benchmark sets, solved by the planner, against their published optima (B7).

Usage: python3 dev.py bench anchors [--data DIR] [--only NAME] [--seconds 300]

DIR holds `orlib-assign/` (linear assignment) and `gap/` (generalised assignment). A client is an
agent, a job is a shift with one place that must be filled. Times are of the whole, after the loops
are compiled; scipy's are measured right before ours. `--seconds` ends a search that takes too long.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

import numpy as np

from app.matching.plan.assignment import assign
from app.matching.plan.certificate import broken_limits
from app.matching.plan.full_loads import Loads, fill_all
from app.matching.plan.instance import PlanInstance, make_instance
from app.matching.plan.mip import Effort
from bench.instances import published
from workbench.places import BENCH_PYTHON, ROOT

REPEATS, TIMES_SCIPY, SMALL_SECONDS = 15, 3.0, 15.0
SMALL = ("cattrysse1994/", "chu1997/a")
failed: list[str] = []


def say(what: str, figure: float, limit: float) -> None:
    fine = figure <= limit
    if not fine:
        failed.append(what)
    print(f"B7 {what}: {figure:.4g} (at most {limit:g}) {'ok' if fine else 'MISSED'}", flush=True)


def line(one: published.Published, found: int, seconds: float, more: str) -> int:
    """Prints a file's figures; 1 where the published value was missed."""
    over = 100 * (found / one.best - 1)
    print(f"  {one.name}: {found}, published {one.best} ({over:+.3f} %), {seconds:.4g} s, {more}",
          flush=True)  # fmt: skip
    return int(found > one.best)


def by_scipy(matrices: dict[str, np.ndarray]) -> dict[str, dict[str, float]]:
    """What scipy finds and its fastest seconds; nothing where it is not installed."""
    if not BENCH_PYTHON.exists():
        print(f"  no scipy beside: {BENCH_PYTHON} is missing; `python3 dev.py bench` makes it")
        return {}
    script = ROOT / "bench" / "instances" / "scipy_assign.py"
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "costs.npz"
        np.savez(file, **matrices)
        command = [BENCH_PYTHON, script, file, REPEATS]
        told = subprocess.run([str(c) for c in command], check=True, capture_output=True, text=True)
    return json.loads(told.stdout)


def fastest_assignment(cost: np.ndarray) -> tuple[np.ndarray, float]:
    times = []
    for _ in range(REPEATS):
        begun = time.perf_counter()
        columns = assign(cost)
        times.append(time.perf_counter() - begun)
    return columns, min(times)


def assignments(chosen: list[published.Published]) -> None:
    assign(np.eye(3, dtype=np.int64))
    costs = {one.name: published.read_assignment(one.file) for one in chosen}
    scipy = by_scipy(costs)
    missed, ratios = 0, [0.0]
    for one in chosen:
        cost = costs[one.name]
        columns, seconds = fastest_assignment(cost)
        assert np.array_equal(np.sort(columns), np.arange(len(cost)))
        beside = scipy.get(one.name, {}).get("seconds")
        told = f"scipy {beside:.4g} s: {seconds / beside:.2f} times" if beside else "no scipy"
        ratios.append(seconds / beside if beside else 0.0)
        missed += line(one, int(cost[np.arange(len(cost)), columns].sum()), seconds, told)
    say(f"assignment files of {len(chosen)} that miss the optimum", missed, 0)
    say("assignment, times scipy's at worst", max(ratios), TIMES_SCIPY)


def week_of(tables: published.Tables) -> PlanInstance:
    """The week of m clients and n shifts that can all be done after each other."""
    cost, weight, capacity = tables
    m, n = cost.shape
    at = np.arange(n)
    agent, job = (grid.ravel() for grid in np.indices((m, n)))
    return make_instance(
        {"id": np.char.mod("%05d", np.arange(m)), "ceiling": capacity,
         "room": np.full(m, 2**30), "coach": np.full(m, -1), "waiting": np.zeros(m, int)},
        {"id": np.char.mod("%05d", at), "places": np.ones(n, int), "start": at * 1440,
         "end": at * 1440 + 1, "day": at, "x": at * 0, "y": at * 0, "pay": at * 0,
         "orderer": at.astype(str)},
        {"id": [], "minutes": []},
        {"client": agent, "shift": job, "value": cost.max() + 1 - cost.ravel(),
         "support": np.zeros(m * n, int), "minutes": weight.ravel()},
        rest=0,
    )  # fmt: skip


class Filling(NamedTuple):
    """The cost of filling every job, whether it is proven, seconds by the wall and of work."""

    cost: int
    proven: bool
    wall: float
    work: float


def filled(tables: published.Tables, effort: Effort) -> Filling:
    """A file's jobs filled; checked independently."""
    cost, weight, capacity = tables
    begun, used = time.perf_counter(), time.process_time()
    gain = np.ascontiguousarray(cost.max() + 1 - cost)
    found = fill_all(Loads(gain, np.ascontiguousarray(weight), capacity), effort)
    wall, work = time.perf_counter() - begun, time.process_time() - used
    assert not broken_limits(week_of(tables), found.rows.tolist())
    assert sorted((found.rows % cost.shape[1]).tolist()) == list(range(cost.shape[1]))
    return Filling(int(cost.ravel()[found.rows].sum()), found.proven, wall, work)


def loads(chosen: list[published.Published], seconds: float) -> None:
    effort = Effort(0.0, 10**6, seconds)
    one = np.ones((2, 2), dtype=np.int64)
    filled(published.Tables(one, one, one[0]), effort)
    missed, small, every = 0, [0.0, 0.0], [0.0, 0.0]
    for file in chosen:
        found = filled(published.read_loads(file.file), effort)
        told = f"of work {found.work:.4g} s, {'proven' if found.proven else 'not proven'}"
        missed += line(file, found.cost, found.wall, told)
        is_small = file.name.startswith(SMALL)
        for sums in (every, small) if is_small else (every,):
            sums[0], sums[1] = sums[0] + found.wall, sums[1] + found.work
    print(f"  {len(chosen)} files in {every[0]:.1f} s, of work {every[1]:.1f} s")
    say(f"generalised assignment files of {len(chosen)} that miss the optimum", missed, 0)
    print(f"  small files and type A: {small[0]:.1f} s by the wall")
    # Of work, which is the same on a machine that others use.
    say("small files and type A, seconds of work in all", small[1], SMALL_SECONDS)


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--data", type=Path, default=ROOT.parent / "shared" / "bench-data")
    options.add_argument("--only", default="", help="files whose name has this in it")
    options.add_argument("--seconds", type=float, default=300.0)
    chosen = options.parse_args()
    if not chosen.data.is_dir():
        print(f"no such folder: {chosen.data}; give one with --data")
        return 1
    data, only = chosen.data, chosen.only
    assignments([one for one in published.assignments(data) if only in one.name])
    loads([one for one in published.loads(data) if only in one.name], chosen.seconds)
    print("missed: " + (", ".join(failed) or "none"))
    return 1 if failed else 0


if __name__ == "__main__":
    raise SystemExit(main())
