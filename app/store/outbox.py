"""The transactional outbox: what is written here with an act is sent after it, once."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import or_, select, update

from app.domain.vocabulary import Channel, Language
from app.store.db import db
from app.store.models.people import Client, User
from app.store.models.trail import OutboxMessage

LEASE = timedelta(minutes=2)


@dataclass(frozen=True)
class Letter:
    """A message to be: its template, the facts of its words and the key that keeps it single."""

    template: str
    key: str
    facts: Mapping[str, object] = field(default_factory=dict)
    useful_until: datetime | None = None


def queue_to_user(user: User, letter: Letter, *, now: datetime) -> None:
    """Put a letter to a member of staff or an orderer in the outbox, by mail."""
    _add(letter, channel="mail", language=user.language, now=now, user_id=user.id,
         organisation_id=user.organisation_id, address=user.email)  # fmt: skip


def queue_to_client(client: Client, letter: Letter, *, now: datetime) -> None:
    """Put a letter to a client in the outbox by the client's own channel.

    Without a phone the message goes to the coach's list, to be told in person.
    """
    told = client.channel if client.phone else Channel.COACH
    _add(letter, channel=told.value, language=client.language, now=now, client_id=client.id,
         address=client.phone)  # fmt: skip


def queue_to_address(address: str, letter: Letter, *, now: datetime) -> None:
    """Put a letter to somebody who is no user, as the service's own mailbox, in the outbox."""
    _add(letter, channel="mail", language=Language.FI, now=now, address=address)


def _add(
    letter: Letter, *, channel: str, language: Language, now: datetime, address: str | None,
    user_id: UUID | None = None, client_id: UUID | None = None,
    organisation_id: UUID | None = None,
) -> None:  # fmt: skip
    taken = select(OutboxMessage.id).where(OutboxMessage.dedupe_key == letter.key)
    if db.session.scalar(taken) is not None:
        return
    message = OutboxMessage(
        id=uuid4(), dedupe_key=letter.key, template=letter.template, channel=channel,
        user_id=user_id, client_id=client_id, organisation_id=organisation_id,
        address=address or "", language=language.value,
        facts=json.dumps(dict(letter.facts), ensure_ascii=False, default=str),
        created_at=now, next_try_at=now, useful_until=letter.useful_until,
    )  # fmt: skip
    db.session.add(message)


def claim(worker: str, limit: int, *, now: datetime) -> list[UUID]:
    """Ids of messages now leased to this worker. Needs a unit of work.

    A lease that ran out is free again, so a worker that died loses nothing.
    """
    due = (
        select(OutboxMessage.id)
        .where(OutboxMessage.state == "new", OutboxMessage.next_try_at <= now)
        .where(or_(OutboxMessage.lease_until.is_(None), OutboxMessage.lease_until < now))
        .order_by(OutboxMessage.next_try_at, OutboxMessage.id)
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    ids = list(db.session.scalars(due))
    if ids:
        db.session.execute(
            update(OutboxMessage)
            .where(OutboxMessage.id.in_(ids))
            .values(worker=worker, lease_until=now + LEASE)
            .execution_options(synchronize_session=False)
        )
    return ids


def get_claimed(message_id: UUID, worker: str) -> OutboxMessage | None:
    """The message, if this worker still holds it."""
    return db.session.scalar(
        select(OutboxMessage).where(
            OutboxMessage.id == message_id,
            OutboxMessage.worker == worker,
            OutboxMessage.state == "new",
        )
    )


def finish(message_id: UUID, worker: str, **values: Any) -> bool:
    """Write the result of a try, unless another worker took over meanwhile."""
    done: Any = db.session.execute(
        update(OutboxMessage)
        .where(
            OutboxMessage.id == message_id,
            OutboxMessage.worker == worker,
            OutboxMessage.state == "new",
        )
        .values(lease_until=None, **values)
        .execution_options(synchronize_session=False)
    )
    return bool(done.rowcount == 1)


def list_recent(limit: int = 100) -> list[OutboxMessage]:
    """The newest messages, for the demo's mailbox."""
    newest = select(OutboxMessage).order_by(OutboxMessage.created_at.desc(), OutboxMessage.id)
    return list(db.session.scalars(newest.limit(limit)))
