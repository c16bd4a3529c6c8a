"""What waits for orderers now, by when, and what has been done about it."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from app.domain.calendar import local_day
from app.domain.errors import Conflict, Missing
from app.domain.hours import agrees_itself_at
from app.domain.lifecycle import ChangeState, HoursState, TaskState
from app.domain.tasks import first_start
from app.domain.waiting import (
    CALLED_STANDS,
    DEFAULT,
    Rung,
    WaitingSetting,
    WaitsFor,
    rung_at,
)
from app.store import call_wishes, ending_rules, hour_rules, letters, outbox, rules
from app.store.db import db
from app.store.models.asking import CallNote, CallWish, ChangeRequest
from app.store.models.trail import OutboxMessage
from app.store.models.work import Attendance, Shift, Task, WorkedHours
from app.store.tasks import WITH_ALL, draft_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from datetime import date, datetime
    from uuid import UUID

    from app.store.models.people import User


@dataclass(frozen=True)
class Waiting:
    """One thing that waits for an orderer: an order, or a shift of it (hours, a change)."""

    kind: WaitsFor
    subject_id: UUID
    task: Task
    since: datetime
    deadline: datetime

    @property
    def key(self) -> str:
        """The same for this thing until it is asked again."""
        return f"answer:{self.kind}:{self.subject_id}:{int(self.since.timestamp())}"


def setting_on(day: date) -> WaitingSetting:
    """The hours of a day: dated rows where there are any, in an order that can be."""
    names = [one.name for one in fields(WaitingSetting)]
    said = rules.find_whole_numbers([f"answers.{name}" for name in names], on=day)
    known = {name: n for name in names if (n := said[f"answers.{name}"])}
    hours = [known.get(name, getattr(DEFAULT, name)) for name in names]
    return replace(DEFAULT, **known) if hours == sorted(hours, reverse=True) else DEFAULT


def list_waiting(*, now: datetime) -> list[Waiting]:
    """Everything that waits for an orderer and is not past its deadline, the nearest first."""
    found = [*_hours(), *_changes(now), *_asked()]
    ahead = [one for one in found if one.deadline > now]
    return sorted(ahead, key=lambda one: (one.deadline, one.key))


def get_waiting(kind: str, subject_id: UUID, *, now: datetime) -> Waiting:
    """One of them. Raises: Missing when it waits no more."""
    for one in [*list_waiting(now=now), *(one for one, _wish, _user in _talks(now))]:
        if (one.kind.value, one.subject_id) == (kind, subject_id):
            return one
    raise Missing


def _hours() -> Iterable[Waiting]:
    """By shift, since they are answered together; the first one sets the deadline."""
    rows = db.session.execute(
        select(
            Attendance.shift_id, WorkedHours.task_id, func.min(WorkedHours.proposed_at),
            func.min(WorkedHours.worked_on),
        )
        .join(WorkedHours, WorkedHours.attendance_id == Attendance.id)
        .where(WorkedHours.state == HoursState.PROPOSED, WorkedHours.proposed_at.is_not(None))
        .group_by(Attendance.shift_id, WorkedHours.task_id)
    ).all()  # fmt: skip
    tasks, limits = _tasks({row[1] for row in rows}), hour_rules.load()
    for shift_id, task_id, since, worked_on in rows:
        if since is not None:
            deadline = agrees_itself_at(since, limits.on(worked_on))
            yield Waiting(WaitsFor.HOURS, shift_id, tasks[task_id], since, deadline)


def _tasks(ids: Collection[UUID]) -> dict[UUID, Task]:
    rows = db.session.scalars(select(Task).where(Task.id.in_(ids)).options(*WITH_ALL))
    return {task.id: task for task in rows}


def _changes(now: datetime) -> Iterable[Waiting]:
    """Until the order would begin; one whose first time has passed until it ends by itself."""
    setting = ending_rules.setting_on(local_day(now))
    query = select(Task).where(Task.state == TaskState.CHANGES_REQUESTED).options(*WITH_ALL)
    for task in db.session.scalars(query):
        since = task.touched_at or task.submitted_at or task.created_at
        begins = first_start(draft_of(task))
        ends = since + timedelta(days=setting.changes_days + setting.answer_days)
        deadline = min(begins, ends) if begins > now else ends
        yield Waiting(WaitsFor.CHANGES, task.id, task, since, deadline)


def _asked() -> Iterable[Waiting]:
    """A coach's wish, until the time of work that it is about."""
    rows = db.session.execute(
        select(ChangeRequest, Shift)
        .join(Shift, Shift.id == ChangeRequest.shift_id)
        .where(ChangeRequest.state == ChangeState.OPEN)
        .options(joinedload(Shift.task).options(joinedload(Task.organisation)))
    )
    for change, shift in rows:
        yield Waiting(
            WaitsFor.CHANGE_ASKED, change.id, shift.task, change.asked_at, shift.starts_at
        )


