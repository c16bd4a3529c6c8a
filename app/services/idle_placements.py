"""Work by single shifts ends by itself when there has been none for long."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.domain.policy import SYSTEM
from app.store import audit, idle_placements
from app.store.transaction import unit_of_work

if TYPE_CHECKING:
    from datetime import datetime


def end_idle(*, now: datetime) -> int:
    """How many placements ended. No letter tells of it; a new shift begins a new one."""
    count = 0
    while ended := _end_some(now):
        count += ended
    return count


def _end_some(now: datetime) -> int:
    with unit_of_work():
        idle = idle_placements.list_idle(now=now)
        for placement in idle:
            idle_placements.end(placement, now=now)
            entry = audit.Entry(
                "update", "placement", placement.id, purpose="support",
                client_ids=[placement.client_id], fields=["state", "ended_at", "end_reason"],
            )  # fmt: skip
            audit.record(SYSTEM, entry, now=now)
        return len(idle)
