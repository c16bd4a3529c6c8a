"""Answers by the link in a message, which goes on working until they can be taken back no more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.domain.answers import Answer, How
from app.domain.errors import Gone
from app.services.answers.saying import say, undo
from app.store import offer_links
from app.store.transaction import unit_of_work

if TYPE_CHECKING:
    from datetime import datetime

    from app.store.offer_links import OfferLink


def answer_by_link(token: str, said: Answer, *, first_only: bool = False, now: datetime) -> Answer:
    """What the client has answered by the link in a message, as it is kept.

    Raises: Missing, Gone("link_expired"), and what answering raises.
    """
    with unit_of_work():
        link = _load(token, now=now)
        kept = say(link.actor, link.offer_id, said, How.LINK, first_only=first_only, now=now)
        offer_links.prolong(link.offer_id, offer_links.after_answer(now), now=now)
        return kept


def undo_by_link(token: str, *, now: datetime) -> None:
    """Take an answer back by the link by which it was given.

    Raises: as `undo_answer`, and Gone("link_expired").
    """
    with unit_of_work():
        link = _load(token, now=now)
        until = undo(link.actor, link.offer_id, now=now, how=How.LINK.value)
        offer_links.prolong(link.offer_id, until, now=now)


def _load(token: str, *, now: datetime) -> OfferLink:
    """The link, as long as it works."""
    link = offer_links.find_link(token, now=now)
    if not link.alive:
        raise Gone("link_expired")
    return link
