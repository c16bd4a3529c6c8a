"""The independent check of a plan: every limit, every pin and the bound, in exact whole numbers.

Nothing of the planner's loops is used: it shares with them the columns and the price scale only.
"""

from __future__ import annotations

from collections import defaultdict
from itertools import combinations
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from app.matching.plan.instance import Columns, PlanInstance
    from app.matching.plan.patterns import Prices
    from app.matching.plan.settings import Plan

SCALE = 10_000
MOST_LABELS = 20_000
# Less than anything can bring.
NEVER = -(2**60)


class Certificate(NamedTuple):
    """What the check found: broken limits as (code, id), value, and the bound it re-evaluated.

    `bound` is on the price scale, 0 where it was not asked for.
    """

    broken: tuple[tuple[str, str], ...]
    value: int
    bound: int
    claimed: int

    @property
    def holds(self) -> bool:
        """Whether the plan is valid and worth at most what the prices prove."""
        return not self.broken and self.value * SCALE <= self.bound <= self.claimed


class Label(NamedTuple):
    """A way to take shifts up to one: what it used, what it is worth on the price scale."""

    minutes: int
    cents: int
    worth: int


def certify(instance: PlanInstance, plan: Plan, *, bound: bool = True) -> Certificate:
    """The certificate of a plan; without `bound` its limits and pins only."""
    week = instance.with_bonus(plan.bonus)
    rows = [int(row) for row in plan.pairs]
    broken = [*broken_limits(week, rows), *broken_pins(week, plan)]
    found = bound_of(week, plan) if bound else 0
    return Certificate(tuple(broken), value_of(week, rows), found, plan.price_bound)


def client_of(c: Columns, row: int) -> int:
    """The client of a pair."""
    return int(np.searchsorted(c.first, row, side="right")) - 1


def value_of(week: PlanInstance, rows: Iterable[int]) -> int:
    """Points of these pairs, and once for each client served."""
    c = week.columns
    listed = list(rows)
    served = {client_of(c, row) for row in listed}
    return sum(int(c.value[row]) for row in listed) + sum(int(c.bonus[i]) for i in served)


def apart_enough(c: Columns, a: int, b: int, rest: int | None = None) -> bool:
    """Whether one person can do both shifts, travel and rest between days included."""
    if a == b:
        return False
    early, late = sorted((a, b), key=lambda j: (int(c.start[j]), j))
    gap = int(c.start[late]) - int(c.end[early])
    night = c.rest if rest is None else rest
    least = 0 if c.day[early] == c.day[late] else night
    dx, dy = int(c.x[early]) - int(c.x[late]), int(c.y[early]) - int(c.y[late])
    metres_squared = dx * dx + dy * dy
    if metres_squared == 0:
        return gap >= least
    moving = gap - c.travel_base
    # The way takes tenths * metres / 10,000 minutes: compared by squares, without a root.
    there = moving >= 0 and (moving * 10_000) ** 2 >= c.travel_tenths**2 * metres_squared
    return gap >= least and there


def visit_of(c: Columns, row: int) -> int:
    """The visit that a pair needs, -1 for none."""
    return int(c.visits.visit[row]) if len(c.visits.visit) else -1


def broken_limits(week: PlanInstance, rows: list[int]) -> list[tuple[str, str]]:
    """Each limit that the pairs break, with the id of whom it belongs to."""
    c, broken = week.columns, []
    places: dict[int, int] = defaultdict(int)
    weeks: dict[int, list[int]] = defaultdict(list)
    for row in rows:
        i = client_of(c, row)
        places[int(c.shift[row])] += int(c.seats[i])
        weeks[i].append(row)
    broken += [("places", str(week.shift_ids[j])) for j, n in places.items() if n > week.places[j]]
    for i, mine in weeks.items():
        broken += [(code, str(week.client_ids[i])) for code in broken_week(c, i, mine)]
    names = [*week.coach_ids.tolist(), "-"]
    broken += [(code, names[k]) for code, k in broken_coaches(week, rows)]
    return sorted(broken)


