"""What is said of a shift that is done, and whether people would meet again.

Words from a closed list, never a mark of a person: nobody adds them up, and nothing that matches
people with work reads what an orderer says.
"""

from __future__ import annotations

from enum import StrEnum

TEXT_LENGTH = 500


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
