"""Contacts that are late, and who is to hear of it: the coach, a substitute, the manager."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select, update

from app.domain.lifecycle import AWAITED, DueState
from app.domain.vocabulary import RelationKind, Role
from app.store import bookings, support_plans
from app.store.db import db
from app.store.due_contacts import DEADLINE
from app.store.models.cadence import DueContact
from app.store.models.people import Absence, Client, Relation, User
from app.store.relations import in_force

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from datetime import date, datetime
    from uuid import UUID

    from app.domain.policy import Actor

MOST = 500
_ALL_TOLD = 3


@dataclass(frozen=True)
class Late:
    """A late contact: since when, how far it was told of, and whose it is."""

    id: UUID
    client_id: UUID
    deadline: date
    told: int
    unit_id: UUID
    coach_id: UUID | None


def list_late(*, today: date) -> list[Late]:
    """The late contacts that not everybody has heard of, the longest late first."""
    coaches = Relation.kind == RelationKind.COACH
    rows = db.session.execute(
        select(
            DueContact.id, DueContact.client_id, DEADLINE.label("deadline"), DueContact.told,
            Client.unit_id, User.id.label("coach_id"),
        )
        .join(Client, Client.id == DueContact.client_id)
        .outerjoin(
            Relation, (Relation.client_id == Client.id) & coaches & in_force(today)
        )
        .outerjoin(User, (User.id == Relation.user_id) & User.active)
        .where(DueContact.state.in_(AWAITED), DueContact.to_on < today, today > DEADLINE)
        .where(DueContact.told < _ALL_TOLD)
        .order_by(DEADLINE, DueContact.id, Relation.starts_on)
        .limit(MOST)
    )  # fmt: skip
    found = {row.id: Late(*row) for row in rows}
    return list(found.values())


def count_of_unit(actor: Actor, *, today: date) -> int:
    """How many contacts of the actor's own unit are late."""
    late = (
        select(func.count(DueContact.id))
        .join(Client, Client.id == DueContact.client_id)
        .where(Client.unit_id == actor.unit_id, DueContact.state.in_(AWAITED))
        .where(DueContact.to_on < today, today > DEADLINE)
    )
    return db.session.scalar(late) or 0


def mark_told(due_ids: Collection[UUID], level: int) -> None:
    """Remember how far these have been told of."""
    db.session.execute(
        update(DueContact)
        .where(DueContact.id.in_(due_ids), DueContact.told < level)
        .values(told=level)
        .execution_options(synchronize_session=False)
    )


def find_substitutes(late: Sequence[Late], *, today: date) -> dict[UUID, UUID]:
    """By contact a colleague in the client's unit who is not away, the least burdened one."""
    chosen: dict[UUID, UUID] = {}
    burden: Counter[UUID] = Counter()
    away = set(
        db.session.scalars(
            select(Absence.user_id).where(Absence.starts_on <= today, Absence.ends_on >= today)
        )
    )
    of_unit = {one.unit_id: bookings.list_unit_coaches(one.unit_id) for one in late}
    for one in late:
        able = [c for c in of_unit[one.unit_id] if c != one.coach_id and c not in away]
        if able:
            chosen[one.id] = min(able, key=lambda c: (burden[c], str(c)))
            burden[chosen[one.id]] += 1
    return chosen


def name_substitutes(chosen: Mapping[UUID, UUID]) -> None:
    """Remember by contact which colleague was told of it. Needs a unit of work."""
    for due_id, user_id in chosen.items():
        db.session.execute(
            update(DueContact)
            .where(DueContact.id == due_id)
            .values(substitute_id=user_id)
            .execution_options(synchronize_session=False)
        )


def list_managers(unit_ids: Collection[UUID]) -> dict[UUID, list[UUID]]:
    """The managers of these units."""
    rows = db.session.execute(
        select(User.unit_id, User.id)
        .where(User.role == Role.UNIT_MANAGER, User.active, User.unit_id.in_(unit_ids))
        .order_by(User.id)
    )
    found: dict[UUID, list[UUID]] = {}
    for unit_id, user_id in rows:
        if unit_id is not None:
            found.setdefault(unit_id, []).append(user_id)
    return found


def let_go(*, before: date, now: datetime) -> int:
    """How many contacts were late for too long and are missed now."""
    late: Any = select(DueContact.id).where(
        DueContact.state.in_(AWAITED), DueContact.to_on < before, before > DEADLINE
    )
    ids = list(db.session.scalars(late.limit(MOST)))
    db.session.execute(
        update(DueContact)
        .where(DueContact.id.in_(ids), DueContact.state.in_(AWAITED))
        .values(state=DueState.MISSED, settled_at=now)
        .execution_options(synchronize_session=False)
    )
    support_plans.hush(ids, now=now)
    return len(ids)
