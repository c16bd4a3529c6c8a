"""Links by which a client answers one offer without signing in.

A link shows the task of that offer and takes the three answers, nothing else: no money, no reasons,
no name. Opening it changes nothing. It works until the window ends, and half an hour after an
answer at least, so that the answer can be taken back. Who must not be found gets none: the page
behind it says where somebody is to be, and when.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import select, update

from app.domain.answers import How
from app.domain.errors import Missing
from app.domain.lifecycle import SHOWN_OFFERS, OfferState
from app.domain.offers import DEFAULT, hold_until
from app.domain.policy import Actor
from app.domain.vocabulary import Channel, Role
from app.store import outbox
from app.store.crypto import new_token, token_hash
from app.store.db import db
from app.store.models.people import Client, User
from app.store.models.trail import LinkToken
from app.store.models.work import Offer

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from app.store.offers import Held

KIND = "offer"
# Of these a new link is of use: they can still be answered.
ANSWERABLE = SHOWN_OFFERS | {OfferState.ASKED_COACH}


@dataclass(frozen=True)
class OfferLink:
    """A link that was sent: for which offer, to whom, and whether it still works."""

    offer_id: UUID
    client_id: UUID
    actor: Actor
    alive: bool


def find_link(token: str, *, now: datetime) -> OfferLink:
    """The link of a token, alive or dead. Raises: Missing for one that is not known any more."""
    row = db.session.execute(
        select(LinkToken.expires_at, LinkToken.revoked_at, Offer.id, Offer.client_id)
        .join(Offer, Offer.id == LinkToken.subject_id)
        .where(LinkToken.token_hash == token_hash(token), LinkToken.kind == KIND)
    ).first()
    if row is None:
        raise Missing
    actor, active = _client_as_actor(row.id, row.client_id, How.LINK)
    alive = row.revoked_at is None and row.expires_at > now and active
    return OfferLink(row.id, row.client_id, actor, alive)


def actor_for(offer_id: UUID, client_id: UUID, how: How) -> Actor:
    """The client, for this one offer only, who answers without having signed in."""
    return _client_as_actor(offer_id, client_id, how)[0]


def _client_as_actor(offer_id: UUID, client_id: UUID, how: How) -> tuple[Actor, bool]:
    """The same, and whether the client's account is still open."""
    row = db.session.execute(
        select(Client.first_name, Client.language, User.id, User.active)
        .outerjoin(User, User.client_id == Client.id)
        .where(Client.id == client_id)
    ).one()
    actor = Actor(
        user_id=row.id, role=Role.CLIENT, name=row.first_name, language=row.language.value,
        client_id=client_id, login_kind=how.value, only_offer_id=offer_id,
    )  # fmt: skip
    return actor, row.active is not False


def send_offer(held: Held, *, until: datetime, now: datetime) -> None:
    """Tell a client of a new offer, with a link to it. Needs a unit of work."""
    _send(held.client_id, held.id, "offer_new", f"offer_new:{held.id}", until, now)


def send_again(offer_id: UUID, *, instead: bool = False, now: datetime) -> bool:
    """Whether a new link to an offer is on its way by the client's own channel.

    Not when there is nothing to answer any more. The links before it go on working, so that nobody
    who opens an older message is left outside, unless this one comes `instead`. Needs a unit of
    work.
    """
    offer = db.session.get(Offer, offer_id)
    until = lasts_until(offer) if offer is not None and offer.state in ANSWERABLE else None
    if offer is None or until is None or until <= now:
        return False
    # The minute keeps a thumb that presses twice from sending two messages.
    key = f"offer_reminder:{offer_id}:{now:%Y%m%d%H%M}"
    if not outbox.is_written(key):
        if instead:
            revoke(offer_id, now=now)
        _send(offer.client_id, offer_id, "offer_reminder", key, until, now)
    return True


def find_answerable(client_id: UUID) -> UUID | None:
    """The offer that is before the client now, else one that waits for a talk with the coach."""
    offers = db.session.execute(
        select(Offer.id, Offer.state)
        .where(Offer.client_id == client_id, Offer.state.in_(ANSWERABLE))
        .order_by(Offer.sent_at.desc(), Offer.id)
    ).all()
    shown = [row.id for row in offers if row.state in SHOWN_OFFERS]
    return next(iter(shown or [row.id for row in offers]), None)


def lasts_until(offer: Offer) -> datetime | None:
    """Until when an offer can be answered by a link."""
    until = offer.window_ends_at
    return hold_until(until) if until and offer.state is OfferState.ASKED_COACH else until


def _send(
    client_id: UUID, offer_id: UUID, template: str, key: str, until: datetime, now: datetime
) -> None:
    client = db.session.get_one(Client, client_id)
    path = _new_path(client, offer_id, until, now)
    letter = outbox.Letter(template, key, {"path": path}, until)
    outbox.queue_to_client(client, letter, now=now)


def _new_path(client: Client, offer_id: UUID, until: datetime, now: datetime) -> str:
    """The address in the message; the client's own first page where nobody reads a link."""
    if client.non_disclosure or outbox.channel_of(client) is Channel.COACH:
        return "/client/"
    token = new_token()
    link = LinkToken(
        token_hash=token_hash(token), kind=KIND, subject_id=offer_id, created_at=now,
        expires_at=until,
        user_id=db.session.scalar(select(User.id).where(User.client_id == client.id)),
    )  # fmt: skip
    db.session.add(link)
    return f"/message/{token}"


def prolong(offer_id: UUID, until: datetime, *, now: datetime) -> None:
    """Let the working links of an offer go on at least until then. Needs a unit of work."""
    _change(offer_id, LinkToken.expires_at.between(now, until), expires_at=until)


def after_answer(now: datetime) -> datetime:
    """Until when an answer that was given now can be taken back by its link, at least."""
    return now + timedelta(minutes=DEFAULT.undo_minutes)


def revoke(offer_id: UUID, *, now: datetime) -> None:
    """End all links of an offer. Needs a unit of work."""
    _change(offer_id, LinkToken.expires_at > now, revoked_at=now)


def _change(offer_id: UUID, which: Any, **values: datetime) -> None:
    db.session.execute(
        update(LinkToken)
        .where(LinkToken.kind == KIND, LinkToken.subject_id == offer_id, which)
        .where(LinkToken.revoked_at.is_(None))
        .values(**values)
        .execution_options(synchronize_session=False)
    )
