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
from app.matching.plan.patterns import SCALE, Prices, Search, make_search, note, search
from app.matching.plan.polish import SerialExecutor

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from app.matching.plan.instance import Columns

# A list is made to last about so many moves as large as the last one, and never less than that.
LASTS, LEAST = 4, 2 * SCALE
# Threads share the clients of an evaluation; sums of whole numbers are the same in any order.
THREADS, SHARED_FROM = 2, 100_000


class Active(NamedTuple):
    """The lists: `pair[first[i] : first[i] + size[i]]` are the rows of client i's list.

    `left` (n) is how far prices may still move before the list is made anew, price scale.
    `support` (n) the most minutes of the coach that one of the client's pairs takes. `bound` (n)
    is what the best week is worth at the prices asked for last.
    """

    size: NDArray[np.int64]
    pair: NDArray[np.int64]
    left: NDArray[np.int64]
    support: NDArray[np.int64]
    bound: NDArray[np.int64]


class At(NamedTuple):
    """The prices, and how far they went since those before: `place` in all, `coach` by coach."""

    prices: Prices
    place: int
    coach: NDArray[np.int64]


def make_active(c: Columns) -> Active:
    """No list is made yet."""
    n = len(c.ceiling)
    most = np.zeros(n, dtype=np.int64)
    np.maximum.at(most, np.repeat(np.arange(n), np.diff(c.first)), c.support)
    left = np.full(n, -1, dtype=np.int64)
    pair = np.zeros(len(c.shift), dtype=np.int64)
    return Active(np.zeros_like(most), pair, left, most, np.zeros_like(most))


def moved(before: Prices | None, now: Prices) -> At:
    """The prices now and how far they went; from none, nothing that matters."""
    if before is None:
        return At(now, 0, np.zeros_like(now.coach))
    step = now.place - before.place
    place = int(step.max(initial=0)) - int(step.min(initial=0))
    return At(now, place, np.abs(now.coach - before.coach))


@compiled
def renew(c: Columns, prices: Prices, act: Active, i: int, margin: int) -> None:
    """Make client i's list: what is within the margin of being positive or of being nearest."""
    mu, largest = prices.coach[c.coach[i]], -(2**62)
    start, end = c.first[i], c.first[i + 1]
    for pair in range(start, end):
        net = np.int64(c.value[pair]) * SCALE - prices.place[c.shift[pair]] - mu * c.support[pair]
        largest = max(largest, net)
    least, size = min(largest, 0) - margin, start
    for pair in range(start, end):
        net = np.int64(c.value[pair]) * SCALE - prices.place[c.shift[pair]] - mu * c.support[pair]
        if net >= least:
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
        j = c.shift[pair]
        net = np.int64(c.value[pair]) * SCALE - prices.place[j] - mu * c.support[pair]
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
        went = at.place + at.coach[c.coach[i]] * act.support[i]
        act.left[i] -= went
        if act.left[i] <= 0:
            renew(c, at.prices, act, i, LASTS * went + LEAST)
        k, largest, which = listed(c, at.prices, s, act, i)
        act.bound[i] = 0
        bonus = np.int64(c.bonus[i]) * SCALE
        if k == 0 and largest + bonus > 0:
            act.bound[i] = largest + bonus
            use.place[c.shift[which]] += 1
            use.coach[c.coach[i]] += c.support[which]
        elif k > 0:
            search(s, k, c.ceiling[i], c.room[i])
            act.bound[i] = s.answer[1] + bonus if s.answer[1] > 0 else 0
            for d in range(s.answer[2]):
                pair = s.pair[s.best[d]]
                use.place[c.shift[pair]] += 1
                use.coach[c.coach[i]] += c.support[pair]


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
        use = np.zeros((len(self.spans), len(prices.place)), dtype=np.int64)
        hours = np.zeros((len(self.spans), len(prices.coach)), dtype=np.int64)
        asked = [
            self.threads.submit(
                evaluate_listed, c, at, s, Prices(use[t], hours[t]), self.active, span
            )
            for t, (s, span) in enumerate(zip(self.searches, self.spans, strict=True))
        ]
        for one in asked:
            one.result()
        return Prices(use.sum(axis=0), hours.sum(axis=0)), self.active.bound.copy()


def spans_of(c: Columns, number: int) -> Iterator[tuple[int, int]]:
    """So many spans of clients with about as many pairs each."""
    ends = np.searchsorted(c.first, len(c.shift) * np.arange(1, number) // max(1, number))
    return pairwise((0, *ends.tolist(), len(c.ceiling)))
