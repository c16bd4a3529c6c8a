"""Dated ties between users and clients: who may act for whom on a day."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, or_, select

from app.domain.vocabulary import STAFF_ROLES, RelationKind, Role
from app.store.db import db
from app.store.models.people import Client, Relation, Unit, User

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date
    from uuid import UUID

    from sqlalchemy import BindParameter

    from app.domain.policy import Actor


def in_force(on: date | BindParameter[date]) -> Any:
    """The condition that a relation holds on a day, or on one that is bound later."""
    return and_(Relation.starts_on <= on, or_(Relation.ends_on.is_(None), Relation.ends_on >= on))


def list_kinds(
    actor: Actor, client_ids: Collection[UUID], *, on: date
) -> dict[UUID, frozenset[RelationKind]]:
    """How the actor is tied to each of these clients on a day."""
    none: frozenset[RelationKind] = frozenset()
    kinds = dict.fromkeys(client_ids, none)
    if actor.user_id is None or actor.role not in STAFF_ROLES or not client_ids:
        return kinds
    rows = db.session.execute(
        select(Relation.client_id, Relation.kind)
        .where(Relation.user_id == actor.user_id, Relation.client_id.in_(client_ids))
        .where(in_force(on))
    )
    for client_id, kind in rows:
        kinds[client_id] |= {kind}
    return kinds


def find_coach(client_id: UUID, *, on: date) -> User | None:
    """The client's own coach on a day."""
    return db.session.scalar(
        select(User)
        .join(Relation, Relation.user_id == User.id)
        .where(Relation.client_id == client_id, Relation.kind == RelationKind.COACH)
        .where(in_force(on), User.active)
        .order_by(Relation.starts_on.desc())
        .limit(1)
    )


def list_managers(client_id: UUID) -> list[UUID]:
    """Who manages the client's unit."""
    query = (
        select(User.id)
        .join(Client, Client.unit_id == User.unit_id)
        .where(Client.id == client_id, User.role == Role.UNIT_MANAGER, User.active)
        .order_by(User.id)
    )
    return list(db.session.scalars(query))


def find_help(client_id: UUID, *, on: date) -> tuple[str, str]:
    """Whom the client can call: the coach's first name and phone, else the unit's phone alone."""
    coach = find_coach(client_id, on=on)
    if coach is not None and coach.phone:
        return coach.first_name, coach.phone
    unit = select(Unit.phone).join(Client, Client.unit_id == Unit.id).where(Client.id == client_id)
    return "", db.session.scalar(unit) or ""
