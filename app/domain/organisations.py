"""Who may order for an organisation, and how it answers what it is asked."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING

from app.domain.errors import RuleBroken

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import timedelta

# Fewer questions than this say nothing of how an organisation answers.
FEWEST_ASKED = 3


@dataclass(frozen=True, slots=True)
class OwnFacts:
    """What an organisation's admin tells of it.

    `contacts_a_month`: how many wishes of coaches may come in a calendar month; None for any.
    """

    name: str
    business_id: str = ""
    cost_centre: str = ""
    contacts_a_month: int | None = None


def check_admin_stays(other_admins: int) -> None:
    """Nothing, when somebody else still manages the organisation. Raises: RuleBroken."""
    if other_admins < 1:
        raise RuleBroken("last_admin")


@dataclass(frozen=True, slots=True)
class Answering:
    """How an organisation answers. Unit of `usual_minutes`: minutes, of half of the answers."""

    asked: int
    answered: int
    usual_minutes: int | None


def answering(waits: Collection[timedelta | None]) -> Answering | None:
    """How quickly it answers; None while too little was asked.

    `waits`: for each question the time until somebody answered, None when nobody did.
    """
    if len(waits) < FEWEST_ASKED:
        return None
    told = [wait.total_seconds() for wait in waits if wait is not None]
    usual = round(median(told) / 60) if told else None
    return Answering(asked=len(waits), answered=len(told), usual_minutes=usual)
