"""Work in a calendar: own times alone (a coach may add initials), or what is ordered by counts."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol

from app.domain.lifecycle import ShiftState

if TYPE_CHECKING:
    from datetime import datetime


class Sureness(StrEnum):
    """How sure an entry is, in the calendar's own three words."""

    CONFIRMED = "CONFIRMED"
    TENTATIVE = "TENTATIVE"
    CANCELLED = "CANCELLED"


@dataclass(frozen=True, slots=True)
class Work:
    """What those who order or dispatch read of a shift: what, where, how many; nobody's name."""

    title: str
    organisation: str
    place: str
    state: ShiftState
    places: int
    found: int
    without_coach: int = 0
    instructor_missing: bool = False

    @property
    def missing(self) -> int:
        """How many places are still without anybody."""
        return max(self.places - self.found, 0)


@dataclass(frozen=True, slots=True)
class Entry:
    """One time of work. `key` stays the same for ever; `changes` grows with every change.

    `work`: what it is, for those who may know; in a client's own calendar there is none.
    """

    key: str
    starts_at: datetime
    ends_at: datetime
    sureness: Sureness
    changed_at: datetime
    changes: int
    path: str = ""
    work: Work | None = None
    # Of those with whom a coach goes along, where the coach has chosen to see them.
    initials: str = ""


class Words(Protocol):
    """What a feed says, in its reader's language."""

    @property
    def calendar(self) -> str:
        """What the calendar is called."""

    def tell(self, entry: Entry) -> tuple[str, str]:
        """An entry's title, and a note or nothing."""


@dataclass(frozen=True, slots=True)
class Names:
    """The neutral words of a feed, in the reader's language."""

    calendar: str
    sure: str
    unsure: str
    cancelled: str

    def tell(self, entry: Entry) -> tuple[str, str]:
        """How sure it is, the initials if there are any, and no note."""
        words = {
            Sureness.CONFIRMED: self.sure,
            Sureness.TENTATIVE: self.unsure,
            Sureness.CANCELLED: self.cancelled,
        }
        return " ".join(one for one in (words[entry.sureness], entry.initials) if one), ""


def sureness_of(work: Work) -> Sureness:
    """How sure a shift is for those who wait for its people."""
    if work.state in (ShiftState.CANCELLED, ShiftState.MOVED):
        return Sureness.CANCELLED
    open_yet = work.state is not ShiftState.DONE and (
        work.missing or work.without_coach or work.instructor_missing
    )
    return Sureness.TENTATIVE if open_yet else Sureness.CONFIRMED


def change_count(made_at: datetime, changed_at: datetime, version: int) -> int:
    """A number that grows with every change of an entry, in whatever of its rows.

    Seconds since it was made, and the rows' own count: both only grow.
    """
    return max(0, int((changed_at - made_at).total_seconds())) + version
