"""Orderers who have not answered: a mail, a text message, a call; each once, none at night."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from app.domain.errors import Conflict, Missing, NotAllowed
from app.domain.lifecycle import HoursState, TaskState
from app.domain.waiting import Rung, WaitsFor
from app.services import hours, waiting
from app.store import waiting as found
from app.store.models.asking import CallNote, ChangeRequest
from app.store.models.people import User
from app.store.models.rules import RuleValue
from app.store.models.trail import OutboxMessage
from app.store.models.work import Shift, Task

if TYPE_CHECKING:
    from uuid import UUID

    from tests.world import World


def live(world: World, **span: float) -> None:
    """The worker's part, each hour of a time."""
    until = world.now + timedelta(**span)
    while world.now < until:
        world.pass_time(hours=1)
        waiting.remind_orderers(now=world.now)


def written(world: World) -> list[tuple[str, str]]:
    letters = world.all(OutboxMessage, OutboxMessage.template == "answer_reminder")
    return [(one.channel, str(one.created_at)[:10]) for one in letters]


def returned(world: World, **when: object) -> UUID:
    task_id = world.task(state=TaskState.CHANGES_REQUESTED, touched_at=world.now, **when)
    world.change(User, world.oona.user_id, phone="+358401234567")
    return task_id


def test_a_mail_then_a_text_message_each_once(world: World) -> None:
    returned(world, day="pe", starts="12:00", ends="14:00")
    live(world, hours=28)
    assert written(world) == [("mail", "2026-11-24")]
    live(world, hours=24)
    assert written(world) == [("mail", "2026-11-24"), ("sms", "2026-11-25")]
    live(world, hours=40)
    assert len(written(world)) == 2


def test_there_is_no_reminder_at_night_and_no_two_in_a_day(world: World) -> None:
    returned(world, day="to", starts="06:00", ends="08:00")
    live(world, hours=13)
    # 72 hours were left at six on Monday; the order was sent back at nine, which is a word, too.
    assert written(world) == []
    live(world, hours=11)
    assert written(world) == [("sms", "2026-11-24")]


def test_an_answer_ends_it(world: World) -> None:
    task_id = returned(world, day="pe")
    world.change(Task, task_id, state=TaskState.SUBMITTED)
    live(world, days=4)
    assert written(world) == []


def test_without_a_phone_the_second_word_is_a_mail(world: World) -> None:
    returned(world, day="pe", starts="12:00", ends="14:00")
    world.change(User, world.oona.user_id, phone=None)
    live(world, hours=52)
    assert [way for way, _day in written(world)] == ["mail", "mail"]


def test_hours_are_reminded_of_by_a_link_that_needs_no_sign_in(world: World) -> None:
    shift_id = world.shift(day="ma", starts="06:00", ends="08:00")
    world.performed(world.kalle, shift_id, hours=HoursState.PROPOSED)
    world.change(User, world.oona.user_id, phone="+358401234567")
    hours.send_hours_links(now=world.now)
    live(world, hours=26)
    (letter,) = world.all(OutboxMessage, OutboxMessage.template == "answer_reminder")
    facts = json.loads(letter.facts or "{}")
    assert (letter.channel, facts["last"]) == ("sms", "23.11.")
    assert hours.agree_all_by_link(facts["path"].rpartition("/")[2], now=world.now) == 1


def wished(world: World) -> UUID:
    shift_id = world.shift(day="ti", starts="10:00", ends="12:00")
    starts_at = world.get(Shift, shift_id).starts_at + timedelta(hours=2)
    return world.add(
        ChangeRequest(
            shift_id=shift_id, starts_at=starts_at, ends_at=starts_at + timedelta(hours=2),
            asked_by_id=world.carla.user_id, asked_at=world.now - timedelta(days=1),
        )
    )  # fmt: skip


def test_who_has_not_answered_a_day_before_is_called_once(world: World) -> None:
    change_id = wished(world)
    assert found.list_to_call(now=world.now) == []
    world.pass_time(hours=2)
    (row,) = found.list_to_call(now=world.now)
    assert (row.waiting.kind, row.waiting.subject_id) == (WaitsFor.CHANGE_ASKED, change_id)
    assert row.phone

    waiting.note_call(world.dina, "change_asked", change_id, " Sopii  hyvin ", now=world.now)
    (note,) = world.all(CallNote)
    assert (note.note, note.called_by_id) == ("Sopii hyvin", world.dina.user_id)
    (row,) = found.list_to_call(now=world.now)
    assert row.called is not None
    with pytest.raises(Conflict):
        waiting.note_call(world.dina, "change_asked", change_id, "", now=world.now)


def test_only_a_dispatcher_notes_a_call_and_only_of_what_waits(world: World) -> None:
    change_id = wished(world)
    with pytest.raises(NotAllowed):
        waiting.note_call(world.oona, "change_asked", change_id, "", now=world.now)
    with pytest.raises(Missing):
        waiting.note_call(world.dina, "hours", change_id, "", now=world.now)
    world.pass_time(days=2)
    with pytest.raises(Missing):
        waiting.note_call(world.dina, "change_asked", change_id, "", now=world.now)


def test_the_hours_of_the_steps_are_dated_rules(world: World) -> None:
    for name, value in (("mail", "30"), ("sms", "20"), ("call", "10")):
        row = RuleValue(
            key=f"answers.{name}_hours", value=value, unit="hours", valid_from=world.today,
            source="Oma",
        )  # fmt: skip
        world.add(row)
    setting = found.setting_on(world.today)
    assert (setting.mail_hours, setting.sms_hours, setting.call_hours) == (30, 20, 10)
    assert Rung.CALL.value == "call"
