"""Offers whose time is over, found for the worker."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, exists, or_, select

from app.domain.lifecycle import SHOWN_OFFERS, OfferState
from app.domain.offers import DEFAULT as RULES
from app.store.db import db
from app.store.models.work import Offer, OfferShift

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID


def list_unanswered(*, now: datetime, limit: int = 200) -> list[UUID]:
    """Offers that were shown and not answered in time, and queued ones that came too late."""
    shown = and_(Offer.state.in_(SHOWN_OFFERS), Offer.window_ends_at <= now)
    too_late = and_(Offer.state == OfferState.QUEUED, _has_begun(now))
    return _ids(or_(shown, too_late), limit)


def list_held_too_long(*, now: datetime, limit: int = 200) -> list[UUID]:
    """Offers in which "I ask my coach" has held the place for as long as it may."""
    latest = now - timedelta(hours=RULES.asked_coach_extra_hours)
    over = or_(Offer.window_ends_at <= latest, _has_begun(now))
    return _ids(and_(Offer.state == OfferState.ASKED_COACH, over), limit)


def list_sure_by_now(*, now: datetime, limit: int = 200) -> list[UUID]:
    """Offers with a yes that nobody has taken back for half an hour."""
    latest = now - timedelta(minutes=RULES.auto_confirm_minutes)
    return _ids(and_(Offer.state == OfferState.ACCEPTED, Offer.answered_at <= latest), limit)


def _has_begun(now: datetime) -> Any:
    return exists().where(OfferShift.offer_id == Offer.id, OfferShift.starts_at <= now)


def _ids(where: Any, limit: int) -> list[UUID]:
    return list(db.session.scalars(select(Offer.id).where(where).order_by(Offer.id).limit(limit)))
