"""One shift for each, one place on each: the linear assignment problem, exactly.

Rows bid for columns first, then shortest augmenting paths place whoever is left; the whole-number
prices of columns that it ends with prove that no other assignment is cheaper.
Source: Jonker and Volgenant, Computing 38 (1987) 325-340.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from app.matching.plan.compiled import compiled

if TYPE_CHECKING:
    from numpy.typing import NDArray

FAR = 2**62
FREE = -1
# How many bids a row may make on average before paths take over.
BIDS = 8


class Market(NamedTuple):
    """An assignment under way: `price` and `row` of each column, `column` of each row.

    `least`, `came` and `used` are room for a path: how far each column is, from which row.
    """

    price: NDArray[np.int64]
    row: NDArray[np.int64]
    column: NDArray[np.int64]
    least: NDArray[np.int64]
    came: NDArray[np.int64]
    used: NDArray[np.bool_]


def assign(cost: NDArray[np.int64]) -> NDArray[np.int64]:
    """The column of each row (n) with the least sum of a square matrix of whole costs."""
    n = len(cost)
    nothing, free = np.zeros(n, dtype=np.int64), np.full(n, FREE, dtype=np.int64)
    market = Market(
        price=nothing, row=free, column=free.copy(), least=nothing.copy(), came=nothing.copy(),
        used=np.zeros(n, dtype=np.bool_),
    )  # fmt: skip
    if n:
        settle(np.ascontiguousarray(cost, dtype=np.int64), market)
    return market.column


@compiled
def settle(cost: NDArray[np.int64], m: Market) -> None:
    """Give every row its column."""
    open_up(cost, m)
    bid(cost, m)
    for row in range(len(cost)):
        if m.column[row] == FREE:
            place(m, row, nearest(cost, m, row))


@compiled
def open_up(cost: NDArray[np.int64], m: Market) -> None:
    """Each column costs its least; a row of that cost that has none yet takes it."""
    m.price[:] = cost[0]
    m.row[:] = 0
    for row in range(1, len(cost)):
        for column in range(len(cost)):
            if cost[row, column] < m.price[column]:
                m.price[column], m.row[column] = cost[row, column], row
    for column in range(len(cost)):
        row = m.row[column]
        if m.column[row] == FREE:
            m.column[row] = column
        else:
            m.row[column] = FREE


@compiled
def best_two(cost: NDArray[np.int64], m: Market, row: int) -> tuple[int, int, int]:
    """The cheapest column for a row at the prices, the next one, and by how much that is dearer."""
    best, second, low, next_low = 0, 0, FAR, FAR
    for column in range(len(cost)):
        reduced = cost[row, column] - m.price[column]
        if reduced < low:
            second, next_low = best, low
            best, low = column, reduced
        elif reduced < next_low:
            second, next_low = column, reduced
    return best, second, next_low - low


@compiled
def bid(cost: NDArray[np.int64], m: Market) -> None:
    """Free rows take their cheapest column and leave to others what it is not worth to them."""
    n, left = len(cost), BIDS * len(cost)
    for first in range(n if n > 1 else 0):
        row = first
        while m.column[row] == FREE and left > 0:
            left -= 1
            best, second, dearer = best_two(cost, m, row)
            if dearer == 0 and m.row[best] != FREE:
                best = second
            other = m.row[best]
            if dearer == 0 and other != FREE:
                break  # A tie between two taken ones is for the paths.
            m.price[best] -= dearer
            m.row[best], m.column[row] = row, best
            if other != FREE:
                m.column[other] = FREE
                row = other


@compiled
def nearest(cost: NDArray[np.int64], m: Market, start: int) -> int:
    """The free column nearest to a free row; the way is in `came`, the prices are moved."""
    m.used[:] = False
    m.came[:] = start
    m.least[:] = cost[start] - m.price
    column = int(m.least.argmin())
    while m.row[column] != FREE:
        m.used[column] = True
        column = go_on(cost, m, column)
    for other in range(len(cost)):
        if m.used[other]:
            m.price[other] += m.least[other] - m.least[column]
    return column


@compiled
def go_on(cost: NDArray[np.int64], m: Market, column: int) -> int:
    """Look on from the row of a reached column; the nearest column not reached yet."""
    row, closest, low = m.row[column], 0, FAR
    over = cost[row, column] - m.price[column] - m.least[column]
    for other in range(len(cost)):
        if m.used[other]:
            continue
        reduced = cost[row, other] - m.price[other] - over
        if reduced < m.least[other]:
            m.least[other], m.came[other] = reduced, row
        # Of those as near a free one ends the search.
        near = m.least[other]
        if near < low or (near == low and m.row[other] == FREE and m.row[closest] != FREE):
            closest, low = other, near
    return closest


@compiled
def place(m: Market, start: int, column: int) -> None:
    """Move everybody along the way that was found, so that the row gets a column."""
    row = FREE
    while row != start:
        row = m.came[column]
        m.row[column] = row
        m.column[row], column = column, m.column[row]
