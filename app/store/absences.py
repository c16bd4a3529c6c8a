"""Coaches away on days on which they have promised to go along."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from app.domain.calendar import local_day, local_days
from app.domain.lifecycle import BookingState
from app.store.db import db
from app.store.models.people import Absence
from app.store.models.work import CoachBooking

if TYPE_CHECKING:
    from datetime import datetime


def list_uncovered(*, now: datetime) -> list[CoachBooking]:
    """The visits ahead, with their shifts, whose coaches are away then; the earliest first."""
    today = local_day(now)
    rows = db.session.execute(
        select(CoachBooking, Absence.starts_on, Absence.ends_on)
        .join(Absence, Absence.user_id == CoachBooking.coach_id)
        .where(CoachBooking.state == BookingState.BOOKED, CoachBooking.starts_at > now)
        .where(Absence.ends_on >= today - timedelta(days=1))
        .options(joinedload(CoachBooking.shift))
        .order_by(CoachBooking.starts_at, CoachBooking.id)
    )
    away = [
        booking
        for booking, first, last in rows
        if any(first <= day <= last for day in local_days(booking.starts_at, booking.ends_at))
    ]
    return list(dict.fromkeys(away))
