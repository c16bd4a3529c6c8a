"""Signing in and out: by password and second factor, by card, by paired phone.

Every wrong answer looks the same. Hashing happens between two short transactions: the first counts
the try and reads what is needed, the second opens the session or writes the refusal.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.domain.calendar import local_day
from app.domain.errors import Conflict, Gone, RuleBroken
from app.domain.passwords import clean
from app.domain.policy import ANONYMOUS, Actor
from app.domain.vocabulary import STAFF_ROLES
from app.store import audit, credentials, hashing, links, logins, outbox, rates, relations, users
from app.store.crypto import blind_index
from app.store.outbox import Letter
from app.store.second_factor import fitting_step
from app.store.transaction import unit_of_work

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from app.store.logins import Opened
    from app.store.models.trail import Credential


@dataclass(frozen=True)
class Browser:
    """The browser somebody signs in with: its address, old session and the tablet it may be."""

    address: str = ""
    old_token: str | None = None
    device_token: str | None = None


# --- Staff


def check_password(email: str, password: str, browser: Browser, *, now: datetime) -> str:
    """The token of the second step. Raises: RuleBroken, the same for a wrong mail or password."""
    account = blind_index("email", email).hex()
    with unit_of_work():
        rates.take("account", account, now=now)
        rates.take("account_address", f"{account} {browser.address}", now=now)
        rates.take("address", browser.address, now=now)
        user_id, stored = _find_password(email)
    right = hashing.fits(clean(password), stored)
    newer = hashing.hash_secret(clean(password)) if right and _is_old(stored) else None
    with unit_of_work():
        if not right or user_id is None:
            _record_refusal("password", user_id, now=now)
        else:
            if newer:
                credentials.replace_password_hash(user_id, newer)
            return links.add_link("second_step", user_id, now=now)[1]
    raise RuleBroken("wrong_sign_in")


def _find_password(email: str) -> tuple[UUID | None, str | None]:
    user = users.find_by_email(email)
    if user is None or user.role not in STAFF_ROLES:
        return None, None
    credential = credentials.find_of_user(user.id, "password")
    return user.id, credential.secret_hash if credential else None


def _is_old(stored: str | None) -> bool:
    return stored is not None and hashing.is_outdated(stored)


def check_code(step_token: str, code: str, browser: Browser, *, now: datetime) -> Opened:
    """A session after the second factor.

    Raises: Gone when the first step is too long ago, RuleBroken for a wrong code.
    """
    with unit_of_work():
        rates.take("second_step", step_token, now=now)
    with unit_of_work():
        opened = _use_code(step_token, code, browser, now)
    if opened is None:
        raise RuleBroken("wrong_code")
    return opened


def _use_code(step_token: str, code: str, browser: Browser, now: datetime) -> Opened | None:
    link = links.find_live("second_step", step_token, now=now)
    user = users.find_active(link.user_id) if link and link.user_id else None
    if user is None:
        raise Gone("step_over")
    factor = credentials.find_of_user(user.id, "totp")
    step = fitting_step(factor.secret or "", code, now=now) if factor else None
    if factor is None or step is None or not credentials.take_step(factor.id, step, now=now):
        _record_refusal("totp", user.id, now=now)
        return None
    if links.use("second_step", step_token, now=now) is None:
        raise Gone("step_over")
    return logins.open_login(user, "password", now=now, old_token=browser.old_token)


# --- Clients


def with_card(card: str, answer: str, browser: Browser, *, now: datetime) -> Opened:
    """A session by card: alone on the unit's own tablet, elsewhere with PIN or pictures.

    `answer` is the PIN, or the names of the chosen pictures in order, or empty.
    Raises: Gone for an unknown card, Conflict for a locked one, RuleBroken when the PIN is wrong
    (`wrong_pin`) or has not been given yet (`pin_needed`).
    """
    with unit_of_work():
        rates.take("code", browser.address, now=now)
    with unit_of_work():
        held = _find_card(card, browser, now)
        if held.alone:
            return _open_by_card(held, browser, now)
        if not answer:
            raise RuleBroken("pin_needed", pin_kind=held.pin_kind)
        if not credentials.take_try(held.credential_id):
            raise _locked(held.client_id, now)
    right = hashing.fits(hashing.peppered(answer), held.secret_hash)
    with unit_of_work():
        if right:
            return _open_by_card(held, browser, now)
        _refuse_card(held, now)
    raise RuleBroken("wrong_pin", pin_kind=held.pin_kind)


@dataclass(frozen=True)
class Held:
    """A card as it was found: whose it is, and whether it opens the pages alone here."""

    credential_id: UUID
    user_id: UUID
    client_id: UUID | None
    secret_hash: str
    pin_kind: str
    alone: bool


def _find_card(card: str, browser: Browser, now: datetime) -> Held:
    found = credentials.find_card(links.typed(card))
    if found is None:
        raise Gone("unknown_card")
    credential, user = found
    tablet = credentials.find_device(browser.device_token) if browser.device_token else None
    alone = tablet is not None and credentials.is_served_at(user, tablet)
    if credential.locked_at is not None or credential.wrong_tries >= credentials.WRONG_TRIES:
        raise _locked(user.client_id, now)
    return Held(
        credential.id, user.id, user.client_id, credential.secret_hash, credential.pin_kind, alone
    )


def _locked(client_id: UUID | None, now: datetime) -> Conflict:
    """The card is locked; the number of who opens it, and no name, since anybody may hold it."""
    _name, phone = relations.find_help(client_id, on=local_day(now)) if client_id else ("", "")
    return Conflict("card_locked", phone=phone)


def _open_by_card(held: Held, browser: Browser, now: datetime) -> Opened:
    user = users.find_active(held.user_id)
    if user is None or not credentials.clear_tries(held.credential_id, used_at=now):
        raise Gone("unknown_card")
    return logins.open_login(
        user, "card", now=now, old_token=browser.old_token, credential_id=held.credential_id
    )


def _refuse_card(held: Held, now: datetime) -> None:
    _record_refusal("card", held.user_id, client_id=held.client_id, now=now)
    if credentials.lock_if_used_up(held.credential_id, now=now) and held.client_id:
        client = users.get_client(held.client_id)
        key = f"card_locked:{held.credential_id}:{now.isoformat()}"
        outbox.queue_to_client(client, Letter("card_locked", key, {"path": "/k"}), now=now)


def with_pairing(code: str, browser: Browser, *, now: datetime) -> Opened:
    """A session on a client's own phone, which stays. Raises: Gone for a code that is over."""
    with unit_of_work():
        rates.take("code", browser.address, now=now)
    with unit_of_work():
        user_id = links.use("pairing", links.typed(code), now=now)
        user = users.find_active(user_id) if user_id else None
        if user is None or user.client_id is None:
            raise Gone("pairing_over")
        device = credentials.add_credential(user.id, "device", now=now, used_at=now)
        opened = logins.open_login(
            user, "device", now=now, old_token=browser.old_token, credential_id=device.id
        )
        _tell_of_phone(opened.actor, device, user.client_id, now)
        return opened


