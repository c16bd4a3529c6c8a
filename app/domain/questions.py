"""What is asked before an offer: of a client about an own limit, of an orderer about a change."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from app.domain.errors import RuleBroken

if TYPE_CHECKING:
    from datetime import datetime

    from app.domain.vocabulary import Scale

# A shift moves within its day, so that the day on which people have agreed stays.
SHORTEST, LONGEST = timedelta(minutes=30), timedelta(hours=10)


class Said(StrEnum):
    """The three answers of a client."""

    YES = "yes"
    NO = "no"
    ASK = "ask"


@dataclass(frozen=True, slots=True)
class Change:
    """What the coach asks the orderer for: another time, or less on one scale (a level's index)."""

    starts_at: datetime | None = None
    ends_at: datetime | None = None
    scale: Scale | None = None
    level: int | None = None


def check_time(old: tuple[datetime, datetime], new: tuple[datetime, datetime]) -> None:
    """Nothing, when a shift may be asked to move there. Raises: RuleBroken."""
    starts_at, ends_at = new
    if new == old:
        raise RuleBroken("nothing_changed")
    if not SHORTEST <= ends_at - starts_at <= LONGEST:
        raise RuleBroken("times_odd")


def check_level(now: int | None, wanted: int) -> None:
    """Nothing, when the wanted level is lighter than what the order asks. Raises: RuleBroken."""
    if now is None or not 0 <= wanted < now:
        raise RuleBroken("nothing_changed")
