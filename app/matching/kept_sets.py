"""Sets of the same rows kept side by side by name, so that any of them are united in one go."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from app.matching.bits import WORD

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Sequence

    from app.matching.bits import Bits

    # The name of a kept set: its kind, and what it is of.
    Name = tuple[Hashable, ...]
    # That or the number of an own set.
    Key = int | Name

# Room for so many at first; of more than so many all are forgotten.
_ROOM, _MOST = 64, 4096


class KeptSets:
    """Own sets by number, which their owner writes; after them those that are kept by name.

    What is read holds until its owner changes anything: then others are kept in its place.
    """

    def __init__(self, count: int, capacity: int, make: Callable[[Name], Bits]) -> None:
        """So many own sets, empty at first; `make` works out one that is asked for by its name."""
        self._count, self._make = count, make
        self._stack = np.zeros((count + _ROOM, capacity // WORD), dtype="<u8")
        self.forget()

    @property
    def own(self) -> Bits:
        """The own sets, a row each."""
        return self._stack[: self._count]

    def forget(self) -> None:
        """Leave the own sets alone."""
        self._numbers: dict[Key, int] = {n: n for n in range(self._count)}

    def __getitem__(self, key: Key) -> Bits:
        """One set."""
        # The stack is another one when it had to grow for this set.
        number = self._number(key)
        bits: Bits = self._stack[number]
        return bits

    def find(self, key: Key) -> Bits | None:
        """One set if it is here."""
        number = self._numbers.get(key)
        return None if number is None else self._stack[number]

    def union(self, keys: Sequence[Key]) -> Bits:
        """Everything that is in any of these sets, of which there is one at least."""
        try:
            numbers = list(map(self._numbers.__getitem__, keys))
        except KeyError:
            self._make_room(len(keys))
            numbers = [self._number(key) for key in keys]
        united: Bits = np.bitwise_or.reduce(self._stack.take(numbers, axis=0))
        return united

    def keep(self, name: Name, bits: Bits) -> None:
        """Keep a set that was worked out elsewhere."""
        self._make_room(1)
        self._add(name, bits)

    def _add(self, name: Name, bits: Bits) -> int:
        number = len(self._numbers)
        if number == len(self._stack):
            self._stack = np.concatenate((self._stack, np.zeros_like(self._stack)))
        self._stack[number] = bits
        self._numbers[name] = number
        return number

    def _number(self, key: Key) -> int:
        number = self._numbers.get(key)
        if number is not None:
            return number
        if isinstance(key, int):
            raise IndexError(f"no own set {key}")
        return self._add(key, self._make(key))

    def _make_room(self, count: int) -> None:
        if len(self._numbers) + count > self._count + _MOST:
            # What is being read stays what it is.
            self._stack = self._stack[: self._count + _ROOM].copy()
            self.forget()