def _talks(now: datetime) -> list[tuple[Waiting, CallWish, User]]:
    """Who asked to be called: those who wait, past the promised time too, and those just called."""
    rows = call_wishes.list_of_dispatch(since=now - CALLED_STANDS)
    return [
        (Waiting(WaitsFor.TALK, wish.id, task, wish.asked_at, wish.due_at), wish, user)
        for wish, task, user in rows
    ]


# --- what has been done


def last_written_at(waiting: Waiting) -> datetime:
    """When the orderer was last written to about it: by a reminder, else when it was asked."""
    begins = OutboxMessage.dedupe_key.startswith(f"{waiting.key}:", autoescape=True)
    last = db.session.scalar(select(func.max(OutboxMessage.created_at)).where(begins))
    return last or waiting.since


def is_written(waiting: Waiting, rung: str, user_id: UUID) -> bool:
    """Whether this step has been taken for this person."""
    return outbox.is_written(letter_key(waiting, rung, user_id))


def letter_key(waiting: Waiting, rung: str, user_id: UUID) -> str:
    """What keeps a reminder single."""
    return f"{waiting.key}:{rung}:{user_id}"


def add_call(waiting: Waiting, note: str, *, by: UUID | None, now: datetime) -> None:
    """Keep that the orderer was called about it. Raises: Conflict when somebody was first."""
    if list_calls([waiting]):
        raise Conflict("illegal_move")
    row = CallNote(
        key=waiting.key, organisation_id=waiting.task.organisation_id, task_id=waiting.task.id,
        called_by_id=by, called_at=now, note=note or None,
    )  # fmt: skip
    db.session.add(row)
    db.session.flush()


def list_calls(waiting: Collection[Waiting]) -> dict[str, CallNote]:
    """The calls made about these things, by their key."""
    keys = [one.key for one in waiting]
    rows = db.session.scalars(select(CallNote).where(CallNote.key.in_(keys)))
    return {row.key: row for row in rows}


@dataclass(frozen=True)
class CallRow:
    """An orderer to be called, or who was: whom, about what, and when something was last said."""

    waiting: Waiting
    name: str
    phone: str
    last_written_at: datetime
    called: CallNote | None


def list_to_call(*, now: datetime) -> list[CallRow]:
    """The orderers who are called: they asked for it, or their answer is needed soon.

    Those who have not been called yet stand first.
    """
    setting = setting_on(local_day(now))
    talks = _talks(now)
    # Whoever asked for a call about some hours is not called about them twice.
    asked = {wish.shift_id for _one, wish, _user in talks if wish.done_at is None}
    due = [
        one for one in list_waiting(now=now)
        if rung_at(one.deadline, now, setting) is Rung.CALL and one.subject_id not in asked
    ]  # fmt: skip
    calls = list_calls([*due, *(one for one, _wish, _user in talks)])
    rows = [_call_row(one, calls.get(one.key)) for one in due]
    rows += [
        CallRow(one, user.first_name, user.phone or "", one.since, calls.get(one.key))
        for one, _wish, user in talks
    ]
    return sorted(rows, key=lambda row: (row.called is not None, row.waiting.deadline))


def _call_row(one: Waiting, called: CallNote | None) -> CallRow:
    return CallRow(one, *get_callee(one.task), last_written_at(one), called)


def get_callee(task: Task) -> tuple[str, str]:
    """The name and the phone of the person who ordered, else of the contact on site."""
    people = [user for user in letters.list_addressees(task) if user.phone]
    if people:
        return people[0].first_name, people[0].phone or ""
    return task.contact_name or "", task.contact_phone or ""
