"""A colleague opens a client's card with a reason, when the own coach can't be waited for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.domain.errors import RuleBroken
from app.domain.passwords import clean
from app.domain.policy import Verb, require
from app.store import audit, credentials, hashing, letters, opened_cards, rates, relations
from app.store.transaction import unit_of_work

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from app.domain.policy import Actor

# Units: signs.
LONGEST, SHORTEST = 300, 10


def open_card(actor: Actor, client_id: UUID, reason: str, password: str, *, now: datetime) -> None:
    """The card is open for some hours; own coach, manager and client are told at once.

    Raises: Missing for another unit, RuleBroken without a reason or with a wrong password.
    """
    if actor.user_id is None:
        raise ValueError("somebody opens it")
    with unit_of_work():
        opened_cards.get_colleagues_client(actor, client_id)
        rates.take("account", f"card {actor.user_id}", now=now)
    said = " ".join(reason.split())
    _check(actor.user_id, said, password)
    with unit_of_work():
        _client, facts = opened_cards.get_colleagues_client(actor, client_id)
        require(actor, Verb.OPEN_CARD, facts)
        opened = opened_cards.add(client_id, by=actor.user_id, reason=said, now=now)
        entry = audit.Entry(
            "create", "opened_card", opened.id, purpose="break_glass", client_ids=[client_id],
            fields=["reason", "ends_at"],
        )  # fmt: skip
        audit.record(actor, entry, now=now)
        _tell(client_id, opened.id, now=now)


def _check(user_id: UUID, reason: str, password: str) -> None:
    """Raises: RuleBroken. Whoever signs in without a password has none to give anew."""
    if not SHORTEST <= len(reason) <= LONGEST:
        raise RuleBroken("opening_reason")
    stored = credentials.find_of_user(user_id, "password")
    if stored is not None and not hashing.fits(clean(password), stored.secret_hash):
        raise RuleBroken("password_wrong")


def _tell(client_id: UUID, opened_id: UUID, *, now: datetime) -> None:
    key = f"card_opened:{opened_id}"
    path = f"/coach/clients/{client_id}"
    letters.tell_coach(client_id, "card_opened", key, now=now, path=path)
    for manager in relations.list_managers(client_id):
        path = "/manager/opened-cards"
        letters.tell_user(manager, "card_opened", key, now=now, path=path)
    letters.tell_clients({client_id: key}, "data_opened", now=now, path="/client/log")
