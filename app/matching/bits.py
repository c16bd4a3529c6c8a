"""Sets of rows as bitmaps: row n is bit n, sixty-four rows a word, little-endian.

One rule over 50,000 rows is 6 kB, so a set costs a microsecond to combine with another.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from collections.abc import Iterable

Bits = NDArray[np.uint64]
Flags = NDArray[np.bool_]
Rows = NDArray[np.integer[Any]]

WORD = 64
# Fewer rows than this are written one by one.
_FEW = 32
# In fewer words than this rows are looked for one by one.
_FEW_WORDS = 512


def room_for(rows: int) -> int:
    """The least capacity that holds so many rows. Units: rows, a multiple of a word."""
    return max(-(-rows // WORD), 1) * WORD


def none_of(capacity: int) -> Bits:
    """The empty set."""
    return np.zeros(capacity // WORD, dtype="<u8")


def all_of(capacity: int) -> Bits:
    """The set of every row up to the capacity."""
    return ~none_of(capacity)


def pack(flags: Flags) -> Bits:
    """The set of the rows whose flag is up; along the last axis, which is a capacity."""
    return np.packbits(flags, axis=-1, bitorder="little").view("<u8")


def unpack(bits: Bits) -> Flags:
    """One flag per row of the capacity."""
    return np.unpackbits(bits.view(np.uint8), bitorder="little").view(np.bool_)


def from_rows(rows: Rows, capacity: int) -> Bits:
    """The set of these rows, in any order and repeated as they like."""
    if len(rows) < _FEW:
        octets = bytearray(capacity // 8)
        for row in rows.tolist():
            octets[row >> 3] |= 1 << (row & 7)
        return np.frombuffer(octets, dtype="<u8")
    flags = np.zeros(capacity, dtype=np.bool_)
    flags[rows] = True
    return pack(flags)


def leave_out(bits: Bits, rows: Iterable[int]) -> None:
    """Take these rows out of a set, for good."""
    octets = bits.view(np.uint8)
    for row in rows:
        octets[row >> 3] &= ~(1 << (row & 7)) & 0xFF


def rows_of(bits: Bits) -> Rows:
    """The rows of a set, in order; quick where few words hold any."""
    if len(bits) < _FEW_WORDS:
        return unpack(bits).nonzero()[0]
    words = bits.nonzero()[0]
    if 4 * len(words) > len(bits):
        return unpack(bits).nonzero()[0]
    flags = np.unpackbits(bits[words].view(np.uint8), bitorder="little").view(np.bool_)
    inside = np.flatnonzero(flags)
    rows: Rows = words[inside >> 6] * WORD + (inside & (WORD - 1))
    return rows


def count(bits: Bits) -> int:
    """How many rows a set has."""
    return int(np.bitwise_count(bits).sum(dtype=np.int64))


def counts(stacked: Bits) -> list[int]:
    """How many rows each set of a stack has."""
    return [int(n) for n in np.bitwise_count(stacked).sum(axis=-1, dtype=np.uint32)]


def has(bits: Bits, row: int) -> bool:
    """Whether a row is in the set."""
    return bool(int(bits[row // WORD]) >> (row % WORD) & 1)


def flags_of(bits: Bits, rows: Rows) -> NDArray[np.uint8]:
    """Which of these rows are in the set, as ones and noughts."""
    octets: NDArray[np.uint8] = bits.view(np.uint8).take(rows >> 3)
    octets >>= (rows & 7).astype(np.uint8)
    octets &= 1
    return octets


def set_column(stacked: Bits, row: int, flags: NDArray[np.uint8]) -> None:
    """Write one row's bit in every set of a stack."""
    bytes_ = stacked.view(np.uint8)[:, row >> 3]
    mask = np.uint8(1 << (row & 7))
    stacked.view(np.uint8)[:, row >> 3] = (bytes_ & ~mask) | (flags * mask)


def column(stacked: Bits, row: int) -> NDArray[np.uint8]:
    """One row's bit in every set of a stack, as ones and noughts."""
    taken: NDArray[np.uint8] = stacked.view(np.uint8)[:, row >> 3] >> np.uint8(row & 7) & np.uint8(
        1
    )
    return taken
