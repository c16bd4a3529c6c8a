"""What people do with an order: post it, change it, hand it in, cancel it, order it again."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from app.domain.calendar import local_day
from app.domain.endings import ClosedBy
from app.domain.errors import Conflict, RuleBroken
from app.domain.lifecycle import ShiftState, TaskOutcome, TaskState, check_move
from app.domain.policy import Actor, Facts, Verb, require
from app.domain.steps import checked
from app.domain.tasks import (
    TaskDraft,
    as_planned,
    check_draft,
    check_late_change,
    copied,
    has_future,
)
from app.domain.vocabulary import Role
from app.store import (
    audit,
    cancelling,
    inbox,
    letters,
    organisations,
    series_edits,
    shifts,
    site_news,
    steps,
    tasks,
    work_ideas,
)
from app.store.transaction import unit_of_work

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import date, datetime
    from uuid import UUID

    from app.domain.steps import Step
    from app.store.models.work import Task

_CHANGEABLE = frozenset({TaskState.DRAFT, TaskState.SUBMITTED, TaskState.CHANGES_REQUESTED})


def post_task(
    actor: Actor,
    draft: TaskDraft,
    *,
    now: datetime,
    organisation_id: UUID | None = None,
    submit: bool = False,
    how: Sequence[Step] = (),
) -> UUID:
    """The id of a new order in the state draft, or handed in at once (`submit`).

    `how` are the steps that it begins with. A dispatcher names the organisation.
    Raises: RuleBroken when the draft cannot be stored or handed in, NotAllowed.
    """
    organisation_id = organisation_id or actor.organisation_id
    require(actor, Verb.POST_TASK, Facts(organisation_id=organisation_id))
    if organisation_id is None:
        raise RuleBroken("organisation_missing")
    draft = _cleaned(draft)
    check_draft(draft)
    known = checked(how)
    with unit_of_work():
        organisations.get_organisation(actor, organisation_id)
        task = tasks.add_task(organisation_id, draft, created_by_id=actor.user_id, now=now)
        if known:
            steps.write_steps(task.id, known)
        work_ideas.mark_ordered(organisation_id, draft.title, by_id=actor.user_id, now=now)
        _record(actor, "create", task, now=now, new=TaskState.DRAFT)
        if submit:
            _submit(actor, task, draft, now=now)
        return task.id


def _cleaned(draft: TaskDraft) -> TaskDraft:
    return replace(draft, title=draft.title.strip(), place=draft.place.strip())


def _record(
    actor: Actor, action: str, task: Task, *, now: datetime, touched: Collection[UUID] = (),
    **facts: object,
) -> None:  # fmt: skip
    entry = audit.Entry(
        action, "task", task.id, client_ids=sorted(touched),
        facts={name: str(value) for name, value in facts.items()},
    )  # fmt: skip
    audit.record(actor, entry, now=now)


def edit_task(
    actor: Actor,
    task_id: UUID,
    draft: TaskDraft,
    *,
    version: int,
    now: datetime,
    submit: bool = False,
) -> None:
    """Change an order, and hand it in if it is not yet (`submit`).

    Once it is open only what nobody has to be asked about can change; whoever comes is told.
    Raises: Conflict("changed_meanwhile") when somebody else changed it, RuleBroken, Missing.
    """
    draft = _cleaned(draft)
    check_draft(draft)
    with unit_of_work():
        task = tasks.get_task(actor, task_id)
        require(actor, Verb.EDIT_TASK, tasks.facts_of(task, actor))
        if task.state is TaskState.CLOSED:
            raise Conflict("task_closed")
        late = task.state not in _CHANGEABLE
        changed = check_late_change(tasks.draft_of(task), draft) if late else frozenset[str]()
        tasks.raise_version(task, version, now=now)
        tasks.write_draft(task, draft)
        touched = site_news.tell(task, changed, now=now) if changed else set()
        _record(actor, "update", task, now=now, touched=touched, state=task.state)
        if submit and task.state is not TaskState.SUBMITTED:
            _submit(actor, task, draft, now=now)


def keep_draft(
    actor: Actor, task_id: UUID, draft: TaskDraft, *, version: int, now: datetime
) -> int:  # fmt: skip
    """The version of a draft after a change that was kept while it was written.

    Raises: Conflict("changed_meanwhile") also when it is no draft any more, RuleBroken, Missing.
    """
    draft = _cleaned(draft)
    check_draft(draft)
    with unit_of_work():
        task = tasks.get_task(actor, task_id)
        require(actor, Verb.EDIT_TASK, tasks.facts_of(task, actor))
        if task.state is not TaskState.DRAFT:
            raise Conflict("changed_meanwhile")
        tasks.raise_version(task, version, now=now)
        tasks.write_draft(task, draft)
        _record(actor, "update", task, now=now, state=task.state)
        return version + 1


def submit_task(actor: Actor, task_id: UUID, *, now: datetime) -> None:
    """Hand an order in for screening; tells the dispatchers and thanks the orderer.

    Raises: RuleBroken("no_future_shifts") when all its times have passed.
    """
    with unit_of_work():
        task = tasks.get_task(actor, task_id)
        _submit(actor, task, tasks.draft_of(task), now=now)


def _submit(actor: Actor, task: Task, draft: TaskDraft, *, now: datetime) -> None:
    require(actor, Verb.SUBMIT_TASK, tasks.facts_of(task, actor))
    if not has_future(draft, now):
        raise RuleBroken("no_future_shifts")
    old = task.state
    tasks.move(task, TaskState.SUBMITTED, submitted_at=now, **tasks.touched(now))
    _record(actor, "update", task, now=now, old=old, new=TaskState.SUBMITTED)
    key = f"{task.id}:{int(now.timestamp())}"
    inbox.tell_of(task, draft.period.starts_at, key, now=now)
    letters.tell_orderer(task, "task_received", f"task_received:{key}", now=now)


def cancel_task(actor: Actor, task_id: UUID, reason: str, *, now: datetime) -> None:
    """Cancel an order and everything of it that lies ahead; tells everybody whom it touches."""
    with unit_of_work():
        task = tasks.get_task(actor, task_id)
        require(actor, Verb.CANCEL_TASK, tasks.facts_of(task, actor))
        old, by_us = task.state, actor.role is Role.DISPATCHER
        tasks.move(
            task, TaskState.CLOSED, outcome=TaskOutcome.CANCELLED, closed_at=now,
            outcome_reason=reason.strip()[:500],
            closed_by=ClosedBy.DISPATCHER if by_us else ClosedBy.ORDERER,
        )  # fmt: skip
        client_ids = cancelling.cancel_shifts_ahead(actor, task, reason, now=now)
        entry = audit.Entry(
            "update", "task", task.id, client_ids=sorted(client_ids),
            facts={"old": old.value, "new": TaskState.CLOSED.value, "outcome": "cancelled"},
        )  # fmt: skip
        audit.record(actor, entry, now=now)
        letters.tell_orderer(task, "task_cancelled", f"task_cancelled:{task.id}", now=now)


def pause_task(
    actor: Actor, task_id: UUID, *, until_on: date | None = None, now: datetime
) -> None:  # fmt: skip
    """Keep an open order from being offered; what is agreed stays agreed.

    `until_on`: the day on which it goes on by itself. Raises: RuleBroken("pause_over").
    """
    if until_on is not None and until_on <= local_day(now):
        raise RuleBroken("pause_over")
    _switch(actor, task_id, TaskState.PAUSED, until_on, now=now)


def resume_task(actor: Actor, task_id: UUID, *, now: datetime) -> None:
    """Let a paused order be offered again."""
    _switch(actor, task_id, TaskState.OPEN, now=now)


def _switch(
    actor: Actor, task_id: UUID, new: TaskState, until_on: date | None = None, *, now: datetime
) -> None:  # fmt: skip
    with unit_of_work():
        task = tasks.get_task(actor, task_id)
        require(actor, Verb.PAUSE_TASK, tasks.facts_of(task, actor))
        if task.state not in {TaskState.OPEN, TaskState.PAUSED}:
            raise Conflict("illegal_move", old=task.state.value, new=new.value)
        old = task.state
        tasks.move(task, new, paused_until=until_on, **tasks.touched(now))
        _record(actor, "update", task, now=now, old=old, new=new)


def copy_task(actor: Actor, task_id: UUID, *, now: datetime) -> UUID:
    """The id of a new draft like this order, on the same weekday, the next time it comes."""
    with unit_of_work():
        task = tasks.get_task(actor, task_id)
        require(actor, Verb.POST_TASK, Facts(organisation_id=task.organisation_id))
        draft = as_planned(tasks.draft_of(task), series_edits.find_plan(task.id))
        draft = copied(draft, on=local_day(now))
        copy = tasks.add_task(task.organisation_id, draft, created_by_id=actor.user_id, now=now)
        steps.copy_steps(task.id, copy.id)
        _record(actor, "create", copy, now=now, new=TaskState.DRAFT, copy_of=task.id)
        return copy.id


def cancel_shift(actor: Actor, shift_id: UUID, reason: str, *, now: datetime) -> None:
    """Cancel one time of work; tells everybody whom it touches.

    Raises: Missing, Conflict("shift_begun") once it has begun.
    """
    with unit_of_work():
        shift = shifts.get_shift(actor, shift_id)
        require(actor, Verb.CANCEL_SHIFT, tasks.facts_of(shift.task, actor))
        if shift.starts_at <= now:
            raise Conflict("shift_begun")
        check_move(shift.state, ShiftState.CANCELLED)
        old = shift.state
        client_ids = cancelling.cancel_shifts(actor, [shift_id], reason, now=now)
        entry = audit.Entry(
            "update", "shift", shift_id, client_ids=sorted(client_ids),
            facts={"old": old.value, "new": ShiftState.CANCELLED.value},
        )  # fmt: skip
        audit.record(actor, entry, now=now)
