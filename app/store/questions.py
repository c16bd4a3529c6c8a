"""Questions to clients about their own limits: asked, shown, answered."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, select
from sqlalchemy.orm import joinedload

from app.domain.errors import Missing
from app.domain.lifecycle import ShiftState, TaskState
from app.store.db import db
from app.store.models.asking import Question
from app.store.models.work import Shift, Task
from app.store.prepared import among

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from uuid import UUID

    from app.domain.policy import Actor
    from app.domain.vocabulary import Scale

_WITH_WORK = (
    joinedload(Question.shift).joinedload(Shift.task).joinedload(Task.site),
    joinedload(Question.shift).joinedload(Shift.task).joinedload(Task.organisation),
)


def add_question(
    client_id: UUID, shift_id: UUID, code: str, scale: Scale | None, *, by: UUID, now: datetime
) -> tuple[Question, bool]:
    """The question, and whether it is new: the same is asked once."""
    known = db.session.scalar(
        select(Question).where(Question.client_id == client_id, Question.shift_id == shift_id)
    )
    if known is not None and known.code == code and known.scale == scale:
        return known, False
    question = known or Question(client_id=client_id, shift_id=shift_id)
    question.code, question.scale = code, scale
    question.asked_by_id, question.asked_at = by, now
    question.answer, question.answered_at = None, None
    db.session.add(question)
    db.session.flush()
    return question, True


def get_own_question(actor: Actor, question_id: UUID) -> Question:
    """The client's own question with its work. Raises: Missing for everybody else's."""
    found = db.session.scalar(
        select(Question)
        .where(Question.id == question_id, Question.client_id == actor.client_id)
        .where(Question.client_id.is_not(None))
        .options(*_WITH_WORK)
    )
    if found is None:
        raise Missing
    return found


def is_alive(question: Question, now: datetime) -> bool:
    """Whether the work can still be offered, so that the answer matters."""
    shift = question.shift
    free = shift.state is ShiftState.OPEN and shift.taken < shift.places
    return free and shift.starts_at > now and shift.task.state is TaskState.OPEN


def list_waiting(client_id: UUID, *, now: datetime) -> list[Question]:
    """The questions that wait for the client's word, the oldest first."""
    rows = db.session.scalars(
        select(Question)
        .where(Question.client_id == client_id, Question.answer.is_(None))
        .options(*_WITH_WORK)
        .order_by(Question.asked_at, Question.id)
    )
    return [row for row in rows if is_alive(row, now)]


def list_of_shift(shift_id: UUID, client_ids: Sequence[UUID]) -> dict[UUID, Question]:
    """What these clients have been asked about a shift, by client."""
    values = {"shift_id": shift_id, "ids": list(client_ids)}
    return {row.client_id: row for row in db.session.scalars(_of_shift_query(), values)}


@cache
def _of_shift_query() -> Any:
    of_shift = Question.shift_id == bindparam("shift_id")
    return select(Question).where(of_shift, among(Question.client_id))
