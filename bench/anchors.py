"""Published benchmark sets, solved by the planner, against their published optima (B7).

Usage: python bench/anchors.py [--data DIR] [--seconds 10]

DIR holds `orlib-assign/` (linear assignment) and `gap/` (generalised assignment), as its README
says. A client is an agent, a job is a shift with one place; what must be filled is worth so much
that nothing else pays. Times are of the whole: writing the week, model, solver.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import sys
import time
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))


def week_of(cost: np.ndarray, weight: np.ndarray, capacity: np.ndarray):
    """A week of m clients and n shifts that all can be done after each other, and its constant."""
    from app.matching.plan.instance import make_instance

    m, n = cost.shape
    # Filling one job more pays more than all costs together.
    worth = int(cost.max()) * 2 + 1 if m == n else int(cost.sum(axis=1).max()) + 1
    at = np.arange(n)
    agent, job = (grid.ravel() for grid in np.indices((m, n)))
    week = make_instance(
        {"id": np.char.mod("%05d", np.arange(m)), "ceiling": capacity,
         "room": np.full(m, 2**30), "coach": np.full(m, -1), "waiting": np.zeros(m, int)},
        {"id": np.char.mod("%05d", at), "places": np.ones(n, int), "start": at * 1440,
         "end": at * 1440 + 1, "day": at, "x": at * 0, "y": at * 0, "pay": at * 0,
         "orderer": at.astype(str)},
        {"id": [], "minutes": []},
        {"client": agent, "shift": job, "value": worth - cost.ravel(),
         "support": np.zeros(m * n, int), "minutes": weight.ravel()},
        rest=0,
    )  # fmt: skip
    return week, worth * n


def solved(
    cost: np.ndarray, weight: np.ndarray, capacity: np.ndarray, seconds: float
) -> tuple[int, float]:
    """The cost found, checked by the certificate's rules, and the seconds it took."""
    from app.matching.plan.assignment import assign
    from app.matching.plan.certificate import broken_limits
    from app.matching.plan.mip import Effort
    from app.matching.plan.model import solve_mip
    from app.matching.plan.restrict import all_limits, value_of_plan

    begun = time.perf_counter()
    if cost.shape[0] == cost.shape[1] and int(capacity.max()) == 1:
        columns = assign(cost)
        return int(cost[np.arange(len(cost)), columns].sum()), time.perf_counter() - begun
    week, constant = week_of(cost, weight, capacity)
    nobody = np.zeros(week.pairs, dtype=bool)
    answer = solve_mip(week.columns, all_limits(week), nobody, Effort(0.0, 10**6, seconds))
    took = time.perf_counter() - begun
    assert not broken_limits(week, np.flatnonzero(answer.taken).tolist())
    return constant - value_of_plan(week.columns, answer.taken), took


def gap_files(data: Path) -> list[tuple[str, Path, int]]:
    """Name, file and best known value of every generalised assignment instance."""
    folder = data / "gap"
    with (folder / "bounds-min.csv").open(encoding="utf-8") as lines:
        rows = list(csv.DictReader(lines))
    best = {row["Path"]: int(row["Best known solution value"]) for row in rows}
    files = {str(file.relative_to(folder))[:-3]: file for file in sorted(folder.rglob("*.gz"))}
    return [(name, file, best[name]) for name, file in files.items() if name in best]


def read_gap(file: Path) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    numbers = np.array(gzip.decompress(file.read_bytes()).split(), dtype=int)
    m, n = int(numbers[0]), int(numbers[1])
    cost, weight = numbers[2 : 2 + m * n], numbers[2 + m * n : 2 + 2 * m * n]
    return cost.reshape(m, n), weight.reshape(m, n), numbers[2 + 2 * m * n : 2 + 2 * m * n + m]


def assignment_files(data: Path) -> list[tuple[str, Path, int]]:
    folder = data / "orlib-assign"
    lines = (folder / "optima.txt").read_text(encoding="utf-8").split("\n")
    pairs = [line.replace(":", " ").replace(",", " ").split() for line in lines]
    optima = {p[0].removesuffix(".txt"): int(p[1]) for p in pairs if len(p) > 1 and p[1].isdigit()}
    files = sorted(
        f for f in folder.iterdir() if f.name.partition(".")[0] in optima and f.name != "optima.txt"
    )
    return [(f.name.partition(".")[0], f, optima[f.name.partition(".")[0]]) for f in files]


def read_assignment(file: Path) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    raw = gzip.decompress(file.read_bytes()) if file.suffix == ".gz" else file.read_bytes()
    numbers = np.array(raw.split(), dtype=int)
    n = int(numbers[0])
    cost = numbers[1 : 1 + n * n].reshape(n, n)
    return cost, np.ones((n, n), dtype=int), np.ones(n, dtype=int)


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--data", type=Path, default=ROOT.parent / "shared" / "bench-data")
    options.add_argument("--seconds", type=float, default=10.0)
    chosen = options.parse_args()
    if not chosen.data.is_dir():
        print(f"no such folder: {chosen.data}; give one with --data")
        return 1
    missed = 0
    for kind, files, read in (
        ("assignment", assignment_files(chosen.data), read_assignment),
        ("generalised assignment", gap_files(chosen.data), read_gap),
    ):
        total, optimal = 0.0, 0
        for name, file, published in files:
            found, took = solved(*read(file), chosen.seconds)
            total, optimal = total + took, optimal + (found == published)
            if found != published:
                over = 100 * (found / published - 1)
                print(f"  {name}: {found}, published {published} ({over:+.3f} %), {took:.1f} s")
        missed += len(files) - optimal
        print(f"{kind}: {optimal} of {len(files)} at the published optimum, {total:.1f} s in all")
    return 1 if missed else 0


if __name__ == "__main__":
    raise SystemExit(main())
