"""What the sweep needs of a client's own path, of each family."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from app.domain.vocabulary import SupportKind, SupportPlace
from app.store.models.handovers import Handover
from app.store.models.people import User
from app.store.models.person import Goal
from app.store.models.support import SupportContact

if TYPE_CHECKING:
    from app.domain.policy import Actor
    from tests.world import World


def person_of(world: World, client: Actor, coach: Actor) -> dict[str, Any]:
    """A goal that stands open, and handovers that wait: one to the coach, one by the coach."""
    giver = world.coach("Hanna")
    world.change(User, giver.user_id, unit_id=coach.unit_id)
    handover = Handover(
        from_id=giver.user_id, to_id=coach.user_id, proposed_by_id=giver.user_id,
        starts_on=world.today, proposed_at=world.now,
    )  # fmt: skip
    given = Handover(
        from_id=coach.user_id, to_id=giver.user_id, proposed_by_id=coach.user_id,
        starts_on=world.today, proposed_at=world.now,
    )  # fmt: skip
    note = SupportContact(
        client_id=client.client_id, coach_id=coach.user_id, visit_id=uuid4(), draft_key=uuid4(),
        minutes=15, kind=SupportKind.ENCOURAGEMENT, place=SupportPlace.PHONE,
        happened_at=world.now, created_at=world.now,
    )  # fmt: skip
    goal = Goal(
        client_id=client.client_id, words="Haluan kahvilaan töihin",
        review_on=world.today + timedelta(days=30), said_at=world.now,
        written_by_id=coach.user_id,
    )  # fmt: skip
    return {
        "goal": world.add(goal), "handover": world.add(handover), "note": world.add(note),
        "handover:given": world.add(given),
    }  # fmt: skip
