"""Agreements of clients with employers: who has one, who must get one before work or export."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, exists, func, or_, select, true

from app.domain.agreements import Agreement, agreement_on, employer_key
from app.domain.calendar import local_day
from app.domain.engagement import Responsibility, model_on
from app.domain.errors import Missing
from app.domain.lifecycle import COMING, HoursState, PlacementState
from app.domain.policy import Actor, Facts, Verb, may
from app.domain.vocabulary import EngagementModel, RelationKind, Role
from app.store import engagement, reading, relations, rules
from app.store.db import db
from app.store.models.agreements import WorkAgreement
from app.store.models.people import Client, Organisation, Relation
from app.store.models.work import (
    Attendance,
    Placement,
    Shift,
    Task,
    WorkedHours,
)
from app.store.relations import in_force

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import date, datetime
    from uuid import UUID

# The dated rule of how long before the work a missing agreement is told of. Units: days.
TELL_DAYS = "agreements.tell_days"
USUAL_DAYS = 3


@dataclass(frozen=True)
class Placed:
    """A client at a task, and what that is to the actor."""

    placement: Placement
    task: Task
    facts: Facts


def get_placed(actor: Actor, placement_id: UUID, *, now: datetime) -> Placed:
    """The placement, for those who may make an agreement for it. Raises: Missing."""
    row = db.session.execute(
        select(Placement, Task).join(Task, Task.id == Placement.task_id)
        .where(Placement.id == placement_id)
    ).first()  # fmt: skip
    if row is None:
        raise Missing
    facts = _facts(actor, row.Placement.client_id, now=now)
    if not may(actor, Verb.MAKE_AGREEMENT, facts):
        raise Missing
    return Placed(row.Placement, row.Task, facts)


def get_agreement(actor: Actor, agreement_id: UUID, *, now: datetime) -> WorkAgreement:
    """The agreement, for those who may change it. Raises: Missing."""
    row = db.session.get(WorkAgreement, agreement_id)
    if row is None or not may(actor, Verb.MAKE_AGREEMENT, _facts(actor, row.client_id, now=now)):
        raise Missing
    return row


def _facts(actor: Actor, client_id: UUID, *, now: datetime) -> Facts:
    kinds = relations.list_kinds(actor, [client_id], on=local_day(now))
    return Facts(client_id=client_id, relations=kinds[client_id])


def list_of(client_ids: Collection[UUID]) -> dict[UUID, list[Agreement]]:
    """The agreements of each client."""
    found: dict[UUID, list[Agreement]] = {client_id: [] for client_id in client_ids}
    query = select(WorkAgreement).where(WorkAgreement.client_id.in_(client_ids))
    for row in db.session.scalars(query):
        found[row.client_id].append(_plain(row))
    return found


def _plain(row: WorkAgreement) -> Agreement:
    return Agreement(
        row.id, row.employer_key, row.external_reference, row.from_on, row.to_on,
        row.name_released,
    )  # fmt: skip


def is_missing(client_id: UUID, task: Task, *, on: date) -> bool:
    """Whether work on this day needs an agreement that the client hasn't got."""
    found = engagement.find_responsibility(task.engagement_model, on=on)
    if found is None or not found.needs_agreement:
        return False
    key = employer_key(found, task.organisation_id)
    return agreement_on(list_of([client_id])[client_id], key, on) is None


def add(
    client_id: UUID, key: str, reference: str, *, by_id: UUID | None, now: datetime, **values: Any
) -> UUID:
    """The id of a new agreement until further notice. Needs a unit of work."""
    row = WorkAgreement(
        client_id=client_id, employer_key=key, external_reference=reference, made_by_id=by_id,
        made_at=now, **values,
    )  # fmt: skip
    db.session.add(row)
    db.session.flush()
    return row.id


def find_open(client_id: UUID, key: str) -> WorkAgreement | None:
    """The agreement with this employer that goes on until further notice."""
    return db.session.scalar(
        select(WorkAgreement).where(
            WorkAgreement.client_id == client_id,
            WorkAgreement.employer_key == key,
            WorkAgreement.to_on.is_(None),
        )
    )


def first_day_at(placement_id: UUID) -> date | None:
    """The day of the first shift of the placement."""
    first = select(func.min(Shift.starts_at)).join(Attendance, Attendance.shift_id == Shift.id)
    starts_at = db.session.scalar(first.where(Attendance.placement_id == placement_id))
    return None if starts_at is None else local_day(starts_at)


def is_used(row: WorkAgreement) -> bool:
    """Whether hours have left by the reference of this agreement."""
    used = exists().where(
        WorkedHours.client_id == row.client_id,
        WorkedHours.payroll_reference == row.external_reference,
    )
    return bool(db.session.scalar(select(used)))


def remove(row: WorkAgreement) -> None:
    """Take an agreement away that was a mistake."""
    db.session.execute(delete(WorkAgreement).where(WorkAgreement.id == row.id))


@dataclass(frozen=True)
class Due:
    """A client at a task who needs an agreement: before which work, and what waits already."""

    placement_id: UUID
    client_id: UUID
    first_name: str
    title: str
    organisation: str
    model: EngagementModel
    first_at: datetime
    waits: int

    @property
    def held(self) -> bool:
        """Whether agreed hours already wait for the agreement."""
        return self.waits > 0


def list_due(actor: Actor, *, now: datetime) -> list[Due]:
    """Who needs an agreement, the most urgent first; a coach sees the own clients."""
    if actor.role not in (Role.COACH, Role.DISPATCHER):
        return []
    due = _due_among(_candidates(_mine(actor, now=now), now=now))
    reading.note({one.client_id for one in due})
    return due


