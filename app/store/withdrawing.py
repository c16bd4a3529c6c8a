"""Taking offers back: places given free, the trail written, those who saw them told."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from app.domain.errors import Gone
from app.domain.lifecycle import PLACE_HOLDING_OFFERS, OfferState
from app.store import audit, letters, offers, places, waves

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import datetime
    from uuid import UUID

    from app.domain.policy import Actor
    from app.store.offers import Held

# An offer and those of its shifts that are taken back.
Taken = tuple["Held", "Collection[UUID]"]


def withdraw(actor: Actor, taken: Sequence[Taken], *, purpose: str, now: datetime) -> None:
    """Take offers back, or only some shifts of those that go on with others.

    A client who has seen one is told, and never why. All of them end before anybody else is asked,
    so that nobody is shown what is taken back next. Needs a unit of work and the clients' locks.
    Raises: Gone when somebody else was first.
    """
    freed: set[UUID] = set()
    for held, shift_ids in taken:
        if held.state in PLACE_HOLDING_OFFERS:
            freed.update(places.release(shift_ids))
        if not end(held, shift_ids, now=now):
            raise Gone("offer_changed")
    rows = [held for held, _shift_ids in taken]
    entries = [replace(waves.entry_of(one, OfferState.WITHDRAWN), purpose=purpose) for one in rows]
    audit.record_many(actor, entries, now=now)
    for held in rows:
        if held.state is not OfferState.QUEUED:
            keys = {held.client_id: f"offer_withdrawn:{held.id}"}
            letters.tell_clients(keys, "offer_withdrawn", now=now)
    waves.wake(sorted(freed), now=now)
    waves.show_next(sorted({held.client_id for held in rows}), now=now)


def end(held: Held, shift_ids: Collection[UUID], *, now: datetime) -> bool:
    """Withdraw the offer, or only these shifts of one that goes on with others.

    Whether it was still there to be withdrawn.
    """
    gone = [part.id for part in held.open_parts if part.shift_id in shift_ids]
    if len(gone) == len(held.open_parts):
        return bool(offers.move_many([held], OfferState.WITHDRAWN, now=now))
    return bool(offers.move_parts(gone, held.state, OfferState.WITHDRAWN, now=now))
