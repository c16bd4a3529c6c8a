"""What a coach's own calendar knows: when the coach goes along, at most with whose initials."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from app.domain.feeds import Entry, Sureness, change_count
from app.domain.lifecycle import BookingState
from app.store.calendars import BACK, shows_initials
from app.store.db import db
from app.store.models.people import Client
from app.store.models.work import CoachBooking, CoachBookingClient

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from datetime import datetime
    from uuid import UUID

_SURENESS = {
    BookingState.WANTED: Sureness.TENTATIVE,
    BookingState.BOOKED: Sureness.CONFIRMED,
    BookingState.DONE: Sureness.CONFIRMED,
}
# A booking only goes on: wished for, promised, then given away or let go.
_STEPS = {BookingState.WANTED: 0, BookingState.BOOKED: 1, BookingState.DONE: 1}


def list_of_coach(coach_id: UUID, *, now: datetime) -> list[Entry]:
    """The coach's own visits, the recent and the coming; a place is not told of, nor a name."""
    rows = db.session.scalars(
        select(CoachBooking)
        .where(CoachBooking.coach_id == coach_id, CoachBooking.ends_at > now - BACK)
        .options(joinedload(CoachBooking.shift))
        .order_by(CoachBooking.starts_at, CoachBooking.id)
    ).all()
    known = _initials([row.id for row in rows]) if shows_initials(coach_id) else {}
    return [_entry(row, known.get(row.id, "")) for row in rows]


def _entry(row: CoachBooking, initials: str) -> Entry:
    step = _STEPS.get(row.state, 2)
    return Entry(
        key=str(row.id), starts_at=row.starts_at, ends_at=row.ends_at,
        sureness=_SURENESS.get(row.state, Sureness.CANCELLED), changed_at=row.created_at,
        changes=change_count(row.created_at, row.created_at, row.shift.version + step),
        path=f"/coach/shifts/{row.shift_id}/day", initials=initials,
    )  # fmt: skip


def _initials(booking_ids: Collection[UUID]) -> Mapping[UUID, str]:
    """The initials by visit; whose whereabouts are protected stays without."""
    rows = db.session.execute(
        select(CoachBookingClient.booking_id, Client)
        .join(Client, Client.id == CoachBookingClient.client_id)
        .where(CoachBookingClient.booking_id.in_(booking_ids), Client.non_disclosure.is_(False))
        .order_by(Client.first_name, Client.id)
    )
    found: dict[UUID, list[str]] = defaultdict(list)
    for booking_id, client in rows:
        found[booking_id].append(f"{client.first_name[:1]}{(client.last_name or '')[:1]}")
    return {booking_id: ", ".join(one) for booking_id, one in found.items()}
