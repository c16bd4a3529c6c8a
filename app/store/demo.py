"""The demo's own: how far its clock is moved, and which invented people one can be."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import Select, func, or_, select, update

from app.domain.lifecycle import COMING, AlertState, BookingState, OfferState, ShiftState
from app.domain.vocabulary import ORDERER_ROLES, Role
from app.store.crypto import blind_index
from app.store.db import db
from app.store.logins import actor_of
from app.store.message_templates import WordsInUse
from app.store.models.people import Client, Organisation, User
from app.store.models.rules import WageFloor
from app.store.models.support import Alert
from app.store.models.trail import DemoState, OutboxMessage
from app.store.models.work import Attendance, CoachBooking, Offer, OfferShift, Shift, Task

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from uuid import UUID

    from app.domain.messages.words import Words
    from app.domain.policy import Actor
    from app.domain.vocabulary import Category


def clock_offset() -> timedelta:
    """How far the demo's clock is moved; nothing before the demo is built."""
    with db.engine.connect() as connection:
        seconds = connection.execute(select(DemoState.offset_seconds)).scalar()
    return timedelta(seconds=seconds or 0)


def find_state() -> DemoState | None:
    """The demo's row, if a demo was built."""
    return db.session.scalar(select(DemoState))


def add_state(*, seed: int, now: datetime, ready: bool = True) -> None:
    db.session.add(DemoState(built_at=now, seed=seed, ready=ready))


def finish_state(*, now: datetime) -> None:
    """Say that the demo is whole; one that was broken off in the middle is built anew."""
    db.session.execute(update(DemoState).values(ready=True, built_at=now))


def move_clock(seconds: int) -> None:
    """Move the clock by this much more."""
    db.session.execute(update(DemoState).values(offset_seconds=DemoState.offset_seconds + seconds))


@dataclass(frozen=True)
class DemoPerson:
    """One of the invented people: the key of the demo, first name and role."""

    key: str
    user_id: UUID
    first_name: str
    role: Role


def list_people() -> dict[str, DemoPerson]:
    """The people one can be in the demo, by key."""
    rows = db.session.execute(
        select(User.demo_key, User.id, User.first_name, User.role).where(
            User.demo_key.is_not(None), User.active
        )
    )
    return {key: DemoPerson(key, id_, name, role) for key, id_, name, role in rows if key}


def find_user(key: str) -> User | None:
    """The demo's person of this key."""
    return db.session.scalar(select(User).where(User.demo_key == key, User.active))


@dataclass(frozen=True)
class DemoLetter:
    """One message of the outbox, opened, with whom it is for."""

    to: str
    template: str
    channel: str
    language: str
    facts: dict[str, Any]
    state: str
    created_at: datetime
    discreet: bool
    client_id: UUID | None = None
    # How administrators word this letter; None for the words of the house.
    own: Words | None = None


def count_messages(key: str = "") -> int:
    """How many messages the outbox holds, for one of the people or for all."""
    query = select(func.count()).select_from(OutboxMessage)
    return int(db.session.scalar(_for_person(query, key)) or 0)


def count_recent(actor: Actor, *, since: datetime) -> int:
    """How many messages were written since then: to this person, or to anybody for nobody."""
    query = select(func.count()).select_from(OutboxMessage).where(OutboxMessage.created_at >= since)
    if actor.client_id is not None:
        query = query.where(OutboxMessage.client_id == actor.client_id)
    elif actor.user_id is not None:
        query = query.where(OutboxMessage.user_id == actor.user_id)
    return db.session.scalar(query) or 0


def list_letters(key: str, *, limit: int, offset: int = 0) -> list[DemoLetter]:
    """The newest messages for one of the people, or for all. The people are invented."""
    query = (
        select(OutboxMessage, User.first_name, Client.first_name, Client.non_disclosure)
        .outerjoin(User, User.id == OutboxMessage.user_id)
        .outerjoin(Client, Client.id == OutboxMessage.client_id)
        .order_by(OutboxMessage.created_at.desc(), OutboxMessage.id)
    )
    rows = db.session.execute(_for_person(query, key).limit(limit).offset(offset)).all()
    in_use = WordsInUse({row[0].template for row in rows})
    return [
        DemoLetter(
            to=user or client or message.address or "",
            template=message.template,
            channel=message.channel,
            language=message.language,
            facts=json.loads(message.facts or "{}"),
            state=message.state,
            created_at=message.created_at,
            discreet=bool(hidden),
            client_id=message.client_id,
            own=in_use.find(message.template, message.language),
        )
        for message, user, client, hidden in rows
    ]


def find_phone(client_id: UUID) -> str:
    """The number of one of the invented clients, from which a text message would come."""
    client = db.session.get(Client, client_id)
    return (client.phone if client else "") or ""


def _for_person(query: Any, key: str) -> Any:
    # A week after it went out, nobody knows any more what a message said.
    query = query.where(OutboxMessage.facts_sealed.is_not(None))
    if not key:
        return query
    whose = select(User.id).where(User.demo_key == key).scalar_subquery()
    client = select(User.client_id).where(User.demo_key == key).scalar_subquery()
    return query.where(or_(OutboxMessage.user_id == whose, OutboxMessage.client_id == client))


