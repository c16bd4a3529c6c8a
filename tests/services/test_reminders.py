"""Reminders: the evening before and two hours before, once, at decent hours, saying nothing."""

from __future__ import annotations

import pytest

from app.domain.lifecycle import AttendanceState
from app.services.reminders import send_shift_reminders
from app.store.models.trail import OutboxMessage
from app.store.models.work import Attendance


@pytest.fixture
def wednesday(world):
    """Kalle is expected on Wednesday from ten to one."""
    return world.placed(world.kalle, world.shift("ke", "10:00", "13:00"))


def keys(world):
    return sorted(message.dedupe_key for message in world.all(OutboxMessage))


def test_one_the_evening_before_and_one_two_hours_before(engine_app, world, wednesday):
    sent = []
    world.move_to("ti 12:00")
    for _ in range(24 * 4):
        if send_shift_reminders(now=world.now):
            sent.append(world.now)
        world.pass_time(minutes=15)
    assert sent == [world.at("ti 17:00"), world.at("ke 08:15")]
    assert keys(world) == [f"reminder:{wednesday}:evening", f"reminder:{wednesday}:soon"]


def test_the_message_says_nothing_and_is_no_use_after_the_start(world, wednesday):
    world.move_to("ti 18:00")
    send_shift_reminders(now=world.now)
    message = world.all(OutboxMessage)[0]
    assert message.template == "shift_reminder"
    assert "Apua" not in message.facts
    assert message.useful_until == world.at("ke 10:00")


@pytest.mark.parametrize("moment", ["ti 20:00", "ti 23:30", "ke 07:59"])
def test_nobody_is_disturbed_in_the_quiet_hours(world, wednesday, moment):
    world.move_to(moment)
    assert send_shift_reminders(now=world.now) == 0


@pytest.mark.parametrize(
    "state", [AttendanceState.CANNOT_COME, AttendanceState.CHECKED_IN, AttendanceState.CANCELLED]
)
def test_only_who_is_expected_is_reminded(world, wednesday, state):
    world.change(Attendance, wednesday, state=state)
    world.move_to("ke 09:00")
    assert send_shift_reminders(now=world.now) == 0


def test_many_at_once_each_for_an_own_shift(world):
    shift_id = world.shift("ti", "10:00", "13:00", places=30)
    other_id = world.shift("ti", "14:00", "15:00")
    for client in world.clients(30):
        world.placed(client, shift_id)
    world.placed(world.kalle, other_id)
    world.placed(world.kaisa, shift_id=world.shift("ke", "10:00", "13:00"))
    world.move_to("ma 17:30")
    assert send_shift_reminders(now=world.now) == 31
    assert send_shift_reminders(now=world.now) == 0
    assert len(keys(world)) == 31
