"""A client says what is too much: lifting, noise, a long way, many hours."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.domain.errors import Missing
from app.domain.own_limits import answers_of
from app.domain.policy import Facts, Verb, require
from app.domain.purposes import purpose_of
from app.store import audit, own_limits
from app.store.transaction import unit_of_work

if TYPE_CHECKING:
    from datetime import datetime

    from app.domain.policy import Actor


def set_limit(actor: Actor, question: str, answer: str, *, now: datetime) -> None:
    """Keep the client's answer about an own limit.

    Raises: Missing for anybody but a client and for what is no answer to this, NotAllowed.
    """
    if actor.client_id is None or answer not in answers_of(question):
        raise Missing
    with unit_of_work():
        require(actor, Verb.EDIT_CLIENT, Facts(client_id=actor.client_id))
        if not own_limits.put_answer(actor.client_id, question, answer):
            return
        entry = audit.Entry(
            "update", "limit", actor.client_id, purpose=purpose_of(actor),
            client_ids=[actor.client_id], fields=[question],
        )  # fmt: skip
        audit.record(actor, entry, now=now)
