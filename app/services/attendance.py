"""Coming, leaving, not coming: each can be taken back until the hours are agreed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.domain.acting import ActFor
from app.domain.alerts import AlertKind
from app.domain.attendance import (
    absence_reason,
    came_at,
    came_late_at,
    check_opening,
    forgotten_since,
    late_minutes,
    left_at,
)
from app.domain.calendar import local_day
from app.domain.errors import Conflict, Gone, RuleBroken
from app.domain.lifecycle import COMING, AttendanceState
from app.domain.policy import SYSTEM, Actor, Verb, require
from app.domain.purposes import purpose_of
from app.domain.vocabulary import ORDERER_ROLES, Role
from app.store import (
    acting,
    agreements,
    alerts,
    attendance,
    audit,
    bookings,
    hours,
    letters,
    waves,
)
from app.store.transaction import unit_of_work

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from app.domain.acting import SaidHow
    from app.store.attendance import Attended
    from app.store.models.work import Attendance, Shift, Task

_MISSED = (AttendanceState.DID_NOT_COME, AttendanceState.UNKNOWN)


def say_will_come(actor: Actor, attendance_id: UUID, *, now: datetime) -> None:
    """The client says beforehand "I will come". Raises: Missing, NotAllowed, Conflict."""
    with unit_of_work():
        attended = attendance.get_attendance(actor, attendance_id, now=now)
        require(actor, _coming_verb(actor), attended.facts)
        if attended.attendance.state is AttendanceState.WILL_COME:
            return
        _expect(attended.attendance, AttendanceState.BOOKED)
        attendance.move(attended.attendance, AttendanceState.WILL_COME, now=now)
        _record(actor, attended.attendance, AttendanceState.WILL_COME, now=now)


def check_in(
    actor: Actor, attendance_id: UUID, *, code: str | None = None, said: SaidHow | None = None,
    now: datetime,
) -> None:  # fmt: skip
    """The client has come: said by the client, with the site's code, or by somebody there.

    Pressing twice changes nothing. Raises: Missing, NotAllowed, Conflict, RuleBroken.
    """
    with unit_of_work():
        attended = attendance.get_attendance(actor, attendance_id, now=now)
        require(actor, _coming_verb(actor), attended.facts)
        if attended.attendance.state is AttendanceState.CHECKED_IN:
            return
        how = _how(actor, attended, code)
        _check_arrival(actor, attended, now)
        _check_agreement(attended)
        shift = attended.shift
        in_at = came_at(shift.starts_at, shift.ends_at, now)
        attendance.move(
            attended.attendance, AttendanceState.CHECKED_IN, now=now, in_at=in_at,
            in_by_id=actor.user_id, in_how=how,
            late_minutes=late_minutes(shift.starts_at, in_at),
        )  # fmt: skip
        _note(actor, attended.attendance, ActFor.CHECK_IN, said, now=now)
        _record(actor, attended.attendance, AttendanceState.CHECKED_IN, now=now, how=how)


def _note(
    actor: Actor, row: Attendance, act: ActFor, said: SaidHow | None, *, now: datetime
) -> None:
    acting.note(actor, row.client_id, act, said, shift_id=row.shift_id, now=now)


def _coming_verb(actor: Actor) -> Verb:
    return Verb.CHECK_IN if actor.role is Role.CLIENT else Verb.CHECK_IN_FOR


def _how(actor: Actor, attended: Attended, code: str | None) -> str:
    """By what way the check-in came. Raises: RuleBroken("wrong_site_code")."""
    if actor.role is not Role.CLIENT:
        return "orderer" if actor.role in ORDERER_ROLES else str(actor.role)
    if not code:
        return "client"
    if code.strip() != attended.shift.check_in_code:
        raise RuleBroken("wrong_site_code")
    return "code"


def _check_arrival(actor: Actor, attended: Attended, now: datetime) -> None:
    """Nothing, when one may check in now; clients can't once the shift is over."""
    shift = attended.shift
    check_opening(shift.starts_at, now)
    if actor.role is not Role.CLIENT:
        _expect(attended.attendance, *COMING, *_MISSED)
        return
    _expect(attended.attendance, *COMING)
    if now >= shift.ends_at:
        raise RuleBroken("check_in_too_late")


def _check_agreement(attended: Attended) -> None:
    """Nothing, when whoever pays knows the person. Raises: RuleBroken("agreement_missing")."""
    day = local_day(attended.shift.starts_at)
    if agreements.is_missing(attended.attendance.client_id, attended.task, on=day):
        raise RuleBroken("agreement_missing")


def check_out(
    actor: Actor, attendance_id: UUID, *, said: SaidHow | None = None, now: datetime
) -> UUID:
    """The id of the planned hours of a shift that is done.

    Pressing twice changes nothing. Raises: Missing, NotAllowed, Conflict.
    """
    with unit_of_work():
        attended = attendance.get_attendance(actor, attendance_id, now=now)
        require(actor, _coming_verb(actor), attended.facts)
        known = hours.find_live(attendance_id)
        if known is not None and attended.attendance.state is AttendanceState.PERFORMED:
            return known.id
        hours_id = _leave(actor, attended, now=now)
        _note(actor, attended.attendance, ActFor.CHECK_OUT, said, now=now)
        return hours_id


