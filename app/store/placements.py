"""A confirmed yes: the client's place at the task, the coming visits and the coach along."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import delete, select

from app.domain.calendar import local_day
from app.domain.lifecycle import AttendanceState, OfferState, PlacementState
from app.domain.presence import FIRST_SHIFTS
from app.store import agreements, bookings, letters, offers
from app.store.db import db
from app.store.models.work import Attendance, Placement, Shift, Task

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from uuid import UUID

    from app.domain.presence import Presence
    from app.store.offers import Held


def confirm(held: Held, *, now: datetime) -> UUID:
    """Make an accepted offer sure, tell client and orderer; the placement's id.

    Needs a unit of work. Raises: Gone("offer_changed") when the answer was taken back meanwhile.
    """
    offers.move(held, OfferState.CONFIRMED, now=now, confirmed_at=now)
    placement_id = find_or_add_placement(held.client_id, held.task_id, now=now)
    db.session.add_all(
        Attendance(
            offer_shift_id=part.id, shift_id=part.shift_id, client_id=held.client_id,
            placement_id=placement_id, state=AttendanceState.BOOKED, changed_at=now,
        )
        for part in held.open_parts
    )  # fmt: skip
    db.session.flush()
    _book_coach(held, now=now)
    stamp = int(now.timestamp())
    keys = {held.client_id: f"offer_confirmed:{held.id}:{stamp}"}
    letters.tell_clients(keys, "offer_confirmed", now=now, begins_at=held.first_starts_at)
    task = db.session.get_one(Task, held.task_id)
    _tell_of_agreement(held, task, placement_id, now=now)
    letters.tell_orderer(task, "worker_found", f"worker_found:{held.id}:{stamp}", now=now)
    return placement_id


def _tell_of_agreement(held: Held, task: Task, placement_id: UUID, *, now: datetime) -> None:
    """The coach hears at once that payroll doesn't know the person yet; the rest is on the page."""
    day = local_day(held.open_parts[0].starts_at) if held.open_parts else local_day(now)
    if agreements.is_missing(held.client_id, task, on=day):
        key = f"agreement_missing:{placement_id}"
        path = "/coach/agreements"
        letters.tell_coach(held.client_id, "agreement_missing", key, now=now, path=path)


def find_or_add_placement(client_id: UUID, task_id: UUID, *, now: datetime) -> UUID:
    """The client's running placement at the task, new at the first confirmed shift."""
    known = db.session.scalar(
        select(Placement.id).where(
            Placement.client_id == client_id,
            Placement.task_id == task_id,
            Placement.state != PlacementState.ENDED,
        )
    )
    if known is not None:
        return known
    placement = Placement(
        client_id=client_id, task_id=task_id, kind="gig", state=PlacementState.AGREED,
        agreed_at=now,
    )  # fmt: skip
    db.session.add(placement)
    db.session.flush()
    return placement.id


def _book_coach(held: Held, *, now: datetime) -> None:
    """Book a coach where one must go along; where none can, the own coach is told."""
    shifts = _shifts(held.shift_ids)
    for number, shift in enumerate(shifts):
        wanted = bookings.get_presence(shift, held.client_id)
        if not _is_required(wanted, number):
            continue
        booking = bookings.book_presence(shift=shift, client_id=held.client_id, now=now)
        if booking is None:
            key = f"presence_wanted:{held.id}:{shift.id}"
            letters.tell_coach(held.client_id, "presence_wanted", key, now=now)


def _is_required(wanted: Presence, number: int) -> bool:
    """Whether a coach goes along on so many-th shift of an offer: first shifts come first."""
    codes = set(wanted.codes)
    if number:
        codes.discard("orderer_wants_first_shift")
    if number >= FIRST_SHIFTS:
        codes.discard("client_wants_first_shifts")
    return wanted.required and bool(codes)


def _shifts(shift_ids: Sequence[UUID]) -> list[Shift]:
    query = select(Shift).where(Shift.id.in_(shift_ids)).order_by(Shift.starts_at, Shift.id)
    return list(db.session.scalars(query))


def take_back(held: Held, *, now: datetime) -> None:
    """Undo what a confirmation made, before anybody has come. Needs a unit of work."""
    db.session.execute(
        delete(Attendance)
        .where(Attendance.offer_shift_id.in_([part.id for part in held.parts]))
        .where(Attendance.in_at.is_(None))
        .execution_options(synchronize_session=False)
    )
    for shift_id in held.shift_ids:
        bookings.release_presence(shift_id=shift_id, client_id=held.client_id)
    task = db.session.get_one(Task, held.task_id)
    key = f"worker_cannot_come:{held.id}:{int(now.timestamp())}"
    letters.tell_orderer(task, "worker_cannot_come", key, now=now)
