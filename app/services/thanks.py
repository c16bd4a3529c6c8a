"""A workplace thanks somebody for a shift that is done, in words from a closed list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.domain.errors import Conflict, Missing
from app.domain.lifecycle import HoursState
from app.domain.policy import Verb, require
from app.domain.purposes import purpose_of
from app.store import audit, hours, thanks
from app.store.transaction import unit_of_work

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime
    from uuid import UUID

    from app.domain.policy import Actor
    from app.domain.thanks import Thank

_DONE = (HoursState.AGREED, HoursState.CLOSED)


def give_thanks(
    actor: Actor, hours_id: UUID, said: Collection[Thank], *, now: datetime
) -> list[Thank]:
    """Those of the thanks that were not said before; the client and the coach see them.

    Raises: Missing, NotAllowed, Conflict("hours_not_agreed").
    """
    with unit_of_work():
        counted = hours.get_hours(actor, hours_id, now=now)
        require(actor, Verb.THANK, counted.facts)
        if actor.user_id is None:
            raise Missing
        if counted.hours.state not in _DONE:
            raise Conflict("hours_not_agreed")
        new = thanks.add_thanks(counted.hours, said, by=actor.user_id, now=now)
        if new:
            entry = audit.Entry(
                "create", "thank_you", counted.hours.attendance_id, purpose=purpose_of(actor),
                client_ids=[counted.hours.client_id], fields=[one.value for one in new],
            )  # fmt: skip
            audit.record(actor, entry, now=now)
        return new
