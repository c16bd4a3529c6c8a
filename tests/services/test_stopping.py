"""A client stops a job: places are free at once, coach and orderer know, and it can be undone."""

from __future__ import annotations

import pytest

from app.domain.errors import Gone, Missing
from app.domain.lifecycle import AlertState, AttendanceState, PlacementState
from app.services import stopping
from app.store.models.support import Alert
from app.store.models.trail import AuditEvent, OutboxMessage
from app.store.models.work import Attendance, Placement, Shift


@pytest.fixture
def job(world):
    """Kalle's placement at a job of three times, one of which is done."""
    task = world.open_task(day="ke", times=3)
    for shift_id in task.shift_ids:
        attendance_id = world.placed(world.kalle, shift_id)
    world.pass_time(days=3)
    return world.get(Attendance, attendance_id).placement_id


def states(world, job):
    rows = world.all(Attendance, Attendance.placement_id == job)
    return sorted(row.state.value for row in rows)


def test_the_times_to_come_are_free_and_what_has_begun_stays(world, job):
    assert stopping.stop_job(world.kalle, job, now=world.now) == 2
    assert states(world, job) == ["booked", "cannot_come", "cannot_come"]
    ahead = world.all(Shift, Shift.starts_at > world.now)
    assert [shift.taken for shift in ahead] == [0, 0]
    assert world.get(Placement, job).state is not PlacementState.ENDED
    assert stopping.stop_job(world.kalle, job, now=world.now) == 0


def test_coach_is_alerted_the_same_day_and_the_orderer_hears_once_without_a_reason(world, job):
    stopping.stop_job(world.kalle, job, now=world.now)
    (alert,) = world.all(Alert)
    assert (alert.kind, alert.level, alert.coach_id) == (
        "wants_to_stop", "today", world.carla.user_id,
    )  # fmt: skip
    assert alert.due_at.date() == world.now.date()
    sent = {message.template for message in world.all(OutboxMessage)}
    assert sent == {"client_wants_to_stop", "worker_cannot_come"}
    told = world.all(OutboxMessage, OutboxMessage.template == "worker_cannot_come")
    assert len(told) == 1
    assert "Kalle" not in (told[0].facts or "")


def test_every_step_stands_in_the_trail(world, job):
    stopping.stop_job(world.kalle, job, now=world.now)
    events = world.all(AuditEvent, AuditEvent.object_type == "attendance")
    assert [event.facts["because"] for event in events] == ["stopping", "stopping"]


def test_it_can_be_taken_back_within_half_an_hour(world, job):
    stopping.stop_job(world.kalle, job, now=world.now)
    world.pass_time(minutes=29)
    assert stopping.undo_stop(world.kalle, job, now=world.now) == 2
    assert states(world, job) == ["booked"] * 3
    assert [alert.state for alert in world.all(Alert)] == [AlertState.DONE]


def test_after_half_an_hour_one_talks_with_the_coach(world, job):
    stopping.stop_job(world.kalle, job, now=world.now)
    world.pass_time(minutes=31)
    with pytest.raises(Gone, match="undo_too_late"):
        stopping.undo_stop(world.kalle, job, now=world.now)


def test_a_place_that_somebody_took_meanwhile_stays_theirs(world, job):
    stopping.stop_job(world.kalle, job, now=world.now)
    first, second = sorted(world.all(Shift, Shift.starts_at > world.now), key=lambda s: s.starts_at)
    world.change(Shift, first.id, taken=first.places)
    assert stopping.undo_stop(world.kalle, job, now=world.now) == 1
    kept = world.all(Attendance, Attendance.shift_id == second.id)
    assert [row.state for row in kept] == [AttendanceState.BOOKED]
    world.pass_time(minutes=1)
    world.change(Shift, second.id, taken=0)
    stopping.stop_job(world.kalle, job, now=world.now)
    world.change(Shift, second.id, taken=second.places)
    with pytest.raises(Gone, match="shift_filled"):
        stopping.undo_stop(world.kalle, job, now=world.now)


@pytest.mark.parametrize("who", ["kaisa", "carla", "oona", "dina"])
def test_it_is_nobody_elses(world, job, who):
    with pytest.raises(Missing):
        stopping.stop_job(getattr(world, who), job, now=world.now)
    assert states(world, job) == ["booked"] * 3
