"""Several orders at once: done with a row each, heard of later, undone while nobody has heard."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from app.domain.bulk import BulkKind
from app.domain.errors import Gone, Missing
from app.domain.lifecycle import TaskState, WaveState
from app.domain.vocabulary import Role
from app.services import bulk, offers, waves
from app.store.models.bulk import BulkAct, BulkPart
from app.store.models.rules import WageFloor
from app.store.models.trail import AuditEvent, OutboxMessage
from app.store.models.work import Series, Shift, Task, Wave

if TYPE_CHECKING:
    from uuid import UUID

    from tests.world import World


@pytest.fixture(autouse=True)
def floor(world: World) -> None:
    world.add(
        WageFloor(
            agreement="Matkailu", category="", cents_per_hour=1200, valid_from=date(2026, 1, 1),
            source="TES",
        )
    )  # fmt: skip


def states(world: World, ids: list[UUID]) -> list[TaskState]:
    return [world.get(Task, one).state for one in ids]


def rows(world: World, act_id: UUID) -> int:
    """How many rows of the trail tell of it."""
    return sum(e.facts.get("bulk") == str(act_id) for e in world.all(AuditEvent))


def act(world: World, kind: BulkKind, ids: list[UUID]) -> UUID:
    act_id = bulk.act_on(world.dina, kind, ids, now=world.now)
    assert act_id is not None
    return act_id


@pytest.mark.usefixtures("engine_app")
def test_orders_are_opened_told_of_later_and_taken_back(world: World) -> None:
    ready = [world.task(state=TaskState.SUBMITTED, weeks=n) for n in (1, 2)]
    cheap = world.task(state=TaskState.SUBMITTED, weeks=3, pay_cents_per_hour=900)
    act_id = act(world, BulkKind.OPEN, [*ready, cheap])
    assert states(world, [*ready, cheap]) == [TaskState.OPEN] * 2 + [TaskState.SUBMITTED]
    assert rows(world, act_id) == 2
    letters = world.all(OutboxMessage)
    assert {one.template for one in letters} == {"task_opened"}
    assert {one.next_try_at for one in letters} == {world.at("ma 09:15")}

    world.pass_time(minutes=14)
    assert bulk.undo(world.dina, act_id, now=world.now) == 2
    assert states(world, ready) == [TaskState.SUBMITTED] * 2
    assert (world.count(Shift), world.count(Series), world.count(OutboxMessage)) == (0, 0, 0)
    assert world.get(Task, ready[0]).opened_at is None
    assert rows(world, act_id) == 4
    assert act(world, BulkKind.OPEN, ready)
    assert world.count(OutboxMessage) == 2


@pytest.mark.usefixtures("engine_app")
def test_an_order_for_which_somebody_was_asked_stays_open(world: World) -> None:
    ids = [world.task(state=TaskState.SUBMITTED, weeks=n) for n in (1, 2)]
    act_id = act(world, BulkKind.OPEN, ids)
    (shift,) = world.all(Shift, Shift.task_id == ids[0])
    offers.offer_shifts(world.carla, [shift.id], [world.kalle.client_id], now=world.now)
    assert bulk.undo(world.dina, act_id, now=world.now) == 1
    assert states(world, ids) == [TaskState.OPEN, TaskState.SUBMITTED]
    kept = world.all(OutboxMessage, OutboxMessage.template == "task_opened")
    assert [str(ids[0]) in one.dedupe_key for one in kept] == [True]
    assert sorted(one.undone for one in world.all(BulkPart)) == [False, True]


def test_nothing_is_undone_twice_late_or_by_somebody_else(world: World) -> None:
    act_id = act(world, BulkKind.OPEN, [world.task(state=TaskState.SUBMITTED, weeks=1)])
    with pytest.raises(Missing):
        bulk.undo(world.user("Daavid", Role.DISPATCHER), act_id, now=world.now)
    world.pass_time(minutes=15)
    with pytest.raises(Gone):
        bulk.undo(world.dina, act_id, now=world.now)
    assert world.get(BulkAct, act_id).undone_at is None


def test_where_nothing_can_be_done_there_is_no_act(world: World) -> None:
    done = bulk.act_on(world.dina, BulkKind.OPEN, [world.task()], now=world.now)
    assert (done, world.count(BulkAct)) == (None, 0)


def asked(world: World) -> tuple[UUID, list[WaveState]]:
    """A shift for which one round runs and another waits."""
    shift_id = world.shift("pe")
    people = [one.client_id for one in [world.kalle, world.kaisa, *world.clients(2)]]
    offers.offer_shifts(world.carla, [shift_id], people, now=world.now)
    return shift_id, rounds(world)


def rounds(world: World) -> list[WaveState]:
    return [one.state for one in sorted(world.all(Wave), key=lambda one: one.number)]


@pytest.mark.usefixtures("engine_app")
def test_the_next_round_begins_early_but_not_before_it_is_sure(world: World) -> None:
    shift_id, before = asked(world)
    assert before == [WaveState.SENT, WaveState.WAITING]
    act_id = act(world, BulkKind.ASK, [shift_id])
    assert rows(world, act_id) == 1
    waves.start_next_waves(now=world.now)
    assert rounds(world) == before
    world.pass_time(minutes=15)
    waves.start_next_waves(now=world.now)
    assert rounds(world) == [WaveState.SENT, WaveState.SENT]


def test_an_early_round_is_taken_back_and_begins_in_its_turn(world: World) -> None:
    shift_id, before = asked(world)
    act_id = act(world, BulkKind.ASK, [shift_id])
    assert bulk.act_on(world.dina, BulkKind.ASK, [shift_id], now=world.now) is None
    assert bulk.undo(world.dina, act_id, now=world.now) == 1
    world.pass_time(minutes=20)
    waves.start_next_waves(now=world.now)
    assert rounds(world) == before


def test_orderers_are_reminded_later_and_not_again_that_day(world: World) -> None:
    task_id = world.task(
        state=TaskState.CHANGES_REQUESTED, weeks=1, touched_at=world.at("to 09:00", -1)
    )
    shift_id = shift_of(world, task_id)
    act_id = act(world, BulkKind.REMIND, [shift_id])
    (letter,) = world.all(OutboxMessage)
    assert (letter.template, letter.next_try_at) == ("answer_reminder", world.at("ma 09:15"))
    assert bulk.act_on(world.dina, BulkKind.REMIND, [shift_id], now=world.now) is None
    assert bulk.undo(world.dina, act_id, now=world.now) == 1
    assert world.count(OutboxMessage) == 0
    assert act(world, BulkKind.REMIND, [shift_id])


def shift_of(world: World, task_id: UUID) -> UUID:
    """A time of an order that is with its orderer again."""
    other = world.shift("ke", weeks=1)
    world.change(Shift, other, task_id=task_id)
    return other
