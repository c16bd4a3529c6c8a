"""What is said of a shift that is done, and whether people would meet again.

Words from a closed list, never a mark of a person: nobody adds them up, and nothing that matches
people with work reads what an orderer says.
"""

from __future__ import annotations

from datetime import timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

TEXT_LENGTH = 500
# A client's own limit is talked over again after so long.
REVIEW_AFTER = timedelta(days=182)


class Feeling(StrEnum):
    """How a shift went, as the workplace says it."""

    WELL = "well"
    QUITE_WELL = "quite_well"
    TALK = "talk"


class Side(StrEnum):
    """Whose wish it is."""

    CLIENT = "client"
    ORDERER = "orderer"


class Again(StrEnum):
    """Whether they would meet again."""

    GLADLY = "gladly"
    NOT_HERE = "not_here"


def keeps_apart(side: Side, again: Again) -> bool:
    """Whether the wish is a limit: a client's own "not here again" is, an orderer's never."""
    return side is Side.CLIENT and again is Again.NOT_HERE


def next_review(today: date) -> date:
    """When a limit that begins or is kept today is talked over again."""
    return today + REVIEW_AFTER
