"""Evaluations of prices one after the other, which read only the pairs that can matter.

Prices move by little from one evaluation to the next. Each client keeps a list of the pairs that
are positive or nearly so; until prices have moved by more than the margin of that list no other
pair can become positive, nor the nearest of a client with none. So every evaluation is exact.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from app.matching.plan.compiled import compiled, inlined
from app.matching.plan.kept_loops import COMPILED
from app.matching.plan.patterns import (
    SCALE,
    Prices,
    Search,
    make_search,
    net_of,
    note,
    search,
    spend,
)
from app.matching.plan.polish import SerialExecutor
from app.matching.plan.restrict import owners
from app.matching.plan.visits import payers

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from app.matching.plan.instance import Columns

# A list is made to last about so many moves as large as the last one, and never less than that.
LASTS, LEAST = 4, 2 * SCALE
# Threads share the clients of an evaluation; sums of whole numbers are the same in any order.
THREADS, SHARED_FROM = 2, 100_000


class Tolls(NamedTuple):
    """Who goes along with a client: rows `at[i] : at[i + 1]` are client i's, each once.

    `coach` row and `group` of first times (-1 for none), and the most `support` minutes of a pair.
    """

    at: NDArray[np.int64]
    coach: NDArray[np.int64]
    group: NDArray[np.int64]
    support: NDArray[np.int64]


class Active(NamedTuple):
    """The lists: `pair[first[i] : first[i] + size[i]]` are the rows of client i's list.

    `left` (n) is how far prices may still move before the list is made anew, price scale.
    `bound` (n) is what the best week is worth at the prices asked for last. `tolls` say which
    prices of coaches a client's pairs can have.
    """

    size: NDArray[np.int64]
    pair: NDArray[np.int64]
    left: NDArray[np.int64]
    bound: NDArray[np.int64]
    tolls: Tolls


class At(NamedTuple):
    """The prices, and how far they went since those before.

    `place` in all, `coach` by coach and `first` by group of first times.
    """

    prices: Prices
    place: int
    coach: NDArray[np.int64]
    first: NDArray[np.int64]


def make_active(c: Columns) -> Active:
    """No list is made yet."""
    n = len(c.ceiling)
    left, none = np.full(n, -1, dtype=np.int64), np.zeros(n, dtype=np.int64)
    pair = np.zeros(len(c.shift), dtype=np.int64)
    return Active(none, pair, left, none.copy(), make_tolls(c))


def make_tolls(c: Columns) -> Tolls:
    """With whom each client's pairs go: in a week without visits with the own coach only."""
    v, owner = c.visits, owners(c)
    group = v.first_time if c.going else np.full(len(owner), -1)
    size = int(group.max(initial=-1)) + 2
    asked = np.flatnonzero((c.support > 0) | (group >= 0))
    coach, group = payers(c)[asked].astype(np.int64), group[asked].astype(np.int64)
    coaches = int(coach.max(initial=0)) + 1
    key = (owner[asked].astype(np.int64) * coaches + coach) * size + group + 1
    keys, number = np.unique(key, return_inverse=True)
    most = np.zeros(len(keys), dtype=np.int64)
    np.maximum.at(most, number, c.support[asked])
    of = keys // size // coaches
    return Tolls(
        np.searchsorted(of, np.arange(len(c.ceiling) + 1)), keys // size % coaches,
        keys % size - 1, most,
    )  # fmt: skip


def moved(before: Prices | None, now: Prices) -> At:
    """The prices now and how far they went; from none, nothing that matters."""
    if before is None:
        return At(now, 0, np.zeros_like(now.coach), np.zeros_like(now.first))
    step = now.place - before.place
    place = int(step.max(initial=0)) - int(step.min(initial=0))
    return At(now, place, now.coach - before.coach, now.first - before.first)


@compiled
def went(at: At, tolls: Tolls, i: int) -> int:
    """By how much two of client i's pairs can have moved apart, or one from nothing, at most."""
    most, least = np.int64(0), np.int64(0)
    for t in range(tolls.at[i], tolls.at[i + 1]):
        step = at.coach[tolls.coach[t]] * tolls.support[t]
        first = at.first[tolls.group[t]]
        most, least = max(most, max(step, 0) + first), min(least, min(step, 0) + first)
    return int(at.place + most - least)


