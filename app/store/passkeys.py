"""Passkeys of clients: found by the name of the key, counted forward, never used after the end."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from sqlalchemy import select, update

from app.store.credentials import add_credential
from app.store.crypto import token_hash
from app.store.db import db
from app.store.models.people import User
from app.store.models.trail import Credential, LinkToken

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

KIND = "passkey"


@dataclass(frozen=True)
class Held:
    """A passkey as it was found: whose it is, the key, and how often it had signed."""

    credential_id: UUID
    user_id: UUID
    client_id: UUID | None
    handle: UUID | None
    public_key: str
    sign_count: int


def find_passkey(key_id: str) -> Held | None:
    """The passkey of this name; a revoked one is unknown."""
    row = db.session.execute(
        select(Credential, User)
        .join(User, User.id == Credential.user_id)
        .where(Credential.kind == KIND, Credential.lookup_hash == token_hash(key_id))
        .where(Credential.revoked_at.is_(None), User.active)
    ).first()
    if row is None:
        return None
    key, user = row.Credential, row.User
    public_key = json.loads(key.secret)["public_key"]
    return Held(key.id, user.id, user.client_id, key.handle, public_key, key.sign_count)


def is_taken(key_id: str) -> bool:
    """Whether a key of this name was ever added, by anybody."""
    named = select(Credential.id).where(Credential.lookup_hash == token_hash(key_id))
    return db.session.scalar(named) is not None


def list_live(user_id: UUID) -> list[Credential]:
    """The user's passkeys that work, newest first."""
    return list(
        db.session.scalars(
            select(Credential)
            .where(Credential.user_id == user_id, Credential.kind == KIND)
            .where(Credential.revoked_at.is_(None))
            .order_by(Credential.created_at.desc(), Credential.id)
        )
    )


def names_of(user_id: UUID) -> list[str]:
    """The names of the user's keys, which a device must not make twice."""
    return [json.loads(one.secret or "{}")["key_id"] for one in list_live(user_id)]


def handle_of(user_id: UUID) -> UUID:
    """By what devices know the user: random, the same for all keys of one person."""
    known = db.session.scalar(
        select(Credential.handle)
        .where(Credential.user_id == user_id, Credential.kind == KIND)
        .where(Credential.handle.is_not(None))
        .limit(1)
    )
    return known or uuid4()


def find_asked_handle(challenge: str) -> UUID | None:
    """The handle that went out with this question."""
    return db.session.scalar(
        select(LinkToken.subject_id).where(LinkToken.token_hash == token_hash(challenge))
    )


def add_passkey(
    user_id: UUID, key_id: str, public_key: str, *, now: datetime, **values: Any
) -> Credential:
    """A new passkey; the name and the key are kept sealed, the name's hash finds it."""
    secret = json.dumps({"key_id": key_id, "public_key": public_key})
    return add_credential(
        user_id, KIND, now=now, lookup_hash=token_hash(key_id), secret=secret, **values
    )


def take_count(credential_id: UUID, count: int, *, now: datetime) -> bool:
    """Note a signature; false when the count did not grow or the passkey was revoked meanwhile.

    Devices that do not count say zero each time. A count that stands still or falls means that
    two devices hold the same key.
    """
    fits = Credential.sign_count < count if count else Credential.sign_count == 0
    taken: Any = db.session.execute(
        update(Credential)
        .where(Credential.id == credential_id, Credential.revoked_at.is_(None))
        .where(fits)
        .values(sign_count=count, used_at=now)
        .execution_options(synchronize_session=False)
    )
    return bool(taken.rowcount == 1)
