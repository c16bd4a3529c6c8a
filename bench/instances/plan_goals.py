"""The measuring of the week plan's goals; `bench/plan.py` calls it."""

from __future__ import annotations

import argparse
import subprocess
import sys
import time
from dataclasses import replace

import numpy as np

from app.matching.plan.kept_loops import is_rehearsal_needed
from app.matching.plan.prices import find_prices
from app.matching.plan.reasons_check import wrong_reasons
from app.matching.plan.restrict import all_limits
from app.matching.week_plan import (
    Plan,
    PlanInstance,
    PlanSettings,
    Progress,
    certify,
    fair_queue,
    not_chosen,
    processes,
    replan,
    solve,
    waiting_points,
)  # fmt: skip
from bench.instances.peak import peak_mb
from bench.instances.weeks import make_week

# By size: (seconds, largest gap in per cent) and the most memory in MB.
GAPS = {
    "unit": ([("B1", 0.05, 0.0)], 512), "city": ([("B2", 15, 0.35), ("B2", 45, 0.22)], 512),
    "nation": ([("B4", 10, 2.0), ("B3", 45, 1.0), ("B3", 60, 0.6), ("B3", 300, 0.35)], 2048),
}  # fmt: skip
failed: list[str] = []
memory: list[float] = []


# Clients of the size for which a gap after mending is told.
NATION = 50_000


def say(goal: str, what: str, figure: float, limit: float, *, most: bool = True) -> None:
    fine = figure <= limit if most else figure >= limit
    word = "at most" if most else "at least"
    if not fine:
        failed.append(goal)
    print(
        f"  {goal:4} {what}: {figure:.4g} ({word} {limit:g}) {'holds' if fine else 'MISSED'}",
        flush=True,
    )


def shuffled(week: PlanInstance) -> PlanInstance:
    """The same week from rows in another order."""
    from app.matching.plan.instance import make_instance

    dice, c = np.random.default_rng(7), week.columns
    orders = [dice.permutation(n) for n in (week.clients, week.shifts, len(week.coach_ids))]
    to = [np.argsort(order) for order in orders]
    a, b, k = orders
    coach = np.append(to[2], -1)[c.coach[a]]
    pairs = dice.permutation(week.pairs)
    return make_instance(
        {"id": week.client_ids[a], "ceiling": c.ceiling[a], "room": c.room[a], "coach": coach,
         "waiting": week.waiting[a]},
        {"id": week.shift_ids[b], "places": week.places[b], "start": c.start[b], "end": c.end[b],
         "day": c.day[b], "x": c.x[b], "y": c.y[b], "pay": c.pay[b], "orderer": week.orderer[b]},
        {"id": week.coach_ids[k], "minutes": week.coach_minutes[:-1][k]},
        {"client": to[0][week.pair_clients()][pairs], "shift": to[1][c.shift][pairs],
         "value": c.value[pairs], "support": c.support[pairs]},
    )  # fmt: skip


def planned(week: PlanInstance, settings: PlanSettings, workers: int) -> tuple[Plan, list]:
    """The plan and (seconds, gap in per cent) whenever a valid plan got better."""
    seen: list[tuple[float, float]] = []
    begun = time.perf_counter()

    def watch(progress: Progress) -> None:
        if progress.value:
            gap = 100 * (progress.bound / progress.value - 1)
            seen.append((time.perf_counter() - begun, gap))

    if workers < 2:
        plan = solve(week, settings, progress=watch)
    else:
        with processes(workers) as executor:
            plan = solve(week, settings, progress=watch, executor=executor)
            asked = [executor.submit(peak_mb) for _ in range(4 * workers)]
            memory.append(max(one.result() for one in asked))
    seen.append((time.perf_counter() - begun, plan.gap / 10_000))
    return plan, seen


def gaps(size: str, runs: list[list], workers: int) -> None:
    """The worst repeat against each limit of seconds and gap."""
    for goal, seconds, limit in GAPS[size][0]:
        best = [min((g for at, g in run if at <= seconds), default=100.0) for run in runs]
        say(goal, f"proven gap in {seconds:g} s, per cent", max(best), limit)
    # The largest worker counts for each.
    own, each = peak_mb(), max(memory, default=0.0)
    print(f"  memory: {own:.0f} MB in the planner, {each:.0f} MB in the largest worker")
    say({"unit": "B1", "city": "B2", "nation": "B3"}[size], "memory of all processes, MB",
        own + workers * each, GAPS[size][1])  # fmt: skip