def _leave(actor: Actor, attended: Attended, *, now: datetime) -> UUID:
    row, shift = attended.attendance, attended.shift
    _expect(row, AttendanceState.CHECKED_IN)
    out_at = left_at(row.in_at or shift.starts_at, shift.ends_at, now)
    hours_id = hours.add_planned(row, shift, attended.task, now=now)
    attendance.move(row, AttendanceState.PERFORMED, now=now, out_at=out_at, out_by_id=actor.user_id)
    attendance.activate_placement(row.placement_id, since=shift.starts_at)
    _record(actor, row, AttendanceState.PERFORMED, now=now)
    return hours_id


def cannot_come(
    actor: Actor, attendance_id: UUID, reason: str = "", *, said: SaidHow | None = None,
    now: datetime,
) -> None:  # fmt: skip
    """The client can't come: the place is free again, coach and orderer know at once.

    Raises: Missing, NotAllowed, Conflict, RuleBroken.
    """
    with unit_of_work():
        attended = attendance.get_attendance(actor, attendance_id, now=now)
        require(actor, Verb.REPORT_ABSENCE, attended.facts)
        row, chosen = attended.attendance, absence_reason(reason)
        if row.state is AttendanceState.CANNOT_COME:
            return
        _expect(row, *COMING)
        if now >= attended.shift.ends_at:
            raise RuleBroken("shift_over")
        attendance.move(row, AttendanceState.CANNOT_COME, now=now, reason=chosen.value)
        waves.wake(attendance.free_place(row, now=now), now=now)
        freed = bookings.release_presence(shift_id=row.shift_id, client_id=row.client_id)
        _tell_of_absence(actor, attended, freed, now=now)
        _note(actor, row, ActFor.CANNOT_COME, said, now=now)
        _record(actor, row, AttendanceState.CANNOT_COME, now=now)


def _tell_of_absence(
    actor: Actor, attended: Attended, freed_coach: UUID | None, *, now: datetime
) -> None:
    row = attended.attendance
    key = _key(AttendanceState.CANNOT_COME, row.id, now)
    coach = _call(actor, AlertKind.CANNOT_COME, key, row, now=now)
    if freed_coach not in (None, coach, actor.user_id):
        letters.tell_user(freed_coach, "client_cannot_come", f"{key}:along", now=now)
    letters.tell_orderer(attended.task, "worker_cannot_come", f"{key}:orderer", now=now)


def _key(state: AttendanceState, attendance_id: UUID, now: datetime) -> str:
    """One cause of letters and alerts; said again after an undo it is a new one."""
    return f"{state.value}:{attendance_id}:{int(now.timestamp())}"


def _call(
    actor: Actor, kind: AlertKind, key: str, row: Attendance, *, now: datetime
) -> UUID | None:
    """The coach who is called, unless it is the coach who tells it."""
    to = {"shift_id": row.shift_id, "teller": actor.user_id}
    return alerts.call(kind, row.client_id, key, now=now, **to).coach_id


def mark_did_not_come(
    actor: Actor, attendance_id: UUID, *, known: bool = True, now: datetime
) -> None:
    """Somebody on the site says that the client did not come, or (`known` False) can't tell.

    The coach gets an alert for the same day: to see that all is well, never as a penalty.
    Raises: Missing, NotAllowed, Conflict, RuleBroken("shift_not_begun").
    """
    new = AttendanceState.DID_NOT_COME if known else AttendanceState.UNKNOWN
    with unit_of_work():
        attended = attendance.get_attendance(actor, attendance_id, now=now)
        require(actor, Verb.RECORD_ATTENDANCE, attended.facts)
        row = attended.attendance
        if row.state is new:
            return
        _expect(row, *COMING, AttendanceState.UNKNOWN)
        if now < attended.shift.starts_at:
            raise RuleBroken("shift_not_begun")
        attendance.move(row, new, now=now)
        kind = AlertKind.DID_NOT_COME if known else AlertKind.NOT_HEARD
        _call(actor, kind, _key(new, row.id, now), row, now=now)
        _record(actor, row, new, now=now)


def mark_came_late(
    actor: Actor, attendance_id: UUID, minutes: int, *, said: SaidHow | None = None,
    now: datetime,
) -> None:  # fmt: skip
    """Somebody on the site says that the client came so much later; the coach hears the same day.

    A clock that shows a late arrival by itself raises nothing.
    Raises: Missing, NotAllowed, Conflict, RuleBroken("late_unknown") or as for `check_in`.
    """
    with unit_of_work():
        attended = attendance.get_attendance(actor, attendance_id, now=now)
        require(actor, Verb.RECORD_ATTENDANCE, attended.facts)
        row, shift = attended.attendance, attended.shift
        _expect(row, *COMING, *_MISSED)
        _check_agreement(attended)
        in_at = came_late_at(shift.starts_at, shift.ends_at, minutes, now)
        attendance.move(
            row, AttendanceState.CHECKED_IN, now=now, in_at=in_at, in_by_id=actor.user_id,
            in_how=_how(actor, attended, None), late_minutes=minutes,
        )  # fmt: skip
        key = f"{AlertKind.CAME_LATE.value}:{row.id}:{int(now.timestamp())}"
        _call(actor, AlertKind.CAME_LATE, key, row, now=now)
        _note(actor, row, ActFor.CAME_LATE, said, now=now)
        _record(actor, row, AttendanceState.CHECKED_IN, now=now)


