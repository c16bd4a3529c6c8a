"""Contacts with workplaces: what was learned, for whom, and how many there are in a week."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select, update

from app.domain.employers import ContactWay, Told
from app.domain.errors import Missing
from app.domain.vocabulary import RelationKind
from app.store import reading, relations, rules
from app.store.db import db
from app.store.models.employers import Employer, EmployerContact, EmployerContactClient
from app.store.models.people import Client, User

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import date, datetime
    from uuid import UUID

    from app.domain.employers import Contact
    from app.domain.policy import Actor
    from app.domain.vocabulary import Category

STEPS = tuple(f"employers.step_{step}" for step in range(2, 6))
_LEAST = (2, 4, 5, 6)
SHOWN = 50


@dataclass(frozen=True)
class ContactCard:
    """One contact as its reader sees it: `people` are own clients alone, `others` how many more."""

    row: EmployerContact
    coach: str
    mine: bool
    people: tuple[tuple[UUID, str, Category | None], ...]
    others: int
    former: tuple[EmployerContact, ...] = ()


def list_contacts(actor: Actor, employer_id: UUID, *, on: date) -> list[ContactCard]:
    """The contacts with a workplace, the newest first. The workplace was loaded before."""
    rows = db.session.execute(
        select(EmployerContact, User.first_name)
        .join(User, User.id == EmployerContact.coach_id)
        .where(EmployerContact.employer_id == employer_id)
        .order_by(EmployerContact.happened_on.desc(), EmployerContact.written_at.desc())
        .limit(SHOWN)
    ).all()
    living = [(row, name) for row, name in rows if row.replaced_at is None]
    former = [row for row, _name in rows if row.replaced_at is not None]
    people = _people(actor, [row.id for row, _name in living], on=on)
    return [
        ContactCard(
            row, name, row.coach_id == actor.user_id, *people[row.id], _former_of(row, former)
        )
        for row, name in living
    ]


def _former_of(
    row: EmployerContact, former: Sequence[EmployerContact]
) -> tuple[EmployerContact, ...]:
    """The earlier texts of a contact, the newest first."""
    by_id = {one.id: one for one in former}
    found, before = [], row.replaces_id
    while before is not None and before in by_id:
        found.append(by_id[before])
        before = by_id[before].replaces_id
    return tuple(found)


def _people(
    actor: Actor, contact_ids: Collection[UUID], *, on: date
) -> dict[UUID, tuple[tuple[tuple[UUID, str, Category | None], ...], int]]:
    """For whom each contact was: own clients by name, and how many others."""
    rows = db.session.execute(
        select(
            EmployerContactClient.contact_id, EmployerContactClient.wish, Client.id,
            Client.first_name,
        )
        .join(Client, Client.id == EmployerContactClient.client_id)
        .where(EmployerContactClient.contact_id.in_(contact_ids))
        .order_by(Client.first_name)
    ).all()  # fmt: skip
    kinds = relations.list_kinds(actor, {row.id for row in rows}, on=on)
    own = {client_id for client_id, tied in kinds.items() if RelationKind.COACH in tied}
    reading.note(own)
    named: dict[UUID, list[tuple[UUID, str, Category | None]]] = defaultdict(list)
    others: dict[UUID, int] = defaultdict(int)
    for row in rows:
        if row.id in own:
            named[row.contact_id].append((row.id, row.first_name, row.wish))
        else:
            others[row.contact_id] += 1
    return {one: (tuple(named[one]), others[one]) for one in contact_ids}


def get_contact(actor: Actor, contact_id: UUID) -> EmployerContact:
    """A contact that still holds, of the actor's unit. Raises: Missing."""
    row = db.session.get(EmployerContact, contact_id)
    if row is None or row.replaced_at is not None:
        raise Missing
    unit_id = db.session.scalar(select(Employer.unit_id).where(Employer.id == row.employer_id))
    if actor.unit_id is None or unit_id != actor.unit_id:
        raise Missing
    return row


