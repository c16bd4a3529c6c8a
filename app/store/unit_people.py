"""The clients of a coach's unit who are not the coach's own: a short name and whose they are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from app.domain.calendar import local_day
from app.domain.vocabulary import RelationKind
from app.store import clients, reading
from app.store.db import db
from app.store.models.people import Client, Relation, User
from app.store.relations import in_force

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime
    from uuid import UUID

    from app.domain.policy import Actor


@dataclass(frozen=True)
class UnitPerson:
    """First name and initial, and the coach by first name; nothing else is told to a colleague."""

    client_id: UUID
    name: str
    coach: str


def list_ids(actor: Actor, *, now: datetime) -> list[UUID]:
    """The unit's other clients who have a coach and no non-disclosure; nothing is read of them."""
    if actor.unit_id is None:
        return []
    on = local_day(now)
    coached = select(Relation.client_id).where(
        Relation.kind == RelationKind.COACH, Relation.user_id != actor.user_id, in_force(on)
    )
    query = (
        select(Client.id)
        .where(Client.unit_id == actor.unit_id, Client.non_disclosure.is_(False))
        .where(Client.id.in_(coached), ~clients.visible_to(actor, on=on))
        .order_by(Client.id)
    )
    return list(db.session.scalars(query))


def list_people(client_ids: Collection[UUID], *, now: datetime) -> list[UnitPerson]:
    """These people by name, each read noted."""
    rows = db.session.execute(
        select(Client, User.first_name)
        .join(Relation, Relation.client_id == Client.id)
        .join(User, User.id == Relation.user_id)
        .where(Client.id.in_(client_ids), Relation.kind == RelationKind.COACH)
        .where(in_force(local_day(now)), User.active)
        # Two coaches during a holiday: the one who came last is told of.
        .order_by(Client.first_name, Client.id, Relation.starts_on)
    ).all()
    reading.note(client.id for client, _coach in rows)
    named = {
        one.id: UnitPerson(one.id, f"{one.first_name} {(one.last_name or '')[:1]}".strip(), coach)
        for one, coach in rows
    }
    return list(named.values())
