"""The outbox seen from the sending side: claimed for a while, opened, and finished.

A claim is a lease with the worker's name on it. A worker that dies loses its lease after a while
and nothing with it; one that is late can't write its result over another's.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from cryptography.exceptions import InvalidTag
from sqlalchemy import or_, select, update

from app.domain.errors import Missing
from app.domain.vocabulary import RelationKind
from app.store import reading
from app.store.db import db
from app.store.message_templates import WordsInUse
from app.store.models.people import Client, Relation
from app.store.models.trail import OutboxMessage
from app.store.relations import in_force

if TYPE_CHECKING:
    from collections.abc import Collection
    from uuid import UUID

    from app.domain.messages.words import Words
    from app.domain.policy import Actor

LEASE = timedelta(minutes=2)
NEW, SENT, DROPPED, FAILED = "new", "sent", "dropped", "failed"
# Waits on the coach's list until it is told; then it was told.
TO_TELL, TOLD = "to_tell", "told"


@dataclass(frozen=True)
class Parcel:
    """One message as its carrier needs it, opened."""

    id: UUID
    template: str
    channel: str
    address: str
    language: str
    facts: dict[str, Any]
    attempts: int
    created_at: datetime
    useful_until: datetime | None
    client_id: UUID | None
    # The receiver must not be seen to be a client.
    discreet: bool
    # How administrators word this letter; None for the words of the house.
    own: Words | None


def claim(worker: str, limit: int, *, without: Collection[str] = (), now: datetime) -> list[UUID]:
    """Ids of messages now leased to this worker, oldest first. Needs a unit of work."""
    due = (
        select(OutboxMessage.id)
        .where(OutboxMessage.state == NEW, OutboxMessage.next_try_at <= now)
        .where(or_(OutboxMessage.lease_until.is_(None), OutboxMessage.lease_until < now))
        .where(OutboxMessage.channel.not_in(without))
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


def release(ids: Collection[UUID], worker: str) -> None:
    """Give claimed messages back untried. Needs a unit of work."""
    db.session.execute(
        update(OutboxMessage)
        .where(OutboxMessage.id.in_(ids), OutboxMessage.worker == worker)
        .where(OutboxMessage.state == NEW)
        .values(lease_until=None, worker="")
        .execution_options(synchronize_session=False)
    )


def open_claimed(ids: Collection[UUID], worker: str) -> list[Parcel]:
    """The claimed messages, opened. One that does not open has been tampered with and is out."""
    rows = db.session.execute(
        select(OutboxMessage, Client.non_disclosure)
        .outerjoin(Client, Client.id == OutboxMessage.client_id)
        .where(OutboxMessage.id.in_(ids))
        .order_by(OutboxMessage.next_try_at, OutboxMessage.id)
    ).all()
    in_use = WordsInUse({message.template for message, _discreet in rows})
    parcels = []
    for message, discreet in rows:
        try:
            parcels.append(_parcel(message, in_use, discreet=bool(discreet)))
        except InvalidTag:
            finish(message.id, worker, state=FAILED, last_error="does not open")
    return parcels


def _parcel(message: OutboxMessage, in_use: WordsInUse, *, discreet: bool) -> Parcel:
    return Parcel(
        id=message.id, template=message.template, channel=message.channel,
        address=message.address or "", language=message.language,
        facts=json.loads(message.facts or "{}"), attempts=message.attempts,
        created_at=message.created_at, useful_until=message.useful_until,
        client_id=message.client_id, discreet=discreet,
        own=in_use.find(message.template, message.language),
    )  # fmt: skip


def finish(message_id: UUID, worker: str, **values: Any) -> bool:
    """Write the result of a try, unless another worker took over meanwhile."""
    done: Any = db.session.execute(
        update(OutboxMessage)
        .where(OutboxMessage.id == message_id, OutboxMessage.worker == worker)
        .where(OutboxMessage.state == NEW)
        .values(lease_until=None, **values)
        .execution_options(synchronize_session=False)
    )
    return bool(done.rowcount == 1)


@dataclass(frozen=True)
class ToTell:
    """A message that a coach tells a client in person."""

    id: UUID
    client_id: UUID
    first_name: str
    template: str
    since: datetime


def list_to_tell(actor: Actor, *, on: date) -> list[ToTell]:
    """What this coach is to tell the own clients, oldest first."""
    rows = db.session.execute(
        select(OutboxMessage, Client.id, Client.first_name)
        .join(Client, Client.id == OutboxMessage.client_id)
        .join(Relation, Relation.client_id == Client.id)
        .where(Relation.user_id == actor.user_id, Relation.kind == RelationKind.COACH)
        .where(in_force(on), OutboxMessage.state == TO_TELL)
        .order_by(OutboxMessage.created_at, OutboxMessage.id)
    ).all()
    reading.note(row.id for row in rows)
    return [
        ToTell(row.OutboxMessage.id, row.id, row.first_name, row.OutboxMessage.template,
               row.OutboxMessage.created_at)
        for row in rows
    ]  # fmt: skip


def get_to_tell(actor: Actor, message_id: UUID, *, on: date) -> ToTell:
    """One of these messages. Raises: Missing."""
    for item in list_to_tell(actor, on=on):
        if item.id == message_id:
            return item
    raise Missing


def mark_told(message_id: UUID, *, now: datetime) -> bool:
    """Note that the coach has told it; False when somebody was first."""
    done: Any = db.session.execute(
        update(OutboxMessage)
        .where(OutboxMessage.id == message_id, OutboxMessage.state == TO_TELL)
        .values(state=TOLD, sent_at=now)
        .execution_options(synchronize_session=False)
    )
    return bool(done.rowcount == 1)


def forget_bodies(*, sent_before: datetime) -> int:
    """Take address and facts out of messages that are done; returns of how many.

    The row stays: its key keeps the message from being written again.
    """
    gone: Any = db.session.execute(
        update(OutboxMessage)
        .where(OutboxMessage.state.in_((SENT, DROPPED, FAILED, TOLD)))
        .where(OutboxMessage.facts_sealed.is_not(None), OutboxMessage.created_at < sent_before)
        .values(facts_sealed=None, address_sealed=None)
        .execution_options(synchronize_session=False)
    )
    return int(gone.rowcount)
