"""The people who order for an organisation, and how it came to be one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import select, update

from app.domain.errors import Conflict, Missing
from app.domain.vocabulary import ORDERER_ROLES, Language, OrganisationKind, Role
from app.store.crypto import blind_index
from app.store.db import db
from app.store.models.people import Organisation, User

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from app.domain.organisations import WhyRefused
    from app.domain.policy import Actor


@dataclass(frozen=True, kw_only=True)
class Person:
    """Somebody who is going to order: the mail address is the way in."""

    first_name: str
    last_name: str
    email: str
    phone: str = ""
    language: Language = Language.FI


def lock_organisation(organisation_id: UUID | None) -> None:
    """Let one act at a time change who orders, so that two admins don't remove each other.

    A row lock on PostgreSQL; on SQLite the one writer is alone already.
    """
    whose = select(Organisation.id).where(Organisation.id == organisation_id)
    db.session.execute(whose.with_for_update(key_share=True))


def find_by_business_id(business_id: str) -> Organisation | None:
    """Who has this business id; whoever was refused does not hold it."""
    if not business_id:
        return None
    held = (Organisation.business_id == business_id, Organisation.refused_at.is_(None))
    return db.session.scalar(select(Organisation).where(*held))


def add_organisation(
    name: str, business_id: str, kind: OrganisationKind, language: Language, *, now: datetime
) -> Organisation:
    """A new organisation that nobody has looked at yet."""
    organisation = Organisation(
        name=name, business_id=business_id, kind=kind, language=language, created_at=now
    )
    db.session.add(organisation)
    db.session.flush()
    return organisation


# Nobody has looked at it.
_WAITS = (Organisation.verified_at.is_(None), Organisation.refused_at.is_(None))


def list_unverified() -> list[Organisation]:
    """The organisations that wait for somebody to look at them, the oldest first."""
    query = select(Organisation).where(*_WAITS)
    return list(db.session.scalars(query.order_by(Organisation.created_at, Organisation.id)))


def verify(organisation_id: UUID, *, now: datetime) -> bool:
    """Whether it waited and may order now; false when somebody was first."""
    return _judge(organisation_id, *_WAITS, verified_at=now)


def refuse(organisation_id: UUID, why: WhyRefused, words: str, *, now: datetime) -> bool:
    """Whether it waited and is refused now; false when somebody was first."""
    said = {"refused_at": now, "refused_because": why, "refused_words": words}
    return _judge(organisation_id, *_WAITS, **said)


def reconsider(organisation_id: UUID) -> bool:
    """Whether it was refused and waits again; false when somebody was first.

    Raises: Conflict("business_id_taken") when another orders by its business id by now.
    """
    none = {"refused_at": None, "refused_because": None, "refused_words": ""}
    return _judge(organisation_id, Organisation.refused_at.is_not(None), **none)


def _judge(organisation_id: UUID, *where: Any, **values: object) -> bool:
    judged: Any = db.session.execute(
        update(Organisation)
        .where(Organisation.id == organisation_id, *where)
        .values(**values)
        .execution_options(synchronize_session=False)
    )
    return bool(judged.rowcount == 1)


def is_refused(organisation_id: UUID | None) -> bool:
    """Whether its people are not let in."""
    refused = (Organisation.id == organisation_id, Organisation.refused_at.is_not(None))
    return db.session.scalar(select(Organisation.id).where(*refused)) is not None


def is_known_address(email: str) -> bool:
    """Whether somebody has or had an account by this mail address."""
    index = blind_index("email", email)
    return db.session.scalar(select(User.id).where(User.email_index == index)) is not None


def add_orderer(organisation_id: UUID, person: Person, role: Role, *, now: datetime) -> User:
    """A new orderer, or one who ordered here before. Raises: Conflict("email_taken")."""
    index = blind_index("email", person.email)
    user = db.session.scalar(select(User).where(User.email_index == index))
    if user is None:
        user = User(organisation_id=organisation_id, email_index=index, created_at=now)
        db.session.add(user)
    elif user.active or user.organisation_id != organisation_id:
        raise Conflict("email_taken")
    _write(user, person, role)
    db.session.flush()
    return user


def _write(user: User, person: Person, role: Role) -> None:
    user.first_name, user.last_name = person.first_name, person.last_name
    user.email, user.phone, user.language = person.email, person.phone, person.language
    user.role, user.active = role, True


def get_orderer(actor: Actor, user_id: UUID) -> User:
    """Somebody who orders for the reader's own organisation. Raises: Missing."""
    found = db.session.scalar(
        select(User).where(
            User.id == user_id, User.active, User.role.in_(ORDERER_ROLES),
            User.organisation_id == actor.organisation_id,
        )
    )  # fmt: skip
    if found is None:
        raise Missing
    return found


def list_orderers(organisation_id: UUID | None) -> list[User]:
    """The people who order for an organisation, by first name."""
    query = select(User).where(
        User.organisation_id == organisation_id, User.active, User.role.in_(ORDERER_ROLES)
    )
    return list(db.session.scalars(query.order_by(User.first_name, User.id)))


def list_admins(organisation_id: UUID | None) -> list[User]:
    """Those of them who manage the organisation."""
    return [one for one in list_orderers(organisation_id) if one.role is Role.ORDERER_ADMIN]
