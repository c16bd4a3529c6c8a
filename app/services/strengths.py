"""A client says in own words what goes well."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.domain.errors import Missing, RuleBroken
from app.domain.policy import Verb, require
from app.domain.purposes import purpose_of
from app.domain.strengths import LONGEST
from app.store import audit, clients
from app.store.transaction import unit_of_work

if TYPE_CHECKING:
    from datetime import datetime

    from app.domain.policy import Actor


def say_strengths(actor: Actor, words: str, *, now: datetime) -> None:
    """Keep the client's own words; no words take them away.

    A workplace goes on seeing what it was allowed to see, until the client allows the new words.
    Raises: Missing for anybody but a client, NotAllowed, RuleBroken("text_too_long").
    """
    said = " ".join(words.split())
    if len(said) > LONGEST:
        raise RuleBroken("text_too_long", most=LONGEST)
    if actor.client_id is None:
        raise Missing
    with unit_of_work():
        client = clients.get_client(actor, actor.client_id, now=now)
        require(actor, Verb.EDIT_CLIENT, clients.facts_of(actor, client, now=now))
        if (client.strengths or "") == said:
            return
        client.strengths = said or None
        entry = audit.Entry(
            "update", "strengths", client.id, purpose=purpose_of(actor), client_ids=[client.id],
            fields=["strengths"],
        )  # fmt: skip
        audit.record(actor, entry, now=now)
