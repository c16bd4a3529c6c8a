"""An order on an open page: which of its facts the orderer lets be told, and when it is shown.

Nothing is open unless the orderer has chosen it. A contact person, a door, a phone number or
anything of a client is never among the facts.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from app.domain.errors import RuleBroken
from app.domain.lifecycle import TaskState

if TYPE_CHECKING:
    from datetime import date, datetime

PLACE_LENGTH = 100
# So many times are told one by one; the rest are counted.
TIMES_TOLD = 6


class PublicFact(StrEnum):
    """What an orderer may let an open page tell besides title, place and times."""

    DESCRIPTION = "description"
    STEPS = "steps"
    PAY = "pay"
    ORGANISATION = "organisation"


class Standing(StrEnum):
    """How an open page stands towards whoever comes to it."""

    SEEKING = "seeking"
    WAITING = "waiting"
    OVER = "over"


@dataclass(frozen=True, slots=True)
class Posting:
    """A published order in the words of one language, with only the facts that are allowed.

    `place` is as coarse as the orderer wrote it; `pay_cents_per_hour` and `organisation` are None
    and empty where they may not be told. Instants are aware, the last one is the last start.
    """

    key: str
    address: str
    title: str
    paragraphs: tuple[str, ...]
    steps: tuple[str, ...]
    place: str
    kind: str
    times: tuple[str, ...]
    openings: int
    posted_on: date
    valid_through: datetime
    organisation: str
    publisher: str
    pay_cents_per_hour: int | None = None
    # Done where the person is; `place` then says nothing to a search engine.
    remote: bool = False


def checked_place(place: str) -> str:
    """The place as an open page tells it. Raises: RuleBroken("public_place_missing")."""
    told = " ".join(place.split())[:PLACE_LENGTH]
    if not told:
        raise RuleBroken("public_place_missing")
    return told


def coarse_place(area: str) -> str:
    """What is proposed as the place: a part of town; nothing where a street's number stands."""
    return "" if re.search(r"\d", area) else area.strip()


def standing_of(state: TaskState, *, ended: bool, ahead: int, free: int) -> Standing:
    """How the page stands: `ahead` times lie ahead, `free` of their places are free."""
    if ended or state is TaskState.CLOSED or not ahead:
        return Standing.OVER
    return Standing.SEEKING if state is TaskState.OPEN and free else Standing.WAITING