def broken_coaches(week: PlanInstance, rows: list[int]) -> list[tuple[str, int]]:
    """The limits of coaches that the pairs break, with the coach: minutes, two visits, firsts."""
    c = week.columns
    visits = sorted({v for row in rows if (v := visit_of(c, row)) >= 0})
    minutes = coach_minutes(c, rows)
    broken = [("coach", k) for k, n in minutes.items() if n > week.coach_minutes[k]]
    for a, b in combinations(visits, 2):
        at = int(c.visits.shift[a]), int(c.visits.shift[b])
        if c.visits.coach[a] == c.visits.coach[b] and not apart_enough(c, *at, rest=0):
            broken.append(("coach_twice", int(c.visits.coach[a])))
    firsts: dict[tuple[int, int], int] = defaultdict(int)
    for row in rows:
        if visit_of(c, row) >= 0 and c.visits.first_time[row] >= 0:
            visit = visit_of(c, row)
            firsts[int(c.visits.coach[visit]), int(c.day[c.visits.shift[visit]])] += 1
    return broken + [("first_times", k) for (k, _), n in firsts.items() if n > 1]


def coach_minutes(c: Columns, rows: Iterable[int]) -> dict[int, int]:
    """The minutes that these pairs take of each coach; of a visit once."""
    found: dict[int, int] = defaultdict(int)
    visits: set[int] = set()
    for row in rows:
        visit = visit_of(c, row)
        if visit < 0:
            found[int(c.coach[client_of(c, row)])] += int(c.support[row])
        elif visit not in visits:
            visits.add(visit)
            found[int(c.visits.coach[visit])] += int(c.visits.minutes[visit])
    return found


def broken_week(c: Columns, i: int, rows: list[int]) -> list[str]:
    """The limits of one client's week that these pairs break."""
    found = []
    if sum(int(c.minutes[row]) for row in rows) > c.ceiling[i]:
        found.append("minutes")
    if sum(int(c.pay[c.shift[row]]) for row in rows) > c.room[i]:
        found.append("earnings")
    shifts = [int(c.shift[row]) for row in rows]
    pairs = ((a, b) for at, a in enumerate(shifts) for b in shifts[at + 1 :])
    if not all(apart_enough(c, a, b) for a, b in pairs):
        found.append("overlap")
    return found


def kept_out(plan: Plan) -> set[tuple[str, str]]:
    """The pins of which the plan says that they could not be kept."""
    return {(n.about[0], n.about[1]) for n in plan.notes if n.code == "pin_cannot_be_kept"}


def broken_pins(week: PlanInstance, plan: Plan) -> list[tuple[str, str]]:
    """The pins that the plan neither keeps nor calls impossible; and ids that are not its own."""
    c = week.columns
    rows = plan.pairs
    clients = [str(week.client_ids[client_of(c, int(row))]) for row in rows]
    chosen = set(zip(clients, week.shift_ids[c.shift[rows]].tolist(), strict=True))
    broken = []
    if chosen != set(zip(plan.client_ids, plan.shift_ids, strict=True)):
        broken.append(("ids", "-"))
    for pin in plan.pins:
        pair = (pin.client_id, pin.shift_id)
        if (pair in chosen) != pin.yes and not (pin.yes and pair in kept_out(plan)):
            broken.append(("pin", " ".join(pair)))
    return broken


def fixed_rows(week: PlanInstance, plan: Plan) -> tuple[dict[int, list[int]], set[int]]:
    """The pairs that pins fix in, by client, and those that they fix out."""
    c, refused = week.columns, kept_out(plan)
    client = {str(name): i for i, name in enumerate(week.client_ids)} if plan.pins else {}
    inside: dict[int, list[int]] = defaultdict(list)
    outside: set[int] = set()
    for pin in plan.pins:
        i = client.get(pin.client_id, -1)
        if i < 0 or (pin.yes and (pin.client_id, pin.shift_id) in refused):
            continue
        for row in range(int(c.first[i]), int(c.first[i + 1])):
            if str(week.shift_ids[c.shift[row]]) == pin.shift_id:
                inside[i].append(row) if pin.yes else outside.add(row)
    return inside, outside


