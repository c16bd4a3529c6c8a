"""Changes of recurring work: what there is, read or locked, and what becomes of it, written."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, or_, select, update

from app.domain.errors import Conflict
from app.domain.lifecycle import ShiftState, TaskState
from app.domain.policy import Actor, Verb, require
from app.domain.series_edits import Fate, Line, Made, Plan, line_as_is
from app.store import offers, shifts, tasks
from app.store.db import db
from app.store.models.work import OfferShift, Series, Shift

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence
    from datetime import datetime
    from uuid import UUID

    from app.domain.series_cancelling import Cut
    from app.domain.series_edits import Edit
    from app.domain.series_rhythm import Turn
    from app.store.models.work import Task

_ALIVE = (ShiftState.PLANNED, ShiftState.OPEN, ShiftState.FILLED)
# A shift is looked for this far before the day from which a change is meant: its day in the rule
# may come after the day on which it is.
_BACK = timedelta(days=7)


@dataclass(frozen=True)
class Found:
    """One recurrence as it was read, with its shifts around and after a day."""

    series_id: UUID
    task_id: UUID
    version: int
    plan: Plan
    made: tuple[Made, ...]


def get_changeable(actor: Actor, shift_id: UUID, *, now: datetime) -> Shift:
    """A time of an open order that lies ahead, for whoever may change the order.

    Raises: Missing, NotAllowed, Conflict("times_wait", "time_over").
    """
    shift = shifts.get_shift(actor, shift_id)
    require(actor, Verb.EDIT_TASK, tasks.facts_of(shift.task, actor))
    if shift.task.state is not TaskState.OPEN:
        raise Conflict("times_wait")
    if shift.starts_at <= now or not made_of(shift).alive:
        raise Conflict("time_over")
    return shift


def lock(task_id: UUID) -> None:
    """Let nobody make, take or move a shift of the order until the end; then read it.

    Row locks on PostgreSQL, in the order in which answers take them: clients before shifts. On
    SQLite the one writer is alone already.
    """
    db.session.execute(
        select(Series.id).where(Series.task_id == task_id).order_by(Series.id).with_for_update()
    )
    ours = select(Shift.id).where(Shift.task_id == task_id, Shift.state.in_(_ALIVE))
    clients = db.session.scalars(
        select(OfferShift.client_id).where(OfferShift.shift_id.in_(ours)).distinct()
    )
    for client_id in sorted(clients):
        offers.lock_client(client_id)
    db.session.execute(ours.order_by(Shift.id).with_for_update())
    db.session.expire_all()


def load(task_id: UUID, *, since: date, ahead_of: datetime | None = None) -> list[Found]:
    """The recurrences of an order, the earliest first.

    `ahead_of`: whatever is after it is among their shifts, also a shift whose day in the rule was
    long before and which was moved.
    """
    wanted: ColumnElement[bool] = Shift.occurrence_on >= since - _BACK
    if ahead_of is not None:
        wanted = or_(wanted, Shift.starts_at > ahead_of)
    rows = db.session.scalars(
        select(Series).where(Series.task_id == task_id).order_by(Series.first_on, Series.id)
    ).all()
    shifts = db.session.scalars(
        select(Shift)
        .where(Shift.task_id == task_id, wanted)
        .order_by(Shift.occurrence_on, Shift.id)
    ).all()
    return [_found(row, [one for one in shifts if one.series_id == row.id]) for row in rows]


def _found(row: Series, shifts: list[Shift]) -> Found:
    skips = frozenset(date.fromisoformat(day) for day in row.skips or ())
    plan = Plan(
        row.first_on, row.start_time, row.end_time, row.recurrence, row.places, row.made_until,
        skips, row.holidays_until,
    )  # fmt: skip
    return Found(row.id, row.task_id, row.version, plan, tuple(made_of(one) for one in shifts))


def made_of(shift: Shift) -> Made:
    """A shift as the rules see it."""
    return Made(
        shift.id, shift.occurrence_on, shift.starts_at, shift.ends_at, shift.places, shift.taken,
        shift.edited, shift.state in _ALIVE,
    )  # fmt: skip


def find_plan(task_id: UUID) -> Plan | None:
    """The newest recurrence of an order, None before it is opened.

    A single day that was taken back into recurring work is not what the order goes by.
    """
    row = db.session.scalar(
        select(Series)
        .where(Series.task_id == task_id)
        .order_by(Series.recurrence == "", Series.first_on.desc(), Series.id)
        .limit(1)
    )
    return _found(row, []).plan if row else None


def load_rhythms(task_ids: Collection[UUID]) -> dict[UUID, str]:
    """How these orders recur now, by their ids; what is not opened yet is not among them."""
    rows = db.session.execute(
        select(Series.task_id, Series.recurrence)
        .where(Series.task_id.in_(task_ids))
        .order_by(Series.recurrence != "", Series.first_on, Series.id.desc())
    )
    return {row.task_id: row.recurrence for row in rows}


def rhythm_of(task: Task) -> str:
    """How an order recurs now; before it is opened as it was written."""
    return load_rhythms([task.id]).get(task.id, task.recurrence)


def write(found: Found, edit: Edit) -> Series:
    """Keep a changed recurrence; gives the one whose shifts are still to be made. Needs a lock.

    Raises: Conflict("changed_meanwhile").
    """
    row = db.session.get_one(Series, found.series_id)
    if edit.ended is None:
        _write_plan(row, edit.plan)
        target = row
    else:
        _write_plan(row, edit.ended)
        target = Series(task_id=found.task_id, split_from_id=row.id, version=0)
        _write_plan(target, edit.plan)
        db.session.add(target)
    db.session.flush()
    write_lines(edit.lines, target.id)
    return target


def write_cuts(found: Sequence[Found], cuts: Sequence[Cut]) -> None:
    """Let recurrences end where they are cut. Needs a lock, and the two in the same order."""
    for one, cut in zip(found, cuts, strict=True):
        if cut.plan is not None and cut.plan != one.plan:
            _write_plan(db.session.get_one(Series, one.series_id), cut.plan)
    db.session.flush()


def write_turn(found: Sequence[Found], turn: Turn, *, split_from_id: UUID | None) -> Series:
    """Keep a new rhythm: its recurrence, with the times that stay. Needs a lock.

    Raises: Conflict("changed_meanwhile").
    """
    for one, plan in zip(found, turn.ended, strict=True):
        if plan is not None:
            _write_plan(db.session.get_one(Series, one.series_id), plan)
    target = Series(task_id=found[0].task_id, split_from_id=split_from_id, version=0)
    _write_plan(target, turn.plan)
    db.session.add(target)
    db.session.flush()
    write_lines(map(line_as_is, (*turn.staying, *turn.settled)), target.id)
    return target


def _write_plan(row: Series, plan: Plan) -> None:
    row.first_on, row.start_time, row.end_time = plan.first_on, plan.starts, plan.ends
    row.recurrence, row.places, row.made_until = plan.text, plan.places, plan.made_until
    row.skips = sorted(day.isoformat() for day in plan.skips)
    row.holidays_until = plan.holidays_until
    row.version += 1


def write_lines(
    lines: Iterable[Line], series_id: UUID | None = None, *, edited: bool = False
) -> None:
    """Move shifts where the change leads them; what was taken at another time is free again.

    `series_id`: the recurrence they belong to now. Raises: Conflict("changed_meanwhile").
    """
    for line in lines:
        values: dict[str, Any] = {"version": Shift.version + 1}
        if series_id is not None:
            values |= {"series_id": series_id, "occurrence_on": line.occurrence_on}
        if line.fate is Fate.CHANGED:
            values |= _changed(line) | {"edited": edited}
        written: Any = db.session.execute(
            update(Shift)
            .where(Shift.id == line.made.id, Shift.taken == line.made.taken)
            .where(Shift.starts_at == line.made.starts_at, Shift.ends_at == line.made.ends_at)
            .values(**values)
            .execution_options(synchronize_session=False)
        )
        if written.rowcount != 1:
            raise Conflict("changed_meanwhile")


def _changed(line: Line) -> dict[str, Any]:
    taken = 0 if line.moves else line.made.taken
    return {
        "starts_at": line.starts_at, "ends_at": line.ends_at, "places": line.places,
        "taken": taken, "state": ShiftState.FILLED if taken >= line.places else ShiftState.OPEN,
    }  # fmt: skip
