"""What waits for the manager of a unit."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from app.store.models.support import Alert

if TYPE_CHECKING:
    from typing import Any

    from app.domain.policy import Actor
    from tests.world import World


def unit_of(world: World, client: Actor, coach: Actor) -> dict[str, Any]:
    """An alert that nobody took on in time."""
    late = Alert(
        client_id=client.client_id, coach_id=coach.user_id, kind="help", level="now",
        source_key=f"help:{client.client_id}", raised_at=world.now - timedelta(hours=5),
        due_at=world.now - timedelta(hours=4),
    )  # fmt: skip
    return {"alert:late": world.add(late)}
