"""What a text message from a client touches: an offer, the coach's list, the answer to it."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import exists, or_, select
from sqlalchemy.orm import aliased

from app.domain.lifecycle import SHOWN_OFFERS
from app.domain.policy import Actor
from app.domain.vocabulary import Role
from app.store import alerts, audit, outbox
from app.store.db import db
from app.store.models.people import Client, User
from app.store.models.work import Offer

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from app.domain.alerts import AlertKind

# So soon after another offer ended, a message may still be an answer to that one.
FRESH, LATELY = timedelta(minutes=10), timedelta(hours=1)


def find_answered(client_id: UUID, *, now: datetime) -> UUID | None:
    """The one offer that a text message now answers; none when it could be another one."""
    other = aliased(Offer)
    ended = or_(other.closed_at >= now - LATELY, other.answered_at >= now - LATELY)
    instead = exists().where(other.client_id == client_id, other.id != Offer.id, ended)
    return db.session.scalar(
        select(Offer.id)
        .where(Offer.client_id == client_id, Offer.state.in_(SHOWN_OFFERS))
        .where(or_(Offer.sent_at <= now - FRESH, ~instead))
        .limit(1)
    )


def client_as_actor(client_id: UUID) -> Actor:
    """The client who sent a message."""
    user_id = db.session.scalar(select(User.id).where(User.client_id == client_id))
    return Actor(user_id=user_id, role=Role.CLIENT, client_id=client_id, login_kind="sms")


def tell_coach(actor: Actor, client_id: UUID, kind: AlertKind, *, now: datetime) -> None:
    """Put it on the coach's list, once an hour at most. Needs a unit of work."""
    made = alerts.call(kind, client_id, f"{kind}:{client_id}:{now:%Y%m%d%H}", now=now).alert_id
    if made is not None:
        entry = audit.Entry(
            "create", "alert", made, purpose="own_data", client_ids=[client_id],
            facts={"kind": kind.value},
        )  # fmt: skip
        audit.record(actor, entry, now=now)


def answer(client_id: UUID, template: str, key: str, *, now: datetime) -> None:
    """Answer a client's message with one line. Needs a unit of work."""
    client = db.session.get_one(Client, client_id)
    letter = outbox.Letter(template, f"{template}:{key}", {})
    outbox.queue_reply(client, letter, now=now)
