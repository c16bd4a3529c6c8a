"""Blocked pairs that hold only from a later day on: so few that each is looked at by itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date
    from uuid import UUID

# An organisation and the first day on which the pair holds.
Dated = tuple["UUID", "date"]


class DatedPairs:
    """Such pairs by row, and by organisation."""

    def __init__(self) -> None:
        self._of: dict[int, tuple[Dated, ...]] = {}
        self._with: dict[int, dict[int, date]] = {}

    def fill(self, told: Mapping[int, Iterable[Dated]]) -> None:
        """Take these by row, and no others."""
        self._of, self._with = {}, {}
        for row, pairs in told.items():
            self.put(row, pairs)

    def put(self, row: int, pairs: Iterable[Dated]) -> None:
        """Let the row have these and no others."""
        for organisation_id, _first in self._of.pop(row, ()):
            del self._with[organisation_id.int][row]
        kept = tuple(pairs)
        if kept:
            self._of[row] = kept
        for organisation_id, first in kept:
            self._with.setdefault(organisation_id.int, {})[row] = first

    def of(self, row: int) -> tuple[Dated, ...]:
        """Those of a row."""
        return self._of.get(row, ())

    def rows(self, organisation_id: UUID, day: date) -> list[int]:
        """Whose pair with the organisation holds on a day."""
        some = self._with.get(organisation_id.int, {})
        return [row for row, first in some.items() if first <= day]
