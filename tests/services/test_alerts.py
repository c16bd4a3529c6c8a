"""Alerts are seen to and closed; late ones reach the manager."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from app.domain.errors import Conflict, Missing
from app.domain.lifecycle import AlertState
from app.services import alerts
from app.store import alerts as store
from app.store.models.support import Alert
from app.store.models.trail import AuditEvent

if TYPE_CHECKING:
    from uuid import UUID

    from tests.world import World


@pytest.fixture
def raised(world: World, engine_app: object) -> UUID:
    return world.add(
        Alert(
            client_id=world.kalle.client_id,
            coach_id=world.carla.user_id,
            kind="too_hard",
            level="today",
            source_key="x:1",
            raised_at=world.now,
            due_at=world.now + timedelta(hours=4),
        )
    )


def test_seen_to_and_closed(world: World, raised: UUID) -> None:
    assert [a.id for a in store.list_alerts(world.carla, now=world.now)] == [raised]
    alerts.acknowledge(world.carla, raised, now=world.now)
    alerts.acknowledge(world.carla, raised, now=world.pass_time(minutes=1))
    row = world.get(Alert, raised)
    assert (row.state, row.acknowledged_by_id) == (AlertState.ACKNOWLEDGED, world.carla.user_id)
    alerts.finish(world.carla, raised, now=world.now)
    alerts.finish(world.carla, raised, now=world.now)
    row = world.get(Alert, raised)
    assert (row.state, row.done_at) == (AlertState.DONE, world.now)
    assert store.list_alerts(world.carla, now=world.now) == []
    assert world.count(AuditEvent) == 2
    with pytest.raises(Conflict):
        alerts.acknowledge(world.carla, raised, now=world.now)


def test_nobody_else_sees_it(world: World, raised: UUID) -> None:
    for other in (
        world.celia, world.cleo, world.maija, world.uuno, world.rauno, world.kalle, world.oona,
        world.dina, world.aada, world.sam,
    ):  # fmt: skip
        with pytest.raises(Missing):
            alerts.acknowledge(other, raised, now=world.now)
        assert store.list_alerts(other, now=world.now) == []


def test_a_late_one_reaches_the_manager_of_the_unit(world: World, raised: UUID) -> None:
    now = world.pass_time(hours=5)
    assert [a.id for a in store.list_alerts(world.maija, now=now)] == [raised]
    assert store.list_alerts(world.uuno, now=now) == []
    with pytest.raises(Missing):
        alerts.acknowledge(world.uuno, raised, now=now)
    alerts.acknowledge(world.maija, raised, now=now)
    assert world.get(Alert, raised).acknowledged_by_id == world.maija.user_id


def test_a_new_coach_takes_over(world: World, raised: UUID) -> None:
    world.end_relation(world.carla, world.kalle, world.today - timedelta(days=1))
    with pytest.raises(Missing):
        alerts.finish(world.carla, raised, now=world.now)
    assert store.list_alerts(world.carla, now=world.now) == []


def test_one_cause_raises_one_alert(world: World, raised: UUID) -> None:
    client_id = world.get(Alert, raised).client_id
    cause = store.Cause("too_hard", "today", "x:1", client_id)
    again = store.raise_alert(cause, coach_id=None, due_at=world.now, now=world.now)
    assert again is None
