"""How a client wants to hear from the site: by text message or from the coach, and reminders."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from app.domain.vocabulary import Channel
from app.store import outbox, reading
from app.store.db import db
from app.store.models.people import Client

if TYPE_CHECKING:
    from uuid import UUID


@dataclass(frozen=True)
class MessageWishes:
    """What the client has chosen. `has_phone`: a number is known to which messages can go."""

    has_phone: bool
    by_phone: bool
    remind_evening: bool
    remind_soon: bool


def get_wishes(client_id: UUID) -> MessageWishes:
    """The client's own choices."""
    row = db.session.execute(
        select(
            Client.channel, Client.phone_sealed, Client.remind_evening, Client.remind_soon
        ).where(Client.id == client_id)
    ).one()
    reading.note([client_id])
    has_phone = row.phone_sealed is not None
    by_phone = has_phone and row.channel is not Channel.COACH
    return MessageWishes(has_phone, by_phone, row.remind_evening, row.remind_soon)


def put_channel(client_id: UUID, channel: Channel) -> bool:
    """Whether the channel is now another one. What still waits goes the new way."""
    client = db.session.get_one(Client, client_id)
    if channel is Channel.COACH:
        outbox.move_to_coach(client_id)
    if client.channel is channel:
        return False
    client.channel = channel
    return True


def put_reminder(client_id: UUID, name: str, *, wanted: bool) -> bool:
    """Whether a reminder is now wanted that was not, or the other way round."""
    client = db.session.get_one(Client, client_id)
    if getattr(client, name) is wanted:
        return False
    setattr(client, name, wanted)
    return True
