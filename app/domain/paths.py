"""A client's path: what has happened, kind by kind, as one line of time."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby
from typing import TYPE_CHECKING

from app.domain.calendar import local_day, month_start

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime


class PathKind(StrEnum):
    """What kind of thing happened."""

    OFFER = "offer"
    SHIFT = "shift"
    JOB = "job"
    NOTE = "note"
    GOAL = "goal"
    READY = "ready"
    LEARNED = "learned"
    PAPER = "paper"
    WISH = "wish"
    COACH = "coach"


@dataclass(frozen=True, slots=True)
class PathEvent:
    """One thing that happened: a code that says what, and words of its own if it has any."""

    at: datetime
    kind: PathKind
    code: str
    words: str = ""


def by_month(
    events: Iterable[PathEvent], kind: PathKind | None = None
) -> list[tuple[date, list[PathEvent]]]:
    """The events of one kind or of all, newest first, under the first day of their month."""
    wanted = sorted(
        (one for one in events if kind in (None, one.kind)), key=lambda one: one.at, reverse=True
    )
    months = groupby(wanted, key=lambda one: month_start(local_day(one.at)))
    return [(month, list(found)) for month, found in months]
