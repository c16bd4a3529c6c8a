"""A client reads who has handled the client's data."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.domain.vocabulary import Role
from app.services import trail
from app.store import events

if TYPE_CHECKING:
    from tests.world import World


def test_the_same_on_one_day_is_one_line(world: World, engine_app: object) -> None:
    kalle, kaisa = world.kalle.client_id, world.kaisa.client_id
    assert kalle is not None
    assert kaisa is not None
    for _ in range(3):
        trail.record_reading(
            world.carla, [kalle], page="coach.home", purpose="support", now=world.now
        )
        world.pass_time(minutes=1)
    trail.record_reading(
        world.oona, [kalle, kaisa], page="orderer.home", purpose="offer", now=world.now
    )
    lines = events.list_events_of_client(kalle)
    assert [(line.actor_name, line.place, line.purpose, line.count) for line in lines] == [
        ("Oona", "Palvelutalo Pihlaja", "offer", 1),
        ("Carla", "Kalasataman työtoiminta", "support", 3),
    ]
    assert lines[1].actor_role is Role.COACH
    assert not lines[1].changed
    assert len(events.list_events_of_client(kaisa)) == 1
    assert events.list_events_of_client(kalle, before=lines[-1].last_at)[0].count == 2
