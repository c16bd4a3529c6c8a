"""Sets of a client's shifts of which one at most can be taken, because all clash with all."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from app.matching.plan.compiled import compiled
from app.matching.plan.patterns import clash

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from app.matching.plan.instance import Columns


class Found(NamedTuple):
    """Row number and pair of every member."""

    row: NDArray[np.int64]
    pair: NDArray[np.int64]


@compiled
def grow(c: Columns, span: tuple[int, int], p: int, q: int, members: NDArray[np.int64]) -> int:
    """The clique of pairs p and q and each other pair of the span that clashes with all in it."""
    members[0], members[1], size = p, q, 2
    for r in range(span[0], span[1]):
        fits = r != p and r != q  # noqa: PLR1714 - a set is no loop's business
        for m in range(size):
            if not fits:
                break
            low, high = min(r, members[m]), max(r, members[m])
            fits = clash(c, c.shift[low], c.shift[high])
        if fits:
            members[size] = r
            size += 1
    return size


@compiled
def mark(covered: NDArray[np.bool_], first: int, members: NDArray[np.int64], size: int) -> None:
    """Note that a clique holds each two of its members."""
    for a in range(size):
        for b in range(size):
            covered[members[a] - first, members[b] - first] = True


@compiled
def cover(c: Columns, members: NDArray[np.int64], covered: NDArray[np.bool_], found: Found) -> int:
    """Cliques that hold every two clashing pairs of a client; how many.

    With no room in `found` its first row counts the members that there would be.
    """
    rows, entries = 0, 0
    for i in range(len(c.ceiling)):
        span = (c.first[i], c.first[i + 1])
        width = span[1] - span[0]
        covered[:width, :width] = False
        for p in range(span[0], span[1]):
            for q in range(p + 1, span[1]):
                if covered[p - span[0], q - span[0]] or not clash(c, c.shift[p], c.shift[q]):
                    continue
                size = grow(c, span, p, q, members)
                mark(covered, span[0], members, size)
                if len(found.row) > 1:
                    found.row[entries : entries + size] = rows
                    found.pair[entries : entries + size] = members[:size]
                rows, entries = rows + 1, entries + size
    if len(found.row) == 1:
        found.row[0] = entries
    return rows


def find_cliques(
    c: Columns,
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """Row, column, factor 1 and limit 1 of every clique, as rows of a model."""
    most = int(np.diff(c.first).max(initial=0)) + 1
    members, covered = np.zeros(most, dtype=np.int64), np.zeros((most, most), dtype=np.bool_)
    count = Found(np.zeros(1, dtype=np.int64), np.zeros(1, dtype=np.int64))
    rows = cover(c, members, covered, count)
    size = int(count.row[0])
    found = Found(np.zeros(size + 2, dtype=np.int64), np.zeros(size + 2, dtype=np.int64))
    cover(c, members, covered, found)
    ones = np.ones(size, dtype=np.int64)
    return found.row[:size], found.pair[:size], ones, np.ones(rows, dtype=np.int64)
