"""How a client gets in: cards, phones and tablets, given, opened and taken back by staff."""

from __future__ import annotations

import base64
import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.domain.cards import ANIMALS, TONES
from app.domain.errors import Gone, Missing
from app.domain.passwords import check_pictures, check_pin
from app.domain.policy import Actor, Facts, Verb, require
from app.store import audit, credentials, hashing, links, logins, outbox, users
from app.store.crypto import blind_index, token_hash
from app.store.outbox import Letter
from app.store.transaction import unit_of_work

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from uuid import UUID

    from app.store.models.people import Client, User

CARD_BYTES = 16


@dataclass(frozen=True)
class PrintedCard:
    """What goes on paper, once: the secret of the code, the number to type, animal and colour."""

    token: str
    number: str
    animal: str
    tone: str
    pin_kind: str


@dataclass(frozen=True)
class Pairing:
    """A one-time code for the client's own phone, and until when it works."""

    code: str
    expires_at: datetime


def issue_card(
    actor: Actor, client_id: UUID, *, pin: str = "", pictures: Sequence[str] = (), now: datetime
) -> PrintedCard:
    """A new card; the old one stops working. Raises: RuleBroken for a PIN that is easy to guess."""
    birth_year = _ask(actor, client_id, Verb.ISSUE_CARD, now)
    if pictures:
        answer = check_pictures(pictures, ANIMALS)
    else:
        check_pin(pin, birth_year=birth_year)
        answer = pin
    secret_hash = hashing.hash_secret(hashing.peppered(answer))
    card = PrintedCard(
        token=base64.b32encode(secrets.token_bytes(CARD_BYTES)).decode().rstrip("="),
        number=links.new_code(), animal="", tone="",
        pin_kind="pictures" if pictures else "digits",
    )  # fmt: skip
    with unit_of_work():
        client, user = _get_for(actor, client_id, Verb.ISSUE_CARD, now)
        _end_cards(actor, client, user, now=now)
        _give_face(client)
        _add_card(actor, client, user, card, secret_hash, now=now)
        return PrintedCard(card.token, card.number, client.animal, client.colour, card.pin_kind)


def _ask(actor: Actor, client_id: UUID, verb: Verb, now: datetime) -> int | None:
    """The client's birth year, when the actor may do this at all."""
    with unit_of_work():
        client, facts = users.get_served_client(actor, client_id, now=now)
        require(actor, verb, facts)
        return client.birth_year


def _add_card(
    actor: Actor, client: Client, user: User, card: PrintedCard, secret_hash: str, *, now: datetime
) -> None:
    credential = credentials.add_credential(
        user.id, "card", now=now, lookup_hash=token_hash(card.token), pin_kind=card.pin_kind,
        number_index=blind_index("card", card.number), secret_hash=secret_hash,
        created_by_id=actor.user_id,
    )  # fmt: skip
    _record(actor, client, "create", credential.id, now=now, kind="card")
    _tell(client, f"card:{credential.id}", now=now)


def _give_face(client: Client) -> None:
    if client.animal not in ANIMALS:
        client.animal = secrets.choice(ANIMALS)
    if client.colour not in TONES:
        client.colour = secrets.choice(TONES)


def revoke_card(actor: Actor, client_id: UUID, *, now: datetime) -> None:
    """The card and every session opened with it end at once. Raises: Gone without a card."""
    with unit_of_work():
        client, user = _get_for(actor, client_id, Verb.REVOKE_CREDENTIAL, now)
        if not _end_cards(actor, client, user, now=now):
            raise Gone("no_card")
        _tell(client, f"card_revoked:{user.id}:{now.isoformat()}", now=now)


def _end_cards(actor: Actor, client: Client, user: User, *, now: datetime) -> int:
    return _end_kind(actor, client, user, "card", now=now)


def _end_kind(actor: Actor, client: Client, user: User, kind: str, *, now: datetime) -> int:
    """How many of a kind ended just now, each with the sessions it had opened."""
    ended = credentials.revoke_kind(user.id, kind, now=now)
    for credential_id in ended:
        logins.revoke_of_credential(credential_id, now=now)
        _record(actor, client, "revoke", credential_id, now=now, kind=kind)
    return len(ended)


