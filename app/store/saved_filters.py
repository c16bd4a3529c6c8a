"""Ways of looking at the board that somebody has named, each for the own eyes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import func, select

from app.domain.errors import Missing
from app.store.db import db
from app.store.models.bulk import SavedFilter

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from app.domain.policy import Actor


def list_own(actor: Actor) -> list[SavedFilter]:
    """The own filters by name."""
    own = select(SavedFilter).where(SavedFilter.user_id == actor.user_id)
    return list(db.session.scalars(own.order_by(func.lower(SavedFilter.name), SavedFilter.id)))


def get_own(actor: Actor, filter_id: UUID) -> SavedFilter:
    """One of the own filters. Raises: Missing."""
    row = db.session.get(SavedFilter, filter_id)
    if row is None or row.user_id != actor.user_id:
        raise Missing
    return row


def put(user_id: UUID, name: str, state: str, search: str, *, now: datetime) -> UUID:
    """The id of the filter of this name, which is this one from now on. Needs a unit of work."""
    same = select(SavedFilter).where(SavedFilter.user_id == user_id, SavedFilter.name == name)
    row = db.session.scalar(same)
    if row is None:
        row = SavedFilter(user_id=user_id, name=name, made_at=now)
        db.session.add(row)
    row.state, row.search = state, search
    db.session.flush()
    return row.id


def remove(row: SavedFilter) -> None:
    """Forget a filter. Needs a unit of work."""
    db.session.delete(row)
    db.session.flush()
