"""What workplaces have thanked clients for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from app.store.db import db
from app.store.models.own_words import ThankYou

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime
    from uuid import UUID

    from app.domain.thanks import Thank
    from app.store.models.work import WorkedHours


def add_thanks(
    hours: WorkedHours, thanks: Collection[Thank], *, by: UUID, now: datetime
) -> list[Thank]:
    """Those of the thanks that had not been said yet; they are now."""
    known = set(list_of_shift(hours.attendance_id))
    new = [one for one in dict.fromkeys(thanks) if one not in known]
    db.session.add_all(
        ThankYou(
            attendance_id=hours.attendance_id, client_id=hours.client_id, thank=one,
            given_by_id=by, given_at=now,
        )
        for one in new
    )  # fmt: skip
    db.session.flush()
    return new


def list_of_shift(attendance_id: UUID) -> list[Thank]:
    """What somebody was thanked for after one shift."""
    query = select(ThankYou.thank).where(ThankYou.attendance_id == attendance_id)
    return list(db.session.scalars(query))
