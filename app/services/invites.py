"""The first way in for staff: an invitation, then a password and a second factor of their own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.domain.errors import Conflict, Gone, Missing, RuleBroken
from app.domain.passwords import check_password, clean
from app.domain.policy import ANONYMOUS, Actor, Facts, Verb, require
from app.domain.vocabulary import STAFF_ROLES, Role
from app.store import audit, credentials, hashing, links, logins, outbox, users
from app.store.outbox import Letter
from app.store.second_factor import fitting_step
from app.store.transaction import unit_of_work

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from app.store.models.people import User


@dataclass(frozen=True)
class NewWayIn:
    """What a person chose: the password, the secret of the second factor and a code from it."""

    password: str
    secret: str
    code: str


def add_administrator(email: str, first_name: str, *, now: datetime) -> str:
    """The token of an invitation for a new administrator, or for one who lost the way in.

    Raises: Conflict when the address is somebody else's.
    """
    with unit_of_work():
        user = users.find_by_email(email)
        if user is None:
            user = users.add_administrator(email, first_name, now=now)
        if user.role is not Role.ADMINISTRATOR:
            raise Conflict("email_taken")
        return _invite(ANONYMOUS, user, now=now)


def invite_staff(actor: Actor, user_id: UUID, *, now: datetime) -> None:
    """An invitation by mail; it replaces any earlier one. Raises: Missing, NotAllowed."""
    with unit_of_work():
        user = users.find_active(user_id)
        if user is None or user.role not in STAFF_ROLES:
            raise Missing
        require(actor, Verb.MANAGE_STAFF, Facts(unit_id=user.unit_id, user_id=user.id))
        token = _invite(actor, user, now=now)
        key = f"invite:{user.id}:{now.isoformat()}"
        letter = Letter("invite", key, {"path": f"/invite/{token}"}, now + links.LIVES["invite"])
        outbox.queue_to_user(user, letter, now=now)


def _invite(actor: Actor, user: User, *, now: datetime) -> str:
    links.revoke_links("invite", user.id, now=now)
    link, token = links.add_link("invite", user.id, now=now)
    entry = audit.Entry("create", "link_token", link.id, "system", facts={"kind": "invite"})
    audit.record(actor, entry, now=now)
    return token


def accept_invite(
    token: str, chosen: NewWayIn, *, old_token: str | None, now: datetime
) -> logins.Opened:
    """A session, with the new password and second factor in place of any old ones.

    Raises: Gone for a link that is over, RuleBroken for a bad password or a code that is wrong.
    """
    with unit_of_work():
        about = _words_of_invited(token, now)
    check_password(chosen.password, second_factor=True, about=about)
    step = fitting_step(chosen.secret, chosen.code, now=now)
    if step is None:
        raise RuleBroken("wrong_code")
    secret_hash = hashing.hash_secret(clean(chosen.password))
    with unit_of_work():
        user_id = links.use("invite", token, now=now)
        user = users.find_active(user_id) if user_id else None
        if user is None:
            raise Gone("link_over")
        _replace(user, secret_hash, chosen.secret, step, now=now)
        return logins.open_login(user, "password", now=now, old_token=old_token)


def _words_of_invited(token: str, now: datetime) -> list[str]:
    link = links.find_live("invite", token, now=now)
    user = users.find_active(link.user_id) if link and link.user_id else None
    if user is None:
        raise Gone("link_over")
    return [user.first_name, user.last_name or "", user.email or ""]


def _replace(user: User, secret_hash: str, secret: str, step: int, *, now: datetime) -> None:
    for kind in ("password", "totp"):
        credentials.revoke_kind(user.id, kind, now=now)
    logins.revoke_all(user.id, now=now)
    password = credentials.add_credential(user.id, "password", now=now, secret_hash=secret_hash)
    credentials.add_credential(user.id, "totp", now=now, secret=secret, last_step=step)
    entry = audit.Entry(
        "create", "credential", password.id, "system", facts={"kind": "password, totp"}
    )
    audit.record(logins.actor_of(user, None), entry, now=now)
    letter = Letter("credential_changed", f"credential_changed:{password.id}")
    outbox.queue_to_user(user, letter, now=now)
