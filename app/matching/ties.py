"""Sparse facts: numbers for names, and which rows are tied to which names, looked up both ways."""

from __future__ import annotations

from hashlib import sha256
from itertools import count
from typing import TYPE_CHECKING, Generic, TypeVar

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Sequence

    from numpy.typing import NDArray

    from app.matching.bits import Rows

Name = TypeVar("Name", bound="Hashable")
_LOW = np.int64(0xFFFFFFFF)
_SHIFT = np.int64(32)
_FEW = 3


class Codes(Generic[Name]):
    """A small number for each name, given in the order in which the names first come."""

    def __init__(self) -> None:
        self._codes: dict[Name, int] = {}
        self._names: list[Name] = []

    def code(self, name: Name) -> int:
        """The number of a name, a new one when it is not known yet."""
        known = self._codes.get(name)
        if known is None:
            known = self._codes[name] = len(self._names)
            self._names.append(name)
        return known

    def many(self, names: Sequence[Name]) -> list[int]:
        """The number of each name, in the same order."""
        new = [name for name in dict.fromkeys(names) if name not in self._codes]
        self._codes.update(zip(new, count(len(self._names))))
        self._names += new
        return list(map(self._codes.__getitem__, names))

    def find(self, name: Name) -> int:
        """The number of a name, or -1 when nobody has used it."""
        return self._codes.get(name, -1)

    def name(self, code: int) -> Name:
        """The name behind a number."""
        return self._names[code]

    def items(self) -> Iterable[tuple[int, Name]]:
        """Every number with its name."""
        return enumerate(self._names)

    def __len__(self) -> int:
        return len(self._names)


class Ties:
    """Pairs of a row and a code, sorted both ways: 16 bytes a pair."""

    def __init__(self) -> None:
        self._by_code: NDArray[np.int64] = np.empty(0, dtype=np.int64)
        self._by_row: NDArray[np.int64] = np.empty(0, dtype=np.int64)

    @property
    def nbytes(self) -> int:
        """What is resident. Units: bytes."""
        return self._by_code.nbytes + self._by_row.nbytes

    def fill(self, rows: NDArray[np.int64], codes: NDArray[np.int64]) -> None:
        """Take these pairs instead of all there were."""
        self._by_code = np.sort(codes << _SHIFT | rows)
        self._by_row = np.sort(rows << _SHIFT | codes)

    def rows(self, code: int) -> Rows:
        """The rows tied to a code, in order; none for a code of -1."""
        return _part(self._by_code, code)

    def codes(self, row: int) -> Rows:
        """The codes tied to a row, in order."""
        return _part(self._by_row, row)

    def replace(self, row: int, codes: Iterable[int]) -> None:
        """Tie the row to these codes and to no others."""
        old, new = self.codes(row), np.array(sorted(codes), dtype=np.int64)
        if np.array_equal(old, new):
            return
        self._by_row = _changed(
            self._by_row, old | np.int64(row) << _SHIFT, new | np.int64(row) << _SHIFT
        )
        self._by_code = _changed(self._by_code, old << _SHIFT | row, new << _SHIFT | row)


def _part(pairs: NDArray[np.int64], first: int) -> Rows:
    if first < 0 or not len(pairs):
        return pairs[:0]
    begins, ends = pairs.searchsorted(np.array((first << 32, first + 1 << 32), dtype=np.int64))
    return pairs[begins:ends] & _LOW


def _changed(
    pairs: NDArray[np.int64], old: NDArray[np.int64], new: NDArray[np.int64]
) -> NDArray[np.int64]:
    if len(old) < _FEW and len(new) < _FEW:
        # Piece by piece: far quicker than what NumPy does for any number of them.
        for one in old:
            place = pairs.searchsorted(one)
            pairs = np.concatenate((pairs[:place], pairs[place + 1 :]))
        for one in new:
            place = pairs.searchsorted(one)
            pairs = np.concatenate((pairs[:place], [one], pairs[place:]))
        return pairs
    kept = np.delete(pairs, np.searchsorted(pairs, old))
    return np.insert(kept, np.searchsorted(kept, new), new)


def short_tie_break(client_id: str, week: str) -> int:
    """The first sixteen bits of a tie-break."""
    return int.from_bytes(sha256(f"{client_id}{week}".encode()).digest()[:2])