def find_written(draft_key: UUID) -> UUID | None:
    """The contact that was sent with this key before."""
    query = select(EmployerContact.id).where(EmployerContact.draft_key == draft_key)
    return db.session.scalar(query)


def add(
    contact: Contact, *, employer_id: UUID, coach_id: UUID, draft_key: UUID,
    replaces_id: UUID | None = None, now: datetime,
) -> EmployerContact:  # fmt: skip
    """Write a contact. Needs a unit of work."""
    row = EmployerContact(
        employer_id=employer_id, coach_id=coach_id, way=contact.way, draft_key=draft_key,
        happened_on=contact.happened_on, written_at=now, replaces_id=replaces_id,
    )  # fmt: skip
    row.with_whom, row.learned = contact.with_whom or None, contact.learned or None
    db.session.add(row)
    db.session.flush()
    return row


def add_clients(contact_id: UUID, client_ids: Collection[UUID], wish: Category | None) -> None:
    """Say for whom a contact was. Needs a unit of work."""
    db.session.add_all(
        EmployerContactClient(contact_id=contact_id, client_id=client_id, wish=wish)
        for client_id in client_ids
    )
    db.session.flush()


def replace(row: EmployerContact, *, now: datetime) -> bool:
    """Whether this text held until now and holds no more. Needs a unit of work."""
    done: Any = db.session.execute(
        update(EmployerContact)
        .where(EmployerContact.id == row.id, EmployerContact.replaced_at.is_(None))
        .values(replaced_at=now)
        .execution_options(synchronize_session=False)
    )
    return bool(done.rowcount == 1)


def take_over_clients(row_id: UUID, new_id: UUID) -> None:
    """The clients of a text are those of the text that replaces it. Needs a unit of work."""
    db.session.execute(
        update(EmployerContactClient)
        .where(EmployerContactClient.contact_id == row_id)
        .values(contact_id=new_id)
        .execution_options(synchronize_session=False)
    )


def remove(row: EmployerContact) -> None:
    """Take a contact away that was a slip. Needs a unit of work."""
    db.session.delete(row)
    db.session.flush()


def list_told(actor: Actor, *, since: date) -> list[Told]:
    """What counts of the coach's own contacts since a day."""
    return _told(EmployerContact.coach_id == actor.user_id, since)


def sum_of_unit(unit_id: UUID, *, since: date) -> tuple[int, list[Told]]:
    """How many coaches of a unit wrote contacts since a day, and what counts of them."""
    query = select(func.count(EmployerContact.coach_id.distinct()))
    of_unit = EmployerContact.employer_id.in_(
        select(Employer.id).where(Employer.unit_id == unit_id)
    )
    recent = EmployerContact.happened_on >= since
    coaches = db.session.scalar(query.where(of_unit, recent)) or 0
    return coaches, _told(of_unit, since)


def _told(whose: Any, since: date) -> list[Told]:
    clients = func.count(EmployerContactClient.id)
    wishes = func.count(EmployerContactClient.wish)
    rows = db.session.execute(
        select(EmployerContact.happened_on, EmployerContact.way, clients, wishes)
        .outerjoin(EmployerContactClient, EmployerContactClient.contact_id == EmployerContact.id)
        .where(whose, EmployerContact.happened_on >= since)
        .where(EmployerContact.replaced_at.is_(None))
        .group_by(EmployerContact.id, EmployerContact.happened_on, EmployerContact.way)
    )
    return [
        Told(happened_on, way is ContactWay.FACE_TO_FACE, bool(people), bool(followed))
        for happened_on, way, people, followed in rows
    ]


def steps_on(day: date) -> tuple[int, ...]:
    """How many contacts a week begin the steps 2 to 5 of the scale on a day."""
    said = rules.find_whole_numbers(STEPS, on=day)
    found = tuple(
        usual if said[key] is None else int(said[key] or 0)
        for key, usual in zip(STEPS, _LEAST, strict=True)
    )
    return found if list(found) == sorted(found) else _LEAST
