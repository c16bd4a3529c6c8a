"""Links and codes that open one thing once: hashed, expiring, revocable."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import select, update

from app.store.crypto import new_token, token_hash
from app.store.db import db
from app.store.models.trail import LinkToken

if TYPE_CHECKING:
    from collections.abc import Mapping
    from uuid import UUID

LIVES: Mapping[str, timedelta] = {
    "sign_in": timedelta(minutes=10),
    "pairing": timedelta(minutes=10),
    "passkey_new": timedelta(minutes=5),
    "passkey": timedelta(minutes=5),
    "second_step": timedelta(minutes=10),
    "invite": timedelta(days=7),
}
# Signs that nobody mistakes for another, on paper or on a screen.
CODE_SIGNS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
CODE_LENGTH = 10


def new_code() -> str:
    """A random code short enough to be typed; 49 bits."""
    return "".join(secrets.choice(CODE_SIGNS) for _ in range(CODE_LENGTH))


def typed(code: str) -> str:
    """A code as it was given out, however it was typed."""
    return "".join(sign for sign in code.upper() if sign.isalnum())


def add_link(
    kind: str, user_id: UUID | None, *, now: datetime, token: str = "", browser: str = "",
    subject_id: UUID | None = None,
) -> tuple[LinkToken, str]:  # fmt: skip
    """A new link and its secret token; with `browser` it works in that browser only."""
    token = token or new_token()
    link = LinkToken(
        token_hash=token_hash(token), kind=kind, user_id=user_id, subject_id=subject_id,
        created_at=now,
        browser_hash=token_hash(browser) if browser else None, expires_at=now + LIVES[kind],
    )  # fmt: skip
    db.session.add(link)
    db.session.flush()
    return link, token


def _live(kind: str, token: str, now: datetime) -> tuple[Any, ...]:
    return (
        LinkToken.token_hash == token_hash(token),
        LinkToken.kind == kind,
        LinkToken.used_at.is_(None),
        LinkToken.revoked_at.is_(None),
        LinkToken.expires_at > now,
    )


def find_live(kind: str, token: str, *, now: datetime) -> LinkToken | None:
    """The link, if it can still be used."""
    return db.session.scalar(select(LinkToken).where(*_live(kind, token, now)))


def find_kind(token: str) -> str | None:
    """What kind of link this is, dead or alive."""
    return db.session.scalar(
        select(LinkToken.kind).where(LinkToken.token_hash == token_hash(token))
    )


def use(kind: str, token: str, *, now: datetime, browser: str = "") -> UUID | None:
    """Spend the link; whose it is, or nothing when it is dead, spent or another browser's."""
    if not spend(kind, token, now=now, browser=browser):
        return None
    return db.session.scalar(
        select(LinkToken.user_id).where(LinkToken.token_hash == token_hash(token))
    )


def spend(kind: str, token: str, *, now: datetime, browser: str = "") -> bool:
    """Spend the link; false when it is dead, spent or another browser's."""
    ours: Any = LinkToken.browser_hash.is_(None)
    if browser:
        ours |= LinkToken.browser_hash == token_hash(browser)
    spent: Any = db.session.execute(
        update(LinkToken)
        .where(*_live(kind, token, now), ours)
        .values(used_at=now)
        .execution_options(synchronize_session=False)
    )
    return bool(spent.rowcount == 1)


def revoke_links(kind: str, user_id: UUID, *, now: datetime) -> None:
    """End all unspent links of this kind that a user has."""
    db.session.execute(
        update(LinkToken)
        .where(
            LinkToken.kind == kind,
            LinkToken.user_id == user_id,
            LinkToken.used_at.is_(None),
            LinkToken.revoked_at.is_(None),
        )
        .values(revoked_at=now)
        .execution_options(synchronize_session=False)
    )
