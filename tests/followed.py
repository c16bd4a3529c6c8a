"""A follow-along plan for tests: work that gives one, grown as the worker does."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import uuid4

from app.domain.support_contacts import Note
from app.domain.vocabulary import SupportKind, SupportPlace
from app.services import support_contacts, support_plans
from app.store.models.cadence import DueContact, SupportPlan
from app.store.models.work import Attendance

if TYPE_CHECKING:
    from uuid import UUID

    from app.domain.policy import Actor
    from tests.world import World


def followed(world: World, client: Actor, day: str = "ke") -> UUID:
    """The id of the plan of a client who has agreed to one shift this week."""
    attendance_id = world.placed(client, world.shift(day))
    support_plans.grow_plans(now=world.now)
    placement_id = world.get(Attendance, attendance_id).placement_id
    return world.all(SupportPlan, SupportPlan.placement_id == placement_id)[0].id


def dues(world: World, plan_id: UUID) -> list[DueContact]:
    """The contacts of a plan in order of time."""
    rows = world.all(DueContact, DueContact.plan_id == plan_id)
    return sorted(rows, key=lambda row: (row.from_on, row.to_on))


def states(world: World, plan_id: UUID) -> list[tuple[str, str]]:
    """Each step with its state."""
    return [(row.step.value, row.state.value) for row in dues(world, plan_id)]


def note(
    world: World, client: Actor, place: SupportPlace = SupportPlace.PHONE,
    kind: SupportKind = SupportKind.ENCOURAGEMENT, shift_id: UUID | None = None,
) -> UUID:  # fmt: skip
    """Carla writes that she was in contact with the client now."""
    assert client.client_id is not None
    written = Note(15, kind, place, world.now)
    return support_contacts.write_note(
        world.carla, [client.client_id], written, draft_key=uuid4(), shift_id=shift_id,
        now=world.now,
    )  # fmt: skip
