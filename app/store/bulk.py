"""What a dispatcher would do with several orders at once, and what has been done."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select, update
from sqlalchemy.orm import contains_eager, joinedload

from app.domain.bulk import (
    MOST,
    UNDO_WITHIN,
    Asking,
    BulkKind,
    undo_until,
    why_not_asked,
    why_not_opened,
    why_not_reminded,
)
from app.domain.calendar import next_open_time
from app.domain.errors import Gone, Missing
from app.domain.lifecycle import OfferState, WaveState
from app.domain.reasons import reason
from app.domain.waiting import may_write
from app.store import letters, tasks, waiting, waitlist
from app.store.db import db
from app.store.models.bulk import BulkAct, BulkPart
from app.store.models.work import Offer, Shift, Task, Wave

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from datetime import datetime
    from uuid import UUID

    from app.domain.policy import Actor
    from app.domain.reasons import Reason
    from app.store.models.people import User
    from app.store.waiting import Waiting


@dataclass(frozen=True)
class Planned:
    """What would happen to one order or shift, or why it cannot.

    `subject_id` is what was chosen. Units of `number`: people who may be asked.
    """

    subject_id: UUID
    task: Task
    why: Reason | None
    shift: Shift | None = None
    wave_id: UUID | None = None
    number: int = 0
    waits: Waiting | None = None
    people: tuple[User, ...] = ()


def heard_from(now: datetime) -> datetime:
    """When anybody hears of what is done now: once it is sure, and not at night."""
    return next_open_time(undo_until(now))


def plan(actor: Actor, kind: BulkKind, ids: Sequence[UUID], *, now: datetime) -> list[Planned]:
    """What would become of each of these that this person may see, in a fixed order."""
    return list(_PLANS[kind](actor, ids[:MOST], now))


def _plan_open(actor: Actor, ids: Sequence[UUID], now: datetime) -> Iterable[Planned]:
    query = select(Task).where(Task.id.in_(ids), tasks.visible_to(actor))
    found = list(
        db.session.scalars(query.options(*tasks.WITH_ALL).order_by(Task.first_on, Task.id))
    )
    judged = tasks.screenings_of(found, now=now)
    for task in found:
        yield Planned(task.id, task, why_not_opened(task.state, judged[task.id]))


def _shifts(actor: Actor, ids: Sequence[UUID]) -> list[Shift]:
    query = (
        select(Shift)
        .join(Shift.task)
        .where(Shift.id.in_(ids), tasks.visible_to(actor))
        .options(contains_eager(Shift.task).options(*tasks.WITH_ALL[:2]))
        .order_by(Shift.starts_at, Shift.id)
    )
    return list(db.session.scalars(query))


def _plan_ask(actor: Actor, ids: Sequence[UUID], now: datetime) -> Iterable[Planned]:
    shifts = _shifts(actor, ids)
    rounds, first = _next_rounds([one.id for one in shifts]), _kept([one.id for one in shifts])
    for shift in shifts:
        wave_id, early_at, number = rounds.get(shift.id, (None, None, 0))
        asking = Asking(
            shift.task.state, shift.state, begun=shift.starts_at <= now,
            left=shift.places - shift.taken, first=first[shift.id],
            somebody=wave_id is not None, soon=early_at is not None,
        )  # fmt: skip
        yield Planned(shift.id, shift.task, why_not_asked(asking), shift, wave_id, number)


def _next_rounds(shift_ids: Sequence[UUID]) -> dict[UUID, tuple[UUID, datetime | None, int]]:
    """The next round of each shift that has one: its id, when it was to begin early, its people."""
    rows = db.session.execute(
        select(Wave.shift_id, Wave.id, Wave.early_at, func.count(Offer.id))
        .join(Offer, (Offer.wave_id == Wave.id) & (Offer.state == OfferState.QUEUED))
        .where(Wave.shift_id.in_(shift_ids), Wave.state == WaveState.WAITING)
        .group_by(Wave.id)
        .order_by(Wave.number.desc())
    )
    return {shift_id: (wave_id, early_at, n) for shift_id, wave_id, early_at, n in rows}


def _kept(shift_ids: Sequence[UUID]) -> dict[UUID, int]:
    """How many places of each shift are kept for those who wait for one."""
    rows = db.session.execute(
        select(Shift.id, waitlist.count_first(Shift)).where(Shift.id.in_(shift_ids))
    )
    return {shift_id: int(count) for shift_id, count in rows}


def _plan_remind(actor: Actor, ids: Sequence[UUID], now: datetime) -> Iterable[Planned]:
    first: dict[UUID, Shift] = {}
    for shift in _shifts(actor, ids):
        first.setdefault(shift.task_id, shift)
    found: dict[UUID, list[Waiting]] = {}
    for one in waiting.list_waiting(now=now):
        found.setdefault(one.task.id, []).append(one)
    for task_id, shift in first.items():
        things = found.get(task_id, [])
        if not things:
            yield Planned(shift.id, shift.task, reason("bulk_nothing_waits"), shift)
        yield from (_reminding(shift, one, now) for one in things)


def _reminding(shift: Shift, one: Waiting, now: datetime) -> Planned:
    people = letters.list_addressees(one.task)
    rested = may_write(waiting.last_written_at(one), now)
    why = why_not_reminded(people=len(people), rested=rested)
    return Planned(shift.id, shift.task, why, shift, waits=one, people=tuple(people))


_PLANS: Mapping[
    BulkKind, Callable[[Actor, Sequence[UUID], datetime], Iterable[Planned]]
] = {
    BulkKind.OPEN: _plan_open,
    BulkKind.ASK: _plan_ask,
    BulkKind.REMIND: _plan_remind,
}  # fmt: skip


# --- what has been done


def add_act(kind: BulkKind, by_id: UUID, *, now: datetime) -> UUID:
    """The id of a new act. Needs a unit of work."""
    act = BulkAct(kind=kind, by_id=by_id, done_at=now)
    db.session.add(act)
    db.session.flush()
    return act.id


def add_part(
    act_id: UUID, task_id: UUID, *, wave_id: UUID | None = None, letters: Sequence[str] = ()
) -> None:
    """One order of an act. Needs a unit of work."""
    db.session.add(BulkPart(act_id=act_id, task_id=task_id, wave_id=wave_id, letters=list(letters)))
    db.session.flush()


def get_act(actor: Actor, act_id: UUID) -> BulkAct:
    """An act of one's own. Raises: Missing."""
    act = db.session.get(BulkAct, act_id)
    if act is None or act.by_id != actor.user_id:
        raise Missing
    return act


