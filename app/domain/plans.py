"""Week plans as everybody speaks of them: their lines."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from uuid import UUID


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