@compiled
def renew(c: Columns, prices: Prices, act: Active, i: int, margin: int) -> None:
    """Make client i's list: what is within the margin of being positive or of being nearest."""
    mu, largest = prices.coach[c.coach[i]], -(2**62)
    start, end = c.first[i], c.first[i + 1]
    for pair in range(start, end):
        largest = max(largest, net_of(c, prices, mu, pair))
    least, size = min(largest, 0) - margin, start
    for pair in range(start, end):
        if net_of(c, prices, mu, pair) >= least:
            act.pair[size] = pair
            size += 1
    act.size[i], act.left[i] = size - start, margin


@inlined
def listed(c: Columns, prices: Prices, s: Search, act: Active, i: int) -> tuple[int, int, int]:
    """Client i's positive pairs of the list into `s`; how many, and the nearest of the others."""
    k, largest, which = 0, -(2**62), -1
    mu = prices.coach[c.coach[i]]
    for at in range(c.first[i], c.first[i] + act.size[i]):
        pair = act.pair[at]
        net = net_of(c, prices, mu, pair)
        if net > 0:
            note(c, s, k, pair, net)
            k += 1
        elif net > largest:
            largest, which = net, pair
    return k, largest, which


@compiled
def evaluate_listed(
    c: Columns, at: At, s: Search, use: Prices, act: Active, span: tuple[int, int]
) -> None:
    """The bounds of the clients in the span, as `evaluate`; `use` grows by what they take."""
    for i in range(span[0], span[1]):
        if c.first[i + 1] == c.first[i]:
            continue
        far = went(at, act.tolls, i)
        act.left[i] -= far
        if act.left[i] <= 0:
            renew(c, at.prices, act, i, LASTS * far + LEAST)
        k, largest, which = listed(c, at.prices, s, act, i)
        act.bound[i] = 0
        bonus = np.int64(c.bonus[i]) * SCALE
        if k == 0 and largest + bonus > 0:
            act.bound[i] = largest + bonus
            spend(c, use, i, which)
        elif k > 0:
            search(s, k, c.ceiling[i], c.room[i])
            act.bound[i] = s.answer[1] + bonus if s.answer[1] > 0 else 0
            for d in range(s.answer[2]):
                spend(c, use, i, s.pair[s.best[d]])


class Evaluation:
    """Evaluates prices that come one after the other, for the same columns."""

    def __init__(self, c: Columns) -> None:
        self.columns, self.active = c, make_active(c)
        self.before: Prices | None = None
        shared = COMPILED and len(c.shift) >= SHARED_FROM
        self.spans = list(spans_of(c, THREADS if shared else 1))
        self.searches = [make_search(c) for _ in self.spans]
        self.threads = ThreadPoolExecutor(len(self.spans)) if shared else SerialExecutor()

    def at(self, prices: Prices) -> tuple[Prices, NDArray[np.int64]]:
        """What the clients' best weeks take at these prices, and the bounds of the clients (n)."""
        c, at = self.columns, moved(self.before, prices)
        self.before = prices
        uses = [Prices(*(np.zeros_like(price) for price in prices)) for _ in self.spans]
        asked = [
            self.threads.submit(evaluate_listed, c, at, s, use, self.active, span)
            for s, use, span in zip(self.searches, uses, self.spans, strict=True)
        ]
        for one in asked:
            one.result()
        use = Prices(*(np.sum(parts, axis=0) for parts in zip(*uses, strict=True)))
        return use, self.active.bound.copy()


def spans_of(c: Columns, number: int) -> Iterator[tuple[int, int]]:
    """So many spans of clients with about as many pairs each."""
    ends = np.searchsorted(c.first, len(c.shift) * np.arange(1, number) // max(1, number))
    return pairwise((0, *ends.tolist(), len(c.ceiling)))