def beside_the_queue(week: PlanInstance, plan: Plan) -> None:
    """B5: value in points of fit and single waiting weight, people, the longest-waiting tenth."""
    c, owner, queue = week.columns, week.pair_clients(), fair_queue(week)
    points = waiting_points(week.waiting, 1)
    ours = np.zeros(week.pairs, dtype=bool)
    ours[plan.pairs] = True
    people = [np.unique(owner[taken]) for taken in (ours, queue)]
    values = [
        int(c.value[t].sum() + points[p].sum()) for t, p in zip((ours, queue), people, strict=True)
    ]
    tenth = np.lexsort((np.arange(week.clients), -week.waiting))[: week.clients // 10]
    share = [100 * float(np.isin(tenth, one).mean()) for one in people]
    say(
        "B5",
        "value over the fair queue, per cent",
        100 * (values[0] / values[1] - 1),
        18,
        most=False,
    )
    say("B5", "people over the fair queue, per cent",
        100 * (len(people[0]) / len(people[1]) - 1), 18, most=False)  # fmt: skip
    say("B5", "longest-waiting tenth served, per cent", share[0], share[1], most=False)


def price_speed(week: PlanInstance, plan: Plan) -> None:
    """B8: an evaluation of the prices, the mean of a descent, against reading the pairs once."""
    valued, c = week.with_bonus(plan.bonus), week.columns

    def median(action) -> float:
        times = []
        for _ in range(7):
            begun = time.perf_counter()
            action()
            times.append(time.perf_counter() - begun)
        return float(np.median(times))

    floor = median(lambda: [int(column.max()) for column in (c.shift, c.value, c.support)])
    of = plan.settings.evaluations
    begun, used = time.perf_counter(), time.process_time()
    find_prices(valued.columns, all_limits(valued), of)
    ours, cpu = (time.perf_counter() - begun) / of, (time.process_time() - used) / of
    print(f"  one of {of} price evaluations {1000 * ours:.1f} ms, {1000 * cpu:.1f} of processor;"
          f" reading the pairs {1000 * floor:.1f} ms")  # fmt: skip
    say("B8", "price evaluation over reading the pairs, times", ours / floor, 8)


def after_a_cancellation(week: PlanInstance, plan: Plan) -> None:
    """B9: ten cancellations; the slowest, the most others, the largest gap beside the plan's."""
    confirmed = set(plan.client_ids[::3])
    slowest, most, gap, last = 0.0, 0, 0, plan
    for at in np.linspace(0, len(plan.pairs) - 1, 11).astype(int)[1:]:
        gone = (plan.client_ids[at], plan.shift_ids[at])
        begun = time.perf_counter()
        mended = replan(week, plan, {gone}, confirmed - {gone[0]})
        slowest = max(slowest, time.perf_counter() - begun)
        most = max(most, len(mended.changed))
        gap = max(gap, mended.plan.gap - plan.gap)
        assert not certify(week, mended.plan, bound=False).broken
        last = mended.plan
        assert not set(mended.changed) & confirmed
    say("B9", "replanning, seconds", slowest, 1)
    say("B9", "the last one's certificate does not hold", int(not certify(week, last).holds), 0)
    say("B9", "others whose week changed", most, 3)
    if week.clients >= NATION:
        say("B9", "gap more than before, points of a per cent", gap / 10_000, 0.02)
    else:
        # One person of a city is ten times as much of the whole: the goal is told of a nation.
        print(f"  B9   gap more than before, points of a per cent: {gap / 10_000:.4g}", flush=True)


def explained(week: PlanInstance, plan: Plan) -> None:
    """B11: how many of those not chosen have an exact reason."""
    told = not_chosen(week, plan)
    open_ones = sum(one.code == "undecided_within_the_gap" for one in told)
    print(f"  not chosen: {len(told)}, of them undecided within the proven gap: {open_ones}")
    say("B11", "exact reasons, per cent", 100 * (1 - open_ones / max(1, len(told))), 98, most=False)
    say("B11", "reasons that the checker refuses", len(wrong_reasons(week, plan, told)), 0)


def same_again(week: PlanInstance, plan: Plan, settings: PlanSettings) -> None:
    """B10: shuffled rows, and the other number of workers, give the same plan."""
    again, _ = planned(shuffled(week), settings, 1)
    say(
        "B10", "plans that differ (shuffled rows, 1 and 2 workers)", int(again.hash != plan.hash), 0
    )


def measure(size: str, seed: int, options: argparse.Namespace) -> None:
    settings = replace(PlanSettings(), gap=options.gap)
    week = make_week(size, seed)
    print(f"{size}, seed {seed}: {week.clients} clients, {week.shifts} shifts, "
          f"{int(week.places.sum())} places, {week.pairs} pairs")  # fmt: skip
    workers = 1 if size == "unit" else options.workers
    found = [planned(week, settings, workers) for _ in range(options.repeats)]
    plan = found[0][0]
    print(f"  value {plan.value}, people {plan.people}, proven by {plan.bound_by}, "
          f"{plan.ended}, {found[0][1][-1][0]:.2f} s, hash {plan.hash[:12]}")  # fmt: skip
    gaps(size, [run for _, run in found], workers)
    checked = certify(week, plan)
    say("B10", "plans that differ (repeats)", len({p.hash for p, _ in found}) - 1, 0)
    say("B", "the certificate does not hold", int(not checked.holds), 0)
    same_again(week, plan, settings)
    if size != "unit":
        beside_the_queue(week, plan)
        explained(week, plan)
        price_speed(week, plan)
        after_a_cancellation(week, plan)


def load_loops() -> None:
    """Have the loops compiled as a worker does, in a process of its own, and load them."""
    begun = time.perf_counter()
    if is_rehearsal_needed():
        subprocess.run([sys.executable, "-m", "app.matching.rehearsal"], check=True)
    week = make_week("unit", 1)
    replan(week, solve(week, replace(PlanSettings(), small=0, sweeps=1)), set())
    solve(week)
    print(f"loops ready in {time.perf_counter() - begun:.1f} s")


def main(description: str | None) -> int:
    options = argparse.ArgumentParser(description=description)
    options.add_argument("--size", nargs="*", default=list(GAPS), choices=list(GAPS))
    options.add_argument("--seed", nargs="*", type=int, default=[1])
    options.add_argument("--repeats", type=int, default=2)
    options.add_argument("--workers", type=int, default=2)
    options.add_argument("--gap", type=int, default=1_000, help="millionths at which to stop")
    chosen = options.parse_args()
    load_loops()
    for size in chosen.size:
        for seed in chosen.seed:
            measure(size, seed, chosen)
    print("missed: " + (", ".join(sorted(set(failed))) or "none"))
    return 1 if failed else 0
