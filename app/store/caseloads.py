"""A coach's people: what comes next for each, when they last spoke, who has been silent."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select

from app.domain.calendar import local_day
from app.domain.lifecycle import COMING_OR_THERE, AttendanceState, OfferState
from app.store import clients, reading
from app.store.alerts import OPEN as OPEN_ALERTS
from app.store.db import db
from app.store.former_terms import SITE_ID
from app.store.models.people import Client, Site
from app.store.models.support import Alert, SupportContact
from app.store.models.work import Attendance, Offer, Shift, Task

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime
    from uuid import UUID

    from app.domain.policy import Actor

# So long without a word or a shift, and nothing ahead, is silence.
SILENT_AFTER = timedelta(days=28)
_WAITING = (OfferState.SENT, OfferState.SEEN, OfferState.ASKED_COACH)


@dataclass(frozen=True)
class NextShift:
    """The nearest shift of somebody."""

    shift_id: UUID
    title: str
    place: str
    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True)
class CaseRow:
    """One person of the coach's own list."""

    client_id: UUID
    name: str
    animal: str
    non_disclosure: bool
    next_shift: NextShift | None
    contact_at: datetime | None
    worked_at: datetime | None
    offers: int
    alerts: int
    silent: bool


def list_caseload(actor: Actor, *, now: datetime) -> list[CaseRow]:
    """The coach's own clients by first name."""
    people = clients.list_clients(actor, now=now)
    ids = [person.id for person in people]
    ahead, contacts, worked = _next_shifts(ids, now), _last_contacts(ids), _last_worked(ids)
    offers = _count(Offer, Offer.client_id.in_(ids), Offer.state.in_(_WAITING))
    alerts = _count(Alert, Alert.client_id.in_(ids), Alert.state.in_(OPEN_ALERTS))
    rows = []
    for person in people:
        heard = [at for at in (contacts.get(person.id), worked.get(person.id)) if at]
        last = max(heard, default=person.created_at)
        row = CaseRow(
            client_id=person.id, name=f"{person.first_name} {person.last_name or ''}".strip(),
            animal=person.animal, non_disclosure=person.non_disclosure,
            next_shift=ahead.get(person.id), contact_at=contacts.get(person.id),
            worked_at=worked.get(person.id), offers=offers.get(person.id, 0),
            alerts=alerts.get(person.id, 0),
            silent=person.id not in ahead and last < now - SILENT_AFTER,
        )  # fmt: skip
        rows.append(row)
    return rows


def list_silent(actor: Actor, *, now: datetime) -> list[tuple[UUID, str, datetime | None]]:
    """Own clients with nothing ahead and no word or work for long, and when they were heard last.

    Only the silent ones' names are read.
    """
    ids = clients.list_own_ids(actor, now=now)
    ahead, heard = _next_shifts(ids, now), _last_heard(ids)
    since = dict(
        db.session.execute(select(Client.id, Client.created_at).where(Client.id.in_(ids))).all()
    )
    border = now - SILENT_AFTER
    silent = [one for one in ids if one not in ahead and heard.get(one, since[one]) < border]
    names = clients.full_names(silent)
    found = [(one, names[one], heard.get(one)) for one in silent]
    return sorted(found, key=lambda row: (row[2] or since[row[0]], row[1]))


def _last_heard(client_ids: Collection[UUID]) -> dict[UUID, datetime]:
    """When a coach last wrote of them or they last worked, whichever is later."""
    contacts, worked = _last_contacts(client_ids), _last_worked(client_ids)
    both = contacts.keys() | worked.keys()
    return {
        one: max(at for at in (contacts.get(one), worked.get(one)) if at is not None)
        for one in both
    }


def _next_shifts(client_ids: Collection[UUID], now: datetime) -> dict[UUID, NextShift]:
    rows = db.session.execute(
        select(
            Attendance.client_id, Shift.id, Task.title, Site.name, Shift.starts_at, Shift.ends_at
        )
        .join(Shift, Shift.id == Attendance.shift_id)
        .join(Task, Task.id == Shift.task_id)
        .join(Site, Site.id == SITE_ID)
        .where(Attendance.client_id.in_(client_ids), Attendance.state.in_(COMING_OR_THERE))
        .where(Shift.ends_at > now)
        .order_by(Shift.starts_at.desc(), Shift.id)
    )
    return {row.client_id: NextShift(row.id, row.title, row.name, *row[4:]) for row in rows}


def _last_contacts(client_ids: Collection[UUID]) -> dict[UUID, datetime]:
    rows = db.session.execute(
        select(SupportContact.client_id, func.max(SupportContact.happened_at))
        .where(SupportContact.client_id.in_(client_ids))
        .group_by(SupportContact.client_id)
    )
    return dict(rows.all())


def _last_worked(client_ids: Collection[UUID]) -> dict[UUID, datetime]:
    rows = db.session.execute(
        select(Attendance.client_id, func.max(Shift.ends_at))
        .join(Shift, Shift.id == Attendance.shift_id)
        .where(Attendance.client_id.in_(client_ids))
        .where(Attendance.state == AttendanceState.PERFORMED)
        .group_by(Attendance.client_id)
    )
    return dict(rows.all())


def _count(kind: Any, *where: Any) -> dict[UUID, int]:
    rows = db.session.execute(
        select(kind.client_id, func.count()).where(*where).group_by(kind.client_id)
    )
    return dict(rows.all())


def list_other_names(actor: Actor, *, now: datetime) -> list[tuple[UUID, str]]:
    """First name and initial of the unit's other clients; nothing else of them is told."""
    if actor.unit_id is None:
        return []
    own = clients.visible_to(actor, on=local_day(now))
    rows = db.session.scalars(
        select(Client)
        .where(Client.unit_id == actor.unit_id, ~own)
        .order_by(Client.first_name, Client.id)
    ).all()
    reading.note(row.id for row in rows)
    return [(row.id, f"{row.first_name} {(row.last_name or '')[:1]}".strip()) for row in rows]


def names_of(actor: Actor, client_ids: Collection[UUID], *, now: datetime) -> dict[UUID, str]:
    """First and last name of those who are the coach's own."""
    mine = set(clients.list_own_ids(actor, now=now)) & set(client_ids)
    return clients.full_names(mine)
