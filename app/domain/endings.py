"""How orders end that nobody ends: asked about first, then closed; and why no one was found.

Source: features O22 and complaint 25: every order ends in a recorded outcome.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING

from app.domain.lifecycle import TaskState
from app.domain.words import N_

if TYPE_CHECKING:
    from collections.abc import Mapping


class ClosedBy(StrEnum):
    """Who ended an order."""

    ORDERER = "orderer"
    DISPATCHER = "dispatcher"
    TIME = "time"


class WhyUnfilled(StrEnum):
    """Why nobody was found for an order, as the dispatcher says."""

    NOBODY_FREE = "nobody_free"
    TOO_SOON = "too_soon"
    TOO_HARD = "too_hard"
    TOO_FAR = "too_far"
    NO_COACH = "no_coach"
    NO_ANSWER = "no_answer"
    OTHER = "other"


# What the orderer reads: what happened, without blame, and what would help next time.
KIND_WORDS: Mapping[WhyUnfilled, str] = MappingProxyType(
    {
        WhyUnfilled.NOBODY_FREE: N_(
            "Kukaan sopivista tekijöistä ei ollut vapaa silloin. "
            "Toinen päivä tai kellonaika voi auttaa."
        ),
        WhyUnfilled.TOO_SOON: N_(
            "Aika oli meille liian lyhyt. "
            "Kun tilaat muutamaa päivää aiemmin, ehdimme kysyä useampaa tekijää."
        ),
        WhyUnfilled.TOO_HARD: N_(
            "Työ vaati paljon kerralla. "
            "Autamme mielellämme jakamaan sen pienempiin osiin, joihin on helpompi tarttua."
        ),
        WhyUnfilled.TOO_FAR: N_(
            "Matka oli tekijöille liian pitkä. "
            "Lyhyt kertominen pysäkistä tai yhteinen kyyti voi auttaa."
        ),
        WhyUnfilled.NO_COACH: N_(
            "Tekijä olisi löytynyt, mutta valmentaja ei päässyt mukaan. "
            "Toinen aika voi sopia paremmin."
        ),
        WhyUnfilled.NO_ANSWER: N_(
            "Kysyimme tekijöitä, mutta emme saaneet vastauksia ajoissa. "
            "Kysymme mielellämme uudestaan."
        ),
    }
)


@dataclass(frozen=True, slots=True)
class EndingSetting:
    """The numbers of the rules. Units: days and hours as named."""

    draft_days: int = 30
    changes_days: int = 14
    quiet_days: int = 45
    answer_days: int = 7
    why_hours: int = 24

    def __post_init__(self) -> None:
        if min(self.draft_days, self.changes_days, self.quiet_days, self.answer_days) < 1:
            raise ValueError("an ending setting below one")


DEFAULT = EndingSetting()


def days_untouched(state: TaskState, setting: EndingSetting = DEFAULT) -> int | None:
    """After how many days without a touch an order of this state is asked about; None for never.

    An order that waits for the dispatcher is never the orderer's to answer for.
    """
    return {
        TaskState.DRAFT: setting.draft_days,
        TaskState.CHANGES_REQUESTED: setting.changes_days,
        TaskState.OPEN: setting.quiet_days,
        TaskState.PAUSED: setting.quiet_days,
    }.get(state)


def ends_at(asked_at: datetime, setting: EndingSetting = DEFAULT) -> datetime:
    """When an order ends whose orderer was asked about it and says nothing."""
    return asked_at + timedelta(days=setting.answer_days)


def tells_itself_at(closed_at: datetime, setting: EndingSetting = DEFAULT) -> datetime:
    """When the orderer hears that nobody was found, also if no reason has been given."""
    return closed_at + timedelta(hours=setting.why_hours)
