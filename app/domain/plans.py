"""Week plans as everybody speaks of them: whom they are for, and their lines."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from uuid import UUID


@dataclass(frozen=True)
class Scope:
    """Whom a plan is for: the clients of a unit, of the units of an area, or of all units."""

    unit_id: UUID | None = None
    area: str = ""

    @property
    def key(self) -> str:
        """The same in one word."""
        if self.unit_id is not None:
            return f"unit {self.unit_id.hex}"
        return f"area {self.area}" if self.area else "all"

    def covers(self, unit_id: UUID, area: str) -> bool:
        """Whether the clients of this unit, which is in this area, belong to it."""
        return self.unit_id == unit_id if self.unit_id else self.area in {"", area}


EVERYBODY = Scope()


@dataclass(frozen=True)
class Line:
    """One line of a plan: a client on a shift.

    Without a shift it says why the client has none; without a client, why `places` stay open.
    """

    client_id: UUID | None = None
    shift_id: UUID | None = None
    pinned: bool = False
    places: int = 0
    reason: str = ""
    facts: dict[str, Any] = field(default_factory=dict)
    # Why it fits; sealed where it is stored, since it may hold the client's own words.
    why: str = ""
