"""Ideas of work that a coach and an organisation have agreed on, until they are ordered."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select, update

from app.domain.employers import IdeaStage
from app.store.db import db
from app.store.models.employers import Employer, WorkIdea
from app.store.models.people import User

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from app.domain.policy import Actor


@dataclass(frozen=True)
class AgreedIdea:
    """Work that was agreed on, and the first name of the coach who said so."""

    words: str
    coach: str


def list_agreed(actor: Actor) -> list[AgreedIdea]:
    """What the orderer's organisation has agreed on with coaches and not ordered yet."""
    if actor.organisation_id is None:
        return []
    rows = db.session.execute(
        select(WorkIdea.words, User.first_name)
        .join(Employer, Employer.id == WorkIdea.employer_id)
        .join(User, User.id == WorkIdea.changed_by_id)
        .where(Employer.organisation_id == actor.organisation_id)
        .where(WorkIdea.stage == IdeaStage.AGREED)
        .order_by(WorkIdea.changed_at, WorkIdea.id)
    )
    return [AgreedIdea(words, coach) for words, coach in rows]


def mark_ordered(organisation_id: UUID, title: str, *, by_id: UUID | None, now: datetime) -> None:
    """An agreed idea of these words has its order now. Needs a unit of work."""
    own = select(Employer.id).where(Employer.organisation_id == organisation_id)
    values: dict[str, Any] = {"stage": IdeaStage.ORDERED, "changed_at": now}
    db.session.execute(
        update(WorkIdea)
        .where(WorkIdea.employer_id.in_(own), WorkIdea.stage == IdeaStage.AGREED)
        .where(func.lower(WorkIdea.words) == title.strip().lower())
        .values(values if by_id is None else values | {"changed_by_id": by_id})
        .execution_options(synchronize_session=False)
    )
