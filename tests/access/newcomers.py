"""Organisations that are not let order yet, or not at all; one of them a client keeps from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.domain.organisations import WhyRefused
from app.domain.vocabulary import OrganisationKind
from app.store.models.people import BlockedPair, Organisation

if TYPE_CHECKING:
    from uuid import UUID

    from app.domain.policy import Actor
    from tests.world import World


def newcomers_of(world: World, client: Actor) -> dict[str, UUID]:
    """One that waits for a look, from which the client is kept, and one that was refused."""
    named = {"name": "Uusi Oy", "kind": OrganisationKind.COMPANY, "created_at": world.now}
    refused = {"refused_at": world.now, "refused_because": WhyRefused.NOT_FOUND}
    waiting = world.add(Organisation(**named))
    apart = {"client_id": client.client_id, "starts_on": world.today, "review_on": world.today}
    return {
        "organisation:waiting": waiting,
        "organisation:refused": world.add(Organisation(**named, **refused)),
        "pair": world.add(BlockedPair(organisation_id=waiting, **apart)),
    }
