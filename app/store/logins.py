"""Signed-in sessions: opened, found by their token's hash, kept alive, revoked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import exists, select, update

from app.domain.policy import Actor
from app.domain.vocabulary import ORDERER_ROLES, Role
from app.store.audit import Entry, record
from app.store.crypto import new_token, token_hash
from app.store.db import db
from app.store.models.people import Organisation, User
from app.store.models.trail import Login

if TYPE_CHECKING:
    from collections.abc import Mapping
    from uuid import UUID


@dataclass(frozen=True)
class Lifetime:
    """How long a session lives unused and at most, in minutes. Source: trust 6.2."""

    idle_minutes: int
    absolute_minutes: int


HOUR, DAY = 60, 24 * 60
STAFF_LIFE = Lifetime(30, 10 * HOUR)
ADMIN_LIFE = Lifetime(15, 4 * HOUR)
ORDERER_LIFE = Lifetime(60, 12 * HOUR)
LIVES: Mapping[str, Lifetime] = {
    "device": Lifetime(90 * DAY, 180 * DAY),
    # With the lock of the phone in hand, and with that of a phone beside a computer.
    "passkey": Lifetime(90 * DAY, 180 * DAY),
    "passkey_away": Lifetime(5, HOUR),
    "card": Lifetime(5, HOUR),
    "assisted": Lifetime(15, 15),
    "demo": Lifetime(400 * DAY, 400 * DAY),
}
# Ways in that leave a session on a device which others use, too.
SHARED_KINDS = frozenset({"card", "assisted"})
TOUCH_AFTER = timedelta(seconds=60)


def lifetime_of(kind: str, role: Role) -> Lifetime:
    """How long a session of this kind lives for this role."""
    if kind in LIVES:
        return LIVES[kind]
    if role in ORDERER_ROLES:
        return ORDERER_LIFE
    return ADMIN_LIFE if role in {Role.ADMINISTRATOR, Role.AUDITOR} else STAFF_LIFE


def add_login(
    user: User, kind: str, *, now: datetime, credential_id: UUID | None = None,
    assisted_by_id: UUID | None = None,
) -> tuple[Login, str]:  # fmt: skip
    """A new session and its secret token, which is stored only as a hash."""
    token = new_token()
    life = lifetime_of(kind, user.role)
    login = Login(
        token_hash=token_hash(token), user_id=user.id, kind=kind, credential_id=credential_id,
        assisted_by_id=assisted_by_id, created_at=now, last_seen_at=now,
        idle_minutes=life.idle_minutes,
        expires_at=now + timedelta(minutes=life.absolute_minutes), step_up_at=now,
    )  # fmt: skip
    db.session.add(login)
    return login, token


# Nobody goes on in an organisation that may not order, whenever the session was opened.
_is_refused = exists().where(
    Organisation.id == User.organisation_id, Organisation.refused_at.is_not(None)
)


def find_live(token: str, *, now: datetime) -> tuple[Login, User] | None:
    """The session of a token with its user, if neither ended nor unused for too long."""
    row = db.session.execute(
        select(Login, User)
        .join(User, User.id == Login.user_id)
        .where(Login.token_hash == token_hash(token), Login.revoked_at.is_(None))
        .where(Login.expires_at > now, User.active, ~_is_refused)
    ).first()
    if row is None or row.Login.last_seen_at + timedelta(minutes=row.Login.idle_minutes) < now:
        return None
    return row.Login, row.User


def actor_of(user: User, login: Login | None) -> Actor:
    """What access needs to know of a user, free of the database."""
    return Actor(
        user_id=user.id,
        role=user.role,
        name=user.first_name,
        language=user.language.value,
        organisation_id=user.organisation_id,
        unit_id=user.unit_id,
        client_id=user.client_id,
        login_id=login.id if login else None,
        login_kind=login.kind if login else None,
        assisted_by=login.assisted_by_id if login else None,
    )


def touch(login_id: UUID, *, now: datetime) -> None:
    """Note that the session was used. Needs a unit of work."""
    db.session.execute(update(Login).where(Login.id == login_id).values(last_seen_at=now))


def seconds_left(login_id: UUID, *, now: datetime) -> int:
    """How long the session lives from now on if nobody touches it."""
    login = db.session.get_one(Login, login_id)
    unused = login.last_seen_at + timedelta(minutes=login.idle_minutes)
    return max(0, int((min(unused, login.expires_at) - now).total_seconds()))


def is_own(token: str, user_id: UUID | None) -> bool:
    """Whether the token is of a session of this user's, be it over or not."""
    whose = select(Login.user_id).where(Login.token_hash == token_hash(token))
    return db.session.scalar(whose) == user_id


def revoke(login_id: UUID, *, now: datetime) -> None:
    """End one session."""
    _end(now, Login.id == login_id)


def revoke_all(user_id: UUID, *, now: datetime) -> None:
    """End every session of a user."""
    _end(now, Login.user_id == user_id)


def revoke_of_credential(credential_id: UUID, *, now: datetime) -> None:
    """End every session that was opened with this card or device."""
    _end(now, Login.credential_id == credential_id)


def _end(now: datetime, whose: Any) -> None:
    db.session.execute(
        update(Login)
        .where(whose, Login.revoked_at.is_(None))
        .values(revoked_at=now)
        .execution_options(synchronize_session=False)
    )


def list_live(user_id: UUID, *, now: datetime) -> list[Login]:
    """The user's open sessions, newest first."""
    return list(
        db.session.scalars(
            select(Login)
            .where(Login.user_id == user_id, Login.revoked_at.is_(None), Login.expires_at > now)
            .order_by(Login.created_at.desc())
        )
    )


@dataclass(frozen=True)
class Opened:
    """A session just opened: the token for the browser's cookie and who is now behind it."""

    token: str
    actor: Actor


def open_login(
    user: User, kind: str, *, now: datetime, old_token: str | None = None,
    credential_id: UUID | None = None, assisted_by_id: UUID | None = None,
) -> Opened:  # fmt: skip
    """A new session with its audit row; the browser's old session ends. Needs a unit of work."""
    if old_token:
        _end(now, Login.token_hash == token_hash(old_token))
    login, token = add_login(
        user, kind, now=now, credential_id=credential_id, assisted_by_id=assisted_by_id
    )
    db.session.flush()
    actor = actor_of(user, login)
    entry = Entry(
        "login",
        "login",
        login.id,
        purpose="assisted" if assisted_by_id else "system",
        client_ids=[user.client_id] if user.client_id and assisted_by_id else (),
        facts={"kind": kind},
    )
    record(actor, entry, now=now)
    return Opened(token, actor)
