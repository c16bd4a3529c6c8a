"""How clients said their shifts went."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from app.domain.calendar import local_day
from app.domain.errors import Missing
from app.domain.policy import Actor, Facts, Verb, may
from app.store import relations
from app.store.db import db
from app.store.models.support import CheckIn

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from app.domain.vocabulary import Face


def find_check_in(attendance_id: UUID) -> CheckIn | None:
    """What the client said of a shift."""
    return db.session.scalar(select(CheckIn).where(CheckIn.attendance_id == attendance_id))


def list_last_faces(client_id: UUID, *, but: UUID, limit: int) -> list[Face]:
    """The client's latest answers before this shift's, newest first."""
    return list(
        db.session.scalars(
            select(CheckIn.face)
            .where(CheckIn.client_id == client_id, CheckIn.attendance_id != but)
            .order_by(CheckIn.answered_at.desc(), CheckIn.id)
            .limit(limit)
        )
    )


def put_check_in(
    attendance_id: UUID, client_id: UUID, face: Face, words: str, *, now: datetime
) -> UUID:
    """The id of the client's one answer about a shift; a later answer takes the earlier's place."""
    known = find_check_in(attendance_id)
    if known is None:
        known = CheckIn(attendance_id=attendance_id, client_id=client_id)
        db.session.add(known)
    known.face, known.words, known.answered_at = face, words or None, now
    db.session.flush()
    return known.id


def list_of_client(
    actor: Actor, client_id: UUID, *, now: datetime, limit: int = 20
) -> list[CheckIn]:
    """How the client's shifts went, newest first. Raises: Missing for whoever may not know."""
    kinds = relations.list_kinds(actor, [client_id], on=local_day(now))[client_id]
    if not may(actor, Verb.READ_HOW_IT_WENT, Facts(client_id=client_id, relations=kinds)):
        raise Missing
    answers = select(CheckIn).where(CheckIn.client_id == client_id)
    newest = answers.order_by(CheckIn.answered_at.desc(), CheckIn.id)
    return list(db.session.scalars(newest.limit(limit)))
