"""The plan after places fell away: few others change, and nobody who has confirmed."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from app.matching.plan.first_plan import (
    ROOM,
    State,
    fill,
    load,
    release,
    settle,
    take,
    take_what_fits,
)
from app.matching.plan.going import make_going
from app.matching.plan.patterns import SCALE, best_week, make_search
from app.matching.plan.pins import apply_pins, free_pairs, pair_row
from app.matching.plan.prices import evaluate_at, nets
from app.matching.plan.restrict import (
    PAIR_FIELDS,
    all_limits,
    keep_pairs,
    keep_visits,
    no_prices,
    owners,
)
from app.matching.plan.settings import Pin

if TYPE_CHECKING:
    from collections.abc import Collection

    from numpy.typing import NDArray

    from app.matching.plan.instance import Columns, PlanInstance
    from app.matching.plan.settings import Plan

MOST_OTHERS = 3
# Why the week of a client who cancelled is pinned as it is.
CANCELLED = "cancelled"


class Replanned(NamedTuple):
    """The new plan and the ids of the others whose week changed, at most three."""

    plan: Plan
    changed: tuple[str, ...]


def replan(
    instance: PlanInstance, plan: Plan, cancelled: Collection[tuple[str, str]],
    confirmed: Collection[str] = (),
) -> Replanned:  # fmt: skip
    """The plan without these (client, shift) pairs, their places given to others where possible.

    The clients who cancelled get nothing new; clients in `confirmed` and those with a pin keep
    what they have. What was cancelled is pinned, so the bound is the one of the week without it.
    """
    week = instance.with_bonus(plan.bonus)
    gone = {client for client, _ in cancelled}
    kept = frozen(week, {*confirmed, *gone, *(pin.client_id for pin in plan.pins)})
    out = {
        pair_row(week, Pin(client, shift, yes=False, reason=CANCELLED))
        for client, shift in cancelled
    }
    taken = plan.pairs[~np.isin(plan.pairs, sorted(out))]
    freed = np.unique(week.columns.shift[np.setdiff1d(plan.pairs, taken)]).astype(np.int64)
    taken, changed = fill_again(week, taken, freed, kept)
    mended = new_plan(week, plan, taken)
    for client in sorted(gone):
        mended = withdrawn(week, mended, client)
    return Replanned(mended, tuple(sorted(week.client_ids[changed].tolist())))


def frozen(week: PlanInstance, ids: Collection[str]) -> NDArray[np.bool_]:
    """The clients whose week must stay (n)."""
    kept = np.zeros(week.clients, dtype=np.bool_)
    if ids and week.clients:
        names = np.array(sorted(ids), dtype=np.str_)
        at = np.minimum(np.searchsorted(week.client_ids, names), week.clients - 1)
        kept[at[week.client_ids[at] == names]] = True
    return kept


def small_state(c: Columns, week: PlanInstance, taken: NDArray[np.bool_]) -> State:
    """The state of the taken pairs, without the lists that only moves need."""
    limits, none = all_limits(week), np.zeros(0, dtype=np.int64)
    s = len(c.start)
    state = State(
        np.zeros(len(c.shift), dtype=np.bool_), limits.places, limits.coach,
        np.zeros(len(c.ceiling), dtype=np.int64), owners(c), none, none,
        np.zeros(s, dtype=np.int64), np.full(s, -1, dtype=np.int64),
        np.zeros((ROOM, 2), dtype=np.int64), make_going(limits),
    )  # fmt: skip
    load(c, state, taken)
    return state


def owners_of(c: Columns, rows: NDArray[np.int64]) -> NDArray[np.int64]:
    """The client row of each of these pairs."""
    return np.searchsorted(c.first, rows, side="right") - 1


def around(
    c: Columns, taken: NDArray[np.int64], able: NDArray[np.int64]
) -> tuple[Columns, NDArray[np.int64]]:
    """The week of what is taken and of these clients' pairs only, and which rows those are.

    Nothing else can change, so nothing else is looked at.
    """
    spans = [np.arange(c.first[i], c.first[i + 1]) for i in able]
    rows = np.unique(np.concatenate((taken, *spans)))
    owner = owners_of(c, rows)
    fits = (c.minutes[rows] <= c.ceiling[owner]) & (c.pay[c.shift[rows]] <= c.room[owner])
    keep = fits | np.isin(rows, taken)
    rows, owner = rows[keep], owner[keep]
    counts = np.bincount(owner, minlength=len(c.ceiling))
    first = np.concatenate(([0], np.cumsum(counts))).astype(np.int64)
    fields = {name: getattr(c, name)[rows] for name in PAIR_FIELDS}
    visits = keep_visits(c.visits, rows)
    return c._replace(first=first, shift=c.shift[rows], visits=visits, **fields), rows


def still_possible(week: PlanInstance, rows: NDArray[np.int64]) -> NDArray[np.int64]:
    """Those of the rows for which there are places and coaches together, in order.

    When coaches are fewer than they were, who counts most keeps theirs first.
    """
    c, owner = week.columns, owners_of(week.columns, rows)
    state = small_state(c, week, np.zeros(len(c.shift), dtype=np.bool_))
    take_what_fits(c, state, rows[np.lexsort((rows, -c.bonus[owner]))])
    return np.flatnonzero(state.taken)


def without(week: PlanInstance, rows: NDArray[np.int64]) -> PlanInstance:
    """The same week, but these rows are none of its pairs."""
    if not len(rows):
        return week
    left = np.setdiff1d(np.arange(week.pairs), rows)
    return replace(week, columns=keep_pairs(week.columns, left, owners(week.columns)))


def settle_again(
    week: PlanInstance, taken: NDArray[np.int64], who: NDArray[np.int64]
) -> NDArray[np.int64]:
    """The rows that are taken when these clients, who lost something, have had what is free.

    One after the other, who counts most first; nobody else changes.
    """
    if not len(who):
        return taken
    order = who[np.lexsort((who, -week.columns.bonus[who]))].astype(np.int64)
    c, rows = around(week.columns, taken, order)
    state = small_state(c, week, np.isin(rows, taken))
    fill(c, state, no_prices(c, all_limits(week)), make_search(c), order)
    return rows[state.taken]


def fill_again(
    week: PlanInstance, taken: NDArray[np.int64], freed: NDArray[np.int64], kept: NDArray[np.bool_]
) -> tuple[NDArray[np.int64], list[int]]:
    """Up to three clients, one after the other, change to the week that wins most.

    Whoever takes a freed place may leave another, which is freed in turn. The rows that are taken
    then, and the clients.
    """
    changed: list[int] = []
    while len(changed) < MOST_OTHERS and len(freed):
        asked = np.unique(owners_of(week.columns, np.flatnonzero(among(week.columns, freed))))
        able = asked[~kept[asked] & ~np.isin(asked, changed)]
        c, rows = around(week.columns, taken, able)
        state = small_state(c, week, np.isin(rows, taken))
        best = best_change(c, week, state, able.tolist())
        if best < 0:
            break
        before = shifts_of(c, state, best)
        search, free = make_search(c), no_prices(c, all_limits(week))
        release(c, state, best)
        settle(c, state, free, search, best)
        freed = np.array(sorted(before - shifts_of(c, state, best)), dtype=np.int64)
        taken = rows[state.taken]
        changed.append(best)
    return taken, changed


def among(c: Columns, shifts: NDArray[np.int64]) -> NDArray[np.bool_]:
    """The pairs of these shifts (m)."""
    wanted = np.zeros(len(c.start), dtype=np.bool_)
    wanted[shifts] = True
    return wanted[c.shift]


def shifts_of(c: Columns, state: State, i: int) -> set[int]:
    """The shifts that client i has."""
    own = slice(int(c.first[i]), int(c.first[i + 1]))
    return set(c.shift[own][state.taken[own]].tolist())


def best_change(c: Columns, week: PlanInstance, state: State, able: list[int]) -> int:
    """Who wins most from the best week of what is free; the first of equals, -1 if none."""
    search, free = make_search(c), no_prices(c, all_limits(week))
    most, who = 0, -1
    for i in able:
        own = np.flatnonzero(state.taken[int(c.first[i]) : int(c.first[i + 1])]) + int(c.first[i])
        had = int(state.value[i])
        release(c, state, i)
        settle(c, state, free, search, i)
        now = int(state.value[i])
        release(c, state, i)
        for pair in own.tolist():
            take(c, state, pair)
        if now - had > most:
            most, who = now - had, i
    return who


def new_plan(week: PlanInstance, plan: Plan, rows: NDArray[np.int64]) -> Plan:
    """The plan of these pairs, with the old prices and bound."""
    c = week.columns
    owner = owners_of(c, rows)
    served = np.unique(owner)
    return replace(
        plan,
        pairs=rows,
        client_ids=tuple(week.client_ids[owner].tolist()),
        shift_ids=tuple(week.shift_ids[c.shift[rows]].tolist()),
        value=int(c.value[rows].sum(dtype=np.int64) + c.bonus[served].sum(dtype=np.int64)),
        bound=plan.price_bound,
        bound_by="prices",
    )


def withdrawn(week: PlanInstance, plan: Plan, client: str) -> Plan:
    """The plan with the client's week pinned as it is now, and the bound of that week."""
    i = int(np.searchsorted(week.client_ids, client))
    c, rows = week.columns, plan.pairs
    mine = rows[np.searchsorted(rows, c.first[i]) : np.searchsorted(rows, c.first[i + 1])]
    others = tuple(pin for pin in plan.pins if pin.client_id != client)
    pins = tuple(
        Pin(client, str(week.shift_ids[c.shift[row]]), row in mine, CANCELLED)
        for row in range(int(c.first[i]), int(c.first[i + 1]))
    )
    pinned = replace(plan, pins=(*others, *pins))
    bound = bound_with(week, pinned) if plan.pins else plan.price_bound - spared(week, plan, i)
    return replace(pinned, bound=bound, price_bound=bound)


def bound_with(week: PlanInstance, plan: Plan) -> int:
    """What the plan's prices prove of the week with its pins; price scale."""
    pinned = apply_pins(week, plan.pins)
    search = make_search(pinned.columns)
    bound = evaluate_at(pinned.columns, pinned.limits, plan.prices, search).bound
    fixed, c = pinned.fixed, week.columns
    served = np.unique(owners_of(c, fixed))
    return bound + SCALE * int(c.value[fixed].sum() + c.bonus[served].sum())


def spared(week: PlanInstance, plan: Plan, i: int) -> int:
    """By how much client i's best week beats the one in the plan at its prices; price scale."""
    c, prices, limits = week.columns, plan.prices, all_limits(week)
    own = np.arange(c.first[i], c.first[i + 1])
    mine = np.intersect1d(own, plan.pairs)
    alone = keep_pairs(c, own[free_pairs(c, limits)[own]], owners(c))
    search = make_search(alone)
    best_week(alone, prices, search, i)
    net = nets(c, prices)[mine]
    bonus = int(c.bonus[i]) * SCALE if len(mine) else 0
    # The best week found, not its bound: what is taken off the plan's bound is never too much.
    return max(0, int(search.answer[0]) - int(net.sum()) - bonus)
