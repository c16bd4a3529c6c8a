"""Clients: found with the eyes of the person who asks; a relation in force today decides."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, exists, false, select
from sqlalchemy.orm import joinedload

from app.domain.calendar import local_day
from app.domain.errors import Missing
from app.domain.policy import Facts
from app.domain.vocabulary import RelationKind, Role
from app.store import crypto, reading
from app.store.db import db
from app.store.models.people import Client, Relation
from app.store.prepared import among, fetch, who, whoever
from app.store.relations import in_force, list_kinds

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime
    from uuid import UUID

    from app.domain.policy import Actor

_KIND_OF_ROLE = {
    Role.COACH: RelationKind.COACH,
    Role.RESPONSIBLE_WORKER: RelationKind.RESPONSIBLE_WORKER,
}


def visible_to(actor: Actor, *, on: Any) -> Any:
    """The condition under which this person may see a client's data on a day."""
    if actor.only_offer_id is not None:
        return false()
    if actor.role is Role.CLIENT:
        return Client.id == actor.client_id
    if actor.role is Role.UNIT_MANAGER:
        return Client.unit_id == actor.unit_id
    kind = _KIND_OF_ROLE.get(actor.role) if actor.role else None
    if kind is None:
        return false()
    return exists().where(
        Relation.client_id == Client.id,
        Relation.user_id == actor.user_id,
        Relation.kind == kind,
        in_force(on),
    )


def get_client(actor: Actor, client_id: UUID, *, now: datetime) -> Client:
    """The client with the unit. Raises: Missing for a stranger."""
    client = db.session.scalar(
        select(Client)
        .where(Client.id == client_id, visible_to(actor, on=local_day(now)))
        .options(joinedload(Client.unit))
    )
    if client is None:
        raise Missing
    return client


def facts_of(actor: Actor, client: Client, *, now: datetime) -> Facts:
    """What the client is to this person."""
    kinds = list_kinds(actor, [client.id], on=local_day(now))
    return Facts(client_id=client.id, unit_id=client.unit_id, relations=kinds[client.id])


def list_clients(actor: Actor, *, now: datetime) -> list[Client]:
    """Every client this person may see, by name."""
    found = db.session.scalars(
        select(Client).where(visible_to(actor, on=local_day(now))).options(joinedload(Client.unit))
    )
    # Last names are encrypted, so the database cannot order by them.
    return sorted(found, key=lambda client: (client.first_name, client.last_name or ""))


def list_own_ids(actor: Actor, *, now: datetime) -> list[UUID]:
    """The clients of whom this person is in charge today; their data is not read by this."""
    return list(fetch(_own_query(actor.role), on=local_day(now), **who(actor)).scalars())


@cache
def _own_query(role: Role | None) -> Any:
    mine = visible_to(whoever(role), on=bindparam("on"))
    return select(Client.id).where(mine).order_by(Client.id)


def list_unit_ids(unit_id: UUID) -> list[UUID]:
    """Every client of a unit; their data is not read by this."""
    query = select(Client.id).where(Client.unit_id == unit_id).order_by(Client.id)
    return list(db.session.scalars(query))


def full_names(client_ids: Collection[UUID]) -> dict[UUID, str]:
    """First and last name of these clients, for people who may know both."""
    if not client_ids:
        return {}
    rows = fetch(_names_query(), ids=list(client_ids)).all()
    reading.note(row.id for row in rows)
    return {row.id: f"{row.first_name} {_last_name(row)}".strip() for row in rows}


def _last_name(row: Any) -> str:
    sealed = row.last_name_sealed
    return crypto.unseal(sealed, "client", "last_name", row.id) if sealed else ""


@cache
def _names_query() -> Any:
    return select(Client.id, Client.first_name, Client.last_name_sealed).where(among(Client.id))
