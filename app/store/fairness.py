"""Who has been offered work and who has had a place, by client; counts only."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select, true

from app.domain.lifecycle import OfferState
from app.store.db import db
from app.store.models.people import Availability, Client, Unit
from app.store.models.work import Offer

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime
    from uuid import UUID


def _among(column: Any, client_ids: Collection[UUID] | None) -> Any:
    """The condition that a row is of one of these clients; of anybody's where none are named."""
    return true() if client_ids is None else column.in_(client_ids)


def count_offers(client_ids: Collection[UUID] | None, *, since: datetime) -> dict[UUID, int]:
    """How many offers each client, of these or of all, has been shown since an instant."""
    query = (
        select(Offer.client_id, func.count())
        .where(_among(Offer.client_id, client_ids), Offer.sent_at >= since)
        .group_by(Offer.client_id)
    )
    return dict(db.session.execute(query).all())


def count_places(client_ids: Collection[UUID] | None, *, since: datetime) -> dict[UUID, int]:
    """How many works each client, of these or of all, has got for sure since an instant."""
    query = (
        select(Offer.client_id, func.count())
        .where(_among(Offer.client_id, client_ids), Offer.confirmed_at >= since)
        .where(Offer.state == OfferState.CONFIRMED)
        .group_by(Offer.client_id)
    )
    return dict(db.session.execute(query).all())


def list_queued(client_ids: Collection[UUID] | None) -> set[UUID]:
    """Those, of these clients or of all, for whom an offer waits for its turn."""
    query = select(Offer.client_id).where(
        _among(Offer.client_id, client_ids), Offer.state == OfferState.QUEUED
    )
    return set(db.session.scalars(query))


def list_without_times(client_ids: Collection[UUID] | None) -> set[UUID]:
    """Those, of these clients or of all, of whom nobody has written when they are free."""
    known = select(Availability.client_id).where(Availability.client_id == Client.id)
    query = select(Client.id).where(_among(Client.id, client_ids), ~known.exists())
    return set(db.session.scalars(query))


def list_units() -> list[tuple[UUID, str]]:
    """Every unit with its name, in the order of codes."""
    return [(row.id, row.name) for row in db.session.scalars(select(Unit).order_by(Unit.code))]
