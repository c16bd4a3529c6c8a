"""How clients said to be doing: one set of answers a day, sealed."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from app.domain.calendar import local_day
from app.domain.errors import Missing
from app.domain.policy import Facts, Verb, may
from app.domain.self_checks import Question
from app.domain.vocabulary import Face
from app.store import relations
from app.store.db import db
from app.store.models.own_words import SelfCheck

if TYPE_CHECKING:
    from datetime import date, datetime
    from uuid import UUID

    from app.domain.policy import Actor
    from app.domain.self_checks import Answers


@dataclass(frozen=True)
class Round:
    """The answers of one day."""

    on: date
    answers: Answers


def put_answer(
    client_id: UUID, on: date, question: Question, face: Face | None, *, now: datetime
) -> None:
    """Keep one answer of a day, or leave the question out."""
    row = db.session.scalar(
        select(SelfCheck).where(SelfCheck.client_id == client_id, SelfCheck.said_on == on)
    )
    if row is None:
        row = SelfCheck(client_id=client_id, said_on=on)
        db.session.add(row)
    answers = _answers(row)
    answers.pop(question, None)
    if face is not None:
        answers[question] = face
    row.answers = json.dumps({str(key): str(value) for key, value in answers.items()})
    row.said_at = now
    db.session.flush()


def _answers(row: SelfCheck) -> Answers:
    kept = json.loads(row.answers or "{}")
    return {Question(key): Face(value) for key, value in kept.items()}


def list_rounds(actor: Actor, client_id: UUID, *, now: datetime, limit: int = 4) -> list[Round]:
    """The latest days on which something was answered, oldest first.

    Raises: Missing for whoever may not know.
    """
    kinds = relations.list_kinds(actor, [client_id], on=local_day(now))[client_id]
    if not may(actor, Verb.READ_HOW_IT_WENT, Facts(client_id=client_id, relations=kinds)):
        raise Missing
    mine = select(SelfCheck).where(SelfCheck.client_id == client_id)
    # A day on which every question was left out tells nothing: one more is read for each.
    rows = db.session.scalars(mine.order_by(SelfCheck.said_on.desc()).limit(2 * limit))
    rounds = [Round(row.said_on, _answers(row)) for row in rows]
    return [one for one in rounds if one.answers][:limit][::-1]
