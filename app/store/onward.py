"""How work might go on: a workplace's wish for one client at an order, and what came of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import delete, select

from app.domain.calendar import local_day
from app.domain.errors import Missing
from app.domain.policy import Facts, Verb, may
from app.store import relations
from app.store.db import db
from app.store.models.own_words import OnwardWish
from app.store.models.people import Organisation
from app.store.models.work import Placement, Task

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from app.domain.onward import Onward
    from app.domain.policy import Actor
    from app.store.models.work import Attendance


@dataclass(frozen=True)
class Hoped:
    """A wish with the work it is about, for the client's own coach."""

    wish: OnwardWish
    title: str
    place: str


def find_waiting(placement_id: UUID) -> OnwardWish | None:
    """The wish that has not come to an end."""
    query = select(OnwardWish).where(OnwardWish.placement_id == placement_id)
    return db.session.scalar(query.where(OnwardWish.settled_at.is_(None)))


def find_last(placement_id: UUID) -> OnwardWish | None:
    """The newest wish, whether it has come to an end or not."""
    query = select(OnwardWish).where(OnwardWish.placement_id == placement_id)
    return db.session.scalar(query.order_by(OnwardWish.told_at.desc(), OnwardWish.id).limit(1))


def add(row: Attendance, kind: Onward, *, by: UUID, now: datetime) -> OnwardWish:
    """A new wish about the client of this attendance. Needs a unit of work."""
    wish = OnwardWish(
        placement_id=row.placement_id, client_id=row.client_id, kind=kind, told_by_id=by,
        told_at=now,
    )  # fmt: skip
    db.session.add(wish)
    db.session.flush()
    return wish


def remove(wish: OnwardWish) -> None:
    """Take a wish away that was told by mistake. Needs a unit of work."""
    db.session.execute(delete(OnwardWish).where(OnwardWish.id == wish.id))


def get_wish(actor: Actor, wish_id: UUID, *, now: datetime) -> OnwardWish:
    """The wish, for whoever may note what came of it. Raises: Missing."""
    wish = db.session.get(OnwardWish, wish_id)
    if wish is None or not _may_note(actor, wish.client_id, now):
        raise Missing
    return wish


def list_of_client(actor: Actor, client_id: UUID, *, now: datetime, limit: int = 5) -> list[Hoped]:
    """The wishes for a client, newest first. Raises: Missing for whoever may not read them."""
    if not _may_note(actor, client_id, now):
        raise Missing
    rows = db.session.execute(
        select(OnwardWish, Task.title, Organisation.name)
        .join(Placement, Placement.id == OnwardWish.placement_id)
        .join(Task, Task.id == Placement.task_id)
        .join(Organisation, Organisation.id == Task.organisation_id)
        .where(OnwardWish.client_id == client_id)
        .order_by(OnwardWish.told_at.desc(), OnwardWish.id)
        .limit(limit)
    )
    return [Hoped(*row) for row in rows]


def _may_note(actor: Actor, client_id: UUID, now: datetime) -> bool:
    kinds = relations.list_kinds(actor, [client_id], on=local_day(now))[client_id]
    return may(actor, Verb.NOTE_ONWARD, Facts(client_id=client_id, relations=kinds))
