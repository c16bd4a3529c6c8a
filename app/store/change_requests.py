"""Coaches' wishes that an order be changed: asked, answered, carried out."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, exists, func, select, update
from sqlalchemy.orm import contains_eager

from app.domain.errors import Conflict, Missing
from app.domain.lifecycle import OPEN_OFFERS, ChangeState
from app.store import moves, tasks
from app.store.db import db
from app.store.models.asking import ChangeRequest
from app.store.models.work import Demand, OfferShift, Shift, Task
from app.store.prepared import who, whoever

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from app.domain.policy import Actor
    from app.domain.questions import Change
    from app.domain.vocabulary import Role

_WITH_TASK = (contains_eager(ChangeRequest.shift).contains_eager(Shift.task),)


def _visible(actor: Actor) -> Any:
    return (
        select(ChangeRequest)
        .join(ChangeRequest.shift)
        .join(Shift.task)
        .where(tasks.visible_to(actor))
        .options(*_WITH_TASK)
    )


def get_change(actor: Actor, change_id: UUID) -> ChangeRequest:
    """The wish with its shift and order. Raises: Missing for a stranger."""
    found: ChangeRequest | None = db.session.scalar(
        _visible(actor).where(ChangeRequest.id == change_id)
    )
    if found is None:
        raise Missing
    return found


def list_of_shift(actor: Actor, shift_id: UUID) -> list[ChangeRequest]:
    """What has been asked of the orderer about a shift, the newest first."""
    values = {"shift_id": shift_id, **who(actor)}
    return list(db.session.scalars(_of_shift_query(actor.role), values))


@cache
def _of_shift_query(role: Role | None) -> Any:
    query = _visible(whoever(role)).where(ChangeRequest.shift_id == bindparam("shift_id"))
    return query.order_by(ChangeRequest.asked_at.desc())


def list_open(actor: Actor, *, now: datetime, task_id: UUID | None = None) -> list[ChangeRequest]:
    """The wishes that wait for an answer on this person's side, the nearest shift first."""
    query = _visible(actor).where(ChangeRequest.state == ChangeState.OPEN, Shift.starts_at > now)
    if task_id is not None:
        query = query.where(Shift.task_id == task_id)
    return list(db.session.scalars(query.order_by(Shift.starts_at, ChangeRequest.id)))


def add_change(shift_id: UUID, change: Change, *, by: UUID, now: datetime) -> ChangeRequest:
    """A new wish. Raises: Conflict("change_asked") while another one waits for an answer."""
    waiting = select(ChangeRequest.id).where(
        ChangeRequest.shift_id == shift_id, ChangeRequest.state == ChangeState.OPEN
    )
    if db.session.scalar(waiting) is not None:
        raise Conflict("change_asked")
    row = ChangeRequest(
        shift_id=shift_id, starts_at=change.starts_at, ends_at=change.ends_at,
        scale=change.scale, level=change.level, asked_by_id=by, asked_at=now,
    )  # fmt: skip
    db.session.add(row)
    db.session.flush()
    return row


def count_asked(organisation_id: UUID, *, since: datetime) -> int:
    """How many wishes reached an organisation since an instant; those taken back count too."""
    query = (
        select(func.count(ChangeRequest.id))
        .join(Shift, Shift.id == ChangeRequest.shift_id)
        .join(Task, Task.id == Shift.task_id)
        .where(Task.organisation_id == organisation_id, ChangeRequest.asked_at >= since)
    )
    return db.session.scalar(query) or 0


def answer(row: ChangeRequest, new: ChangeState, *, by: UUID | None, now: datetime) -> None:
    """Close the wish. Raises: Conflict when somebody was first."""
    moves.move(ChangeRequest, row.id, row.state, new, answered_by_id=by, answered_at=now)


def is_offered(shift_id: UUID) -> bool:
    """Whether anybody has an open offer of the shift."""
    held = exists().where(OfferShift.shift_id == shift_id, OfferShift.state.in_(OPEN_OFFERS))
    return bool(db.session.scalar(select(held)))


def move_shift(shift: Shift, starts_at: datetime, ends_at: datetime) -> None:
    """Give a shift that nobody has another time. Raises: Conflict when somebody has it by now."""
    moved: Any = db.session.execute(
        update(Shift)
        .where(Shift.id == shift.id, Shift.version == shift.version, Shift.taken == 0)
        .values(starts_at=starts_at, ends_at=ends_at, edited=True, version=shift.version + 1)
        .execution_options(synchronize_session=False)
    )
    if moved.rowcount != 1:
        raise Conflict("change_too_late")


def lower_demand(task: Task, change: ChangeRequest) -> None:
    """Let the order ask less on a scale; what asks less already stays."""
    db.session.execute(
        update(Demand)
        .where(Demand.task_id == task.id, Demand.scale == change.scale)
        .where(Demand.level > change.level)
        .values(level=change.level)
        .execution_options(synchronize_session=False)
    )
