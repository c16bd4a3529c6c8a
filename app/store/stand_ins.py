"""Long late contacts of a colleague's clients, for the one who was told to stand in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import exists, select

from app.domain.calendar import local_day
from app.domain.errors import Missing
from app.domain.lifecycle import AWAITED
from app.domain.policy import Facts, Verb, may
from app.domain.vocabulary import RelationKind
from app.store.db import db
from app.store.due_contacts import DEADLINE
from app.store.models.cadence import DueContact, SupportPlan
from app.store.models.people import Client, Relation
from app.store.models.work import Placement, Task
from app.store.relations import find_coach, in_force
from app.store.visits import short_name

if TYPE_CHECKING:
    from datetime import date, datetime
    from uuid import UUID

    from app.domain.policy import Actor


@dataclass(frozen=True)
class StandIn:
    """One such contact: what a colleague may know of it, and whose client it is about."""

    due: DueContact
    name: str
    title: str
    until: date
    coach: str
    phone: str


def list_stand_ins(actor: Actor, *, now: datetime) -> list[StandIn]:
    """What waits for this coach instead of a colleague, the longest late first."""
    rows = db.session.execute(_told_to(actor, now).order_by(DEADLINE, DueContact.id))
    return [_stand_in(*row, on=local_day(now)) for row in rows]


def get_stand_in(actor: Actor, due_id: UUID, *, now: datetime) -> tuple[DueContact, Facts]:
    """The contact and what it is to the actor. Raises: Missing for whoever was not told of it."""
    row = db.session.execute(_told_to(actor, now).where(DueContact.id == due_id)).first()
    if row is None:
        raise Missing
    due, client = row[0], row[1]
    facts = Facts(client_id=client.id, unit_id=client.unit_id, called=True)
    if not may(actor, Verb.STAND_IN, facts):
        raise Missing
    return due, facts


def _told_to(actor: Actor, now: datetime) -> Any:
    """Whoever has become the client's own coach meanwhile finds it among the own ones."""
    own = exists().where(
        Relation.client_id == DueContact.client_id, Relation.user_id == actor.user_id,
        Relation.kind == RelationKind.COACH, in_force(local_day(now)),
    )  # fmt: skip
    return (
        select(DueContact, Client, Task.title, DEADLINE)
        .join(Client, Client.id == DueContact.client_id)
        .join(SupportPlan, SupportPlan.id == DueContact.plan_id)
        .join(Placement, Placement.id == SupportPlan.placement_id)
        .join(Task, Task.id == Placement.task_id)
        .where(DueContact.substitute_id == actor.user_id, DueContact.substitute_id.is_not(None))
        .where(Client.unit_id == actor.unit_id, DueContact.state.in_(AWAITED), ~own)
    )


def _stand_in(due: DueContact, client: Client, title: str, until: date, *, on: date) -> StandIn:
    coach = find_coach(client.id, on=on)
    name, phone = (coach.first_name, coach.phone or "") if coach else ("", "")
    return StandIn(due, short_name(client), title, until, name, phone)
