"""Rows sixty-four at a time: where a block of them lies says of most of them at once who is far.

Rows that are near each other, and want to travel as far, stand together, so that few blocks are
looked at row by row. What is said of a block is certain: it keeps clear of every limit by more
metres than single precision can be wrong.
"""

from __future__ import annotations

from math import sqrt
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from app.matching.bits import WORD, Bits, Rows, pack, unpack

if TYPE_CHECKING:
    from collections.abc import Sequence

Float32s = NDArray[np.float32]
Float64s = NDArray[np.float64]

# How clear of a limit a block must be. Units: km.
_CLEAR = 0.01
# Rows are put in order by cells of so many kilometres; so many bits number them each way.
_CELL_KM, _BITS = 0.1, 15
_DEGREE_KM = 111.2


class Split(NamedTuple):
    """The rows that are surely in a set, and the numbers of the blocks that are not decided."""

    sure: Bits
    mixed: Rows


class Blocks:
    """Where each sixty-four rows lie, and how far their clients travel at least and at most.

    The middle is in km in the frame of `space`, `radius` the farthest of the block from there;
    `placed` are the rows whose place is known, `limited` those of them who do not travel however
    far it is; `least` and `most` are their reach in km.
    """

    def __init__(
        self, space: Float32s, origin: tuple[float, float, float], reach2: Float32s | None = None
    ) -> None:
        """`origin` is where the middle of the frame of `space` lies on the earth. Units: km."""
        self._space, self.origin = space, origin
        self._reach2 = np.full(space.shape[1], np.inf, np.float32) if reach2 is None else reach2
        count = space.shape[1] // WORD
        # Its square below the three of the middle itself.
        self._middles = np.zeros((4, count))
        self.radius, self.least, self.most = np.zeros((3, count))
        self.placed, self.limited = np.zeros((2, count), dtype="<u8")
        self.update(slice(0, count))

    @property
    def nbytes(self) -> int:
        """What is resident. Units: bytes."""
        arrays: list[NDArray[Any]] = [
            self._middles, self._edges, self._spans, self._outer, self._far_at, self._far_at2,
            self._near_at, self.radius, self.least, self.most, self.placed, self.limited,
        ]  # fmt: skip
        return sum(array.nbytes for array in arrays)

    def update(self, some: slice) -> None:
        """Look at these blocks again."""
        rows = slice(some.start * WORD, some.stop * WORD)
        space = self._space[:3, rows].astype(np.float64)
        placed = ~np.isnan(space[0])
        parts = np.where(placed, space, np.nan).reshape(3, -1, WORD)
        empty = ~placed.reshape(-1, WORD).any(axis=1)
        low, high = np.fmin.reduce(parts, axis=2), np.fmax.reduce(parts, axis=2)
        middle = np.where(empty, 0.0, (low + high) / 2)
        apart2 = ((parts - middle[:, :, None]) ** 2).sum(axis=0)
        self._middles[:3, some], self._middles[3, some] = middle, (middle**2).sum(axis=0)
        self.radius[some] = np.sqrt(np.fmax.reduce(apart2, axis=1, initial=0.0))
        self.placed[some] = pack(placed)
        # The farthest from the middle of the frame.
        spans = np.where(self.placed != 0, np.sqrt(self._middles[3]) + self.radius, 0.0)
        self._spans, self.span_km = spans.astype(np.float32), float(spans.max(initial=0.0))
        self.update_reach(some)

    def update_reach(self, some: slice) -> None:
        """Look again at how far those of these blocks travel; where they live is as before."""
        rows = slice(some.start * WORD, some.stop * WORD)
        reach2 = self._reach2[rows]
        limited = unpack(self.placed[some]) & np.isfinite(reach2)
        # Who reaches nothing at all is far from everywhere.
        reach = np.where(reach2 < 0, -1.0, np.sqrt(np.maximum(reach2, 0, dtype=np.float64)))
        shape = (-1, WORD)
        self.least[some] = np.where(limited, reach, np.inf).reshape(shape).min(axis=1)
        self.most[some] = np.where(limited, reach, -np.inf).reshape(shape).max(axis=1)
        self.limited[some] = pack(limited)
        self._outer = self.radius + _CLEAR
        self._far_at, self._near_at = self.most + self._outer, self.least - self._outer
        self._far_at2 = np.copysign(self._far_at**2, self._far_at)
        x, y, z, middle2 = self._middles
        self._edges = np.stack((x, y, z, middle2 - self._outer**2, self._outer))
        # The longest way anybody travels.
        self.longest_reach = float(self.most.max(initial=0.0))

    def space_of(self, blocks: Rows) -> Float32s:
        """The four rows of `space` of these blocks: of shape (4, blocks, 64)."""
        return self._space.reshape(4, -1, WORD).take(blocks, axis=1, mode="clip")

    def space_at(self, rows: Rows) -> Float32s:
        """The four rows of `space` of these rows: of shape (4, rows)."""
        return self._space.take(rows, axis=1, mode="clip")

    def reach2_of(self, blocks: Rows) -> Float32s:
        """The squares of what the rows of these blocks reach: of shape (blocks, 64). Units: km²."""
        return self._reach2.reshape(-1, WORD).take(blocks, axis=0)

    def reach2_at(self, rows: Rows) -> Float32s:
        """The squares of what these rows reach. Units: km²."""
        reached: Float32s = self._reach2[rows]
        return reached

    def span_of(self, blocks: Rows) -> Float32s:
        """From the middle of the frame to the farthest of each block: (blocks, 1). Units: km."""
        return self._spans.take(blocks)[:, None]

    def apart2(self, weights: Float64s, here2: float) -> Float64s:
        """The square of `apart`. Units: km²."""
        apart2: Float64s = np.einsum("k,kn->n", weights, self._middles)
        apart2 += here2
        return apart2

    def apart(self, weights: Float64s, here2: float) -> Float64s:
        """From a place q to the middle m of each block, by (-2q, 1) and |q|². Units: km."""
        apart2 = self.apart2(weights, here2)
        return np.sqrt(np.maximum(apart2, 0, out=apart2), out=apart2)

    def within(self, apart: Float64s, reach: float) -> Split:
        """The rows that are no farther from there than so many kilometres."""
        near = apart < reach - self._outer
        far = apart > reach + self._outer
        return Split(self.placed * near, np.flatnonzero(near == far))

    def surely_beyond(self, weights: Float64s, here2: float) -> Bits:
        """The rows of blocks all of which are farther from there than they reach."""
        beyond: Bits = self.limited * (self.apart2(weights, here2) > self._far_at2)
        return beyond

    def surely_farther(self, weights: Sequence[float], here2: float, limit2: float) -> Bits:
        """The rows of blocks that are farther from a place than a limit, all of them.

        From q to the middle m of a block that reaches o, a limit of r is passed when
        m² - o² - 2qm - 2ro > r² - q²: the weights are (-2q, 1), `limit2` is r² and `here2` q².
        Everything is farther than a limit below nothing.
        """
        beyond: Bits = self.placed
        if limit2 >= 0:
            told = np.einsum("k,kn->n", np.array((*weights, -2 * sqrt(limit2))), self._edges)
            beyond = self.placed * (told > limit2 - here2)
        return beyond

    def beyond(self, apart: Float64s) -> Split:
        """The rows that are farther from there than they reach."""
        far, near = apart > self._far_at, apart < self._near_at
        return Split(self.limited * far, np.flatnonzero(far == near))


def near_together(lat: Float64s, lon: Float64s, *more_km: Sequence[float] | Float64s) -> Rows:
    """An order of rows in which neighbours lie near each other, and have about as much of more.

    The order of Z-shaped curves (Morton 1966). Rows without a place come first, as they were. What
    is thousands of kilometres off, by mistake perhaps, does not matter to the others.
    """
    known = ~np.isnan(lat)
    if not known.any():
        return np.arange(len(lat))
    middle, half = np.median((lat[known], lon[known]), axis=1), _CELL_KM * (1 << _BITS - 1)
    east = (lon - middle[1]) * _DEGREE_KM * np.cos(np.radians(middle[0])) + half
    north = (lat - middle[0]) * _DEGREE_KM + half
    parts = [east, north, *(np.asarray(one, dtype=np.float64) for one in more_km)]
    key = np.zeros(len(lat), dtype=np.int64)
    for number, part in enumerate(parts):
        cells = np.nan_to_num(part / _CELL_KM).clip(0, (1 << _BITS) - 1).astype(np.int64)
        for bit in range(_BITS):
            key |= (cells >> bit & 1) << (bit * len(parts) + number)
    key[~known] = -1
    return np.argsort(key, kind="stable")
