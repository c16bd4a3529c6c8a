"""Organisations that are not let order yet, or not at all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.domain.organisations import WhyRefused
from app.domain.vocabulary import OrganisationKind
from app.store.models.people import Organisation

if TYPE_CHECKING:
    from uuid import UUID

    from tests.world import World


def newcomers_of(world: World) -> dict[str, UUID]:
    """One that waits for a look, and one that was refused."""
    named = {"name": "Uusi Oy", "kind": OrganisationKind.COMPANY, "created_at": world.now}
    refused = {"refused_at": world.now, "refused_because": WhyRefused.NOT_FOUND}
    return {
        "organisation:waiting": world.add(Organisation(**named)),
        "organisation:refused": world.add(Organisation(**named, **refused)),
    }
