"""One act on several orders: opened, asked on for, reminded of; each with a row of its own.

What somebody outside would hear waits for fifteen minutes, and so long all of it can be undone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.domain.bulk import BulkKind, may_undo, undo_until
from app.domain.errors import Conflict, Gone, Missing
from app.domain.lifecycle import TaskState
from app.domain.policy import Verb, require
from app.store import answer_reminders, audit, bulk, opening, outbox, tasks, waiting
from app.store.transaction import unit_of_work

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import datetime
    from uuid import UUID

    from app.domain.policy import Actor
    from app.store.bulk import DonePart, Planned

VERBS = {
    BulkKind.OPEN: Verb.OPEN_TASK,
    BulkKind.ASK: Verb.ASK_NEXT,
    BulkKind.REMIND: Verb.SCREEN_TASK,
}


def act_on(actor: Actor, kind: BulkKind, ids: Sequence[UUID], *, now: datetime) -> UUID | None:
    """The id of the act on those of these for which it can be done; None when there is none.

    Raises: Missing, NotAllowed.
    """
    if actor.user_id is None:
        raise Missing
    with unit_of_work():
        planned = [one for one in bulk.plan(actor, kind, ids, now=now) if one.why is None]
        if not planned:
            return None
        act_id = bulk.add_act(kind, actor.user_id, now=now)
        for one in planned:
            require(actor, VERBS[kind], tasks.facts_of(one.task, actor))
            _DO[kind](actor, one, act_id, now)
        return act_id


def _open(actor: Actor, one: Planned, act_id: UUID, now: datetime) -> None:
    tell_from = undo_until(now)
    keys = opening.open_task(
        one.task, by_id=actor.user_id, vouched=False, tell_from=tell_from, now=now
    )
    bulk.add_part(act_id, one.task.id, letters=keys)
    facts = {"old": TaskState.SUBMITTED.value, "new": TaskState.OPEN.value}
    _record(actor, "task", one.task.id, act_id, now=now, **facts)


def _ask(actor: Actor, one: Planned, act_id: UUID, now: datetime) -> None:
    early_at = bulk.heard_from(now)
    if one.wave_id is None or not bulk.ask_early(one.wave_id, early_at):
        raise Conflict("illegal_move")
    bulk.add_part(act_id, one.task.id, wave_id=one.wave_id)
    _record(actor, "wave", one.wave_id, act_id, now=now, early_at=early_at.isoformat())


def _remind(actor: Actor, one: Planned, act_id: UUID, now: datetime) -> None:
    if one.waits is None:
        raise Conflict("illegal_move")
    word, last = f"by_hand:{act_id}", waiting.last_written_at(one.waits)
    for user in one.people:
        answer_reminders.write(one.waits, word, user, last, send_from=bulk.heard_from(now), now=now)
    keys = [waiting.letter_key(one.waits, word, user.id) for user in one.people]
    bulk.add_part(act_id, one.task.id, letters=keys)
    _record(actor, "task", one.task.id, act_id, now=now, waits_for=one.waits.kind.value)


_DO: Mapping[BulkKind, Callable[[Actor, Planned, UUID, datetime], None]] = {
    BulkKind.OPEN: _open,
    BulkKind.ASK: _ask,
    BulkKind.REMIND: _remind,
}


def undo(actor: Actor, act_id: UUID, *, now: datetime) -> int:
    """How many parts of the act are as they were; one that somebody has touched stays done.

    Raises: Missing, NotAllowed, Gone("bulk_undo_too_late").
    """
    with unit_of_work():
        act = bulk.get_act(actor, act_id)
        parts = bulk.list_parts(act)
        for one in parts:
            require(actor, VERBS[act.kind], tasks.facts_of(one.task, actor))
        if not may_undo(act.done_at, act.undone_at, now):
            raise Gone("bulk_undo_too_late")
        bulk.note_undone(act, now=now)
        return sum(_take_back(actor, act.kind, one, now=now) for one in parts)


def _take_back(actor: Actor, kind: BulkKind, one: DonePart, *, now: datetime) -> bool:
    """Whether this part is as it was; its letters never leave then."""
    if not _UNDO[kind](one):
        return False
    part = one.part
    outbox.withdraw(part.letters, now=now)
    part.undone = True
    name, subject_id = ("wave", part.wave_id) if part.wave_id else ("task", one.task.id)
    _record(actor, name, subject_id, part.act_id, now=now, undone=True)
    return True


_UNDO: Mapping[BulkKind, Callable[[DonePart], bool]] = {
    BulkKind.OPEN: lambda one: opening.take_back(one.task),
    BulkKind.ASK: lambda one: bulk.ask_as_usual(one.part),
    BulkKind.REMIND: lambda one: bool(one.part.letters),
}


def _record(
    actor: Actor, kind: str, subject_id: UUID | None, act_id: UUID, *, now: datetime,
    **facts: object,
) -> None:  # fmt: skip
    told = {"bulk": str(act_id)} | facts
    audit.record(actor, audit.Entry("update", kind, subject_id, facts=told), now=now)
