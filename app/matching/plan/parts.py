"""The core cut into parts that can be solved apart, with limits that stay valid together."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from app.matching.plan.compiled import compiled
from app.matching.plan.restrict import Limits, Part, cut_out, owners

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
            if c.support[pair] > 0:
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

    So any valid answers of all parts are valid together.
    """
    owner = owners(c)
    part = part_of_clients(c, components(c, len(limits.coach)), size, angle)[owner]
    coach = c.coach[owner].astype(np.int64)
    shift = c.shift.astype(np.int64)
    used = use_of(c, taken, limits, np.arange(len(c.shift)))
    whose_place = most_often(shift, part, len(limits.places))
    whose_coach = most_often(coach, part, len(limits.coach))
    found = []
    for q in range(int(part.max(initial=-1)) + 1):
        rows = np.flatnonzero(part == q)
        own = use_of(c, taken, limits, rows)
        mine = Limits(
            own.places + np.where(whose_place == q, limits.places - used.places, 0),
            own.coach + np.where(whose_coach == q, limits.coach - used.coach, 0),
        )
        found.append(cut_out(c, mine, rows, owner))
    return found


def use_of(c: Columns, taken: NDArray[np.bool_], limits: Limits, rows: NDArray[np.int64]) -> Limits:
    """What the taken pairs among these rows use of the limits."""
    mine = rows[taken[rows]]
    owner = np.searchsorted(c.first, mine, side="right") - 1
    places = np.bincount(c.shift[mine], minlength=len(limits.places))
    minutes = np.bincount(c.coach[owner], weights=c.support[mine], minlength=len(limits.coach))
    return Limits(places.astype(np.int64), minutes.astype(np.int64))
