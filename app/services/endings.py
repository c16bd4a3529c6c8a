"""Every order comes to an end that is told: asked about, refreshed, ended by time, explained."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from app.domain.calendar import in_quiet_hours, local_day
from app.domain.endings import ClosedBy, EndingSetting, WhyUnfilled, ends_at
from app.domain.errors import Conflict, RuleBroken
from app.domain.lifecycle import TaskOutcome, TaskState
from app.domain.policy import SYSTEM, Actor, Verb, require
from app.store import (
    audit,
    cancelling,
    ending_rules,
    endings,
    letters,
    stale,
    task_links,
    tasks,
)
from app.store.transaction import unit_of_work

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from uuid import UUID

    from app.store.models.work import Task

# The link outlives the order for some days, so that it tells what became of it.
_LINK_OUTLIVES = timedelta(days=14)
_WORDS_LENGTH = 500


# --- by themselves, when their time has come


def ask_stale(*, now: datetime) -> int:
    """How many orderers' orders were asked about: untouched for long, and nobody on the way."""
    if in_quiet_hours(now):
        return 0
    setting = _setting(now)
    with unit_of_work():
        return sum(_ask(task, setting, now=now) for task in stale.list_to_ask(setting, now=now))


def _ask(task: Task, setting: EndingSetting, *, now: datetime) -> int:
    if not stale.note_asked(task, now=now):
        return 0
    until = ends_at(now, setting) + _LINK_OUTLIVES
    key = f"task_stale:{task.id}:{int(now.timestamp())}"
    task_links.send_links(task, "task_stale", key, until=until, now=now)
    _record(SYSTEM, task, now=now, asked="still_needed")
    return 1


def expire_stale(*, now: datetime) -> int:
    """How many orders ended: nobody answered for them, or all their times passed unopened."""
    if in_quiet_hours(now):
        return 0
    with unit_of_work():
        ended = [
            _expire(task, "task_expired", now=now)
            for task in stale.list_unanswered(_setting(now), now=now)
        ]
        ended += [_expire(task, "task_missed", now=now) for task in stale.list_missed(now=now)]
        return sum(ended)


def _expire(task: Task, template: str, *, now: datetime) -> int:
    outcome = _outcome(task)
    if not stale.end(task, outcome, now=now):
        return 0
    cancelling.cancel_shifts_ahead(SYSTEM, task, "", now=now)
    _record(SYSTEM, task, now=now, old=task.state.value, new="closed", outcome=outcome.value)
    letters.tell_orderer(task, template, f"{template}:{task.id}", now=now)
    return 1


def _outcome(task: Task) -> TaskOutcome:
    """By the work that was done, if there was any; else the order just ran out."""
    found = dict(endings.outcomes_of([task.id])).get(task.id, TaskOutcome.EXPIRED)
    return found if found in (TaskOutcome.FILLED, TaskOutcome.PARTLY) else TaskOutcome.EXPIRED


def tell_unfilled(*, now: datetime) -> int:
    """How many orderers heard that nobody was found although no reason has been given yet."""
    if in_quiet_hours(now):
        return 0
    until = now - timedelta(hours=_setting(now).why_hours)
    with unit_of_work():
        untold = stale.list_untold(until - timedelta(days=3), until)
        for task in untold:
            letters.tell_orderer(task, "task_not_filled", _told_key(task), now=now)
        return len(untold)


def _told_key(task: Task) -> str:
    # The same for every wording, so that the orderer hears it once.
    return f"task_not_filled:{task.id}"


def _setting(now: datetime) -> EndingSetting:
    return ending_rules.setting_on(local_day(now))


# --- by people


def refresh_task(actor: Actor, task_id: UUID, *, now: datetime) -> None:
    """The order is still needed. Raises: Missing, Conflict("task_closed") once it has ended."""
    with unit_of_work():
        _refresh(actor, task_id, now=now)


def _refresh(actor: Actor, task_id: UUID, *, now: datetime) -> None:
    task = tasks.get_task(actor, task_id)
    require(actor, Verb.EDIT_TASK, tasks.facts_of(task, actor))
    stale.refresh(task, now=now)
    _record(actor, task, now=now, asked="answered", still_needed=True)


def refresh_by_link(token: str, *, now: datetime) -> None:
    """The order behind a link is still needed. Raises: Missing, Gone, Conflict."""
    _by_link(token, _refresh, now=now)


def end_by_link(token: str, *, now: datetime) -> None:
    """The order behind a link is not needed any more. Raises: Missing, Gone, Conflict."""
    _by_link(token, _end, now=now)


def _by_link(token: str, act: Callable[..., None], *, now: datetime) -> None:
    with unit_of_work():
        actor, task_id = task_links.find_orderer(token, now=now)
        act(actor, task_id, now=now)


def _end(actor: Actor, task_id: UUID, *, now: datetime) -> None:
    task = tasks.get_task(actor, task_id)
    require(actor, Verb.CANCEL_TASK, tasks.facts_of(task, actor))
    if task.state is TaskState.CLOSED:
        raise Conflict("task_closed")
    tasks.move(
        task, TaskState.CLOSED, outcome=TaskOutcome.CANCELLED, closed_at=now,
        closed_by=ClosedBy.ORDERER,
    )  # fmt: skip
    cancelling.cancel_shifts_ahead(actor, task, "", now=now)
    _record(actor, task, now=now, old=task.state.value, new="closed", outcome="cancelled")


def say_why(actor: Actor, task_id: UUID, why: WhyUnfilled, words: str, *, now: datetime) -> None:
    """Why nobody was found for an order; the orderer hears it kindly, with what would help.

    Raises: Missing, NotAllowed, RuleBroken("reason_missing") for "other" without words,
    Conflict when it has been said.
    """
    said = words.strip()[:_WORDS_LENGTH]
    if why is WhyUnfilled.OTHER and not said:
        raise RuleBroken("reason_missing")
    with unit_of_work():
        task = tasks.get_task(actor, task_id)
        require(actor, Verb.SCREEN_TASK, tasks.facts_of(task, actor))
        stale.explain(task_id, unfilled_because=why, outcome_reason=said)
        template = f"task_not_filled_{why}"
        letters.tell_orderer(task, template, _told_key(task), now=now, why=said)
        _record(actor, task, now=now, unfilled_because=why.value)


def _record(actor: Actor, task: Task, *, now: datetime, **facts: object) -> None:
    audit.record(actor, audit.Entry("update", "task", task.id, facts=facts), now=now)
