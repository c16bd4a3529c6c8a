"""People who can sign in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from app.domain.calendar import local_day
from app.domain.errors import Missing
from app.domain.policy import Actor, Facts
from app.domain.vocabulary import STAFF_ROLES, Language, Role
from app.store.crypto import blind_index
from app.store.db import db
from app.store.models.people import Client, User
from app.store.relations import list_kinds

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime
    from uuid import UUID


def find_by_email(email: str) -> User | None:
    """The active user with this mail address."""
    index = blind_index("email", email)
    return db.session.scalar(select(User).where(User.email_index == index, User.active))


def find_active(user_id: UUID) -> User | None:
    return db.session.scalar(select(User).where(User.id == user_id, User.active))


def add_administrator(email: str, first_name: str, *, now: datetime) -> User:
    """A new administrator; there is no way in yet."""
    user = User(
        role=Role.ADMINISTRATOR, first_name=first_name, email=email,
        email_index=blind_index("email", email), language=Language.FI, created_at=now,
    )  # fmt: skip
    db.session.add(user)
    db.session.flush()
    return user


def find_user_of_client(client_id: UUID) -> User | None:
    return db.session.scalar(select(User).where(User.client_id == client_id))


def user_of_client(client: Client, *, now: datetime) -> User:
    """The client's own user, made when there is none yet. Needs a unit of work."""
    user = find_user_of_client(client.id)
    if user is None:
        user = User(
            role=Role.CLIENT, first_name=client.first_name, language=client.language,
            client_id=client.id, created_at=now,
        )  # fmt: skip
        db.session.add(user)
        db.session.flush()
    return user


def get_client(client_id: UUID) -> Client:
    """The client, for the site's own acts; no person's question is answered by this."""
    client = db.session.scalar(select(Client).where(Client.id == client_id))
    if client is None:
        raise Missing
    return client


def get_served_client(actor: Actor, client_id: UUID, *, now: datetime) -> tuple[Client, Facts]:
    """A client and what the client is to the actor. Raises: Missing for a stranger.

    Whoever is tied to the client or works in the same unit finds the client; the policy decides
    what each of them may do.
    """
    client = db.session.scalar(select(Client).where(Client.id == client_id))
    if client is None:
        raise Missing
    related = list_kinds(actor, [client_id], on=local_day(now))[client_id]
    same_unit = actor.unit_id is not None and actor.unit_id == client.unit_id
    if not (related or same_unit or actor.client_id == client_id):
        raise Missing
    return client, Facts(client_id=client_id, unit_id=client.unit_id, relations=related)


def list_staff() -> list[User]:
    """Every member of staff with the unit, by role and first name."""
    query = (
        select(User)
        .where(User.role.in_(STAFF_ROLES))
        .options(joinedload(User.unit))
        .order_by(User.role, User.first_name, User.id)
    )
    return list(db.session.scalars(query))


def first_names(user_ids: Iterable[UUID | None]) -> dict[UUID, str]:
    """First names of these people; of a member of staff or an orderer, never of a client."""
    ids = {one for one in user_ids if one is not None}
    wanted = (User.id.in_(ids), User.role != Role.CLIENT)
    return dict(db.session.execute(select(User.id, User.first_name).where(*wanted)).all())
