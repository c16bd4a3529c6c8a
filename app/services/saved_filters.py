"""A dispatcher gives a way of looking at the board a name, and forgets it again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.domain.errors import NotAllowed, RuleBroken
from app.domain.policy import Facts, Verb, require
from app.store import audit, saved_filters
from app.store.transaction import unit_of_work

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from app.domain.policy import Actor

NAME_LENGTH = 40
# So many stand side by side without hiding the board.
MOST = 12


def save_filter(actor: Actor, name: str, state: str, search: str, *, now: datetime) -> UUID:
    """The id of the filter; one of the same name is replaced.

    Raises: NotAllowed, RuleBroken("filter_name_missing", "filters_full").
    """
    require(actor, Verb.SAVE_FILTER, Facts(user_id=actor.user_id))
    if actor.user_id is None:
        raise NotAllowed
    words = " ".join(name.split())[:NAME_LENGTH]
    if not words:
        raise RuleBroken("filter_name_missing")
    with unit_of_work():
        known = {one.name for one in saved_filters.list_own(actor)}
        if words not in known and len(known) >= MOST:
            raise RuleBroken("filters_full", most=MOST)
        filter_id = saved_filters.put(actor.user_id, words, state, search, now=now)
        audit.record(actor, audit.Entry("update", "saved_filter", filter_id), now=now)
        return filter_id


def forget_filter(actor: Actor, filter_id: UUID, *, now: datetime) -> None:
    """The filter is forgotten; the board stays as it is. Raises: Missing, NotAllowed."""
    with unit_of_work():
        row = saved_filters.get_own(actor, filter_id)
        require(actor, Verb.SAVE_FILTER, Facts(user_id=row.user_id))
        saved_filters.remove(row)
        audit.record(actor, audit.Entry("delete", "saved_filter", filter_id), now=now)
