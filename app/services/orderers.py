"""Who orders for an organisation: registration, colleagues and their rights, verification."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from app.domain.endings import ClosedBy
from app.domain.errors import Conflict, Missing
from app.domain.lifecycle import TaskOutcome, TaskState
from app.domain.organisations import WhyRefused, check_admin_stays, words_of_refusal
from app.domain.policy import ANONYMOUS, Actor, Facts, Verb, require
from app.domain.vocabulary import OrganisationKind, Role
from app.integrations.business_ids import normal_business_id
from app.store import audit, letters, logins, orderers, organisations, rates, tasks
from app.store.crypto import blind_index
from app.store.models.people import ADDRESS_LENGTH
from app.store.transaction import unit_of_work

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from app.store.models.people import Organisation, User
    from app.store.orderers import Person


@dataclass(frozen=True, kw_only=True)
class Registration:
    """An organisation that wants to order, and who asks for it."""

    name: str
    business_id: str
    kind: OrganisationKind
    person: Person
    address: str = ""


class Registered(StrEnum):
    """What came of a registration. Whoever orders already is told nothing else than a newcomer."""

    WELCOME = "welcome"
    ORGANISATION_KNOWN = "organisation_known"


def register(asked: Registration, *, address: str, now: datetime) -> Registered:
    """A new organisation with its first admin; orders wait until a dispatcher has verified it.

    One whose business id is known is not made twice: its admins hear who wants to join.
    Raises: RuleBroken("business_id_wrong"), TooMany.
    """
    business_id = normal_business_id(asked.business_id)
    with unit_of_work():
        rates.take("register", address, now=now)
        rates.take("mail", blind_index("email", asked.person.email).hex(), now=now)
    with unit_of_work():
        if orderers.is_known_address(asked.person.email):
            return Registered.WELCOME
        known = orderers.find_by_business_id(business_id)
        if known is not None:
            _tell_admins(known, asked.person, now=now)
            return Registered.ORGANISATION_KNOWN
        return _add(asked, business_id, now=now)


def _tell_admins(known: Organisation, person: Person, *, now: datetime) -> None:
    key = f"orderer_asks:{known.id}:{blind_index('email', person.email).hex()}:{now:%Y%m%d}"
    name = f"{person.first_name} {person.last_name}"
    for admin in orderers.list_admins(known.id):
        letters.tell_user(
            admin.id, "orderer_asks", key, path="/orderer/organisation", name=name,
            email=person.email, now=now,
        )  # fmt: skip


def _add(asked: Registration, business_id: str, *, now: datetime) -> Registered:
    organisation = orderers.add_organisation(
        asked.name, business_id, asked.kind, asked.person.language, now=now
    )
    organisation.address = asked.address[:ADDRESS_LENGTH]
    orderers.add_orderer(organisation.id, asked.person, Role.ORDERER_ADMIN, now=now)
    entry = audit.Entry("create", "organisation", organisation.id, purpose="system")
    audit.record(ANONYMOUS, entry, now=now)
    letters.tell_all_dispatchers(
        "organisation_registered", f"organisation_registered:{organisation.id}", now=now,
        path=f"/dispatch/organisations/{organisation.id}", name=organisation.name,
    )  # fmt: skip
    return Registered.WELCOME


def verify_organisation(actor: Actor, organisation_id: UUID, *, now: datetime) -> None:
    """Somebody has looked at it: its orders can be opened. Pressing twice changes nothing.

    Raises: Missing, NotAllowed, Conflict("illegal_move") when it was refused meanwhile.
    """
    with unit_of_work():
        organisation = organisations.get_organisation(actor, organisation_id)
        require(actor, Verb.VERIFY_ORGANISATION, Facts(organisation_id=organisation_id))
        if organisation.verified_at is not None:
            return
        if not orderers.verify(organisation_id, now=now):
            raise Conflict("illegal_move")
        entry = audit.Entry("update", "organisation", organisation_id, fields=["verified_at"])
        audit.record(actor, entry, now=now)
        for admin in orderers.list_admins(organisation_id):
            key = f"organisation_verified:{organisation_id}"
            letters.tell_user(admin.id, "organisation_verified", key, path="/orderer/", now=now)


def refuse_organisation(
    actor: Actor, organisation_id: UUID, why: WhyRefused, words: str, *, phone: str, now: datetime
) -> None:
    """Not let an organisation order that waits for a look: its people hear why and are let out.

    Orders that were never opened are closed. `phone`: the number to call if this is a mistake.
    Raises: Missing, NotAllowed, RuleBroken("reason_missing"), Conflict when it does not wait.
    """
    with unit_of_work():
        organisation = organisations.get_organisation(actor, organisation_id)
        require(actor, Verb.REFUSE_ORGANISATION, Facts(organisation_id=organisation_id))
        said = words_of_refusal(why, words)
        if not orderers.refuse(organisation_id, why, said, now=now):
            raise Conflict("illegal_move")
        _close_orders(actor, organisation_id, now=now)
        key = f"organisation_refused:{organisation_id}:{int(now.timestamp())}"
        for person in orderers.list_orderers(organisation_id):
            logins.revoke_all(person.id, now=now)
            letters.tell_user(
                person.id, f"organisation_refused_{why}", key, now=now, path="/",
                name=organisation.name, words=said, phone=phone,
            )  # fmt: skip
        _record_of(actor, organisation_id, now=now, refused=True, why=why.value)


def _close_orders(actor: Actor, organisation_id: UUID, *, now: datetime) -> None:
    for task in tasks.list_unopened(organisation_id):
        tasks.move(
            task, TaskState.CLOSED, outcome=TaskOutcome.REFUSED, closed_at=now,
            closed_by=ClosedBy.DISPATCHER, screened_by_id=actor.user_id,
        )  # fmt: skip
        facts = {"old": task.state.value, "new": TaskState.CLOSED.value}
        audit.record(actor, audit.Entry("update", "task", task.id, facts=facts), now=now)


def take_refusal_back(actor: Actor, organisation_id: UUID, *, now: datetime) -> None:
    """A refusal was a mistake: the organisation waits for a look again, and its people hear of it.

    Pressing twice changes nothing. Raises: Missing, NotAllowed, Conflict("business_id_taken").
    """
    with unit_of_work():
        organisation = organisations.get_organisation(actor, organisation_id)
        require(actor, Verb.REFUSE_ORGANISATION, Facts(organisation_id=organisation_id))
        if not orderers.reconsider(organisation_id):
            return
        key = f"organisation_reconsidered:{organisation_id}:{int(now.timestamp())}"
        for person in orderers.list_orderers(organisation_id):
            letters.tell_user(
                person.id, "organisation_reconsidered", key, now=now, path="/sign-in/orderer",
                name=organisation.name,
            )  # fmt: skip
        _record_of(actor, organisation_id, now=now, refused=False)


def _record_of(actor: Actor, organisation_id: UUID, *, now: datetime, **facts: object) -> None:
    entry = audit.Entry(
        "update", "organisation", organisation_id, fields=["refused_at"], facts=facts
    )
    audit.record(actor, entry, now=now)


def add_colleague(actor: Actor, person: Person, *, admin: bool, now: datetime) -> UUID:
    """A colleague who may order from now on, and hears of it by mail.

    Raises: NotAllowed, Conflict("email_taken").
    """
    if actor.organisation_id is None:
        raise Missing
    require(actor, Verb.MANAGE_ORDERERS, Facts(organisation_id=actor.organisation_id))
    with unit_of_work():
        user = orderers.add_orderer(actor.organisation_id, person, _role(admin=admin), now=now)
        _record(actor, "create", user, now=now, role=user.role.value)
        key = f"orderer_invited:{user.id}:{int(now.timestamp())}"
        letters.tell_user(user.id, "orderer_invited", key, path="/sign-in/orderer", now=now)
        return user.id


def change_rights(actor: Actor, user_id: UUID, *, admin: bool, now: datetime) -> None:
    """Make a colleague an admin, or an admin one who orders only.

    Raises: Missing, NotAllowed, RuleBroken("last_admin").
    """
    with unit_of_work():
        user, role = _managed(actor, user_id), _role(admin=admin)
        if user.role is role:
            return
        _keep_an_admin(user)
        user.role = role
        _record(actor, "update", user, now=now, role=role.value)


def close_account(actor: Actor, user_id: UUID, *, now: datetime) -> None:
    """A colleague orders no more: every session ends at once, what was ordered stays.

    Raises: Missing, NotAllowed, RuleBroken("last_admin").
    """
    with unit_of_work():
        user = _managed(actor, user_id)
        _keep_an_admin(user)
        user.active = False
        logins.revoke_all(user.id, now=now)
        _record(actor, "update", user, now=now, active=False)


def _managed(actor: Actor, user_id: UUID) -> User:
    """A colleague, while nobody else changes who orders. Raises: Missing, NotAllowed."""
    organisation_id = orderers.get_orderer(actor, user_id).organisation_id
    require(actor, Verb.MANAGE_ORDERERS, Facts(organisation_id=organisation_id))
    orderers.lock_organisation(organisation_id)
    return orderers.get_orderer(actor, user_id)


def _role(*, admin: bool) -> Role:
    return Role.ORDERER_ADMIN if admin else Role.ORDERER


def _keep_an_admin(user: User) -> None:
    if user.role is Role.ORDERER_ADMIN:
        check_admin_stays(len(orderers.list_admins(user.organisation_id)) - 1)


def _record(actor: Actor, action: str, user: User, *, now: datetime, **facts: object) -> None:
    audit.record(actor, audit.Entry(action, "user", user.id, facts=facts), now=now)