def find_fresh(actor: Actor, *, now: datetime) -> BulkAct | None:
    """The own newest act that can still be undone."""
    return db.session.scalar(
        select(BulkAct)
        .where(BulkAct.by_id == actor.user_id, BulkAct.undone_at.is_(None))
        .where(BulkAct.done_at > now - UNDO_WITHIN)
        .order_by(BulkAct.done_at.desc(), BulkAct.id)
        .limit(1)
    )


@dataclass(frozen=True)
class DonePart:
    """One order of an act as its page shows it."""

    part: BulkPart
    task: Task
    shift: Shift | None


def list_parts(act: BulkAct) -> list[DonePart]:
    """The orders of an act, the earliest first."""
    rows = db.session.execute(
        select(BulkPart, Task, Shift)
        .join(Task, Task.id == BulkPart.task_id)
        .outerjoin(Wave, Wave.id == BulkPart.wave_id)
        .outerjoin(Shift, Shift.id == Wave.shift_id)
        .where(BulkPart.act_id == act.id)
        .options(joinedload(Task.organisation), joinedload(Task.site))
        .order_by(Task.first_on, BulkPart.id)
    )
    return [DonePart(*row) for row in rows]


def note_undone(act: BulkAct, *, now: datetime) -> None:
    """Note that an act is undone. Raises: Gone("bulk_undo_too_late") when it was already."""
    done: Any = db.session.execute(
        update(BulkAct)
        .where(BulkAct.id == act.id, BulkAct.undone_at.is_(None))
        .values(undone_at=now)
        .execution_options(synchronize_session=False)
    )
    if done.rowcount != 1:
        raise Gone("bulk_undo_too_late")


def ask_early(wave_id: UUID, at: datetime) -> bool:
    """Whether a round that has not begun is to begin at this time from now on."""
    return _set_early(wave_id, Wave.early_at.is_(None), at)


def ask_as_usual(part: BulkPart) -> bool:
    """Whether the round of this part has not begun and begins in its turn again."""
    return part.wave_id is not None and _set_early(part.wave_id, Wave.early_at.is_not(None), None)


def _set_early(wave_id: UUID, was: Any, at: datetime | None) -> bool:
    done: Any = db.session.execute(
        update(Wave)
        .where(Wave.id == wave_id, Wave.state == WaveState.WAITING, was)
        .values(early_at=at)
        .execution_options(synchronize_session=False)
    )
    return bool(done.rowcount == 1)
