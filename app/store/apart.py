"""Clients and organisations that are kept apart, as the client's coach talks it over again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import delete, select

from app.domain.calendar import local_day
from app.domain.errors import Missing
from app.domain.policy import Facts, Verb, may
from app.domain.shift_feedback import Again, Side
from app.store import relations
from app.store.db import db
from app.store.models.own_words import PairWish
from app.store.models.people import BlockedPair, Organisation

if TYPE_CHECKING:
    from datetime import date, datetime
    from uuid import UUID

    from app.domain.policy import Actor


@dataclass(frozen=True)
class Apart:
    """A workplace that offers a client nothing, since when, and when that is talked over."""

    pair_id: UUID
    place: str
    starts_on: date
    review_on: date | None


def list_of_client(actor: Actor, client_id: UUID, *, now: datetime) -> list[Apart]:
    """The workplaces a client is kept from, by name. Raises: Missing for any but the coach."""
    _check_may(actor, client_id, now)
    rows = db.session.execute(
        select(BlockedPair.id, Organisation.name, BlockedPair.starts_on, BlockedPair.review_on)
        .join(Organisation, Organisation.id == BlockedPair.organisation_id)
        .where(BlockedPair.client_id == client_id)
        .order_by(Organisation.name, BlockedPair.id)
    )
    return [Apart(*row) for row in rows]


def get_pair(actor: Actor, pair_id: UUID, *, now: datetime) -> tuple[BlockedPair, Facts]:
    """The pair and what its client is to the actor. Raises: Missing for any but the coach."""
    pair = db.session.get(BlockedPair, pair_id)
    if pair is None:
        raise Missing
    return pair, _check_may(actor, pair.client_id, now)


def _check_may(actor: Actor, client_id: UUID, now: datetime) -> Facts:
    kinds = relations.list_kinds(actor, [client_id], on=local_day(now))[client_id]
    facts = Facts(client_id=client_id, relations=kinds)
    if not may(actor, Verb.REVIEW_APART, facts):
        raise Missing
    return facts


def list_due(today: date) -> list[BlockedPair]:
    """The pairs whose day to be talked over has come."""
    due = BlockedPair.review_on <= today
    return list(db.session.scalars(select(BlockedPair).where(due).order_by(BlockedPair.id)))


def end(pair: BlockedPair) -> None:
    """They may meet again; the client's wish against it goes too. Needs a unit of work."""
    db.session.execute(
        delete(PairWish)
        .where(PairWish.client_id == pair.client_id, PairWish.side == Side.CLIENT)
        .where(PairWish.organisation_id == pair.organisation_id)
        .where(PairWish.again == Again.NOT_HERE)
        .execution_options(synchronize_session=False)
    )
    db.session.delete(pair)
    db.session.flush()