def next_shift_at(actor: Actor, *, after: datetime) -> datetime | None:
    """When the person's next shift begins: worked, gone along with or ordered."""
    found: datetime | None = db.session.scalar(_next_shift(actor, after))
    return found


def _next_shift(actor: Actor, after: datetime) -> Select[Any]:
    if actor.role is Role.COACH:
        return select(func.min(CoachBooking.starts_at)).where(
            CoachBooking.coach_id == actor.user_id,
            CoachBooking.state == BookingState.BOOKED,
            CoachBooking.starts_at > after,
        )
    query = (
        select(func.min(Shift.starts_at))
        .join(Attendance, Attendance.shift_id == Shift.id)
        .where(Attendance.state.in_(COMING), Shift.starts_at > after)
    )
    if actor.role is Role.CLIENT:
        return query.where(Attendance.client_id == actor.client_id)
    if actor.role in ORDERER_ROLES:
        return query.join(Task).where(Task.organisation_id == actor.organisation_id)
    return query


def list_actors() -> dict[str, Actor]:
    """Everybody who can act, by mail address or, for clients, by client id."""
    users = db.session.scalars(select(User).where(User.active))
    return {user.email or str(user.client_id): actor_of(user, None) for user in users}


def add_orderer(email: str, organisation_ref: str, name: tuple[str, str], *, now: datetime) -> None:
    """One more person of an organisation, with the plain orderer's rights."""
    organisation = db.session.scalars(
        select(Organisation).where(Organisation.ref == organisation_ref)
    ).one()
    db.session.add(
        User(
            role=Role.ORDERER, first_name=name[0], last_name=name[1], email=email,
            email_index=blind_index("email", email), organisation_id=organisation.id,
            created_at=now,
        )
    )  # fmt: skip


def mark_people(emails: Mapping[str, str], clients: Mapping[str, str]) -> None:
    """Give people their keys of the demo: by mail address, clients by their number."""
    for key, email in emails.items():
        index = blind_index("email", email)
        db.session.execute(update(User).where(User.email_index == index).values(demo_key=key))
    for key, number in clients.items():
        index = blind_index("number", number)
        found = select(Client.id).where(Client.number_index == index).scalar_subquery()
        db.session.execute(update(User).where(User.client_id == found).values(demo_key=key))


def add_floor(category: Category | None, agreement: str, cents: int, *, on: date) -> None:
    """An example row of a wage floor; a real one comes from the agreement's table."""
    db.session.add(
        WageFloor(
            agreement=agreement, category=category.value if category else "",
            cents_per_hour=cents, valid_from=on, source="Kokeilun esimerkki, tarkista",
        )
    )  # fmt: skip


def list_shifts(task_id: UUID, *, after: datetime) -> list[Shift]:
    """The coming shifts of an order that still have a free place."""
    query = select(Shift).where(
        Shift.task_id == task_id, Shift.starts_at > after, Shift.state == ShiftState.OPEN,
        Shift.taken < Shift.places,
    )  # fmt: skip
    return list(db.session.scalars(query.order_by(Shift.starts_at)))


def list_attendances(offer_id: UUID) -> list[tuple[UUID, datetime, datetime]]:
    """The attendances that came of an offer, with their times."""
    rows = db.session.execute(
        select(Attendance.id, OfferShift.starts_at, OfferShift.ends_at)
        .join(OfferShift, OfferShift.id == Attendance.offer_shift_id)
        .where(OfferShift.offer_id == offer_id)
        .order_by(OfferShift.starts_at)
    )
    return [(row[0], row[1], row[2]) for row in rows]


def find_placement(offer_id: UUID) -> UUID | None:
    """The placement that came of an offer."""
    return db.session.scalar(
        select(Attendance.placement_id)
        .join(OfferShift, OfferShift.id == Attendance.offer_shift_id)
        .where(OfferShift.offer_id == offer_id)
        .limit(1)
    )


def find_offer_state(offer_id: UUID) -> OfferState | None:
    """How far an offer has come."""
    return db.session.scalar(select(Offer.state).where(Offer.id == offer_id))


def call_messages_sent(*, before: datetime) -> None:
    """The messages of the invented past count as sent when they were written."""
    db.session.execute(
        update(OutboxMessage)
        .where(OutboxMessage.state == "new", OutboxMessage.created_at < before)
        .values(state="sent", sent_at=OutboxMessage.created_at)
        .execution_options(synchronize_session=False)
    )


def hurry() -> None:
    """Let SQLite trust the machine while the demo is built: it can be built again."""
    if db.engine.dialect.name == "sqlite":
        with db.engine.connect() as connection:
            connection.exec_driver_sql("COMMIT")
            connection.exec_driver_sql("PRAGMA synchronous=OFF")
            connection.exec_driver_sql("BEGIN")


def list_old_alerts(coach: Actor, *, before: datetime) -> list[UUID]:
    """Alerts of a coach that have been open for long."""
    query = select(Alert.id).where(
        Alert.coach_id == coach.user_id, Alert.state == AlertState.OPEN, Alert.raised_at < before
    )
    return list(db.session.scalars(query))


def is_empty() -> bool:
    """Whether nobody has put anything into this database yet."""
    return db.session.scalar(select(User.id).limit(1)) is None


def release() -> None:
    """Let go of the database before its tables are taken away."""
    db.session.remove()
    db.engine.dispose()
