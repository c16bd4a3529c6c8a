"""The client says how a shift went; "too hard" calls the coach."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.domain import checkins
from app.domain.alerts import AlertKind
from app.domain.errors import Conflict, RuleBroken
from app.domain.lifecycle import AttendanceState
from app.domain.policy import Verb, require
from app.domain.purposes import purpose_of
from app.store import alerts, attendance, audit, check_ins
from app.store.transaction import unit_of_work

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from app.domain.checkins import Triage
    from app.domain.policy import Actor
    from app.domain.vocabulary import Face
    from app.store.models.work import Attendance

WORDS_LENGTH = 1000


def say_how_it_went(
    actor: Actor, attendance_id: UUID, face: Face, words: str = "", *, now: datetime
) -> UUID:
    """The id of the answer; saying it again changes the answer.

    "Too hard" raises an alert and a letter to the coach, which tells nothing but to look.
    Raises: Missing, NotAllowed, Conflict("shift_not_done"), RuleBroken("text_too_long").
    """
    said = words.strip()
    if len(said) > WORDS_LENGTH:
        raise RuleBroken("text_too_long", most=WORDS_LENGTH)
    with unit_of_work():
        attended = attendance.get_attendance(actor, attendance_id, now=now)
        require(actor, Verb.SAY_HOW_IT_WENT, attended.facts)
        row = attended.attendance
        if row.state is not AttendanceState.PERFORMED:
            raise Conflict("shift_not_done")
        check_in_id = check_ins.put_check_in(row.id, row.client_id, face, said, now=now)
        _call_coach(row, face, now=now)
        entry = audit.Entry(
            "create", "check_in", check_in_id, purpose=purpose_of(actor),
            client_ids=[row.client_id], fields=["face", *(["words"] if said else [])],
        )  # fmt: skip
        audit.record(actor, entry, now=now)
        return check_in_id


def _call_coach(row: Attendance, face: Face, *, now: datetime) -> None:
    triage = _triage(row, face, now=now)
    if triage is None:
        return
    key = f"{AlertKind.TOO_HARD.value}:{row.id}"
    known = {"level": triage.level, "due_at": triage.due_at}
    alerts.call(AlertKind.TOO_HARD, row.client_id, key, shift_id=row.shift_id, now=now, **known)


def _triage(row: Attendance, face: Face, *, now: datetime) -> Triage | None:
    looked_at = checkins.DEFAULT.looked_at
    earlier = check_ins.list_last_faces(row.client_id, but=row.id, limit=looked_at)
    return checkins.triage(face, earlier, now=now)
