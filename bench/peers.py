"""The week plan beside other people's solvers, on the same made-up week in the same run (B6).

Usage: python3 dev.py bench peers [--size city] [--seed 1] [--weight N] [--only NAME ...]

Everybody is asked for the same points, and every answer is checked by the planner's independent
certificate. Ours has 15 s; Timefold's core with its default phases 120 s and 6 GB; CP-SAT 60 s
with two workers on our core of near-zero reduced cost. Never a part of the tests.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import tempfile
import time
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np

from app.matching.plan.certificate import broken_limits, value_of
from app.matching.plan.executors import executor_for
from app.matching.plan.fair_queue import Queue, fair_queue
from app.matching.plan.model import make_model
from app.matching.plan.prices import find_prices, pair_costs
from app.matching.plan.restrict import all_limits, keep_pairs, owners
from app.matching.week_plan import PlanInstance, PlanSettings, Progress, solve, waiting_points
from bench.instances import java
from bench.instances.weeks import make_week
from workbench.places import BENCH_PYTHON, ROOT

OURS_SECONDS, CP_SECONDS, TIMEFOLD_SECONDS = 15, 60, 120
ABOVE_TIMEFOLD, SCALE = 15.0, 10_000
failed: list[str] = []


class Spent:
    """Seconds since it was made: by the wall, and of the processor, children that ended included.

    On a machine that others use the second says more.
    """

    def __init__(self) -> None:
        self.begun, self.used = time.perf_counter(), self.processor()

    def processor(self) -> float:
        return sum(os.times()[:4])

    def wall(self) -> float:
        return time.perf_counter() - self.begun

    def told(self) -> str:
        return f"{self.wall():6.1f} s ({self.processor() - self.used:.1f} s of the processor)"


@dataclass
class Contest:
    """A week that everybody plans for the same points, and what each reached."""

    week: PlanInstance
    settings: PlanSettings
    folder: Path
    patience: float
    values: dict[str, int] = field(default_factory=dict)

    def tell(self, name: str, rows: list[int], spent: Spent, more: str = "") -> None:
        """Checks an answer and prints it; one that breaks a limit counts nothing."""
        took = spent.told()
        broken = broken_limits(self.week, sorted(rows))
        owner = owners(self.week.columns)
        value = 0 if broken else value_of(self.week, sorted(rows))
        self.values[name] = value
        state = f"BREAKS {len(broken)} LIMITS, {broken[0][0]} first" if broken else "valid"
        people = len(np.unique(owner[rows])) if rows else 0
        print(f"  {name:34} {value:9d} points, {people:5d} people, {took}, {state}"
              f"{', ' + more if more else ''}", flush=True)  # fmt: skip


def warm_up(settings: PlanSettings, workers: int) -> None:
    """Compiles the loops, so that no contest waits for it."""
    with executor_for(None, workers) as executor:
        solve(make_week("unit", 1), replace(settings, small=0), executor=executor)


def ours(contest: Contest, workers: int) -> None:
    """Our plan; what counts is the best valid one within the seconds."""
    seen: list[tuple[float, int]] = []
    spent = Spent()

    def watch(progress: Progress) -> None:
        seen.append((spent.wall(), progress.value))

    with executor_for(None, workers) as executor:
        plan = solve(contest.week, contest.settings, progress=watch, executor=executor)
        took = spent.wall()
    contest.tell("our plan", plan.pairs.tolist(), spent, f"proven gap {plan.gap / 10_000:.2f} %")
    limit = OURS_SECONDS * contest.patience
    in_time = [value for at, value in [*seen, (took, plan.value)] if at <= limit]
    contest.values["ours in time"] = max(in_time, default=0)
    print(f"  {'':34} {contest.values['ours in time']:9d} points of it within {limit:g} s")


def queues(contest: Contest) -> None:
    """The fair queue, and the best pairs first."""
    week, spent = contest.week, Spent()
    rows = np.flatnonzero(fair_queue(week)).tolist()
    contest.tell("fair queue", rows, spent)
    spent = Spent()
    contest.tell("greedy, best value first", greedy(week, []), spent)


def greedy(week: PlanInstance, first: list[int]) -> list[int]:
    """These pairs as far as they are allowed, then the best of all others."""
    queue, owner = Queue(week), owners(week.columns)
    worth = week.columns.value + week.columns.bonus[owner]
    for row in [*first, *np.lexsort((np.arange(week.pairs), -worth)).tolist()]:
        i = int(owner[row])
        if not queue.taken[row] and queue.free(i, row):
            queue.take(i, row)
    return np.flatnonzero(queue.taken).tolist()


def asked(script: str, *arguments: object) -> str:
    """What a script says that runs in the other environment."""
    command = [BENCH_PYTHON, ROOT / "bench" / "instances" / script, *arguments]
    words = [str(word) for word in command]
    return subprocess.run(words, check=True, stdout=subprocess.PIPE, text=True).stdout.strip()


def by_scipy(contest: Contest) -> None:
    week, owner = contest.week, owners(contest.week.columns)
    told, answer = contest.folder / "scipy.npz", contest.folder / "scipy.npy"
    worth = week.columns.value + week.columns.bonus[owner]
    np.savez(told, client=owner, shift=week.columns.shift, worth=worth, places=week.places)
    spent = Spent()
    said = asked("scipy_week.py", told, answer)
    rows = np.load(answer)
    best_first = rows[np.lexsort((rows, -worth[rows]))].tolist()
    contest.tell("scipy assignment, repaired, filled", greedy(week, best_first),
                 spent, said)  # fmt: skip


def by_cp_sat(contest: Contest) -> None:
    week, settings = contest.week, contest.settings
    priced = find_prices(week.columns, all_limits(week), settings.evaluations)
    cost = pair_costs(week.columns, priced, settings.delta)
    rows = np.flatnonzero(cost >= -settings.delta * SCALE)
    core = keep_pairs(week.columns, rows, owners(week.columns))
    model = make_model(core, all_limits(week))
    told, answer = contest.folder / "core.npz", contest.folder / "core.npy"
    np.savez(told, gain=model.gain, **model.rows._asdict())
    spent = Spent()
    said = asked("cpsat_model.py", told, answer, round(CP_SECONDS * contest.patience))
    taken = rows[np.load(answer)[: model.pairs]].tolist()
    contest.tell(f"CP-SAT on our core of {len(rows)}", taken, spent, said)
    contest.values["CP-SAT"] = contest.values[f"CP-SAT on our core of {len(rows)}"]


def by_timefold(contest: Contest) -> None:
    lacking = java.missing()
    if lacking:
        print(f"  Timefold is left out: {lacking}")
        failed.append("Timefold (left out)")
        return
    spent = Spent()
    rows, said = java.run_timefold(
        contest.week, round(TIMEFOLD_SECONDS * contest.patience), contest.folder
    )
    contest.tell("Timefold", rows, spent, said)


def above(contest: Contest, name: str, least: float) -> None:
    """How far our plan lies above another's, in per cent of that."""
    if name not in contest.values:
        return
    theirs = contest.values[name]
    figure = 100 * (contest.values["ours in time"] / max(1, theirs) - 1)
    fine = theirs > 0 and (figure >= least if least else figure > 0)
    if not fine:
        failed.append(name)
    word = f"at least {least:g}" if least else "above 0"
    print(f"  B6 above {name}, per cent: {figure:+.2f} ({word}) {'ok' if fine else 'MISSED'}")


