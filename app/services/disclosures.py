"""A client decides, item by item, what a workplace may be told; nobody else can."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.domain.disclosures import Decision, Item
from app.domain.errors import Missing
from app.domain.policy import Facts, Verb, require
from app.domain.purposes import purpose_of
from app.store import audit, clients, disclosures
from app.store.transaction import unit_of_work

if TYPE_CHECKING:
    from datetime import datetime

    from app.domain.policy import Actor


def decide(actor: Actor, decision: Decision, *, now: datetime) -> None:
    """Keep the client's word; a workplace sees what it says from its very next page.

    Raises: Missing for anybody but a client and for a workplace that is not the client's,
    NotAllowed while somebody sits beside.
    """
    if actor.client_id is None:
        raise Missing
    with unit_of_work():
        require(actor, Verb.EDIT_DISCLOSURE, Facts(client_id=actor.client_id))
        if decision.organisation_id is not None:
            disclosures.get_workplace(actor.client_id, decision.organisation_id)
        words = None
        if decision.item is Item.STRENGTHS:
            words = clients.get_client(actor, actor.client_id, now=now).strengths
        disclosures.put_decision(actor.client_id, decision, words, now=now)
        recipient = str(decision.organisation_id) if decision.organisation_id else "all"
        entry = audit.Entry(
            "update", "disclosure", actor.client_id, purpose=purpose_of(actor),
            client_ids=[actor.client_id], fields=[decision.item.value],
            facts={"allowed": decision.allowed, "recipient": recipient},
        )  # fmt: skip
        audit.record(actor, entry, now=now)
