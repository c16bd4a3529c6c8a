"""What colleagues know of a visit: the work, the client, a language in common."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import case, func, select

from app.domain.lifecycle import BookingState
from app.domain.substitutes import Colleague, Skill, Tie
from app.domain.vocabulary import RelationKind
from app.store.db import db
from app.store.models.people import Client, Relation, User
from app.store.models.work import CoachBooking, CoachBookingClient, Shift, Task
from app.store.relations import in_force

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date
    from uuid import UUID


def list_colleagues(
    coach_ids: Collection[UUID], shift_id: UUID, client_ids: Collection[UUID], *, on: date
) -> tuple[Colleague, ...]:
    """These coaches, each with what is known of the shift's work and these clients."""
    if not coach_ids:
        return ()
    skills, ties = _skills(coach_ids, shift_id), _ties(coach_ids, client_ids, on)
    wanted = _languages(client_ids)
    people = db.session.scalars(select(User).where(User.id.in_(coach_ids)).order_by(User.id))
    return tuple(
        Colleague(
            one.id, f"{one.first_name} {(one.last_name or '')[:1]}".strip(),
            skills.get(one.id, Skill.NONE), ties.get(one.id, Tie.NONE),
            bool(wanted) and wanted <= _spoken(one),
        )
        for one in people
    )  # fmt: skip


def _spoken(coach: User) -> set[str]:
    return {_tongue(one) for one in (coach.language.value, *coach.languages.split(","))}


def _tongue(code: str) -> str:
    """Easy Finnish is Finnish where languages are compared."""
    return code.strip().partition("-")[0]


def _languages(client_ids: Collection[UUID]) -> set[str]:
    rows = db.session.scalars(select(Client.language).where(Client.id.in_(client_ids)))
    return {_tongue(one.value) for one in rows}


def _skills(coach_ids: Collection[UUID], shift_id: UUID) -> dict[UUID, Skill]:
    """By visits that were made: at the same order, or at work of the same kind."""
    order = select(Task.id, Task.category).join(Shift, Shift.task_id == Task.id)
    task_id, category = db.session.execute(order.where(Shift.id == shift_id)).one()
    rows = db.session.execute(
        select(CoachBooking.coach_id, func.max(case((Task.id == task_id, 1), else_=0)))
        .join(Shift, Shift.id == CoachBooking.shift_id)
        .join(Task, Task.id == Shift.task_id)
        .where(CoachBooking.coach_id.in_(coach_ids), CoachBooking.state == BookingState.DONE)
        .where((Task.id == task_id) | (Task.category == category))
        .group_by(CoachBooking.coach_id)
    )
    return {coach_id: Skill.TASK if same else Skill.KIND for coach_id, same in rows}


def _ties(coach_ids: Collection[UUID], client_ids: Collection[UUID], on: date) -> dict[UUID, Tie]:
    met = db.session.scalars(
        select(CoachBooking.coach_id)
        .join(CoachBookingClient, CoachBookingClient.booking_id == CoachBooking.id)
        .where(CoachBookingClient.client_id.in_(client_ids))
        .where(CoachBooking.coach_id.in_(coach_ids), CoachBooking.state == BookingState.DONE)
        .distinct()
    )
    helpers = db.session.scalars(
        select(Relation.user_id)
        .where(Relation.client_id.in_(client_ids), Relation.user_id.in_(coach_ids))
        .where(Relation.kind.in_((RelationKind.HELPER, RelationKind.COACH)), in_force(on))
    )
    return dict.fromkeys(met, Tie.MET) | dict.fromkeys(helpers, Tie.HELPER)
