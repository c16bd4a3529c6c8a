"""What a change of recurring work would do, as it is shown before it is confirmed."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from hashlib import sha256
from typing import TYPE_CHECKING

from app.domain.series_edits import Fate

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from uuid import UUID

    from app.domain.series_edits import Edit, Line, Plan, Scope


@dataclass(frozen=True, slots=True)
class Impact:
    """What a change would do to the times of an order.

    `days`: the days of work within a year, for holidays. `people`: how many are asked anew, and
    `asked`: of each time that moves.
    """

    scope: Scope
    lines: tuple[Line, ...]
    edits: tuple[Edit, ...]
    days: tuple[date, ...]
    people: int = 0
    asked: Mapping[UUID, int] = field(default_factory=dict)

    def of_fate(self, fate: Fate) -> list[Line]:
        """The times to which this happens."""
        return [line for line in self.lines if line.fate == fate]

    @property
    def moved(self) -> list[Line]:
        """The times that are at another time than before."""
        return [line for line in self.lines if line.fate is Fate.CHANGED and line.moves]

    @property
    def changes_places(self) -> bool:
        """Whether another number of people is wanted any of the times."""
        return any(line.places != line.made.places for line in self.lines)

    @property
    def mark(self) -> str:
        """A short sign of all of it: another sign means that something has changed meanwhile.

        The same in every process, so the order of a set must not matter.
        """
        plans = [told_plan(plan) for edit in self.edits for plan in (edit.plan, edit.ended)]
        return sha256(repr((self.scope, self.lines, plans)).encode()).hexdigest()[:32]


def told_plan(plan: Plan | None) -> object:
    """A plan in one order, whatever the process."""
    return plan and (replace(plan, skips=frozenset()), sorted(plan.skips))
