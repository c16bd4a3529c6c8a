"""A coach who is away, and a client who is asked whether to go alone."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from app.domain.away import Way
from app.domain.lifecycle import BookingState
from app.store.models.presence import CoachAway, PresenceChange

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any
    from uuid import UUID

    from app.domain.policy import Actor
    from tests.world import World


def absences_of(
    world: World, client: Actor, coach: Actor, things: Mapping[str, Any]
) -> dict[str, UUID]:
    """An absence of far ahead that was said just now, and news that wait for the client's word."""
    day = world.today + timedelta(days=300)
    away = CoachAway(
        coach_id=coach.user_id, said_by_id=coach.user_id, said_at=world.now, first_on=day,
        last_on=day,
    )  # fmt: skip
    alone = things["shift:unaccompanied"]
    news = PresenceChange(
        client_id=client.client_id, shift_id=alone,
        old_booking_id=world.booking(coach, alone, state=BookingState.CANCELLED),
        way=Way.ALONE, told_at=world.now,
    )  # fmt: skip
    return {"away": world.add(away), "news": world.add(news)}
