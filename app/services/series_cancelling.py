"""Cancelling recurring work: this time, this and the following, or all that lie ahead."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.domain.calendar import local_day
from app.domain.endings import ClosedBy
from app.domain.errors import Conflict, RuleBroken
from app.domain.lifecycle import TaskOutcome, TaskState
from app.domain.policy import Actor, Verb, require
from app.domain.series_cancelling import Cancelling, Cut, Wanted, cut_series, in_order
from app.domain.series_edits import Scope
from app.domain.vocabulary import Role
from app.store import audit, cancelling, endings, late_pay, letters, series_edits, shifts, tasks
from app.store.transaction import unit_of_work

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from app.store.models.work import Shift
    from app.store.series_edits import Found


def foresee(actor: Actor, shift_id: UUID, wanted: Wanted, *, now: datetime) -> Cancelling:
    """What would be cancelled, who would hear of it and what it would cost; nothing is kept.

    Raises: Missing, NotAllowed, Conflict("shift_begun", "time_over"),
    RuleBroken("cancelled_alone") for one that was changed by itself when more are meant.
    """
    return _work_out(_load(actor, shift_id, now=now), wanted, now=now)[0]


def cancel_times(
    actor: Actor, shift_id: UUID, wanted: Wanted, *, seen: str, now: datetime
) -> Cancelling:
    """Cancel one time of work or many; everybody whom it touches is told, once.

    `seen`: the mark of what was shown before.
    Raises: Conflict("changed_meanwhile") when it would do something else by now.
    """
    with unit_of_work():
        shift = _load(actor, shift_id, now=now)
        series_edits.lock(shift.task_id)
        shift = _load(actor, shift_id, now=now)
        shown, found, cuts = _work_out(shift, wanted, now=now)
        if shown.mark != seen:
            raise Conflict("changed_meanwhile")
        ids = [made.id for made in shown.cancelled]
        touched = cancelling.cancel_shifts(actor, ids, wanted.reason, now=now)
        if shown.ends_order:
            _end_order(actor, shift, wanted.reason, now=now)
        else:
            series_edits.write_cuts(found, cuts)
            letters.tell_times_changed(shift.task, now=now)
        _record(actor, shift, shown, touched, now=now)
        return shown


def _load(actor: Actor, shift_id: UUID, *, now: datetime) -> Shift:
    shift = shifts.get_shift(actor, shift_id)
    require(actor, Verb.CANCEL_SHIFT, tasks.facts_of(shift.task, actor))
    if shift.starts_at <= now:
        raise Conflict("shift_begun")
    if not series_edits.made_of(shift).alive:
        raise Conflict("time_over")
    return shift


def _work_out(
    shift: Shift, wanted: Wanted, *, now: datetime
) -> tuple[Cancelling, list[Found], list[Cut]]:
    """What it does, with the recurrences that end and what is left of them, in the same order."""
    if wanted.scope is Scope.THIS:
        return _shown(shift, wanted, [Cut(None, (series_edits.made_of(shift),))], now=now), [], []
    if shift.edited:
        raise RuleBroken("cancelled_alone")
    since = shift.occurrence_on if wanted.scope is Scope.FOLLOWING else None
    found = series_edits.load(shift.task_id, since=since or local_day(now), ahead_of=now)
    cuts = [
        cut_series(one.plan, one.made, since=since, edited_too=wanted.edited_too, now=now)
        for one in found
    ]
    return _shown(shift, wanted, cuts, now=now), found, cuts


def _shown(shift: Shift, wanted: Wanted, cuts: list[Cut], *, now: datetime) -> Cancelling:
    cancelled = in_order(made for cut in cuts for made in cut.cancelled)
    ids = [made.id for made in cancelled]
    costs = late_pay.foresee(shift.task_id, now=now)
    return Cancelling(
        wanted.scope, cancelled, in_order(made for cut in cuts for made in cut.kept),
        tuple(cut.plan for cut in cuts if cut.plan),
        tuple((one, costs[one]) for one in ids if one in costs),
        cancelling.foresee_told(ids),
        wanted.scope is not Scope.THIS and not endings.has_other_times(shift.task_id, ids),
    )  # fmt: skip


def _end_order(actor: Actor, shift: Shift, reason: str, *, now: datetime) -> None:
    """An order of which nothing was done and nothing is left ends as a cancelled one does."""
    task, old = shift.task, shift.task.state
    by_us = actor.role is Role.DISPATCHER
    tasks.move(
        task, TaskState.CLOSED, outcome=TaskOutcome.CANCELLED, closed_at=now,
        outcome_reason=reason.strip()[:500],
        closed_by=ClosedBy.DISPATCHER if by_us else ClosedBy.ORDERER,
    )  # fmt: skip
    facts = {"old": old.value, "new": TaskState.CLOSED.value, "outcome": "cancelled"}
    audit.record(actor, audit.Entry("update", "task", task.id, facts=facts), now=now)
    letters.tell_orderer(task, "task_cancelled", f"task_cancelled:{task.id}", now=now)


def _record(
    actor: Actor, shift: Shift, shown: Cancelling, touched: set[UUID], *, now: datetime
) -> None:
    facts = {
        "cancelled_from": str(shift.id), "scope": shown.scope.value,
        "cancelled": len(shown.cancelled), "kept_edited": len(shown.kept),
    }  # fmt: skip
    entry = audit.Entry(
        "update", "series", shift.series_id, client_ids=sorted(touched), facts=facts
    )
    audit.record(actor, entry, now=now)
