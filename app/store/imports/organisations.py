"""Organisations from files, each with the person who orders for it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sqlalchemy import and_, or_, select

from app.domain.imports.columns import Remark
from app.domain.imports.organisations import OrganisationRow
from app.domain.vocabulary import ORDERER_ROLES, Role
from app.store.db import db
from app.store.imports.people import email_index
from app.store.imports.shelf import NOBODY, Change, Occasion, Stored, Touched, id_from_key
from app.store.models.people import Organisation, User

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from uuid import UUID

_FIELDS = ("name", "kind", "business_id", "cost_centre", "language")


def _row(organisation: Organisation, contact: User | None) -> OrganisationRow:
    row = OrganisationRow(
        ref=organisation.ref or organisation.id.hex,
        **{name: getattr(organisation, name) for name in _FIELDS},
    )
    if contact is None:
        return row
    return replace(
        row, contact_first_name=contact.first_name, contact_last_name=contact.last_name or "",
        contact_email=(contact.email or "").strip().lower(), contact_phone=contact.phone or "",
    )  # fmt: skip


class OrganisationShelf:
    """Organisations by the sender's keys; those made on the site by their ids."""

    def __init__(self, occasion: Occasion) -> None:
        self._occasion = occasion
        self._organisations: dict[UUID, Organisation] = {}
        self._users: dict[str, User] = {}
        # Which key a business id or an address belongs to, of the database and of this file.
        self._owners: dict[tuple[str, str], str] = {}

    def find(self, rows: Sequence[OrganisationRow]) -> Mapping[str, Stored]:
        """What is kept of these rows, with the contact person whom the row names."""
        keys = [row.ref for row in rows]
        ids = [one for key in keys if (one := id_from_key(key))]
        unnamed = and_(Organisation.ref.is_(None), Organisation.id.in_(ids))
        query = select(Organisation).where(or_(Organisation.ref.in_(keys), unnamed))
        found = list(db.session.scalars(query))
        self._organisations = {one.id: one for one in found}
        self._users = self._find_users(rows)
        self._note_business_ids(rows)
        by_key = {one.ref or one.id.hex: one for one in found}
        return {
            row.ref: Stored(by_key[row.ref].id, _row(by_key[row.ref], self._contact(row, by_key)))
            for row in rows
            if row.ref in by_key
        }

    def _find_users(self, rows: Sequence[OrganisationRow]) -> dict[str, User]:
        keys = {email_index(row.contact_email): row.contact_email for row in rows
                if row.contact_email}  # fmt: skip
        users = db.session.scalars(select(User).where(User.email_index.in_(keys)))
        return {keys[user.email_index]: user for user in users if user.email_index}

    def _note_business_ids(self, rows: Sequence[OrganisationRow]) -> None:
        ids = [row.business_id for row in rows if row.business_id]
        held = (Organisation.business_id.in_(ids), Organisation.refused_at.is_(None))
        query = select(Organisation).where(*held)
        for one in db.session.scalars(query):
            self._owners.setdefault(("business_id", one.business_id), one.ref or one.id.hex)

    def _contact(
        self, row: OrganisationRow, organisations: Mapping[str, Organisation]
    ) -> User | None:
        user = self._users.get(row.contact_email)
        ours = user is not None and user.organisation_id == organisations[row.ref].id
        return user if ours else None

    def check(self, row: OrganisationRow, stored: Stored | None) -> Iterator[Remark]:
        """A business id or an address that is somebody else's."""
        if row.business_id and self._owned("business_id", row.business_id, row.ref):
            yield Remark("business_id", "business_id_taken", {"text": row.business_id})
        user = self._users.get(row.contact_email)
        stranger = user is not None and (
            stored is None or user.organisation_id != stored.id or user.role not in ORDERER_ROLES
        )
        if row.contact_email and (self._owned("email", row.contact_email, row.ref) or stranger):
            yield Remark("contact_email", "email_taken", {"text": row.contact_email})

    def _owned(self, what: str, value: str, key: str) -> bool:
        """Whether another row or organisation has this; else it is this one's from now on."""
        return self._owners.setdefault((what, value), key) != key

    def write(self, added: Sequence[OrganisationRow], changed: Sequence[Change]) -> Touched:
        """Keep the rows; a new contact person can order, a former one stays."""
        now = self._occasion.now
        for row in added:
            organisation = Organisation(ref=row.ref, verified_at=now, created_at=now)
            self._fill(organisation, row)
            db.session.add(organisation)
            db.session.flush()
            self._fill_contact(organisation, row)
        for change in changed:
            organisation = self._organisations[change.stored.id]
            self._fill(organisation, change.row)
            self._fill_contact(organisation, change.row)
        db.session.flush()
        return NOBODY

    @staticmethod
    def _fill(organisation: Organisation, row: OrganisationRow) -> None:
        for name in _FIELDS:
            setattr(organisation, name, getattr(row, name))

    def _fill_contact(self, organisation: Organisation, row: OrganisationRow) -> None:
        if not row.contact_email:
            return
        user = self._users.get(row.contact_email)
        if user is None:
            user = User(
                role=Role.ORDERER_ADMIN, organisation_id=organisation.id, language=row.language,
                email=row.contact_email, email_index=email_index(row.contact_email),
                created_at=self._occasion.now,
            )  # fmt: skip
            db.session.add(user)
        user.first_name = row.contact_first_name
        user.last_name = row.contact_last_name or None
        user.phone = row.contact_phone or None

    def list_ids(self) -> Sequence[UUID]:
        """All organisations by key."""
        order = (Organisation.ref.is_(None), Organisation.ref, Organisation.id)
        return list(db.session.scalars(select(Organisation.id).order_by(*order)))

    def rows_of(self, ids: Sequence[UUID]) -> Iterable[OrganisationRow]:
        """The rows of these organisations, each with its first contact person."""
        query = select(Organisation).where(Organisation.id.in_(ids))
        found = {one.id: one for one in db.session.scalars(query)}
        contacts: dict[UUID | None, User] = {}
        people = select(User).where(
            User.organisation_id.in_(ids), User.role.in_(ORDERER_ROLES), User.active,
            User.email_index.is_not(None),
        )  # fmt: skip
        admins_first = (User.role != Role.ORDERER_ADMIN, User.created_at, User.id)
        for user in db.session.scalars(people.order_by(*admins_first)):
            contacts.setdefault(user.organisation_id, user)
        return [_row(found[one], contacts.get(one)) for one in ids]
