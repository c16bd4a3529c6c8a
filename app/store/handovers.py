"""People on their way from one coach to another: who, when, and what goes along with them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, or_, select, update
from sqlalchemy.orm import aliased

from app.domain.calendar import local_day
from app.domain.errors import Missing
from app.domain.lifecycle import BookingState, HandoverState
from app.domain.vocabulary import RelationKind, Role
from app.store import clients, moves
from app.store.alerts import OPEN
from app.store.db import db
from app.store.models.handovers import Handover, HandoverClient
from app.store.models.people import Client, Relation, User
from app.store.models.support import Alert, SupportDraft
from app.store.models.work import CoachBooking
from app.store.relations import in_force

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import date, datetime
    from uuid import UUID

    from app.domain.policy import Actor

# So long an answered one stays on the list, and a change of coach on the client's page.
LATELY = timedelta(days=60)


@dataclass(frozen=True)
class HandoverRow:
    """One handover as its two coaches and their manager see it."""

    handover: Handover
    giver: str
    taker: str
    people: tuple[str, ...]


@dataclass(frozen=True)
class Along:
    """What waits of these people: it stays with them, whoever is responsible."""

    alerts: int
    visits: int
    drafts: int


@dataclass(frozen=True)
class CoachNews:
    """A change of coach as the client is told it."""

    giver: str
    taker: str
    phone: str
    starts_on: date
    ends_on: date | None


def list_coaches(actor: Actor, *, without: UUID | None) -> list[User]:
    """The active coaches of the actor's unit."""
    query = select(User).where(
        User.role == Role.COACH, User.active, User.unit_id == actor.unit_id,
        User.unit_id.is_not(None), User.id != without,
    )  # fmt: skip
    return list(db.session.scalars(query.order_by(User.first_name, User.id)))


def get_coach(actor: Actor, user_id: UUID) -> User:
    """An active coach of the actor's own unit. Raises: Missing."""
    found = [one for one in list_coaches(actor, without=None) if one.id == user_id]
    if not found:
        raise Missing
    return found[0]


def list_own_people(coach_id: UUID, *, on: date) -> list[tuple[UUID, str]]:
    """Whose own coach this is for good: id and name."""
    ids = db.session.scalars(
        select(Relation.client_id)
        .where(Relation.user_id == coach_id, Relation.kind == RelationKind.COACH)
        .where(in_force(on), Relation.ends_on.is_(None))
    )
    return sorted(clients.full_names(list(ids)).items(), key=lambda one: one[1])


def count_along(coach_id: UUID, client_ids: Collection[UUID], *, now: datetime) -> Along:
    """What is open for these people and this coach."""
    alerts = select(func.count(Alert.id)).where(Alert.client_id.in_(client_ids))
    visits = select(func.count(CoachBooking.id)).where(
        CoachBooking.coach_id == coach_id, CoachBooking.starts_at > now,
        CoachBooking.state == BookingState.BOOKED,
    )  # fmt: skip
    drafts = select(func.count(SupportDraft.id)).where(
        SupportDraft.coach_id == coach_id, SupportDraft.client_id.in_(client_ids)
    )
    counts = [db.session.scalar(one) or 0 for one in (alerts.where(Alert.state.in_(OPEN)), visits)]
    return Along(counts[0], counts[1], db.session.scalar(drafts) or 0)


def add(handover: Handover, client_ids: Collection[UUID]) -> None:
    """Keep a proposal with its people. Needs a unit of work."""
    db.session.add(handover)
    db.session.flush()
    db.session.add_all(HandoverClient(handover_id=handover.id, client_id=one) for one in client_ids)
    db.session.flush()


def get_handover(actor: Actor, handover_id: UUID) -> tuple[Handover, list[UUID]]:
    """One that this coach takes, gives or has proposed, or of a manager's unit, with its people.

    Raises: Missing.
    """
    handover = db.session.get(Handover, handover_id)
    mine = handover and actor.user_id in {
        handover.to_id, handover.from_id, handover.proposed_by_id
    }  # fmt: skip
    if handover is not None and actor.role is Role.UNIT_MANAGER:
        mine = _unit_of(handover.from_id) == actor.unit_id
    if handover is None or not mine:
        raise Missing
    query = select(HandoverClient.client_id).where(HandoverClient.handover_id == handover.id)
    return handover, list(db.session.scalars(query))


def _unit_of(user_id: UUID) -> UUID | None:
    return db.session.scalar(select(User.unit_id).where(User.id == user_id))


