"""Ways to sign in: passwords, second factors, cards and paired devices. Only hashes are kept."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import or_, select, update

from app.domain.policy import Verb, may, require
from app.store.crypto import blind_index, new_token, token_hash
from app.store.db import db
from app.store.models.people import Client, User
from app.store.models.trail import Credential, EnrolledDevice
from app.store.users import find_user_of_client, get_served_client

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from app.domain.policy import Actor

WRONG_TRIES = 5


def add_credential(user_id: UUID, kind: str, *, now: datetime, **values: Any) -> Credential:
    """A new way to sign in."""
    credential = Credential(user_id=user_id, kind=kind, created_at=now, **values)
    db.session.add(credential)
    db.session.flush()
    return credential


def find_of_user(user_id: UUID, kind: str) -> Credential | None:
    """The user's newest credential of a kind that was not revoked."""
    return db.session.scalar(
        select(Credential)
        .where(Credential.user_id == user_id, Credential.kind == kind)
        .where(Credential.revoked_at.is_(None))
        .order_by(Credential.created_at.desc())
        .limit(1)
    )


def list_of_user(user_id: UUID) -> list[Credential]:
    """The user's credentials that were not revoked, newest first."""
    return list(
        db.session.scalars(
            select(Credential)
            .where(Credential.user_id == user_id, Credential.revoked_at.is_(None))
            .order_by(Credential.created_at.desc(), Credential.id)
        )
    )


def find_card(card: str) -> tuple[Credential, User] | None:
    """The card with this secret or printed number, and whose it is; revoked ones are unknown."""
    row = db.session.execute(
        select(Credential, User)
        .join(User, User.id == Credential.user_id)
        .where(Credential.kind == "card", Credential.revoked_at.is_(None), User.active)
        .where(
            or_(
                Credential.lookup_hash == token_hash(card),
                Credential.number_index == blind_index("card", card),
            )
        )
    ).first()
    return (row.Credential, row.User) if row else None


def face_of_client(client_id: UUID) -> tuple[str, str]:
    """Animal and colour by which a card is known."""
    row = db.session.execute(
        select(Client.animal, Client.colour).where(Client.id == client_id)
    ).first()
    return (row.animal, row.colour) if row else ("", "")


def take_try(credential_id: UUID) -> bool:
    """Use up one of the tries of a card; false when none is left. Taken before the PIN is seen."""
    taken: Any = db.session.execute(
        update(Credential)
        .where(Credential.id == credential_id, Credential.revoked_at.is_(None))
        .where(Credential.wrong_tries < WRONG_TRIES)
        .values(wrong_tries=Credential.wrong_tries + 1)
        .execution_options(synchronize_session=False)
    )
    return bool(taken.rowcount == 1)


def lock_if_used_up(credential_id: UUID, *, now: datetime) -> bool:
    """Lock a card whose tries are used up; true for the one that locked it."""
    locked: Any = db.session.execute(
        update(Credential)
        .where(Credential.id == credential_id, Credential.locked_at.is_(None))
        .where(Credential.wrong_tries >= WRONG_TRIES)
        .values(locked_at=now)
        .execution_options(synchronize_session=False)
    )
    return bool(locked.rowcount == 1)


def clear_tries(credential_id: UUID, *, used_at: datetime | None = None) -> bool:
    """Give a card its tries back; false when it was revoked meanwhile."""
    values: dict[str, Any] = {"wrong_tries": 0, "locked_at": None}
    if used_at:
        values["used_at"] = used_at
    cleared: Any = db.session.execute(
        update(Credential)
        .where(Credential.id == credential_id, Credential.revoked_at.is_(None))
        .values(**values)
        .execution_options(synchronize_session=False)
    )
    return bool(cleared.rowcount == 1)


def note_use(credential_id: UUID, **values: Any) -> None:
    """Write when, and with what, a credential was last used."""
    db.session.execute(
        update(Credential)
        .where(Credential.id == credential_id)
        .values(**values)
        .execution_options(synchronize_session=False)
    )


