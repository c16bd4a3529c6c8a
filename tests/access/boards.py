"""What a dispatcher has on the own board."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from app.domain.bulk import BulkKind
from app.store.models.bulk import BulkAct, SavedFilter

if TYPE_CHECKING:
    from app.domain.policy import Actor
    from tests.world import World


def board_of(world: World, dispatcher: Actor) -> dict[str, Any]:
    """An act that can be undone and a filter with a name."""
    user_id = dispatcher.user_id
    act = BulkAct(kind=BulkKind.REMIND, by_id=user_id, done_at=world.now)
    own = SavedFilter(user_id=user_id, name="Oma", made_at=world.now)
    return {"act": world.add(act), "filter": world.add(own)}
