"""Units and staff as other rows name them: by code and by mail address."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import select

from app.domain.vocabulary import STAFF_ROLES, Role
from app.store.crypto import blind_index, unseal
from app.store.db import db
from app.store.models.people import Unit, User

if TYPE_CHECKING:
    from collections.abc import Collection
    from uuid import UUID


def email_index(email: str) -> bytes:
    """The index by which a mail address is found."""
    return blind_index("email", email)


def email_of(user_id: UUID, sealed: bytes | None) -> str:
    """The mail address of a user from its sealed column."""
    return unseal(sealed, "user", "email", user_id).strip().lower() if sealed else ""


class Units:
    """Codes to ids and back."""

    def __init__(self) -> None:
        rows = db.session.execute(select(Unit.id, Unit.code)).all()
        self.ids: dict[str, UUID] = {row.code: row.id for row in rows}
        self.codes: dict[UUID | None, str] = {row.id: row.code for row in rows}

    def id_of(self, code: str) -> UUID | None:
        return self.ids.get(code)


class Person(NamedTuple):
    """A member of staff that a file may name."""

    id: UUID
    role: Role
    active: bool


class Staff:
    """Members of staff by the mail addresses that files name them by."""

    def __init__(self) -> None:
        query = select(User.id, User.role, User.active, User.email_index, User.email_sealed)
        rows = db.session.execute(query.where(User.role.in_(STAFF_ROLES))).all()
        self._people = {row.email_index: Person(row.id, row.role, row.active) for row in rows}
        self._sealed = {row.id: row.email_sealed for row in rows}
        self._emails: dict[UUID, str] = {}
        self._found: dict[str, Person | None] = {}

    def find(self, email: str, roles: Collection[Role]) -> UUID | None:
        """The active member of staff with this address and one of these roles."""
        if email not in self._found:
            self._found[email] = self._people.get(email_index(email))
        person = self._found[email]
        return person.id if person and person.active and person.role in roles else None

    def email(self, user_id: UUID | None) -> str:
        """The address of a member of staff, empty for nobody."""
        if user_id is None:
            return ""
        if user_id not in self._emails:
            self._emails[user_id] = email_of(user_id, self._sealed.get(user_id))
        return self._emails[user_id]
