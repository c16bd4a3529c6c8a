"""Somebody asked for by name: asked first, told to the coach, and as free as everybody."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from app.domain.errors import Conflict, Missing, NotAllowed, RuleBroken
from app.domain.lifecycle import TaskState
from app.domain.vocabulary import Scale
from app.services import offers, screening, tasks
from app.services import wanted_workers as acts
from app.store import wanted_workers
from app.store.models.people import Client
from app.store.models.trail import AuditEventClient, OutboxMessage
from app.store.models.work import Offer, Task, WorkedHours

if TYPE_CHECKING:
    from uuid import UUID

    from app.domain.policy import Actor
    from tests.world import OpenTask, World


@pytest.fixture
def worked(world: World) -> UUID:
    """Kalle's attendance at a work of Oona's last week."""
    hours_id = world.performed(world.kalle, world.shift(day="ke", weeks=-1))
    return world.get(WorkedHours, hours_id).attendance_id


@pytest.fixture
def task(world: World) -> OpenTask:
    return world.open_task(day="ke", weeks=1)


def known(world: World) -> list[str]:
    assert world.oona.organisation_id
    found = wanted_workers.list_known(world.oona.organisation_id, now=world.now)
    return [one.first_name for one in found]


def told(world: World) -> int:
    return world.count(OutboxMessage, OutboxMessage.template == "worker_wanted")


@pytest.mark.usefixtures("worked")
def test_only_whose_name_may_still_be_known_can_be_asked_for(world: World) -> None:
    assert known(world) == ["Kalle"]
    assert world.otto.organisation_id
    assert wanted_workers.list_known(world.otto.organisation_id, now=world.now) == []
    world.change(Client, world.kalle.client_id, non_disclosure=True)  # type: ignore[arg-type]
    assert known(world) == []
    world.change(Client, world.kalle.client_id, non_disclosure=False)  # type: ignore[arg-type]
    world.pass_time(days=15)
    assert known(world) == []


def test_the_wish_is_told_to_the_coach_and_can_be_dropped(
    world: World, task: OpenTask, worked: UUID
) -> None:
    acts.ask_for_worker(world.oona, task.id, worked, now=world.now)
    acts.ask_for_worker(world.oona, task.id, worked, now=world.now)
    assert told(world) == 1
    letter = world.all(OutboxMessage, OutboxMessage.template == "worker_wanted")[0]
    assert letter.user_id == world.carla.user_id
    assert "Kalle" not in str(letter.facts)
    wanted = wanted_workers.find_wanted(task.id, now=world.now)
    assert wanted
    assert (wanted.first_name, wanted.coach and wanted.coach.id) == ("Kalle", world.carla.user_id)
    acts.drop_wanted(world.oona, task.id, now=world.now)
    assert wanted_workers.find_wanted(task.id, now=world.now) is None
    assert world.count(AuditEventClient, AuditEventClient.client_id == world.kalle.client_id) >= 2


def test_a_wish_of_an_order_that_is_not_open_waits_for_the_opening(
    world: World, task: OpenTask, worked: UUID
) -> None:
    copy_id = tasks.copy_task(world.oona, task.id, now=world.now)
    acts.ask_for_worker(world.oona, copy_id, worked, now=world.now)
    assert told(world) == 0
    world.change(Task, copy_id, state=TaskState.SUBMITTED, submitted_at=world.now)
    screening.open_task(
        world.dina, copy_id, floor_confirmed=True, texts_confirmed=True, now=world.now
    )
    assert told(world) == 1


def test_who_is_asked_for_is_asked_first_and_no_stop_gives_way(
    world: World, task: OpenTask, worked: UUID
) -> None:
    acts.ask_for_worker(world.oona, task.id, worked, now=world.now)
    others = world.clients(4)
    ids = [one.client_id for one in (*others, world.kalle) if one.client_id]
    made = offers.offer_shifts(world.carla, [task.shift_id], ids, now=world.now)
    assert world.get(Offer, made[0]).client_id == world.kalle.client_id
    assert [world.get(Offer, one).client_id for one in made[1:]] == ids[:-1]


def test_a_limit_stops_whoever_is_asked_for(world: World, worked: UUID) -> None:
    heavy = world.open_task(day="ke", weeks=1, demands={Scale.LIFTING: 3})
    world.limit(world.kalle, Scale.LIFTING, 0)
    acts.ask_for_worker(world.oona, heavy.id, worked, now=world.now)
    assert world.kalle.client_id
    with pytest.raises(RuleBroken):
        offers.offer_shifts(world.carla, [heavy.shift_id], [world.kalle.client_id], now=world.now)


def test_a_stranger_asks_for_nobody(world: World, task: OpenTask, worked: UUID) -> None:
    refusals: list[tuple[Actor, type[Exception]]] = [
        (world.otto, Missing), (world.carla, NotAllowed),
    ]  # fmt: skip
    for actor, refusal in refusals:
        with pytest.raises(refusal):
            acts.ask_for_worker(actor, task.id, worked, now=world.now)
    world.change(Task, task.id, state=TaskState.CLOSED)
    with pytest.raises(Conflict):
        acts.ask_for_worker(world.oona, task.id, worked, now=world.now)
