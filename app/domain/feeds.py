"""A client's own work in a calendar: when it is and how sure, and nothing else of anybody."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime


class Sureness(StrEnum):
    """How sure an entry is, in the calendar's own three words."""

    CONFIRMED = "CONFIRMED"
    TENTATIVE = "TENTATIVE"
    CANCELLED = "CANCELLED"


@dataclass(frozen=True, slots=True)
class Entry:
    """One time of work. `key` stays the same for ever; `changes` grows with every change."""

    key: str
    starts_at: datetime
    ends_at: datetime
    sureness: Sureness
    changed_at: datetime
    changes: int
    path: str = ""


@dataclass(frozen=True, slots=True)
class Names:
    """The neutral words of a feed, in the reader's language."""

    calendar: str
    sure: str
    unsure: str
    cancelled: str


def change_count(offered_at: datetime, changed_at: datetime, version: int) -> int:
    """A number that grows with every change of an entry, in whatever of its rows.

    Seconds since the offer was made, and the shift's own count: both only grow.
    """
    return max(0, int((changed_at - offered_at).total_seconds())) + version
