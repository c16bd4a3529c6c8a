"""A client says how the pages shall look, once for every device."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from app.domain.errors import Missing
from app.domain.policy import Facts, Verb, require
from app.domain.purposes import purpose_of
from app.store import audit, looks
from app.store.transaction import unit_of_work

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from app.domain.looks import Look
    from app.domain.policy import Actor


def choose_look(actor: Actor, wishes: Mapping[str, Any], *, now: datetime) -> Look:
    """The client's look with these wishes in it. Raises: Missing, NotAllowed."""
    if actor.client_id is None:
        raise Missing
    require(actor, Verb.EDIT_CLIENT, Facts(client_id=actor.client_id))
    with unit_of_work():
        look = replace(looks.find_look(actor.client_id), **wishes)
        looks.save_look(actor.client_id, look)
        entry = audit.Entry(
            "update", "client", actor.client_id, purpose=purpose_of(actor),
            client_ids=[actor.client_id], fields=["look", *sorted(wishes)],
        )  # fmt: skip
        audit.record(actor, entry, now=now)
        return look
