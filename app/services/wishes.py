"""A client says which kinds of work are nice, all right, or not wanted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.domain.errors import Missing
from app.domain.policy import Facts, Verb, require
from app.domain.purposes import purpose_of
from app.domain.tastes import Taste
from app.store import audit, wishes
from app.store.transaction import unit_of_work

if TYPE_CHECKING:
    from datetime import datetime

    from app.domain.policy import Actor
    from app.domain.vocabulary import Category

_WANTED = {Taste.LIKES: True, Taste.FINE: None, Taste.AVOIDS: False}


def say_taste(actor: Actor, category: Category, taste: Taste, *, now: datetime) -> None:
    """Keep what the client thinks of a kind of work; the matcher reads it from the next question.

    Raises: Missing for anybody but a client, NotAllowed.
    """
    if actor.client_id is None:
        raise Missing
    with unit_of_work():
        require(actor, Verb.EDIT_CLIENT, Facts(client_id=actor.client_id))
        if not wishes.put_wish(actor.client_id, category, wanted=_WANTED[taste]):
            return
        entry = audit.Entry(
            "update", "wish", actor.client_id, purpose=purpose_of(actor),
            client_ids=[actor.client_id], fields=[category.value],
        )  # fmt: skip
        audit.record(actor, entry, now=now)
