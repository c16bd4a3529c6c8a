"""Orderers are reminded of what waits for them, and a call is kept with a note."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.domain.calendar import in_quiet_hours, local_day
from app.domain.policy import SYSTEM, Actor, Verb, require
from app.domain.waiting import Rung, WaitsFor, may_write, rung_at
from app.store import answer_reminders, audit, call_wishes, letters, tasks, waiting
from app.store.transaction import unit_of_work

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from app.store.waiting import Waiting

_NOTE_LENGTH = 500


def remind_orderers(*, now: datetime) -> int:
    """How many reminders were written: a mail, later a text message; none at night.

    Each step is taken once for each thing and person, and never two on a day.
    """
    if in_quiet_hours(now):
        return 0
    with unit_of_work():
        setting = waiting.setting_on(local_day(now))
        found = [
            (one, rung_at(one.deadline, now, setting)) for one in waiting.list_waiting(now=now)
        ]
        return sum(
            _remind(one, rung, now=now) for one, rung in found if rung in (Rung.MAIL, Rung.SMS)
        )


def _remind(one: Waiting, rung: Rung, *, now: datetime) -> int:
    if one.kind is WaitsFor.HOURS and rung is Rung.MAIL:
        # The link to the hours was this mail.
        return 0
    last = waiting.last_written_at(one)
    if not may_write(last, now):
        return 0
    people = letters.list_addressees(one.task)
    new = [user for user in people if not waiting.is_written(one, rung, user.id)]
    for user in new:
        answer_reminders.write(one, rung, user, last, now=now)
    if new:
        facts: dict[str, object] = {"waits_for": one.kind.value, "step": rung.value}
        audit.record(SYSTEM, audit.Entry("update", "task", one.task.id, facts=facts), now=now)
    return len(new)


def note_call(actor: Actor, kind: str, subject_id: UUID, note: str, *, now: datetime) -> None:
    """The dispatcher has called the orderer about it.

    Raises: Missing when it waits no more, NotAllowed, Conflict when somebody else has called.
    """
    with unit_of_work():
        one = waiting.get_waiting(kind, subject_id, now=now)
        require(actor, Verb.SCREEN_TASK, tasks.facts_of(one.task, actor))
        waiting.add_call(one, " ".join(note.split())[:_NOTE_LENGTH], by=actor.user_id, now=now)
        if one.kind is WaitsFor.TALK:
            call_wishes.finish(subject_id, now=now)
        facts: dict[str, object] = {"waits_for": one.kind.value, "step": Rung.CALL.value}
        audit.record(actor, audit.Entry("update", "task", one.task.id, facts=facts), now=now)
