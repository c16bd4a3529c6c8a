"""A client says on which parts of which weekdays work would do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.domain import day_parts
from app.domain.errors import Missing
from app.domain.policy import Facts, Verb, require
from app.domain.purposes import purpose_of
from app.store import audit, free_times
from app.store.transaction import unit_of_work

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from app.domain.day_parts import DayPart
    from app.domain.policy import Actor


def say_free(
    actor: Actor, weekday: int, parts: Collection[DayPart], *, free: bool, now: datetime
) -> None:
    """Keep that these parts of a weekday are free, or not; the rest of the day stays.

    Raises: Missing for anybody but a client, NotAllowed.
    """
    if actor.client_id is None:
        raise Missing
    with unit_of_work():
        require(actor, Verb.EDIT_CLIENT, Facts(client_id=actor.client_id))
        known = free_times.list_week(actor.client_id).get(weekday, [])
        times = day_parts.changed(known, parts, free=free)
        if times == known:
            return
        free_times.put_day(actor.client_id, weekday, times)
        entry = audit.Entry(
            "update", "availability", actor.client_id, purpose=purpose_of(actor),
            client_ids=[actor.client_id], facts={"weekday": weekday},
        )  # fmt: skip
        audit.record(actor, entry, now=now)
