"""The coach writes what was in the way when somebody came late or not at all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.domain.acting import ActFor
from app.domain.errors import Conflict, Missing
from app.domain.lifecycle import AttendanceState
from app.domain.policy import Verb, require
from app.domain.purposes import purpose_of
from app.store import acting, alerts, attendance, audit, barriers
from app.store.transaction import unit_of_work

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime
    from uuid import UUID

    from app.domain.acting import SaidHow
    from app.domain.attendance import BarrierKind
    from app.domain.policy import Actor

_MISSED = frozenset(
    {AttendanceState.DID_NOT_COME, AttendanceState.UNKNOWN, AttendanceState.CANNOT_COME}
)
# The alerts whose matter is settled when it is known what was in the way.
_SETTLED = ("did_not_come", "unknown", "came_late", "cannot_come")


def note_barriers(
    actor: Actor, attendance_id: UUID, kinds: Collection[BarrierKind], *,
    said: SaidHow | None = None, now: datetime,
) -> None:  # fmt: skip
    """These and no others were in the way; the coach's task of that day is done with it.

    Raises: Missing, NotAllowed, Conflict("illegal_move") for somebody who came in time.
    """
    with unit_of_work():
        attended = attendance.get_attendance(actor, attendance_id, now=now)
        require(actor, Verb.NOTE_BARRIER, attended.facts)
        row = attended.attendance
        if actor.user_id is None:
            raise Missing
        if row.state not in _MISSED and not row.late_minutes:
            raise Conflict("illegal_move", old=row.state.value)
        barriers.write(row, kinds, by=actor.user_id, now=now)
        acting.note(
            actor, row.client_id, ActFor.BARRIERS, said, shift_id=row.shift_id, now=now
        )  # fmt: skip
        for start in _SETTLED:
            alerts.finish_of(f"{start}:{row.id}:", now=now)
        entry = audit.Entry(
            "update", "attendance", row.id, purpose=purpose_of(actor),
            client_ids=[row.client_id], fields=["barriers"],
        )  # fmt: skip
        audit.record(actor, entry, now=now)
