"""One shift for each, one place on each: the linear assignment problem, exactly.

Shortest augmenting paths with whole-number prices (Kuhn 1955, Jonker and Volgenant 1987): the
prices it ends with prove that no other assignment is cheaper.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

FAR = 2**60


def assign(cost: NDArray[np.int64]) -> NDArray[np.int64]:
    """The column of each row (n) with the least sum of a square matrix of whole costs."""
    n = len(cost)
    price = np.zeros(n + 1, dtype=np.int64)
    level = np.zeros(n, dtype=np.int64)
    row_of = np.full(n + 1, -1, dtype=np.int64)
    for row in range(n):
        row_of[n] = row
        came = augment(cost, level, price, row_of)
        column = int(came[-1])
        while column != n:
            before = int(came[column])
            row_of[column] = row_of[before]
            column = before
    columns = np.empty(n, dtype=np.int64)
    columns[row_of[:n]] = np.arange(n)
    return columns


def augment(
    cost: NDArray[np.int64], level: NDArray[np.int64], price: NDArray[np.int64],
    row_of: NDArray[np.int64],
) -> NDArray[np.int64]:  # fmt: skip
    """The shortest path from the new row, which `row_of` has last, to a free column.

    Where each column was come to from, and behind them the free column. Prices and levels move.
    """
    n = len(cost)
    least, came = np.full(n, FAR, dtype=np.int64), np.full(n + 2, n, dtype=np.int64)
    used = np.zeros(n + 1, dtype=np.bool_)
    column = n
    while row_of[column] >= 0:
        used[column] = True
        row = row_of[column]
        reduced = cost[row] - level[row] - price[:n]
        better = ~used[:n] & (reduced < least)
        least[better], came[:n][better] = reduced[better], column
        open_ones = np.where(used[:n], FAR, least)
        column = int(open_ones.argmin())
        step = open_ones[column]
        level[row_of[used]] += step
        price[used] -= step
        least[~used[:n]] -= step
    came[-1] = column
    return came
