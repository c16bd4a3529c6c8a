"""Who has been offered work and who has had a place, by client; counts only."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import func, select

from app.domain.lifecycle import OfferState
from app.store.db import db
from app.store.models.people import Availability
from app.store.models.work import Offer

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime
    from uuid import UUID


def count_offers(client_ids: Collection[UUID], *, since: datetime) -> dict[UUID, int]:
    """How many offers each client has been shown since an instant."""
    query = (
        select(Offer.client_id, func.count())
        .where(Offer.client_id.in_(client_ids), Offer.sent_at >= since)
        .group_by(Offer.client_id)
    )
    return dict(db.session.execute(query).all())


def count_places(client_ids: Collection[UUID], *, since: datetime) -> dict[UUID, int]:
    """How many works each client has got for sure since an instant."""
    query = (
        select(Offer.client_id, func.count())
        .where(Offer.client_id.in_(client_ids), Offer.confirmed_at >= since)
        .where(Offer.state == OfferState.CONFIRMED)
        .group_by(Offer.client_id)
    )
    return dict(db.session.execute(query).all())


def list_queued(client_ids: Collection[UUID]) -> set[UUID]:
    """Those for whom an offer waits for its turn."""
    query = select(Offer.client_id).where(
        Offer.client_id.in_(client_ids), Offer.state == OfferState.QUEUED
    )
    return set(db.session.scalars(query))


def list_without_times(client_ids: Collection[UUID]) -> set[UUID]:
    """Those of whom nobody has written when they are free."""
    known = select(Availability.client_id).where(Availability.client_id.in_(client_ids))
    return set(client_ids) - set(db.session.scalars(known))
