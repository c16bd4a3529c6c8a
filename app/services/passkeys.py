"""The lock of the client's own phone as a way in: taken into use, used, given up.

Each question a device signs is kept on the server, works once, for five minutes, in one browser.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.domain.errors import Gone, Missing, RuleBroken
from app.domain.policy import ANONYMOUS, Actor, Facts, Verb, require
from app.domain.purposes import purpose_of
from app.integrations import passkeys as devices
from app.store import audit, credentials, links, logins, outbox, passkeys, rates, users
from app.store.outbox import Letter
from app.store.transaction import unit_of_work

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from app.store.logins import Opened
    from app.store.models.people import Client

# A shared tablet must not keep a client's key, nor a computer that borrowed a phone's.
OWN_PLACES = frozenset({"device", "passkey", "assisted", "demo"})


@dataclass(frozen=True)
class Here:
    """Where somebody stands: the site's origin, the browser's own secret, address, old session."""

    origin: str
    browser: str
    address: str = ""
    old_token: str | None = None
    device_token: str | None = None

    @property
    def site(self) -> devices.Site:
        """The site as the phone knows it."""
        return devices.Site(self.origin)


def ask_new(actor: Actor, here: Here, *, label: str, now: datetime) -> str:
    """What the browser is asked so that the phone makes a key, as JSON.

    With the coach beside, the device in hand is the coach's, so the key goes to another one.
    Raises: RuleBroken where the session is on a device that others use too.
    """
    _count(here, now)
    with unit_of_work():
        _client, user_id = _own(actor)
        handle = passkeys.handle_of(user_id)
        links.revoke_links("passkey_new", user_id, now=now)
        _link, challenge = links.add_link(
            "passkey_new", user_id, now=now, browser=here.browser, subject_id=handle
        )
        known = passkeys.names_of(user_id)
    own_device = actor.assisted_by is None
    return devices.options_to_make(
        here.site, challenge, handle.bytes, label, known, own_device=own_device
    )


def add(actor: Actor, answer: str, here: Here, *, now: datetime) -> None:
    """The phone's lock opens the pages from now on.

    Raises: Gone when the question was another's, answered or too old, RuleBroken for an answer
    that does not hold.
    """
    said = devices.read_answer(answer)
    with unit_of_work():
        _client, user_id = _own(actor)
        asked = links.use("passkey_new", said.challenge, now=now, browser=here.browser)
        if asked != user_id:
            raise Gone("passkey_over")
        handle = passkeys.find_asked_handle(said.challenge)
    made = devices.check_made(here.site, said)
    with unit_of_work():
        client, user_id = _own(actor)
        if passkeys.is_taken(made.key_id):
            raise RuleBroken("passkey_refused")
        key = passkeys.add_passkey(
            user_id, made.key_id, made.public_key, now=now, handle=handle,
            sign_count=made.sign_count, created_by_id=actor.assisted_by,
        )  # fmt: skip
        _note(actor, client, "create", key.id, now=now)
        _tell(client, f"passkey:{key.id}", now=now)


def give_up(actor: Actor, *, now: datetime) -> None:
    """No phone's lock opens the client's pages any more. Raises: Gone when none did."""
    with unit_of_work():
        client, user_id = _own(actor, Verb.REVOKE_CREDENTIAL)
        ended = credentials.revoke_kind(user_id, "passkey", now=now)
        if not ended:
            raise Gone("no_passkey")
        for key_id in ended:
            logins.revoke_of_credential(key_id, now=now)
            _note(actor, client, "revoke", key_id, now=now)
        _tell(client, f"passkey_revoked:{user_id}:{now.isoformat()}", now=now)


def _own(actor: Actor, verb: Verb = Verb.ADD_PASSKEY) -> tuple[Client, UUID]:
    if actor.client_id is None or actor.user_id is None:
        raise Missing
    require(actor, verb, Facts(client_id=actor.client_id))
    if verb is Verb.ADD_PASSKEY and actor.login_kind not in OWN_PLACES:
        raise RuleBroken("passkey_own_phone")
    return users.get_client(actor.client_id), actor.user_id


def ask_in(here: Here, *, now: datetime) -> str:
    """What the browser is asked so that a phone signs with the key it has, as JSON."""
    _count(here, now)
    with unit_of_work():
        _link, challenge = links.add_link("passkey", None, now=now, browser=here.browser)
    return devices.options_to_enter(here.site, challenge)


def enter(answer: str, here: Here, *, now: datetime) -> Opened:
    """A session by the phone's lock.

    Raises: Gone when the question is answered or too old (`passkey_over`) or the key is unknown
    (`passkey_unknown`), RuleBroken when the signature does not hold.
    """
    _count(here, now)
    said = devices.read_answer(answer)
    with unit_of_work():
        if not links.spend("passkey", said.challenge, now=now, browser=here.browser):
            raise Gone("passkey_over")
        held = passkeys.find_passkey(said.key_id)
    if held is None:
        raise Gone("passkey_unknown")
    count = _signed(said, held, here)
    with unit_of_work():
        if count is not None and passkeys.take_count(held.credential_id, count, now=now):
            return _open(said, held, here, now)
        _note_refusal(held, now=now)
    raise RuleBroken("passkey_refused")


def _signed(said: devices.Said, held: passkeys.Held, here: Here) -> int | None:
    if held.handle is None or said.handle != held.handle.bytes:
        return None
    return devices.check_signed(here.site, said, held.public_key, held.sign_count)


def _open(said: devices.Said, held: passkeys.Held, here: Here, now: datetime) -> Opened:
    user = users.find_active(held.user_id)
    if user is None:
        raise Gone("passkey_unknown")
    shared = here.device_token is not None and credentials.find_device(here.device_token)
    return logins.open_login(
        user, "passkey" if said.here and not shared else "passkey_away", now=now,
        old_token=here.old_token, credential_id=held.credential_id,
    )  # fmt: skip


def _count(here: Here, now: datetime) -> None:
    with unit_of_work():
        rates.take("code", here.address, now=now)


def _note(actor: Actor, client: Client, action: str, key_id: UUID, *, now: datetime) -> None:
    entry = audit.Entry(
        action, "credential", key_id, purpose=purpose_of(actor), client_ids=[client.id],
        facts={"kind": "passkey"},
    )  # fmt: skip
    audit.record(actor, entry, now=now)


def _note_refusal(held: passkeys.Held, *, now: datetime) -> None:
    entry = audit.Entry(
        "login", "user", held.user_id, purpose="system", outcome="refused",
        facts={"kind": "passkey"}, client_ids=[held.client_id] if held.client_id else (),
    )  # fmt: skip
    audit.record(ANONYMOUS, entry, now=now)


def _tell(client: Client, key: str, *, now: datetime) -> None:
    """The client hears of the change by another way than the changed one."""
    letter = Letter("credential_changed", f"credential_changed:{key}", {"path": "/client/"})
    outbox.queue_to_client(client, letter, now=now)