def contest_of(options: argparse.Namespace, seed: int, folder: Path) -> None:
    settings = PlanSettings()
    if options.weight:
        settings = replace(settings, waiting_weight=options.weight, first_tenth=0)
    week = make_week(options.size, seed)
    # All are told the same points for who is served, and are counted by them.
    bonus = waiting_points(
        week.waiting, settings.waiting_weight, settings.first_tenth, settings.served
    )
    contest = Contest(week.with_bonus(bonus), settings, folder, options.patience)
    print(f"{options.size}, seed {seed}: {week.clients} clients, {int(week.places.sum())} places, "
          f"{week.pairs} pairs, waiting weight {settings.waiting_weight}, the longest-waiting "
          f"tenth {settings.first_tenth} more", flush=True)  # fmt: skip
    ours(contest, options.workers)
    others = {"queues": queues, "scipy": by_scipy, "cp-sat": by_cp_sat, "timefold": by_timefold}
    for name, other in others.items():
        if not options.only or name in options.only:
            other(contest)
    above(contest, "Timefold", ABOVE_TIMEFOLD)
    above(contest, "CP-SAT", 0)


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--size", default="city")
    options.add_argument("--seed", type=int, nargs="*", default=[1])
    options.add_argument("--workers", type=int, default=2)
    options.add_argument("--weight", type=int, default=0, help="of waiting, instead of the default")
    options.add_argument(
        "--patience", type=float, default=1.0, help="times all seconds, where busy"
    )
    options.add_argument("--only", nargs="*", default=[])
    chosen = options.parse_args()
    warm_up(PlanSettings(), chosen.workers)
    for seed in chosen.seed:
        with tempfile.TemporaryDirectory() as folder:
            contest_of(chosen, seed, Path(folder))
    print("missed: " + (", ".join(failed) or "none"))
    return 1 if failed else 0


if __name__ == "__main__":
    raise SystemExit(main())
