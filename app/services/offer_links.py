"""A new link to an offer, in place of one that is lost or has stopped working.

Whoever asks, it goes only to the number that is known already, and nothing tells a stranger whether
there was anything to send.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.domain.policy import ANONYMOUS, Actor, Verb, require
from app.domain.purposes import purpose_of
from app.store import audit, client_facts, offer_links, people_by_phone, rates
from app.store.crypto import phone_digits
from app.store.transaction import unit_of_work

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID


def renew_link(token: str, *, now: datetime) -> bool:
    """Whether a new link is on its way to whom the old one was sent. Raises: Missing, TooMany."""
    with unit_of_work():
        rates.take("link", f"offer {token}", now=now)
    with unit_of_work():
        link = offer_links.find_link(token, now=now)
        return _send(ANONYMOUS, link.client_id, link.offer_id, now=now)


def send_lost_link(phone: str, address: str, *, now: datetime) -> None:
    """Send the link to an open offer again to whoever has this number; nothing for a stranger.

    Raises: TooMany.
    """
    with unit_of_work():
        rates.take("lost_link_address", address, now=now)
    with unit_of_work():
        rates.take("link", f"phone {phone_digits(phone)}", now=now)
    with unit_of_work():
        for client_id in people_by_phone.list_client_ids(phone):
            offer_id = offer_links.find_answerable(client_id)
            if offer_id is not None:
                _send(ANONYMOUS, client_id, offer_id, now=now)


def resend_link(actor: Actor, client_id: UUID, *, now: datetime) -> bool:
    """A coach of the client's unit sends the link again; the ones before it stop working.

    Whether there was an offer to answer. Raises: Missing for a client of another unit, NotAllowed.
    """
    with unit_of_work():
        facts = client_facts.get_facts(actor, [client_id], now=now)[client_id]
        require(actor, Verb.RESEND_LINK, facts)
        offer_id = offer_links.find_answerable(client_id)
        if offer_id is None:
            return False
        return _send(actor, client_id, offer_id, instead=True, now=now)


def _send(
    actor: Actor, client_id: UUID, offer_id: UUID, *, instead: bool = False, now: datetime
) -> bool:
    sent = offer_links.send_again(offer_id, instead=instead, now=now)
    if sent:
        entry = audit.Entry(
            "create", "offer_link", offer_id, purpose=purpose_of(actor), client_ids=[client_id]
        )
        audit.record(actor, entry, now=now)
    return sent