def undo_attendance(
    actor: Actor, attendance_id: UUID, *, said: SaidHow | None = None, now: datetime
) -> None:
    """Take the last step back; after "cannot come" only while the place is still free.

    Raises: Missing, NotAllowed, Conflict("hours_agreed"), Gone("shift_filled").
    """
    with unit_of_work():
        attended = attendance.get_attendance(actor, attendance_id, now=now)
        row = attended.attendance
        require(actor, _undo_verb(actor, row), attended.facts)
        undo = _UNDO.get(row.state)
        if undo is None:
            raise Conflict("illegal_move", old=row.state.value)
        new = undo(attended, now)
        _note(actor, row, ActFor.UNDO_ATTENDANCE, said, now=now)
        _record(actor, row, new, now=now)


def _undo_verb(actor: Actor, row: Attendance) -> Verb:
    if row.state is AttendanceState.CANNOT_COME:
        return Verb.REPORT_ABSENCE
    if row.state in _MISSED:
        return Verb.RECORD_ATTENDANCE
    return _coming_verb(actor)


def _undo_leaving(attended: Attended, now: datetime) -> AttendanceState:
    row, new = attended.attendance, AttendanceState.CHECKED_IN
    if not hours.remove_open(row.id):
        raise Conflict("hours_agreed")
    attendance.move(row, new, now=now, out_at=None, out_by_id=None)
    return new


def _undo_coming(attended: Attended, now: datetime) -> AttendanceState:
    alerts.finish_of(f"{AlertKind.CAME_LATE.value}:{attended.attendance.id}:", now=now)
    values = {"in_at": None, "in_by_id": None, "in_how": "", "late_minutes": 0}
    attendance.move(attended.attendance, AttendanceState.BOOKED, now=now, **values)
    return AttendanceState.BOOKED


def _undo_cannot_come(attended: Attended, now: datetime) -> AttendanceState:
    row = attended.attendance
    if now >= attended.shift.ends_at:
        raise Gone("shift_over")
    waves.stop_asking(attendance.retake_place(row), now=now)
    bookings.ensure_presence(shift=attended.shift, client_id=row.client_id, now=now)
    return _undo_missing(attended, now)


def _undo_missing(attended: Attended, now: datetime) -> AttendanceState:
    row = attended.attendance
    alerts.finish_of(f"{row.state.value}:{row.id}:", now=now)
    attendance.move(row, AttendanceState.BOOKED, now=now, reason="")
    return AttendanceState.BOOKED


_UNDO = {
    AttendanceState.PERFORMED: _undo_leaving,
    AttendanceState.CHECKED_IN: _undo_coming,
    AttendanceState.CANNOT_COME: _undo_cannot_come,
    AttendanceState.DID_NOT_COME: _undo_missing,
    AttendanceState.UNKNOWN: _undo_missing,
}


def finish_attendance(*, now: datetime, limit: int = 500) -> int:
    """How many attendances of shifts long over were brought to an end by the worker.

    Who came and forgot to check out has done the shift; of the others nothing is known.
    """
    before = forgotten_since(now)
    with unit_of_work():
        overdue = attendance.list_overdue(ended_before=before, limit=limit)
        for row, shift, task in overdue:
            _record(SYSTEM, row, _finish(row, shift, task, now), now=now)
        attendance.finish_visits(ended_before=before)
        return len(overdue)


def _finish(row: Attendance, shift: Shift, task: Task, now: datetime) -> AttendanceState:
    if row.state is not AttendanceState.CHECKED_IN:
        attendance.move(row, AttendanceState.UNKNOWN, now=now)
        return AttendanceState.UNKNOWN
    attendance.move(row, AttendanceState.PERFORMED, now=now, out_at=shift.ends_at)
    hours.add_planned(row, shift, task, now=now)
    attendance.activate_placement(row.placement_id, since=shift.starts_at)
    return AttendanceState.PERFORMED


def _expect(row: Attendance, *states: AttendanceState) -> None:
    if row.state not in states:
        raise Conflict("illegal_move", old=row.state.value)


def _record(
    actor: Actor, row: Attendance, new: AttendanceState, *, now: datetime, how: str = ""
) -> None:
    # The row still shows the state in which it was read.
    facts = {"from": row.state.value, "to": new.value} | ({"how": how} if how else {})
    entry = audit.Entry(
        "update", "attendance", row.id, purpose=purpose_of(actor), client_ids=[row.client_id],
        fields=["state"], facts=facts,
    )  # fmt: skip
    audit.record(actor, entry, now=now)