def list_beginning(*, now: datetime) -> list[Due]:
    """Whose work begins so soon, by the dated rule, that the missing agreement is told of."""
    days = rules.find_whole_number(TELL_DAYS, on=local_day(now))
    until = now + timedelta(days=USUAL_DAYS if days is None else days)
    due = _due_among(_candidates(true(), now=now))
    return [one for one in due if now < one.first_at <= until]


def _due_among(rows: Sequence[Any]) -> list[Due]:
    """Those who need an agreement and have none, each client and employer once."""
    known, versions = list_of({row.client_id for row in rows}), engagement.list_versions()
    due: dict[tuple[UUID, str], Due] = {}
    for row in rows:
        found = _needing(row, versions)
        if found is None:
            continue
        key = employer_key(found, row.organisation_id)
        if agreement_on(known[row.client_id], key, local_day(row.first_at)) is None:
            due.setdefault((row.client_id, key), _due(row))
    return list(due.values())


def _mine(actor: Actor, *, now: datetime) -> Any:
    if actor.role is Role.DISPATCHER:
        return true()
    own = select(Relation.client_id).where(
        Relation.user_id == actor.user_id, Relation.kind == RelationKind.COACH,
        in_force(local_day(now)),
    )  # fmt: skip
    return Placement.client_id.in_(own)


def _candidates(mine: Any, *, now: datetime) -> Sequence[Any]:
    """Placements with work ahead, or with agreed hours that have not left."""
    waits = WorkedHours.state == HoursState.AGREED
    first, count = func.min(Shift.starts_at), func.count(WorkedHours.id)
    ahead = Attendance.state.in_(COMING) & (Shift.ends_at > now)
    return db.session.execute(
        select(
            Placement.id, Placement.client_id, Client.first_name, Task.title, Task.organisation_id,
            Task.engagement_model, Organisation.name.label("organisation"),
            first.label("first_at"), count.label("waits"),
        )
        .join(Task, Task.id == Placement.task_id)
        .join(Organisation, Organisation.id == Task.organisation_id)
        .join(Client, Client.id == Placement.client_id)
        .join(Attendance, Attendance.placement_id == Placement.id)
        .join(Shift, Shift.id == Attendance.shift_id)
        .outerjoin(WorkedHours, (WorkedHours.attendance_id == Attendance.id) & waits)
        .where(mine, Task.engagement_model.is_not(None))
        .where(or_(ahead & (Placement.state != PlacementState.ENDED), WorkedHours.id.is_not(None)))
        .group_by(Placement.id, Client.id, Task.id, Organisation.id)
        .order_by(first, Placement.id)
    ).all()  # fmt: skip


def _needing(row: Any, versions: Sequence[Responsibility]) -> Responsibility | None:
    found = model_on(versions, row.engagement_model, local_day(row.first_at))
    return found if found is not None and found.needs_agreement else None


def _due(row: Any) -> Due:
    return Due(
        row.id, row.client_id, row.first_name, row.title, row.organisation, row.engagement_model,
        row.first_at, row.waits,
    )  # fmt: skip


@dataclass(frozen=True)
class Made:
    """An agreement as its keepers read it."""

    id: UUID
    first_name: str
    model: EngagementModel
    reference: str
    from_on: date
    to_on: date | None
    name_released: bool
    # The client's newest work for that employer, whose paper is printed.
    placement_id: UUID | None = None


def list_made(actor: Actor, *, now: datetime, limit: int = 200) -> list[Made]:
    """The agreements that are in force or to come, the newest first."""
    if actor.role not in (Role.COACH, Role.DISPATCHER):
        return []
    today = local_day(now)
    query = (
        select(WorkAgreement, Client.first_name)
        .join(Client, Client.id == WorkAgreement.client_id)
        .where(or_(WorkAgreement.to_on.is_(None), WorkAgreement.to_on >= today))
        .order_by(WorkAgreement.made_at.desc(), WorkAgreement.id)
        .limit(limit)
    )
    if actor.role is Role.COACH:
        query = query.join(Relation, Relation.client_id == Client.id).where(
            Relation.user_id == actor.user_id, Relation.kind == RelationKind.COACH, in_force(today)
        )
    rows = db.session.execute(query).all()
    client_ids = {row.WorkAgreement.client_id for row in rows}
    reading.note(client_ids)
    newest = _newest_works(client_ids)
    return [_made(row, name, newest.get((row.client_id, row.employer_key))) for row, name in rows]


def _newest_works(client_ids: Collection[UUID]) -> dict[tuple[UUID, str], UUID]:
    """For each client and employer the newest placement, by both ways an employer is named."""
    rows = db.session.execute(
        select(Placement.id, Placement.client_id, Task.engagement_model, Task.organisation_id)
        .join(Task, Task.id == Placement.task_id)
        .where(Placement.client_id.in_(client_ids))
        .order_by(Placement.agreed_at, Placement.id)
    )
    newest: dict[tuple[UUID, str], UUID] = {}
    for placement_id, client_id, model, organisation_id in rows:
        if model is None:
            continue
        newest[client_id, model.value] = placement_id
        newest[client_id, f"{model.value}:{organisation_id}"] = placement_id
    return newest


def _made(row: WorkAgreement, first_name: str, placement_id: UUID | None) -> Made:
    model = EngagementModel(row.employer_key.partition(":")[0])
    return Made(
        row.id, first_name, model, row.external_reference, row.from_on, row.to_on,
        row.name_released, placement_id,
    )  # fmt: skip
