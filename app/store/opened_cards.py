"""Cards that a colleague of the unit has opened with a reason, as long as their time lasts."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from app.domain.calendar import local_day
from app.domain.errors import Missing
from app.domain.policy import Facts, Verb, may, require
from app.domain.vocabulary import Role
from app.store import client_cards, rules
from app.store.db import db
from app.store.models.opened_cards import OpenedCard
from app.store.models.people import Client, User
from app.store.models.person import WhatHelps
from app.store.models.support import SupportContact

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from uuid import UUID

    from app.domain.policy import Actor
    from app.store.client_cards import ClientCard

HOURS_KEY, HOURS = "access.opened_card_hours", 4
NOTES = 5
MOST = 200


@dataclass(frozen=True)
class Opened:
    """What a colleague gets to see: no benefits, no goals, nothing that is not needed at once."""

    card: ClientCard
    helps: WhatHelps | None
    notes: Sequence[SupportContact]
    ends_at: datetime


def get_colleagues_client(actor: Actor, client_id: UUID) -> tuple[Client, Facts]:
    """A client of the actor's own unit. Raises: Missing for a stranger of another one."""
    client = db.session.scalar(
        select(Client)
        .where(Client.id == client_id, Client.unit_id == actor.unit_id)
        .options(joinedload(Client.unit))
    )
    facts = Facts(client_id=client_id, unit_id=client.unit_id) if client else None
    if client is None or facts is None or not may(actor, Verb.OPEN_CARD, facts):
        raise Missing
    return client, facts


def find_until(actor: Actor, client_id: UUID, *, now: datetime) -> datetime | None:
    """Until when the card is open for this colleague."""
    return db.session.scalar(
        select(OpenedCard.ends_at)
        .where(OpenedCard.client_id == client_id, OpenedCard.user_id == actor.user_id)
        .where(OpenedCard.ends_at > now)
        .order_by(OpenedCard.ends_at.desc())
        .limit(1)
    )


def read_opened(actor: Actor, client_id: UUID, *, now: datetime) -> Opened | None:
    """The open card; None where it has to be opened first. Raises: Missing."""
    client, facts = get_colleagues_client(actor, client_id)
    until = find_until(actor, client_id, now=now)
    if until is None:
        return None
    require(actor, Verb.READ_OPENED, replace(facts, opened=True))
    notes = (
        select(SupportContact)
        .where(SupportContact.client_id == client_id)
        .order_by(SupportContact.happened_at.desc(), SupportContact.id)
        .limit(NOTES)
    )
    return Opened(
        replace(client_cards.read_card(client, local_day(now)), benefit=None),
        db.session.scalar(select(WhatHelps).where(WhatHelps.client_id == client_id)),
        list(db.session.scalars(notes)), until,
    )  # fmt: skip


def add(client_id: UUID, *, by: UUID, reason: str, now: datetime) -> OpenedCard:
    """Open it for as long as the dated rule says. Needs a unit of work."""
    hours = rules.find_whole_number(HOURS_KEY, on=local_day(now)) or HOURS
    opened = OpenedCard(
        client_id=client_id, user_id=by, reason=reason, opened_at=now,
        ends_at=now + timedelta(hours=hours),
    )  # fmt: skip
    db.session.add(opened)
    db.session.flush()
    return opened


@dataclass(frozen=True)
class OpenedOfUnit:
    """One opening as the manager sees it: who, whose card, why, when and until when."""

    who: str
    whose: str
    reason: str
    opened_at: datetime
    ends_at: datetime


def list_of_unit(actor: Actor, *, since: datetime) -> list[OpenedOfUnit]:
    """The openings of cards of the manager's own unit, the newest first."""
    if actor.role is not Role.UNIT_MANAGER or actor.unit_id is None:
        return []
    rows = db.session.execute(
        select(OpenedCard, User, Client)
        .join(User, User.id == OpenedCard.user_id)
        .join(Client, Client.id == OpenedCard.client_id)
        .where(Client.unit_id == actor.unit_id, OpenedCard.opened_at > since)
        .order_by(OpenedCard.opened_at.desc(), OpenedCard.id)
        .limit(MOST)
    )
    return [
        OpenedOfUnit(
            f"{user.first_name} {user.last_name or ''}".strip(),
            f"{client.first_name} {client.last_name or ''}".strip(),
            row.reason or "", row.opened_at, row.ends_at,
        )
        for row, user, client in rows
    ]  # fmt: skip


def list_opened(client_id: UUID, *, since: datetime) -> list[tuple[str, str, datetime]]:
    """Who has opened this client's card lately and why, for the own coach."""
    rows = db.session.execute(
        select(OpenedCard, User.first_name)
        .join(User, User.id == OpenedCard.user_id)
        .where(OpenedCard.client_id == client_id, OpenedCard.opened_at > since)
        .order_by(OpenedCard.opened_at.desc())
    )
    return [(name, row.reason or "", row.opened_at) for row, name in rows]
