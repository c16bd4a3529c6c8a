"""Agreed hours leave once; what has left comes back only as a reversal."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import pytest

from app.domain.errors import Conflict, ExpectedError, Gone, Missing, NotAllowed, RuleBroken
from app.domain.lifecycle import HoursState
from app.services import export_batches as acts
from app.services import hours
from app.store import export_batches
from app.store.models.people import Organisation
from app.store.models.trail import AuditEvent, AuditEventClient
from app.store.models.work import ExportBatch, Task, WorkedHours

if TYPE_CHECKING:
    from uuid import UUID

    from tests.world import World


@pytest.fixture
def agreed(world: World, engine_app: object) -> UUID:
    """Kalle's hours of Monday, agreed long enough ago."""
    shift_id = world.shift("ma", "10:00", "13:00")
    world.move_to("ma 14:00")
    hours_id = world.performed(world.kalle, shift_id, hours=HoursState.AGREED, minutes=165)
    world.pass_time(minutes=15)
    return hours_id


def test_agreed_hours_are_closed_into_a_batch(world: World, agreed: UUID) -> None:
    batch_id = acts.export_hours(world.dina, until_on=world.today, now=world.now)
    row, batch = world.get(WorkedHours, agreed), world.get(ExportBatch, batch_id)
    assert (row.state, row.batch_id) == (HoursState.CLOSED, batch_id)
    assert (batch.row_count, batch.facts) == (1, {"minutes": 165, "cents": 3438})
    event = world.all(AuditEvent, AuditEvent.action == "export")[0]
    named = world.all(AuditEventClient, AuditEventClient.event_id == event.id)
    assert [link.client_id for link in named] == [world.kalle.client_id]
    with pytest.raises(RuleBroken, match="nothing_to_export"):
        acts.export_hours(world.dina, until_on=world.today, now=world.now)
    assert world.count(ExportBatch) == 1


def test_only_final_hours_until_the_day_leave(world: World, agreed: UUID) -> None:
    world.change(WorkedHours, agreed, agreed_at=world.now)
    for until_on, minutes in ((world.today, 14), (world.day("su", -1), 60)):
        with pytest.raises(RuleBroken, match="nothing_to_export"):
            acts.export_hours(world.dina, until_on=until_on, now=world.pass_time(minutes=minutes))
    world.change(WorkedHours, agreed, state=HoursState.PROPOSED)
    with pytest.raises(RuleBroken):
        acts.export_hours(world.dina, until_on=world.today, now=world.now)


def test_only_the_dispatcher_exports(world: World, agreed: UUID) -> None:
    for other in (world.oona, world.carla, world.kalle, world.aada, world.tuomo, world.sam):
        with pytest.raises(NotAllowed):
            acts.export_hours(other, until_on=world.today, now=world.now)
    batch_id = acts.export_hours(world.dina, until_on=world.today, now=world.now)
    for other in (world.oona, world.carla, world.kalle, world.aada, world.sam):
        with pytest.raises(Missing):
            acts.get_hours_file(other, batch_id, "csv", now=world.now)
        assert export_batches.list_batches(other) == []


def test_the_lines_say_what_payroll_needs(world: World, agreed: UUID) -> None:
    task_id = world.get(WorkedHours, agreed).task_id
    world.change(Task, task_id, ref="T-17")
    home = world.organisations["palvelutalo"]
    world.change(Organisation, home, business_id="1234567-1", cost_centre="4400")
    batch_id = acts.export_hours(world.dina, until_on=world.today, now=world.now)
    line = export_batches.list_lines(batch_id)[0]
    assert (line.order_reference, line.business_id, line.cost_centre) == (
        "T-17", "1234567-1", "4400",
    )  # fmt: skip
    assert (line.first_name, line.person_number, line.minutes, line.cents) == (
        "Kalle",
        1,
        165,
        3438,
    )
    assert line.reverses is False


