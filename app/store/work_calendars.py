"""What the calendars of those who order and dispatch know of shifts: counts, never a person."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select

from app.domain.feeds import Entry, Work, change_count, sureness_of
from app.domain.lifecycle import ShiftState, TaskState
from app.store import instructors, risks
from app.store.calendars import BACK
from app.store.db import db
from app.store.former_terms import SITE_ID
from app.store.models.people import Organisation, Site
from app.store.models.work import Attendance, CoachBooking, Offer, OfferShift, Shift, Task
from app.store.rosters import NOT_COMING

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from datetime import datetime
    from uuid import UUID

# As far as shifts are made ahead.
AHEAD = timedelta(weeks=8)
# More than any calendar shows; the nearest ones come first.
MOST = 3000


def list_of_organisation(organisation_id: UUID, *, now: datetime) -> list[Entry]:
    """An organisation's own shifts, the recent and the coming; found are those who will come."""
    rows = _list_shifts(
        Task.organisation_id == organisation_id, Task.state != TaskState.DRAFT,
        Shift.ends_at > now - BACK,
    )  # fmt: skip
    ids = [shift.id for shift, *_rest in rows]
    found, changed = _count_coming(ids), _list_changes(ids)
    unled = instructors.list_missing(ids)
    return [
        _entry(
            row, "orderer", found.get(row[0].id, 0), changed.get(row[0].id),
            unled=row[0].id in unled,
        )
        for row in rows
    ]  # fmt: skip


def list_of_open_orders(*, now: datetime) -> list[Entry]:
    """The coming shifts of open orders; found are the places held, by whoever has said yes.

    Those that were taken back stay as cancelled until their time has passed: a calendar that only
    loses an entry may go on showing it.
    """
    coming = (Task.state == TaskState.OPEN) & Shift.state.in_((ShiftState.OPEN, ShiftState.FILLED))
    ended = Task.opened_at.is_not(None) & Shift.state.in_((ShiftState.CANCELLED, ShiftState.MOVED))
    rows = _list_shifts(
        coming | ended, Shift.ends_at > now, Shift.starts_at < now + AHEAD,
    )  # fmt: skip
    ids = [shift.id for shift, *_rest in rows]
    alone, changed = risks.count_without_coach(ids), _list_changes(ids)
    unled = instructors.list_missing(ids)
    return [
        _entry(
            row, "dispatch", row[0].taken, changed.get(row[0].id), alone[row[0].id],
            unled=row[0].id in unled,
        )
        for row in rows
    ]  # fmt: skip


def _list_shifts(*conditions: Any) -> Sequence[Any]:
    return db.session.execute(
        select(Shift, Task, Organisation.name, Site)
        .join(Task, Task.id == Shift.task_id)
        .join(Organisation, Organisation.id == Task.organisation_id)
        .join(Site, Site.id == SITE_ID)
        .where(*conditions)
        .order_by(Shift.starts_at, Shift.id)
        .limit(MOST)
    ).all()


def _entry(
    row: Any, audience: str, found: int, changed_at: datetime | None, without_coach: int = 0,
    *, unled: bool = False,
) -> Entry:  # fmt: skip
    shift, task, organisation, site = row
    work = Work(
        task.title, organisation, site.name, shift.state, shift.places,
        min(found, shift.places), without_coach, unled,
    )  # fmt: skip
    told = (changed_at, shift.cancelled_at, task.opened_at, task.touched_at, task.closed_at)
    last = max((instant for instant in told if instant is not None), default=task.created_at)
    return Entry(
        key=str(shift.id), starts_at=shift.starts_at, ends_at=shift.ends_at,
        sureness=sureness_of(work), changed_at=last,
        changes=change_count(task.created_at, last, shift.version + task.version),
        path=f"/{audience}/tasks/{task.id}", work=work,
    )  # fmt: skip


def _count_coming(ids: Collection[UUID]) -> Mapping[UUID, int]:
    rows = db.session.execute(
        select(Attendance.shift_id, func.count())
        .where(Attendance.shift_id.in_(ids), Attendance.state.not_in(NOT_COMING))
        .group_by(Attendance.shift_id)
    )
    return {key: number for key, number in rows.all()}  # noqa: C416


def _list_changes(ids: Collection[UUID]) -> Mapping[UUID, datetime]:
    """When anything last came of a shift: an answer, a place freed, a day's news, a coach."""
    latest: dict[UUID, datetime] = {}
    for shift_id, *instants in (*_answers(ids), *_bookings(ids)):
        known = [instant for instant in (*instants, latest.get(shift_id)) if instant is not None]
        if known:
            latest[shift_id] = max(known)
    return latest


def _answers(ids: Collection[UUID]) -> Sequence[Any]:
    return db.session.execute(
        select(
            OfferShift.shift_id, func.max(Offer.answered_at), func.max(Offer.confirmed_at),
            func.max(OfferShift.freed_at), func.max(Attendance.changed_at),
        )
        .join(Offer, Offer.id == OfferShift.offer_id)
        .outerjoin(Attendance, Attendance.offer_shift_id == OfferShift.id)
        .where(OfferShift.shift_id.in_(ids))
        .group_by(OfferShift.shift_id)
    ).all()  # fmt: skip


def _bookings(ids: Collection[UUID]) -> Sequence[Any]:
    return db.session.execute(
        select(CoachBooking.shift_id, func.max(CoachBooking.created_at))
        .where(CoachBooking.shift_id.in_(ids))
        .group_by(CoachBooking.shift_id)
    ).all()
