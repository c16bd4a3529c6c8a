"""A workplace with a contact, a promise and an idea, for the sweep."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from app.domain.employers import Promiser
from app.services import employers
from tests.employers import visit, workplace

if TYPE_CHECKING:
    from app.domain.policy import Actor
    from tests.world import World


def workplaces_of(world: World, coach: Actor, client: Actor) -> dict[str, Any]:
    """The things of the unit of this coach."""
    place = workplace(world, coach)
    due_on = world.today + timedelta(days=3)
    return {
        "employer": place,
        "contact": visit(world, coach, place, client),
        "promise": employers.promise(
            coach, place, Promiser.US, "Soitan", due_on, now=world.now
        ),
        "idea": employers.add_idea(coach, place, "Pöytien pyyhkiminen", now=world.now),
    }  # fmt: skip
