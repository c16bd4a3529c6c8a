"""Workplaces of a unit for tests, as its coaches keep them."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import uuid4

from app.domain.employers import Contact, ContactWay
from app.services import employer_contacts, employers

if TYPE_CHECKING:
    from uuid import UUID

    from app.domain.policy import Actor
    from tests.world import World


def workplace(world: World, coach: Actor, name: str = "Kahvila Kulma", **facts: str) -> UUID:
    """A workplace on the list of the coach's unit."""
    said = {"area": "Kallio", "people": "Pirjo, 040 123 4567"} | facts
    return employers.add_employer(coach, name, said["area"], said["people"], now=world.now)


def visit(
    world: World, coach: Actor, employer_id: UUID, *clients: Actor, learned: str = "",
    way: ContactWay = ContactWay.FACE_TO_FACE, days_ago: int = 0, wish: object = None,
) -> UUID:  # fmt: skip
    """A contact of so many days ago, for these clients."""
    day = world.today.fromordinal(world.today.toordinal() - days_ago)
    contact = Contact(way, day, "Pirjo", learned, wish)
    return employer_contacts.write_contact(
        coach, employer_id, contact, client_ids=[one.client_id for one in clients],
        draft_key=uuid4(), now=world.now,
    )  # fmt: skip
