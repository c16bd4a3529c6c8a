"""The transactional outbox: what is written here with an act is sent after it, once."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, select, update

from app.domain.messages import URGENT
from app.domain.vocabulary import Channel, Language
from app.store.db import db
from app.store.models.trail import OutboxMessage

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from datetime import datetime
    from uuid import UUID

    from app.store.models.people import Client, User


@dataclass(frozen=True)
class Letter:
    """A message to be: its template, the facts of its words and the key that keeps it single."""

    template: str
    key: str
    facts: Mapping[str, object] = field(default_factory=dict)
    useful_until: datetime | None = None
    # Not before this instant; at once without one.
    send_from: datetime | None = None


def queue_to_user(user: User, letter: Letter, *, now: datetime) -> None:
    """Put a letter to a member of staff or an orderer in the outbox: by mail.

    What can't wait goes as a text message to whoever has a phone.
    """
    by_phone = letter.template in URGENT and bool(user.phone)
    _add(
        letter, channel=(Channel.SMS if by_phone else Channel.MAIL).value, now=now,
        language=user.language.value, address=(user.phone if by_phone else user.email) or "",
        user_id=user.id, organisation_id=user.organisation_id,
    )  # fmt: skip


def queue_sms_to_user(user: User, letter: Letter, *, now: datetime) -> None:
    """Put a text message to an orderer in the outbox; without a phone it goes by mail."""
    if not user.phone:
        queue_to_user(user, letter, now=now)
        return
    _add(
        letter, channel=Channel.SMS.value, language=user.language.value, now=now,
        address=user.phone, user_id=user.id, organisation_id=user.organisation_id,
    )  # fmt: skip


def queue_to_client(client: Client, letter: Letter, *, now: datetime) -> None:
    """Put a letter to a client in the outbox by the client's own channel.

    Without a phone the message goes to the coach's list, to be told in person. A client's mail
    address isn't kept, so one who wants mail gets a text message.
    """
    _add(
        letter, channel=channel_of(client).value, language=client.language.value,
        address=client.phone or "", now=now, client_id=client.id,
    )  # fmt: skip


def queue_reply(client: Client, letter: Letter, *, now: datetime) -> None:
    """Put the answer to a client's own text message in the outbox; it goes the way that came."""
    _add(
        letter, channel=Channel.SMS.value, language=client.language.value,
        address=client.phone or "", now=now, client_id=client.id,
    )  # fmt: skip


def move_to_coach(client_id: UUID) -> None:
    """Let what still waits to be sent to this client's phone be told by the coach instead."""
    db.session.execute(
        update(OutboxMessage)
        .where(OutboxMessage.client_id == client_id, OutboxMessage.state == "new")
        .where(OutboxMessage.channel.in_((Channel.SMS.value, Channel.PUSH.value)))
        .values(channel=Channel.COACH.value)
        .execution_options(synchronize_session=False)
    )


def channel_of(client: Client) -> Channel:
    """By what way a letter reaches the client now."""
    wish = Channel.SMS if client.channel is Channel.MAIL else client.channel
    return wish if client.phone else Channel.COACH


def queue_to_address(address: str, letter: Letter, *, now: datetime) -> None:
    """Put a letter to somebody who is no user, as the service's own mailbox, in the outbox."""
    mail, finnish = Channel.MAIL.value, Language.FI.value
    _add(letter, channel=mail, language=finnish, address=address, now=now)


def is_written(key: str) -> bool:
    """Whether there is a letter with this key already."""
    taken = select(OutboxMessage.id).where(OutboxMessage.dedupe_key == key)
    return db.session.scalar(taken) is not None


def withdraw(beginnings: Collection[str], *, now: datetime) -> int:
    """How many letters that were not to go yet are gone, by how their keys begin."""
    held = (OutboxMessage.state == "new") & (OutboxMessage.next_try_at > now)
    gone = 0
    for one in beginnings:
        begins = OutboxMessage.dedupe_key.startswith(one, autoescape=True)
        done: Any = db.session.execute(
            delete(OutboxMessage).where(held, begins)
            .execution_options(synchronize_session=False)
        )  # fmt: skip
        gone += int(done.rowcount)
    return gone


def _add(letter: Letter, *, now: datetime, **columns: Any) -> None:
    if is_written(letter.key):
        return
    facts = json.dumps(dict(letter.facts), ensure_ascii=False, default=str)
    message = OutboxMessage(
        dedupe_key=letter.key, template=letter.template, facts=facts, created_at=now,
        next_try_at=letter.send_from or now, useful_until=letter.useful_until, **columns,
    )  # fmt: skip
    db.session.add(message)
