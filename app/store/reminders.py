"""Which shifts come near, and for whom that was not said yet."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from app.domain.lifecycle import COMING
from app.store.db import db
from app.store.models.people import Client
from app.store.models.trail import OutboxMessage
from app.store.models.work import Attendance, Shift

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime
    from uuid import UUID

CHUNK = 500
WANTED: Mapping[str, Any] = {"evening": Client.remind_evening, "soon": Client.remind_soon}


@dataclass(frozen=True)
class Coming:
    """A client who is expected on a shift, and the key of the reminder."""

    client_id: UUID
    starts_at: datetime
    key: str


def list_coming(kind: str, *, starts_from: datetime, starts_before: datetime) -> list[Coming]:
    """Who is expected on a shift that starts in this span, and waits for this kind of reminder."""
    rows = db.session.execute(
        select(Attendance.id, Attendance.client_id, Shift.starts_at)
        .join(Shift, Shift.id == Attendance.shift_id)
        .join(Client, Client.id == Attendance.client_id)
        .where(WANTED[kind])
        .where(Attendance.state.in_(COMING))
        .where(Shift.starts_at >= starts_from, Shift.starts_at < starts_before)
        .order_by(Shift.starts_at, Attendance.id)
    )
    coming = [Coming(row.client_id, row.starts_at, f"reminder:{row.id}:{kind}") for row in rows]
    said = _written(one.key for one in coming)
    return [one for one in coming if one.key not in said]


def _written(keys: Iterable[str]) -> set[str]:
    """Those of the keys under which a letter was written."""
    found: set[str] = set()
    known = list(keys)
    for start in range(0, len(known), CHUNK):
        some = known[start : start + CHUNK]
        query = select(OutboxMessage.dedupe_key).where(OutboxMessage.dedupe_key.in_(some))
        found.update(db.session.scalars(query))
    return found
