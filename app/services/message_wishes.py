"""A client says how messages come, and which reminders of work."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.domain.errors import Missing, RuleBroken
from app.domain.policy import Facts, Verb, require
from app.domain.purposes import purpose_of
from app.domain.vocabulary import Channel
from app.store import audit, message_wishes
from app.store.transaction import unit_of_work

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from app.domain.policy import Actor

CHANNELS = frozenset({Channel.SMS, Channel.COACH})
REMINDERS = frozenset({"remind_evening", "remind_soon"})


def choose_channel(actor: Actor, channel: Channel, *, now: datetime) -> None:
    """Messages come by text message, or the coach tells them.

    Raises: Missing for anybody but a client, RuleBroken("no_phone") where no number is known.
    """
    with unit_of_work():
        client_id = _own(actor)
        if channel not in CHANNELS:
            raise Missing
        known = message_wishes.get_wishes(client_id)
        if channel is Channel.SMS and not known.has_phone:
            raise RuleBroken("no_phone")
        if message_wishes.put_channel(client_id, channel):
            _record(actor, client_id, "channel", now=now)


def choose_reminder(actor: Actor, name: str, *, wanted: bool, now: datetime) -> None:
    """A reminder of work is wanted, or is not. Raises: Missing."""
    with unit_of_work():
        client_id = _own(actor)
        if name not in REMINDERS:
            raise Missing
        if message_wishes.put_reminder(client_id, name, wanted=wanted):
            _record(actor, client_id, name, now=now)


def _own(actor: Actor) -> UUID:
    if actor.client_id is None:
        raise Missing
    require(actor, Verb.CHOOSE_MESSAGES, Facts(client_id=actor.client_id))
    return actor.client_id


def _record(actor: Actor, client_id: UUID, field: str, *, now: datetime) -> None:
    entry = audit.Entry(
        "update", "client", client_id, purpose=purpose_of(actor), client_ids=[client_id],
        fields=[field],
    )  # fmt: skip
    audit.record(actor, entry, now=now)
