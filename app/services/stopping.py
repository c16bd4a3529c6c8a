"""A client wants to stop a job: the times to come are given free at once, the coach calls today.

The placement itself stays open until the coach has talked with the client and ends it.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from app.domain.alerts import AlertKind
from app.domain.attendance import AbsenceReason
from app.domain.errors import Gone
from app.domain.lifecycle import AttendanceState
from app.domain.policy import Facts, Verb, require
from app.domain.purposes import purpose_of
from app.store import alerts, attendance, audit, bookings, letters, stopping, waves
from app.store.transaction import step, unit_of_work

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from app.domain.policy import Actor
    from app.store.models.work import Attendance, Shift
    from app.store.stopping import Job

# So long the client can take it back with one press.
UNDO = timedelta(minutes=30)


def stop_job(actor: Actor, placement_id: UUID, *, now: datetime) -> int:
    """How many coming times were given free. Pressing twice changes nothing.

    The orderer hears once that somebody else is looked for, never why. Raises: Missing, NotAllowed.
    """
    with unit_of_work():
        job = _load(actor, placement_id, now=now)
        for visit, _shift in job.coming:
            _give_up(actor, visit, now=now)
        if job.coming:
            _tell(actor, job, now=now)
        return len(job.coming)


def _load(actor: Actor, placement_id: UUID, *, now: datetime) -> Job:
    job = stopping.get_job(actor, placement_id, now=now, since=now - UNDO)
    require(actor, Verb.REPORT_ABSENCE, Facts(client_id=job.client_id))
    return job


def _give_up(actor: Actor, visit: Attendance, *, now: datetime) -> None:
    reason, new = AbsenceReason.STOPPING.value, AttendanceState.CANNOT_COME
    attendance.move(visit, new, now=now, reason=reason)
    waves.wake(attendance.free_place(visit, now=now), now=now)
    bookings.release_presence(shift_id=visit.shift_id, client_id=visit.client_id)
    _record(actor, visit, new, now=now)


def _tell(actor: Actor, job: Job, *, now: datetime) -> None:
    key = f"{_cause(job.placement_id)}{int(now.timestamp())}"
    letters.tell_orderer(job.task, "worker_cannot_come", f"{key}:orderer", now=now)
    kind = AlertKind.WANTS_TO_STOP
    first = job.coming[0][0].shift_id
    alerts.call(kind, job.client_id, key, shift_id=first, teller=actor.user_id, now=now)


def _cause(placement_id: UUID) -> str:
    return f"{AlertKind.WANTS_TO_STOP.value}:{placement_id}:"


def undo_stop(actor: Actor, placement_id: UUID, *, now: datetime) -> int:
    """How many of the times given up within the half-hour are the client's again.

    Raises: Missing, NotAllowed, Gone("undo_too_late"), Gone("shift_filled") when none is free.
    """
    with unit_of_work():
        job = _load(actor, placement_id, now=now)
        if not job.given_up:
            raise Gone("undo_too_late")
        taken = sum(_take_again(actor, *one, now=now) for one in job.given_up)
        if not taken:
            raise Gone("shift_filled")
        alerts.finish_of(_cause(placement_id), now=now)
        return taken


def _take_again(actor: Actor, visit: Attendance, shift: Shift, *, now: datetime) -> bool:
    """Whether the place was still free."""
    try:
        with step():
            waves.stop_asking(attendance.retake_place(visit), now=now)
            bookings.ensure_presence(shift=shift, client_id=visit.client_id, now=now)
            attendance.move(visit, AttendanceState.BOOKED, now=now, reason="")
            _record(actor, visit, AttendanceState.BOOKED, now=now)
    except Gone:
        return False
    return True


def _record(actor: Actor, visit: Attendance, new: AttendanceState, *, now: datetime) -> None:
    entry = audit.Entry(
        "update", "attendance", visit.id, purpose=purpose_of(actor), client_ids=[visit.client_id],
        fields=["state"], facts={"to": new.value, "because": "stopping"},
    )  # fmt: skip
    audit.record(actor, entry, now=now)
