"""What changed about an order or its place while people had promised to come: noted and told."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import select

from app.domain.lifecycle import AGREED_OFFERS, COMING
from app.domain.tasks import OF_THE_PLACE
from app.store import cancelling, letters
from app.store.db import db
from app.store.models.work import Attendance, OfferShift, Shift, Task

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import datetime
    from uuid import UUID

# So long a change is still new to somebody who comes.
NEW_FOR = timedelta(days=14)


def tell(task: Task, changed: Collection[str], *, now: datetime) -> set[UUID]:
    """Note what changed, tell everybody who is coming and the coaches; gives the clients.

    What belongs to the place is news to everybody who comes there, by whichever order. One letter
    a client and day. Needs a unit of work in which the order is written.
    """
    touched: set[UUID] = set()
    for one in _touched_tasks(task, changed):
        names = changed if one.id == task.id else OF_THE_PLACE.intersection(changed)
        _note(one, names, now)
        touched |= _tell_of(one, now)
    return touched


def _touched_tasks(task: Task, changed: Collection[str]) -> Sequence[Task]:
    if not OF_THE_PLACE.intersection(changed):
        return [task]
    same = select(Task).where(Task.site_id == task.site_id, Task.opened_at.is_not(None))
    others = db.session.scalars(same.where(Task.id != task.id, Task.closed_at.is_(None)))
    return [task, *others]


def _note(task: Task, names: Collection[str], now: datetime) -> None:
    still_new = set(task.news) if task.news_at and task.news_at > now - NEW_FOR else set()
    task.news, task.news_at = sorted(still_new.union(names)), now


def _tell_of(task: Task, now: datetime) -> set[UUID]:
    coming = db.session.execute(
        select(
            OfferShift.client_id,
            OfferShift.shift_id,
            Attendance.id.label("attendance_id"),
            Shift.starts_at,
        )
        .join(Shift, Shift.id == OfferShift.shift_id)
        .outerjoin(
            Attendance,
            (Attendance.offer_shift_id == OfferShift.id) & Attendance.state.in_(COMING),
        )
        .where(Shift.task_id == task.id, Shift.starts_at > now)
        .where(OfferShift.state.in_(AGREED_OFFERS))
        .order_by(Shift.starts_at.desc())
    ).all()
    stamp = f"site_news:{task.id}:{now:%Y%m%d}"
    # The nearest of a client's times comes last and stays.
    for one in {row.client_id: row for row in coming}.values():
        letters.tell_clients(
            {one.client_id: f"{stamp}:{one.client_id}"},
            "site_news",
            now=now,
            path=f"/client/shifts/{one.attendance_id}" if one.attendance_id else "/client/",
            begins_at=one.starts_at,
        )
    for coach_id in sorted(cancelling.list_coaches_along({row.shift_id for row in coming})):
        letters.tell_user(
            coach_id, "site_news_coach", stamp, now=now, path=f"/coach/tasks/{task.id}"
        )
    return {row.client_id for row in coming}


def news_of(task: Task, *, now: datetime) -> list[str]:
    """The names of the facts that are still new to somebody who comes."""
    return task.news if task.news_at is not None and task.news_at > now - NEW_FOR else []
