"""A client's own limits, as answers to the questions of `domain.own_limits`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from app.domain.own_limits import KEEPS, NO_LIMIT, TRAVEL, WEEK
from app.domain.vocabulary import OwnRule, Scale
from app.store.db import db
from app.store.models.people import Client, Limit, OwnLimit

if TYPE_CHECKING:
    from uuid import UUID

_COLUMNS = {TRAVEL: "max_travel_minutes", WEEK: "max_minutes_week"}


def list_answers(client_id: UUID) -> dict[str, str]:
    """What is kept, by question; nothing of what the client has not been asked."""
    levels = db.session.execute(
        select(Limit.scale, Limit.level).where(Limit.client_id == client_id)
    )
    rules = db.session.scalars(select(OwnLimit.rule).where(OwnLimit.client_id == client_id))
    client = db.session.get_one(Client, client_id)
    minutes = {question: getattr(client, column) for question, column in _COLUMNS.items()}
    return (
        {str(scale): str(level) for scale, level in levels}
        | {str(rule): KEEPS for rule in rules}
        | {question: str(most) for question, most in minutes.items() if most is not None}
    )


def put_answer(client_id: UUID, question: str, answer: str) -> bool:
    """Keep the answer to a question; whether that changed anything."""
    if question in set(Scale):
        return _put_level(client_id, Scale(question), int(answer))
    if question in set(OwnRule):
        return _put_rule(client_id, OwnRule(question), holds=answer == KEEPS)
    client = db.session.get_one(Client, client_id)
    most = None if answer == NO_LIMIT else int(answer)
    if getattr(client, _COLUMNS[question]) == most:
        return False
    setattr(client, _COLUMNS[question], most)
    db.session.flush()
    return True


def _put_level(client_id: UUID, scale: Scale, level: int) -> bool:
    known = db.session.scalar(
        select(Limit).where(Limit.client_id == client_id, Limit.scale == scale)
    )
    if known is not None and known.level == level:
        return False
    row = known or Limit(client_id=client_id, scale=scale)
    row.level = level
    db.session.add(row)
    db.session.flush()
    return True


def _put_rule(client_id: UUID, rule: OwnRule, *, holds: bool) -> bool:
    known = db.session.scalar(
        select(OwnLimit).where(OwnLimit.client_id == client_id, OwnLimit.rule == rule)
    )
    if (known is not None) == holds:
        return False
    if known is not None:
        db.session.delete(known)
    else:
        db.session.add(OwnLimit(client_id=client_id, rule=rule))
    db.session.flush()
    return True
