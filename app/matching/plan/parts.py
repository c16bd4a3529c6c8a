"""The core cut into parts that can be solved apart, with limits that stay valid together."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from app.matching.plan.compiled import compiled
from app.matching.plan.restrict import Limits, Part, cut_out, owners
from app.matching.plan.visits import (
    FREE,
    HELD,
    group_coaches,
    own_support,
    payers,
    shut_near,
)

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from app.matching.plan.instance import Columns

# Directions across which large components are cut, one a sweep.
ANGLES = ((1, 0), (0, 1), (1, 1), (1, -1), (2, 1), (-1, 2), (1, 2), (2, -1))


@compiled
def join(parent: NDArray[np.int64], a: int, b: int) -> None:
    """Make two one component, with the smaller number."""
    while parent[a] != a:
        parent[a] = parent[parent[a]]
        a = parent[a]
    while parent[b] != b:
        parent[b] = parent[parent[b]]
        b = parent[b]
    parent[max(a, b)] = min(a, b)


@compiled
def join_all(c: Columns, parent: NDArray[np.int64]) -> None:
    """Join clients by shifts and by coaches whose minutes they use."""
    n, s = len(c.ceiling), len(c.start)
    for i in range(n):
        for pair in range(c.first[i], c.first[i + 1]):
            join(parent, i, n + c.shift[pair])
            if len(c.visits.visit) > 0 and c.visits.visit[pair] >= 0:
                join(parent, i, n + s + c.visits.coach[c.visits.visit[pair]])
            elif c.support[pair] > 0:
                join(parent, i, n + s + c.coach[i])


def components(c: Columns, coaches: int) -> NDArray[np.int64]:
    """The number of each client's component (n): the smallest client row in it."""
    n = len(c.ceiling)
    parent = np.arange(n + len(c.start) + coaches, dtype=np.int64)
    join_all(c, parent)
    while not np.array_equal(parent, parent[parent]):
        parent = parent[parent]
    return parent[:n]


def along(c: Columns, angle: int) -> NDArray[np.int64]:
    """Where each client's shifts lie along a direction, on average, in metres (n)."""
    dx, dy = ANGLES[angle % len(ANGLES)]
    at = c.x[c.shift].astype(np.int64) * dx + c.y[c.shift].astype(np.int64) * dy
    total = np.concatenate(([0], np.cumsum(at)))
    counts = np.maximum(np.diff(c.first), 1)
    return (total[c.first[1:]] - total[c.first[:-1]]) // counts