def test_a_persons_number_stays_and_is_of_the_order(world: World, agreed: UUID) -> None:
    task = world.open_task(day="ma", starts="08:00", ends="09:00", places=3, times=2)
    first = world.performed(world.kaisa, task.shift_id, hours=HoursState.AGREED)
    world.pass_time(minutes=20)
    second = world.performed(world.kalle, task.shift_ids[0], hours=HoursState.AGREED)
    world.pass_time(minutes=20)
    batch_id = acts.export_hours(world.dina, until_on=world.today, now=world.now)
    assert world.get(WorkedHours, first).batch_id == world.get(WorkedHours, second).batch_id
    numbers = {
        (line.first_name, line.minutes): line.person_number
        for line in export_batches.list_lines(batch_id)
    }
    assert numbers == {("Kalle", 165): 1, ("Kaisa", 60): 1, ("Kalle", 60): 2}


def test_both_files_can_be_taken_and_each_time_is_in_the_trail(world: World, agreed: UUID) -> None:
    batch_id = acts.export_hours(world.dina, until_on=world.today, now=world.now)
    for kind in ("csv", "xlsx"):
        file = acts.get_hours_file(world.dina, batch_id, kind, now=world.now)
        assert file.name.endswith(f".{kind}")
        assert file.data
    assert world.count(AuditEvent, AuditEvent.action == "disclose") == 2
    with pytest.raises(Missing):
        acts.get_hours_file(world.dina, batch_id, "pdf", now=world.now)
    with pytest.raises(Missing):
        acts.get_hours_file(world.dina, agreed, "csv", now=world.now)


def test_after_the_export_only_a_reversal(world: World, agreed: UUID) -> None:
    acts.export_hours(world.dina, until_on=world.today, now=world.now)
    row = world.get(WorkedHours, agreed)
    with pytest.raises(Gone):
        hours.reopen_hours(world.oona, agreed, now=world.now)
    with pytest.raises(Conflict):
        hours.propose_hours(world.kalle, row.attendance_id, 10, now=world.now)
    with pytest.raises(RuleBroken, match="reason_missing"):
        hours.reverse_hours(world.dina, agreed, "  ", now=world.now)
    with pytest.raises(NotAllowed):
        hours.reverse_hours(world.oona, agreed, "väärin", now=world.now)
    reversal_id = hours.reverse_hours(world.dina, agreed, "väärin", minutes=120, now=world.now)
    assert world.get(WorkedHours, agreed).state is HoursState.REVERSED
    with pytest.raises(Conflict):
        hours.reverse_hours(world.dina, agreed, "uudestaan", now=world.now)
    right = world.all(WorkedHours, WorkedHours.state == HoursState.PROPOSED)[0]
    hours.agree_hours(world.oona, right.id, now=world.now)
    batch_id = acts.export_hours(world.dina, until_on=world.today, now=world.pass_time(minutes=15))
    minutes = sorted(line.minutes for line in export_batches.list_lines(batch_id))
    assert minutes == [-165, 120]
    assert world.get(ExportBatch, batch_id).facts == {"minutes": -45, "cents": -938}
    with pytest.raises(Conflict):
        hours.reverse_hours(world.dina, reversal_id, "liikaa", now=world.now)


def test_two_dispatchers_at_once_never_get_the_same_row(world: World, engine_app: object) -> None:
    shift_id = world.shift("ma", "08:00", "09:00", places=12)
    for client in world.clients(12):
        world.performed(client, shift_id, hours=HoursState.AGREED)
    now, today = world.pass_time(minutes=20), world.today
    second = world.user("Daniel", world.dina.role)
    batches: list[UUID] = []
    refused: list[ExpectedError] = []
    start = threading.Barrier(6)

    def export(actor: object) -> None:
        with world.app.app_context():
            start.wait(timeout=30)
            try:
                batches.append(acts.export_hours(actor, until_on=today, now=now))
            except RuleBroken as error:
                refused.append(error)

    actors = [world.dina, second] * 3
    threads = [threading.Thread(target=export, args=(actor,)) for actor in actors]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert len(batches) + len(refused) == 6
    counts = [world.get(ExportBatch, batch_id).row_count for batch_id in batches]
    assert sum(counts) == 12
    assert all(row.batch_id is not None for row in world.all(WorkedHours))
    assert {e.code for e in refused} <= {"nothing_to_export"}