def unlock_card(actor: Actor, client_id: UUID, *, now: datetime) -> None:
    """The card's tries are given back. Raises: Gone when there is no card."""
    with unit_of_work():
        client, user = _get_for(actor, client_id, Verb.ISSUE_CARD, now)
        card = credentials.find_of_user(user.id, "card")
        if card is None or not credentials.clear_tries(card.id):
            raise Gone("no_card")
        _record(actor, client, "unlock", card.id, now=now, kind="card")


def make_pairing(actor: Actor, client_id: UUID, *, now: datetime) -> Pairing:
    """A code by which the client's own phone gets in, once, within ten minutes."""
    with unit_of_work():
        client, user = _get_for(actor, client_id, Verb.PAIR_DEVICE, now)
        links.revoke_links("pairing", user.id, now=now)
        link, code = links.add_link("pairing", user.id, now=now, token=links.new_code())
        _record(actor, client, "create", link.id, now=now, kind="pairing")
        return Pairing(code, link.expires_at)


def revoke_phones(actor: Actor, client_id: UUID, *, now: datetime) -> None:
    """Every paired phone, every phone's lock and every open session of the client ends at once."""
    with unit_of_work():
        client, user = _get_for(actor, client_id, Verb.REVOKE_CREDENTIAL, now)
        for kind in ("device", "passkey"):
            _end_kind(actor, client, user, kind, now=now)
        links.revoke_links("pairing", user.id, now=now)
        logins.revoke_all(user.id, now=now)
        _record(actor, client, "logout", user.id, now=now, kind="all")
        _tell(client, f"phones_revoked:{user.id}:{now.isoformat()}", now=now)


def revoke_passkeys(actor: Actor, client_id: UUID, *, now: datetime) -> None:
    """No phone's lock opens the client's pages any more. Raises: Gone when none did."""
    with unit_of_work():
        client, user = _get_for(actor, client_id, Verb.REVOKE_CREDENTIAL, now)
        if not _end_kind(actor, client, user, "passkey", now=now):
            raise Gone("no_passkey")
        _tell(client, f"passkey_revoked:{user.id}:{now.isoformat()}", now=now)


def start_assisted(actor: Actor, client_id: UUID, *, now: datetime) -> logins.Opened:
    """A session of the client with the coach beside, on the coach's device, for 15 minutes."""
    with unit_of_work():
        _client, user = _get_for(actor, client_id, Verb.START_ASSISTED, now)
        return logins.open_login(user, "assisted", now=now, assisted_by_id=actor.user_id)


def enrol_device(actor: Actor, label: str, *, now: datetime) -> str:
    """The secret for this browser, which from now on is a tablet of the actor's unit."""
    require(actor, Verb.ENROL_DEVICE, Facts(unit_id=actor.unit_id))
    if actor.unit_id is None or actor.user_id is None:
        raise Missing
    with unit_of_work():
        token = credentials.add_device(actor.unit_id, label, actor.user_id, now=now)
        _record_tablet(actor, "create", None, now=now)
        return token


def revoke_tablet(actor: Actor, device_id: UUID, *, now: datetime) -> None:
    """The tablet is no longer the unit's own. Raises: Missing for another unit's."""
    with unit_of_work():
        unit_id = actor.unit_id
        if unit_id is None or not credentials.revoke_device(device_id, unit_id, now=now):
            raise Missing
        require(actor, Verb.ENROL_DEVICE, Facts(unit_id=unit_id))
        _record_tablet(actor, "revoke", device_id, now=now)


def _get_for(actor: Actor, client_id: UUID, verb: Verb, now: datetime) -> tuple[Client, User]:
    client, facts = users.get_served_client(actor, client_id, now=now)
    require(actor, verb, facts)
    return client, users.user_of_client(client, now=now)


def _record(
    actor: Actor, client: Client, action: str, object_id: UUID, *, now: datetime, kind: str
) -> None:
    entry = audit.Entry(
        action, "credential", object_id, purpose="support", client_ids=[client.id],
        facts={"kind": kind},
    )  # fmt: skip
    audit.record(actor, entry, now=now)


def _record_tablet(actor: Actor, action: str, device_id: UUID | None, *, now: datetime) -> None:
    entry = audit.Entry(action, "enrolled_device", device_id, purpose="system")
    audit.record(actor, entry, now=now)


def _tell(client: Client, key: str, *, now: datetime) -> None:
    """The client hears of every change of the ways in, by another way than the changed one."""
    letter = Letter("credential_changed", f"credential_changed:{key}", {"path": "/client/"})
    outbox.queue_to_client(client, letter, now=now)
