"""What was in the way of a shift, as coaches heard it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import delete, select

from app.store.db import db
from app.store.models.support import Barrier

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime
    from uuid import UUID

    from app.domain.attendance import BarrierKind
    from app.store.models.work import Attendance


def write(
    row: Attendance, kinds: Collection[BarrierKind], *, by: UUID, now: datetime
) -> None:  # fmt: skip
    """Let these and no others have been in the way. Needs a unit of work."""
    db.session.execute(
        delete(Barrier)
        .where(Barrier.attendance_id == row.id)
        .execution_options(synchronize_session=False)
    )
    db.session.add_all(
        Barrier(
            attendance_id=row.id, client_id=row.client_id, kind=kind, noted_by_id=by, noted_at=now
        )
        for kind in sorted(set(kinds))
    )
    db.session.flush()


def list_of(attendance_ids: Collection[UUID]) -> dict[UUID, list[BarrierKind]]:
    """What was in the way, by attendance. Who asks may see who was on the shift."""
    rows = db.session.execute(
        select(Barrier.attendance_id, Barrier.kind)
        .where(Barrier.attendance_id.in_(attendance_ids))
        .order_by(Barrier.kind)
    )
    found: dict[UUID, list[BarrierKind]] = {}
    for attendance_id, kind in rows:
        found.setdefault(attendance_id, []).append(kind)
    return found