def bound_of(week: PlanInstance, plan: Plan) -> int:
    """What no plan that keeps the pins can be worth more than, at the plan's prices.

    Priced limits that pins leave and the best week of each client; any prices not below zero prove
    it. Who shares a visit bears a part of it, and that coaches cannot be in two places is left out.
    """
    c, prices = week.columns, plan.prices
    inside, outside = fixed_rows(week, plan)
    fixed = np.array([row for rows in inside.values() for row in rows], dtype=np.int64)
    limits = *left_by(week, fixed), first_times_left(week, fixed)
    if not can_be(prices, limits):
        return 0
    total = sum(
        int(p) * int(n) for price, limit in zip(prices, limits, strict=True)
        for p, n in zip(price, limit, strict=True)
    )  # fmt: skip
    counts = np.diff(c.first)
    owner = np.repeat(np.arange(week.clients, dtype=np.int64), counts)
    net = priced_nets(week, plan, owner, fixed)
    net[impossible(week, owner, fixed, outside)] = NEVER
    net[fixed] = c.value[fixed].astype(np.int64) * SCALE
    wanted = np.flatnonzero(counts > 0).tolist()
    return total + sum(best_week(c, net, i, inside.get(i, [])) for i in wanted)


def can_be(prices: Prices, limits: tuple[NDArray[np.int64], ...]) -> bool:
    """Whether every limit has one price, none below zero, and what is no first time has none."""
    each = zip(prices, limits, strict=True)
    whole = all(len(price) == len(limit) and price.min(initial=0) >= 0 for price, limit in each)
    return whole and int(prices.first[-1]) == 0


def priced_nets(
    week: PlanInstance, plan: Plan, owner: NDArray[np.int64], fixed: NDArray[np.int64]
) -> NDArray[np.int64]:
    """What each pair is worth above the prices of its place, of who goes along, of a first time."""
    c, v, prices = week.columns, week.columns.visits, plan.prices
    net = c.value.astype(np.int64) * SCALE - prices.place[c.shift]
    coach = c.coach[owner].astype(np.int64)
    if len(v.visit):
        along, first = np.flatnonzero(v.visit >= 0), np.flatnonzero(v.first_time >= 0)
        coach[along] = v.coach[v.visit[along]]
        net[first] -= prices.first[v.first_time[first]]
    return net - prices.coach[coach] * least_support(week, fixed)


def first_times_left(week: PlanInstance, fixed: NDArray[np.int64]) -> NDArray[np.int64]:
    """By group of first times how many the fixed pairs leave of one; the last is for none."""
    v = week.columns.visits
    left = np.ones(int(v.first_time.max(initial=-1)) + 2, dtype=np.int64)
    for group in v.first_time[fixed].tolist() if len(v.visit) else ():
        left[group] -= 1
    left[-1] = 0
    return left