def _tell_of_phone(actor: Actor, device: Credential, client_id: UUID, now: datetime) -> None:
    entry = audit.Entry(
        "create", "credential", device.id, purpose="own_data", client_ids=[client_id],
        facts={"kind": "device"},
    )  # fmt: skip
    audit.record(actor, entry, now=now)
    letter = Letter("pairing_done", f"pairing_done:{device.id}", {"path": "/client/"})
    outbox.queue_to_client(users.get_client(client_id), letter, now=now)


# --- The way out


def sign_out(actor: Actor, *, now: datetime) -> None:
    """End this session at once."""
    if actor.login_id is None:
        return
    with unit_of_work():
        logins.revoke(actor.login_id, now=now)
        audit.record(actor, audit.Entry("logout", "login", actor.login_id, "system"), now=now)


def sign_out_everywhere(actor: Actor, *, now: datetime) -> None:
    """All sessions of this person end at once, on every device."""
    if actor.user_id is None:
        return
    with unit_of_work():
        logins.revoke_all(actor.user_id, now=now)
        entry = audit.Entry("logout", "user", actor.user_id, "system", facts={"all": True})
        audit.record(actor, entry, now=now)


def end_assisted(actor: Actor, coach_token: str | None, *, now: datetime) -> Opened | None:
    """The session with the coach beside ends; the coach's own goes on if it still lives."""
    with unit_of_work():
        if actor.login_id is not None:
            logins.revoke(actor.login_id, now=now)
            audit.record(actor, audit.Entry("logout", "login", actor.login_id, "assisted"), now=now)
        found = logins.find_live(coach_token, now=now) if coach_token else None
        if found is None or coach_token is None or found[1].id != actor.assisted_by:
            return None
        return logins.Opened(coach_token, logins.actor_of(found[1], found[0]))


def _record_refusal(
    way: str, user_id: UUID | None, *, now: datetime, client_id: UUID | None = None
) -> None:
    """One row for a try that was refused; whose it would have been, when that is known."""
    entry = audit.Entry(
        "login", "user", user_id, purpose="system", outcome="refused", facts={"kind": way},
        client_ids=[client_id] if client_id else (),
    )  # fmt: skip
    audit.record(ANONYMOUS, entry, now=now)
