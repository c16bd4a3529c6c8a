"""How an organisation answers what it is asked: hours, and a coach's wish to change an order."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, func, or_, select

from app.domain.lifecycle import ChangeState, HoursState
from app.store.db import db
from app.store.models.asking import ChangeRequest
from app.store.models.work import Shift, Task, WorkedHours

if TYPE_CHECKING:
    from datetime import datetime, timedelta
    from uuid import UUID

    from sqlalchemy.sql import Select

BY_TIME = "time"
_AGREED = (HoursState.AGREED, HoursState.CLOSED)
# One that the coach took back was answered by nobody.
_REPLIES = (ChangeState.AGREED, ChangeState.DECLINED)


@dataclass(frozen=True)
class LastSigns:
    """What was heard of an organisation last: the order that it sent, and when it answered."""

    order: Task | None
    answered_at: datetime | None


def last_signs(organisation_id: UUID) -> LastSigns:
    """The newest order that was sent, and when hours or a coach's wish were answered last.

    On the phone is an answer, too: the dispatcher writes it down.
    """
    order = db.session.scalar(
        select(Task)
        .where(Task.organisation_id == organisation_id, Task.submitted_at.is_not(None))
        .order_by(Task.submitted_at.desc(), Task.id)
        .limit(1)
    )
    answers = (
        _hours_asked(func.max(WorkedHours.agreed_at), of=organisation_id).where(
            WorkedHours.agreed_how != BY_TIME
        ),
        _wishes(func.max(ChangeRequest.answered_at), of=organisation_id).where(
            ChangeRequest.state.in_(_REPLIES)
        ),
    )
    told = [at for at in map(db.session.scalar, answers) if at is not None]
    return LastSigns(order, max(told, default=None))


def list_waits(organisation_id: UUID, *, since: datetime, now: datetime) -> list[timedelta | None]:
    """For each thing the organisation was asked since then: how long its answer took.

    None stands for one that nobody answered before its time was over. What may still be answered
    is left out.
    """
    return [
        *_waits_for_hours(organisation_id, since),
        *_waits_for_wishes(organisation_id, since, now=now),
    ]


def _waits_for_hours(organisation_id: UUID, since: datetime) -> list[timedelta | None]:
    columns = (WorkedHours.proposed_at, WorkedHours.agreed_at, WorkedHours.agreed_how)
    query = _hours_asked(*columns, of=organisation_id).where(
        WorkedHours.proposed_at >= since,
        WorkedHours.reverses_id.is_(None),
        WorkedHours.state.in_(_AGREED),
    )
    return [
        agreed_at - proposed_at if how != BY_TIME and agreed_at and proposed_at else None
        for proposed_at, agreed_at, how in db.session.execute(query)
    ]


def _waits_for_wishes(
    organisation_id: UUID, since: datetime, *, now: datetime
) -> list[timedelta | None]:
    over = and_(ChangeRequest.state == ChangeState.OPEN, Shift.starts_at <= now)
    columns = (ChangeRequest.asked_at, ChangeRequest.answered_at)
    query = _wishes(*columns, of=organisation_id).where(
        ChangeRequest.asked_at >= since, or_(ChangeRequest.state.in_(_REPLIES), over)
    )
    return [
        answered_at - asked_at if answered_at else None
        for asked_at, answered_at in db.session.execute(query)
    ]


def _hours_asked(*columns: Any, of: UUID) -> Select[Any]:
    """Hours that somebody else proposed to the organisation."""
    return select(*columns).where(
        WorkedHours.organisation_id == of, WorkedHours.proposed_by != "orderer",
        WorkedHours.proposed_at.is_not(None),
    )  # fmt: skip


def _wishes(*columns: Any, of: UUID) -> Select[Any]:
    """Coaches' wishes to change an order of the organisation."""
    query = select(*columns).join(Shift, Shift.id == ChangeRequest.shift_id)
    return query.join(Task, Task.id == Shift.task_id).where(Task.organisation_id == of)