def left_by(
    week: PlanInstance, fixed: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The places by shift and minutes by coach that the fixed pairs leave."""
    c = week.columns
    places, coach = week.places.astype(np.int64), week.coach_minutes.astype(np.int64)
    for row in fixed.tolist():
        places[c.shift[row]] -= c.seats[client_of(c, row)]
    for k, minutes in coach_minutes(c, fixed.tolist()).items():
        coach[k] -= minutes
    return places, coach


def least_support(week: PlanInstance, fixed: NDArray[np.int64]) -> NDArray[np.int64]:
    """The minutes of a coach of which each pair bears no less in any plan (m).

    Those of a visit lie on as few as can share it, of whom one may be there for the first time.
    """
    c, v = week.columns, week.columns.visits
    if not len(v.visit):
        return c.support.astype(np.int64)
    with_coach = np.flatnonzero(v.visit >= 0)
    visit = v.visit[with_coach]
    newcomers = v.first_time[with_coach] >= 0
    asked = np.bincount(visit[~newcomers], minlength=len(v.shift))
    asked[np.unique(visit[newcomers])] += 1
    most = np.maximum(1, np.minimum(asked, week.places[v.shift]))
    share = v.minutes.astype(np.int64) // most
    share[v.visit[fixed][v.visit[fixed] >= 0]] = 0
    least = c.support.astype(np.int64)
    least[with_coach] = share[visit]
    return least


def impossible(
    week: PlanInstance, owner: NDArray[np.int64], fixed: NDArray[np.int64], outside: set[int]
) -> NDArray[np.int64]:
    """The rows that no plan with these pins can have: shut out, or more than what is left."""
    c = week.columns
    places, coach = left_by(week, fixed)
    shut = places[c.shift] < c.seats[owner]
    shut |= (c.minutes > c.ceiling[owner]) | (c.pay[c.shift] > c.room[owner])
    shut |= coach_cannot(week, owner, fixed, coach)
    shut[np.array(sorted(outside), dtype=np.int64)] = True
    shut[fixed] = False
    return np.flatnonzero(shut)


def coach_cannot(
    week: PlanInstance, owner: NDArray[np.int64], fixed: NDArray[np.int64], left: NDArray[np.int64]
) -> NDArray[np.bool_]:
    """The rows (m) whose coach has too little left, or is with a fixed pair at the time."""
    c, v = week.columns, week.columns.visits
    alone: NDArray[np.bool_] = c.support > left[c.coach[owner]]
    if not len(v.visit):
        return alone
    held = {visit_of(c, row) for row in fixed.tolist()} - {-1}
    taken = np.isin(np.arange(len(v.shift)), sorted(held))
    short = (v.minutes > left[v.coach]) & ~taken
    for a in held:
        for b in np.flatnonzero((v.coach == v.coach[a]) & ~taken).tolist():
            short[b] |= not apart_enough(c, int(v.shift[a]), int(v.shift[b]), rest=0)
    used = set(v.first_time[fixed].tolist()) - {-1}
    alone &= v.visit < 0
    again = np.isin(v.first_time, sorted(used)) if used else np.zeros(len(owner), dtype=np.bool_)
    alone |= np.append(short, False)[v.visit] | again
    return alone


def best_week(c: Columns, net: NDArray[np.int64], i: int, fixed: list[int]) -> int:
    """An exact bound on client i's week with the fixed pairs in it; price scale."""
    first, last = int(c.first[i]), int(c.first[i + 1])
    minutes = int(c.ceiling[i]) - sum(int(c.minutes[row]) for row in fixed)
    cents = int(c.room[i]) - sum(int(c.pay[c.shift[row]]) for row in fixed)
    own = first + np.flatnonzero(net[first:last] > 0)
    able = [
        int(row) for row in own
        if row not in fixed and c.minutes[row] <= minutes and c.pay[c.shift[row]] <= cents
        and all(apart_enough(c, int(c.shift[row]), int(c.shift[f])) for f in fixed)
    ]  # fmt: skip
    if not fixed and not able:
        return single(c, net, i)
    base = sum(int(net[row]) for row in fixed) + int(c.bonus[i]) * SCALE
    return base + longest(c, net, able, minutes, cents)


def single(c: Columns, net: NDArray[np.int64], i: int) -> int:
    """The best single pair where none is positive, with the points for being served."""
    largest = int(net[int(c.first[i]) : int(c.first[i + 1])].max())
    return max(0, largest + int(c.bonus[i]) * SCALE)


def longest(c: Columns, net: NDArray[np.int64], rows: list[int], minutes: int, cents: int) -> int:
    """The most that shifts in time order can bring: labels of use and worth, the dominated out."""
    if len(rows) < 2:
        return sum(int(net[row]) for row in rows)
    ends: list[list[Label]] = []
    made, best = 0, 0
    for p, row in enumerate(rows):
        j, use, pay, worth = (
            int(c.shift[row]),
            int(c.minutes[row]),
            int(c.pay[c.shift[row]]),
            int(net[row]),
        )
        labels = [Label(use, pay, worth)]
        for q in range(p):
            if apart_enough(c, int(c.shift[rows[q]]), j):
                labels += [
                    Label(m + use, e + pay, w + worth) for m, e, w in ends[q]
                    if m + use <= minutes and e + pay <= cents
                ]  # fmt: skip
        ends.append(undominated(labels))
        made += len(ends[-1])
        best = max(best, *(label.worth for label in ends[-1]))
        if made > MOST_LABELS:
            return sum(int(net[row]) for row in rows)
    return best


def undominated(labels: list[Label]) -> list[Label]:
    """The labels to which no other is at least as good in everything."""
    kept: list[Label] = []
    for label in sorted(labels, key=lambda one: (-one.worth, one.minutes, one.cents)):
        if not any(k.minutes <= label.minutes and k.cents <= label.cents for k in kept):
            kept.append(label)
    return kept
