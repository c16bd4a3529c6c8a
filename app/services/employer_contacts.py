"""A coach writes down a contact with a workplace: once, in a press, for whom, and mends it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from uuid import uuid4

from app.domain.calendar import local_day
from app.domain.due_contacts import Made
from app.domain.employers import Contact, ContactWay, check_contact, is_mended
from app.domain.errors import Conflict, Missing
from app.domain.policy import Facts, Verb, require
from app.store import audit, client_facts, due_contacts, employer_contacts, employers
from app.store.transaction import unit_of_work

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime
    from uuid import UUID

    from app.domain.policy import Actor
    from app.store.models.employers import Employer, EmployerContact


def write_contact(
    actor: Actor, employer_id: UUID, contact: Contact, *, client_ids: Collection[UUID] = (),
    draft_key: UUID, now: datetime,
) -> UUID:  # fmt: skip
    """The id of the contact; one that was sent before gives that one.

    Raises: Missing, NotAllowed, RuleBroken.
    """
    with unit_of_work():
        employer = employers.get_employer(actor, employer_id)
        require(actor, Verb.KEEP_EMPLOYERS, employers.facts_of(employer))
        clients = sorted(set(client_ids))
        for fact in client_facts.get_facts(actor, clients, now=now).values():
            require(actor, Verb.WRITE_NOTE, fact)
        check_contact(contact, for_client=bool(clients), today=local_day(now))
        known = employer_contacts.find_written(draft_key)
        if known is not None:
            return known
        if actor.user_id is None:
            raise Missing
        row = employer_contacts.add(
            contact, employer_id=employer.id, coach_id=actor.user_id, draft_key=draft_key, now=now
        )
        employer_contacts.add_clients(row.id, clients, contact.wish)
        made = Made(contact.happened_on, employer=True)
        due_contacts.settle(clients, made, by_id=actor.user_id, now=now)
        _visited(employer, actor, contact)
        entry = audit.Entry(
            "create", "employer_contact", row.id, "support", client_ids=clients,
            fields=["way", "with_whom", "learned"],
        )  # fmt: skip
        audit.record(actor, entry, now=now)
        return row.id


def _visited(employer: Employer, actor: Actor, contact: Contact) -> None:
    """The visit that was planned has been made, when the coach who planned it went there."""
    planned = employer.next_on is not None and employer.next_on <= contact.happened_on
    if planned and employer.next_by_id == actor.user_id and contact.way is ContactWay.FACE_TO_FACE:
        employer.next_on = employer.next_by_id = None


def visited_today(actor: Actor, employer_id: UUID, *, draft_key: UUID, now: datetime) -> UUID:
    """The id of a visit of today, of which nothing more is told. Raises: as `write_contact`."""
    contact = Contact(ContactWay.FACE_TO_FACE, local_day(now))
    return write_contact(actor, employer_id, contact, draft_key=draft_key, now=now)


def open_contact(actor: Actor, contact_id: UUID) -> EmployerContact:
    """The contact, for its own writer. Raises: Missing, NotAllowed for a colleague's."""
    row = employer_contacts.get_contact(actor, contact_id)
    require(actor, Verb.CORRECT_CONTACT, Facts(user_id=row.coach_id))
    return row


def correct_contact(
    actor: Actor, contact_id: UUID, with_whom: str, learned: str, *, now: datetime
) -> UUID:
    """The id of the contact as it is now; after a quarter of an hour the old text stays beside it.

    Raises: Missing, NotAllowed for a colleague's, RuleBroken, Conflict("employer_changed").
    """
    with unit_of_work():
        row = open_contact(actor, contact_id)
        contact = Contact(row.way, row.happened_on)
        contact = replace(contact, with_whom=with_whom.strip(), learned=learned.strip())
        check_contact(replace(contact, happened_on=local_day(now)), for_client=True,
                      today=local_day(now))  # fmt: skip
        if is_mended(row.written_at, now):
            row.with_whom, row.learned = contact.with_whom or None, contact.learned or None
            new_id = row.id
        else:
            new_id = _replace(row, contact, now=now)
        entry = audit.Entry(
            "update", "employer_contact", new_id, "support", fields=["with_whom", "learned"]
        )
        audit.record(actor, entry, now=now)
        return new_id


def _replace(
    row: EmployerContact, contact: Contact, *, now: datetime
) -> UUID:  # fmt: skip
    if not employer_contacts.replace(row, now=now):
        raise Conflict("employer_changed")
    new = employer_contacts.add(
        contact, employer_id=row.employer_id, coach_id=row.coach_id, draft_key=uuid4(),
        replaces_id=row.id, now=now,
    )  # fmt: skip
    employer_contacts.take_over_clients(row.id, new.id)
    return new.id


def take_back_contact(actor: Actor, contact_id: UUID, *, now: datetime) -> UUID:
    """The contact was a slip and is gone; the id of its workplace.

    Raises: Missing, NotAllowed, Conflict("contact_stays") after a quarter of an hour.
    """
    with unit_of_work():
        row = open_contact(actor, contact_id)
        if row.replaces_id is not None or not is_mended(row.written_at, now):
            raise Conflict("contact_stays")
        employer_id = row.employer_id
        employer_contacts.remove(row)
        audit.record(
            actor, audit.Entry("delete", "employer_contact", contact_id, "support"), now=now
        )
        return employer_id
