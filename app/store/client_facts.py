"""What clients are to the person who asks: ties in force today, the unit, going along."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from app.domain.calendar import local_day
from app.domain.errors import Missing
from app.domain.policy import Actor, Facts, Verb, may
from app.domain.vocabulary import RelationKind, Role
from app.store import bookings, relations
from app.store.db import db
from app.store.models.people import Client

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime
    from uuid import UUID


def get_facts(
    actor: Actor, client_ids: Collection[UUID], *, now: datetime, shift_id: UUID | None = None
) -> dict[UUID, Facts]:
    """What each of these clients is to the actor. Raises: Missing for an unknown or foreign one."""
    units = db.session.execute(
        select(Client.id, Client.unit_id).where(Client.id.in_(client_ids))
    ).all()
    kinds = relations.list_kinds(actor, client_ids, on=local_day(now))
    facts = {
        client_id: Facts(
            client_id=client_id,
            unit_id=unit_id,
            relations=kinds[client_id],
            accompanies=_accompanies(actor, client_id, shift_id, kinds[client_id]),
        )
        for client_id, unit_id in units
    }
    seen = [may(actor, Verb.READ_CLIENT_NAME, fact) for fact in facts.values()]
    if len(facts) != len(set(client_ids)) or not all(seen):
        raise Missing
    return facts


def _accompanies(
    actor: Actor, client_id: UUID, shift_id: UUID | None, kinds: Collection[RelationKind]
) -> bool:
    if kinds or shift_id is None or actor.role is not Role.COACH:
        return False
    return bookings.goes_along(actor.user_id, shift_id, client_id)