def part_of_clients(
    c: Columns, component: NDArray[np.int64], size: int, angle: int
) -> NDArray[np.int64]:
    """The part of each client (n), -1 without pairs: small components packed, large ones cut."""
    counts = np.diff(c.first)
    weight = np.bincount(component, weights=counts, minlength=len(counts)).astype(np.int64)
    place = np.where(weight[component] > size, along(c, angle), 0)
    order = np.lexsort((place, component))
    order = order[counts[order] > 0]
    part = np.full(len(counts), -1, dtype=np.int64)
    number, filled, room, now = -1, 0, 0, -1
    for i in order:
        k = component[i]
        fresh = k != now and (number < 0 or weight[k] > size or filled + weight[k] > room)
        if fresh or (k == now and filled >= room):
            number, filled = number + 1, 0
            # As many equal strips as it takes; whole components share a part up to its size.
            room = -(-weight[k] // -(-weight[k] // size)) if weight[k] > size else size
        part[i], now, filled = number, k, filled + counts[i]
    return part


def most_often(group: NDArray[np.int64], part: NDArray[np.int64], groups: int) -> NDArray[np.int64]:
    """For each group the part with the most pairs in it, the lowest number first; -1 for none."""
    parts = int(part.max(initial=-1)) + 1
    found = np.full(groups, -1, dtype=np.int64)
    keys, counts = np.unique(group * max(parts, 1) + part, return_counts=True)
    order = np.lexsort((-keys, counts))
    found[keys[order] // max(parts, 1)] = keys[order] % max(parts, 1)
    return found


def split(
    c: Columns, limits: Limits, taken: NDArray[np.bool_], size: int, angle: int
) -> list[Part]:
    """The parts of a valid plan's core: each keeps what it uses, the free rest goes to one owner.

    So any valid answers of all parts are valid together. A coach's visits are free in one part
    only; other parts may keep or drop the visits that they have.
    """
    owner = owners(c)
    part = part_of_clients(c, components(c, len(limits.coach)), size, angle)[owner]
    coach, shift = payers(c).astype(np.int64), c.shift.astype(np.int64)
    whose_place = most_often(shift, part, len(limits.places))
    whose_coach = most_often(coach, part, len(limits.coach))
    used = use_of(c, taken, limits, np.arange(len(c.shift)))
    found = []
    for q in range(int(part.max(initial=-1)) + 1):
        mine = whose_coach == q
        rows = np.flatnonzero((part == q) & (taken | mine[coach] | without_visit(c)))
        others = use_of(c, taken, limits, np.flatnonzero(part != q))
        own = use_of(c, taken, limits, np.flatnonzero(part == q))
        places = own.places + np.where(whose_place == q, limits.places - used.places, 0)
        free = Limits(places, *going_of_part(c, limits, mine, own, others))
        found.append(cut_out(c, free, rows, owner))
    return found


def without_visit(c: Columns) -> NDArray[np.bool_]:
    """The pairs (m) with which nobody is named as going along."""
    return c.visits.visit < 0 if len(c.visits.visit) else np.ones(len(c.shift), dtype=np.bool_)


def going_of_part(
    c: Columns, limits: Limits, mine: NDArray[np.bool_], own: Limits, others: Limits
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """A part's minutes by coach, states of visits and first times; `mine` are its own coaches.

    What other parts do stays; of the others' coaches a part has what it does now, paid already.
    """
    v, kept = c.visits, others.visits > 0
    coach = np.where(mine, limits.coach - others.coach, own.coach - visit_minutes(c, limits, own))
    state = limits.visits.copy()
    state[(kept | ~mine[v.coach]) & (state == FREE)] = HELD
    shut_near(c, np.flatnonzero(kept & mine[v.coach]), state)
    whose = mine[group_coaches(v, len(limits.first_times))]
    first = np.where(whose, limits.first_times - others.first_times, own.first_times)
    return coach, state, first


def visit_minutes(c: Columns, limits: Limits, used: Limits) -> NDArray[np.int64]:
    """The minutes by coach of the used visits that were free, each once."""
    v = c.visits
    made = np.flatnonzero((used.visits > 0) & (limits.visits == FREE))
    minutes = np.bincount(v.coach[made], weights=v.minutes[made], minlength=len(limits.coach))
    return minutes.astype(np.int64)


def use_of(c: Columns, taken: NDArray[np.bool_], limits: Limits, rows: NDArray[np.int64]) -> Limits:
    """What the taken pairs among these rows use of the limits; of visits with how many clients."""
    mine = rows[taken[rows]]
    owner = np.searchsorted(c.first, mine, side="right") - 1
    places = np.bincount(c.shift[mine], weights=c.seats[owner], minlength=len(limits.places))
    size, support = len(limits.coach), own_support(c)[mine]
    minutes = np.bincount(c.coach[owner], weights=support, minlength=size).astype(np.int64)
    none = np.zeros(0, dtype=np.int64)
    visit, first = (
        (column[mine] for column in c.visits[:2]) if len(c.visits.visit) else (none, none)
    )
    used = Limits(
        places.astype(np.int64), minutes,
        np.bincount(visit[visit >= 0], minlength=len(limits.visits)),
        np.bincount(first[first >= 0], minlength=len(limits.first_times)),
    )  # fmt: skip
    return used._replace(coach=minutes + visit_minutes(c, limits, used))
