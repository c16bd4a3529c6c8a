"""What a workplace may be told of a client: a closed list, and nothing unless the client says so.

Every item is about how to work well together. None tells of a diagnosis, a benefit or the unit.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable
    from uuid import UUID


class Item(StrEnum):
    """One thing that can be told or left untold."""

    SHOW_HOW = "show_how"
    ONE_THING = "one_thing"
    PICTURES = "pictures"
    BREAKS = "breaks"
    QUIET = "quiet"
    STRENGTHS = "strengths"


class Decision(NamedTuple):
    """The client's word on one item: for one organisation, or for all when that is None."""

    organisation_id: UUID | None
    item: Item
    allowed: bool


def told_to(decisions: Iterable[Decision], organisation_id: UUID | None) -> frozenset[Item]:
    """What an organisation may be told: the word on it alone counts before the word on all."""
    general, own = {}, {}
    for one in decisions:
        if one.organisation_id is None:
            general[one.item] = one.allowed
        elif one.organisation_id == organisation_id:
            own[one.item] = one.allowed
    return frozenset(item for item in Item if own.get(item, general.get(item, False)))