def take_step(credential_id: UUID, step: int, *, now: datetime) -> bool:
    """Spend one time step of a second factor; each can be spent once and only forward."""
    taken: Any = db.session.execute(
        update(Credential)
        .where(Credential.id == credential_id, Credential.revoked_at.is_(None))
        .where(or_(Credential.last_step.is_(None), Credential.last_step < step))
        .values(last_step=step, used_at=now)
        .execution_options(synchronize_session=False)
    )
    return bool(taken.rowcount == 1)


def revoke_kind(user_id: UUID, kind: str, *, now: datetime) -> list[UUID]:
    """End all credentials of a kind that a user has; their ids."""
    ids = list(
        db.session.scalars(
            select(Credential.id)
            .where(Credential.user_id == user_id, Credential.kind == kind)
            .where(Credential.revoked_at.is_(None))
        )
    )
    for credential_id in ids:
        note_use(credential_id, revoked_at=now)
    return ids


def add_device(unit_id: UUID, label: str, created_by_id: UUID, *, now: datetime) -> str:
    """A unit's shared tablet; the secret that its browser keeps."""
    token = new_token()
    device = EnrolledDevice(
        unit_id=unit_id, token_hash=token_hash(token), label=label, created_at=now,
        created_by_id=created_by_id,
    )  # fmt: skip
    db.session.add(device)
    return token


def find_device(token: str) -> EnrolledDevice | None:
    """The enrolled tablet with this secret."""
    return db.session.scalar(
        select(EnrolledDevice).where(
            EnrolledDevice.token_hash == token_hash(token), EnrolledDevice.revoked_at.is_(None)
        )
    )


def list_devices(unit_id: UUID) -> list[EnrolledDevice]:
    """The unit's tablets in use, newest first."""
    return list(
        db.session.scalars(
            select(EnrolledDevice)
            .where(EnrolledDevice.unit_id == unit_id, EnrolledDevice.revoked_at.is_(None))
            .order_by(EnrolledDevice.created_at.desc(), EnrolledDevice.id)
        )
    )


def revoke_device(device_id: UUID, unit_id: UUID, *, now: datetime) -> bool:
    """Take a tablet out of use; false when the unit has no such tablet."""
    taken: Any = db.session.execute(
        update(EnrolledDevice)
        .where(EnrolledDevice.id == device_id, EnrolledDevice.unit_id == unit_id)
        .where(EnrolledDevice.revoked_at.is_(None))
        .values(revoked_at=now)
        .execution_options(synchronize_session=False)
    )
    return bool(taken.rowcount == 1)


def replace_password_hash(user_id: UUID, secret_hash: str) -> None:
    """Keep the same password under a newer hash."""
    credential = find_of_user(user_id, "password")
    if credential is not None:
        credential.secret_hash = secret_hash


def is_served_at(user: User, tablet: EnrolledDevice) -> bool:
    """Whether the tablet stands in the unit of this user's client."""
    unit_id = db.session.scalar(select(Client.unit_id).where(Client.id == user.client_id))
    return unit_id == tablet.unit_id


@dataclass(frozen=True)
class WaysIn:
    """How a client gets in now, and what the actor may do about it."""

    client_id: UUID
    first_name: str
    animal: str
    tone: str
    card: Credential | None
    phones: tuple[Credential, ...]
    passkeys: tuple[Credential, ...]
    may_give: bool

    @property
    def locked(self) -> bool:
        return self.card is not None and self.card.wrong_tries >= WRONG_TRIES


def get_ways_in(actor: Actor, client_id: UUID, *, now: datetime) -> WaysIn:
    """The client's card and phones. Raises: Missing for a stranger, NotAllowed for others."""
    client, facts = get_served_client(actor, client_id, now=now)
    require(actor, Verb.REVOKE_CREDENTIAL, facts)
    user = find_user_of_client(client_id)
    held = list_of_user(user.id) if user else []
    return WaysIn(
        client_id, client.first_name, client.animal, client.colour,
        card=next((one for one in held if one.kind == "card"), None),
        phones=tuple(one for one in held if one.kind == "device"),
        passkeys=tuple(one for one in held if one.kind == "passkey"),
        may_give=may(actor, Verb.ISSUE_CARD, facts),
    )  # fmt: skip
