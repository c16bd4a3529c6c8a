"""Links by which an orderer says, without signing in, whether an order is still needed.

A link tells the title, the place and the time of that one order. Opening it changes nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from app.domain.errors import Gone, Missing
from app.store import letters, logins, outbox
from app.store.crypto import new_token, token_hash
from app.store.db import db
from app.store.models.people import User
from app.store.models.trail import LinkToken

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from app.domain.policy import Actor
    from app.store.models.work import Task

KIND = "task"


def find_orderer(token: str, *, now: datetime) -> tuple[Actor, UUID]:
    """Who a link was sent to, as an actor, and the order it is about.

    Raises: Missing for a token that never was, Gone("link_expired") when its time is over.
    """
    row = db.session.execute(
        select(LinkToken, User)
        .join(User, User.id == LinkToken.user_id)
        .where(LinkToken.token_hash == token_hash(token), LinkToken.kind == KIND)
    ).first()
    if row is None or row.LinkToken.subject_id is None:
        raise Missing
    if row.LinkToken.expires_at <= now or not row.User.active:
        raise Gone("link_expired")
    return logins.actor_of(row.User, None), row.LinkToken.subject_id


def send_links(task: Task, template: str, key: str, *, until: datetime, now: datetime) -> None:
    """A letter with an own link to everybody who is written to about the order."""
    for user in letters.list_addressees(task):
        own_key = f"{key}:{user.id}"
        if outbox.is_written(own_key):
            continue
        path = f"/orders/{add_link(user.id, task.id, until=until, now=now)}"
        letter = outbox.Letter(template, own_key, {"title": task.title, "path": path})
        outbox.queue_to_user(user, letter, now=now)


def add_link(user_id: UUID, task_id: UUID, *, until: datetime, now: datetime) -> str:
    """The secret token of a new link."""
    token = new_token()
    db.session.add(
        LinkToken(
            token_hash=token_hash(token), kind=KIND, user_id=user_id, subject_id=task_id,
            created_at=now, expires_at=until,
        )
    )  # fmt: skip
    return token