def list_handovers(actor: Actor, *, now: datetime) -> list[HandoverRow]:
    """What concerns this coach, or a manager's unit: what waits first, then the lately answered."""
    giver, taker = aliased(User), aliased(User)
    query = (
        select(Handover, giver.first_name, taker.first_name)
        .join(giver, giver.id == Handover.from_id)
        .join(taker, taker.id == Handover.to_id)
        .where(Handover.proposed_at > now - LATELY)
        .order_by(Handover.state != HandoverState.PROPOSED, Handover.proposed_at.desc())
    )
    if actor.role is Role.UNIT_MANAGER:
        query = query.where(giver.unit_id == actor.unit_id)
    else:
        mine = (Handover.to_id, Handover.from_id, Handover.proposed_by_id)
        query = query.where(or_(*(one == actor.user_id for one in mine)))
    rows = db.session.execute(query).all()
    people = _people([row[0].id for row in rows])
    return [HandoverRow(*row, tuple(people.get(row[0].id, ()))) for row in rows]


def list_asked(actor: Actor, *, now: datetime) -> list[HandoverRow]:
    """What waits for this coach's yes or no."""
    mine = [one for one in list_handovers(actor, now=now) if one.handover.to_id == actor.user_id]
    return [one for one in mine if one.handover.state is HandoverState.PROPOSED]


def _people(handover_ids: Sequence[UUID]) -> dict[UUID, list[str]]:
    """First names: whoever is asked to take somebody may know as much as any colleague."""
    rows = db.session.execute(
        select(HandoverClient.handover_id, Client)
        .join(Client, Client.id == HandoverClient.client_id)
        .where(HandoverClient.handover_id.in_(handover_ids))
        .order_by(Client.first_name, Client.id)
    )
    people: dict[UUID, list[str]] = {}
    for handover_id, client in rows:
        initial = (client.last_name or "")[:1]
        people.setdefault(handover_id, []).append(f"{client.first_name} {initial}".strip())
    return people


def move(handover: Handover, new: HandoverState, *, now: datetime) -> None:
    """Answer it from the state in which it was read. Raises: Conflict."""
    moves.move(Handover, handover.id, handover.state, new, answered_at=now)


def give_over(handover: Handover, client_ids: Collection[UUID], starts_on: date) -> list[UUID]:
    """Let the relations say it; whom the giver still had. Needs a unit of work.

    For a time the giver stays besides; for good the giver's access ends on the day before.
    """
    open_ones = db.session.scalars(
        select(Relation)
        .where(Relation.client_id.in_(client_ids), Relation.user_id == handover.from_id)
        .where(Relation.kind == RelationKind.COACH, Relation.ends_on.is_(None))
    ).all()
    if handover.ends_on is None:
        for one in open_ones:
            one.ends_on = starts_on - timedelta(days=1)
        db.session.flush()
    given = [one.client_id for one in open_ones]
    db.session.add_all(
        Relation(
            client_id=one, user_id=handover.to_id, kind=RelationKind.COACH, starts_on=starts_on,
            ends_on=handover.ends_on,
        )
        for one in given
    )  # fmt: skip
    db.session.flush()
    return given


def pass_on_drafts(today: date) -> int:
    """How many unfinished notes went along with people who have gone for good. Harmless twice."""
    gone = db.session.execute(
        select(Handover.from_id, Handover.to_id, HandoverClient.client_id)
        .join(HandoverClient, HandoverClient.handover_id == Handover.id)
        .where(Handover.state == HandoverState.ACCEPTED, Handover.ends_on.is_(None))
        .where(Handover.starts_on <= today, Handover.starts_on > today - LATELY)
        .order_by(Handover.answered_at)
    ).all()
    return sum(_pass_on(*row) for row in gone)


def _pass_on(giver: UUID, taker: UUID, client_id: UUID) -> int:
    theirs = select(SupportDraft.client_id).where(SupportDraft.coach_id == taker)
    done: Any = db.session.execute(
        update(SupportDraft)
        .where(SupportDraft.coach_id == giver, SupportDraft.client_id == client_id)
        .where(SupportDraft.client_id.not_in(theirs))
        .values(coach_id=taker)
        .execution_options(synchronize_session=False)
    )
    return int(done.rowcount)


def list_news(client_id: UUID, *, now: datetime) -> list[CoachNews]:
    """The changes of coach that are ahead or hold now, for the client's own page."""
    today = local_day(now)
    giver, taker = aliased(User), aliased(User)
    rows = db.session.execute(
        select(giver.first_name, taker, Handover.starts_on, Handover.ends_on)
        .join(HandoverClient, HandoverClient.handover_id == Handover.id)
        .join(giver, giver.id == Handover.from_id)
        .join(taker, taker.id == Handover.to_id)
        .where(HandoverClient.client_id == client_id, Handover.state == HandoverState.ACCEPTED)
        .where(or_(Handover.ends_on >= today, Handover.starts_on > today - timedelta(days=14)))
        .order_by(Handover.starts_on)
    )
    return [
        CoachNews(name, to.first_name, to.phone or "", starts, ends)
        for name, to, starts, ends in rows
    ]
