"""Things around one client that addresses name: newcomers, what was done in the client's stead."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from app.domain.acting import ActFor, SaidHow
from app.store.models.acting import ActedFor
from tests.access.newcomers import newcomers_of
from tests.access.persons import person_of
from tests.access.units import unit_of

if TYPE_CHECKING:
    from app.domain.policy import Actor
    from tests.world import World


def coaching_of(world: World, client: Actor, coach: Actor) -> dict[str, Any]:
    """An act for the client, and one of which the client has said that it is not right."""
    made = [
        world.add(
            ActedFor(
                client_id=client.client_id, coach_id=coach.user_id, act=ActFor.CHECK_IN,
                said_how=SaidHow.PHONE, acted_at=world.now, not_right_at=not_right_at,
            )
        )
        for not_right_at in (None, world.now)
    ]  # fmt: skip
    around = newcomers_of(world, client) | person_of(world, client, coach)
    around |= unit_of(world, client, coach)
    return around | {"acted": made[0], "acted:disputed": made[1]}
