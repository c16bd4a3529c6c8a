"""What clients let workplaces know: the word on each item, and what a workplace gets to see."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from app.domain.calendar import local_day
from app.domain.disclosures import Decision, Item, told_to
from app.domain.errors import Missing
from app.domain.lifecycle import AttendanceState
from app.domain.policy import Facts, Verb, may
from app.store import reading, relations
from app.store.db import db
from app.store.models.own_words import Disclosure
from app.store.models.people import Organisation
from app.store.models.work import Attendance, Shift, Task

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime
    from uuid import UUID

    from app.domain.policy import Actor


@dataclass(frozen=True)
class Told:
    """One thing that a workplace is told; `words` are the client's own, where it is those."""

    item: Item
    words: str = ""


@dataclass(frozen=True)
class Workplace:
    """An organisation the client has worked for or will, and what it may know."""

    id: UUID
    name: str
    told: frozenset[Item]


def list_decisions(client_id: UUID) -> list[Decision]:
    """Every word of the client on what may be told."""
    columns = (Disclosure.organisation_id, Disclosure.item, Disclosure.allowed)
    rows = db.session.execute(select(*columns).where(Disclosure.client_id == client_id))
    reading.note([client_id])
    return [Decision(*row) for row in rows]


def put_decision(client_id: UUID, decision: Decision, words: str | None, *, now: datetime) -> None:
    """Keep the client's word. A no to all takes back what single workplaces were allowed."""
    mine = select(Disclosure).where(
        Disclosure.client_id == client_id, Disclosure.item == decision.item
    )
    known = {row.organisation_id: row for row in db.session.scalars(mine)}
    row = known.get(decision.organisation_id)
    if row is None:
        row = Disclosure(
            client_id=client_id, organisation_id=decision.organisation_id, item=decision.item
        )
        db.session.add(row)
    taken_back = [row]
    if decision.organisation_id is None and not decision.allowed:
        taken_back += known.values()
    for one in taken_back:
        one.allowed, one.decided_at = decision.allowed, now
        one.words = words if decision.allowed else None
    db.session.flush()


def list_workplaces(client_id: UUID) -> list[Workplace]:
    """The client's workplaces, the one of the latest shift first, with what each may know."""
    last = func.max(Shift.starts_at)
    rows = db.session.execute(
        select(Organisation.id, Organisation.name)
        .join(Task, Task.organisation_id == Organisation.id)
        .join(Shift, Shift.task_id == Task.id)
        .join(Attendance, Attendance.shift_id == Shift.id)
        .where(Attendance.client_id == client_id)
        .where(Attendance.state != AttendanceState.CANCELLED)
        .group_by(Organisation.id, Organisation.name)
        .order_by(last.desc(), Organisation.name)
    ).all()
    decisions = list_decisions(client_id)
    return [Workplace(row.id, row.name, told_to(decisions, row.id)) for row in rows]


def get_workplace(client_id: UUID, organisation_id: UUID) -> Workplace:
    """One of the client's workplaces. Raises: Missing."""
    for one in list_workplaces(client_id):
        if one.id == organisation_id:
            return one
    raise Missing


def list_of_client(actor: Actor, client_id: UUID, *, now: datetime) -> list[Workplace]:
    """The workplaces that are told something. Raises: Missing for whoever may not know."""
    kinds = relations.list_kinds(actor, [client_id], on=local_day(now))[client_id]
    if not may(actor, Verb.READ_CLIENT, Facts(client_id=client_id, relations=kinds)):
        raise Missing
    return [one for one in list_workplaces(client_id) if one.told]


def list_told(client_ids: Collection[UUID], organisation_id: UUID) -> dict[UUID, tuple[Told, ...]]:
    """What this organisation may know of these clients, at this moment."""
    mine = Disclosure.organisation_id.is_(None) | (Disclosure.organisation_id == organisation_id)
    query = select(Disclosure).where(Disclosure.client_id.in_(set(client_ids)), mine)
    rows: dict[UUID, list[Disclosure]] = defaultdict(list)
    for row in db.session.scalars(query):
        rows[row.client_id].append(row)
    return {client_id: _told(found, organisation_id) for client_id, found in rows.items()}


def _told(rows: list[Disclosure], organisation_id: UUID) -> tuple[Told, ...]:
    allowed = told_to(
        (Decision(row.organisation_id, row.item, row.allowed) for row in rows), organisation_id
    )
    return tuple(Told(item, _words(rows, item)) for item in Item if item in allowed)


def _words(rows: list[Disclosure], item: Item) -> str:
    """The own words that were allowed; those for one workplace before those for all."""
    found = [row for row in rows if row.item is item and row.allowed]
    found.sort(key=lambda row: row.organisation_id is None)
    return (found[0].words or "") if found else ""
