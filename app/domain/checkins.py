"""What follows from how a shift went: nothing, a word soon, or a word today.

Source: the support pages of the design. A face is a call for support, never a mark of anybody.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from app.domain.calendar import window_end
from app.domain.vocabulary import Face

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime


class AlertKind(StrEnum):
    """What an alert is about."""

    TOO_HARD = "too_hard"
    CANNOT_COME = "cannot_come"
    DID_NOT_COME = "did_not_come"
    ASKED_COACH = "asked_coach"
    NO_COACH = "no_coach"
    NOT_HEARD = "not_heard"
    SAID_YES = "said_yes"
    GET_PASS = "get_pass"  # noqa: S105 - a pass, not a password
    ASK_UNIT = "ask_unit"
    COLLEAGUE = "colleague"
    KEPT_APART = "kept_apart"
    WANTS_TO_STOP = "wants_to_stop"
    UNCLEAR_REPLY = "unclear_reply"
    NO_MESSAGES = "no_messages"
    # Said on the spot (`on_site.Trouble`).
    DOOR_CLOSED = "door_closed"
    COACH_MISSING = "coach_missing"
    NOBODY_CAME = "nobody_came"
    # How it was, when it is over.
    CAME_LATE = "came_late"
    ORDERER_WANTS_TALK = "orderer_wants_talk"
    NOT_HERE_AGAIN = "not_here_again"
    REVIEW_APART = "review_apart"
    ORDERER_WANTS_MORE = "orderer_wants_more"
    CANCELLED_LATE = "cancelled_late"
    # What a coach did for a client, who says that it is not so.
    NOT_RIGHT = "not_right"


class AlertLevel(StrEnum):
    """How soon somebody must act."""

    SOON = "soon"
    TODAY = "today"


@dataclass(frozen=True, slots=True)
class TriageSetting:
    """How soon is soon. Units: daytime hours (8-20); how many earlier faces are looked at."""

    soon_hours: int = 12
    today_hours: int = 4
    looked_at: int = 3

    def __post_init__(self) -> None:
        if not 0 < self.today_hours <= self.soon_hours:
            raise ValueError("alert deadlines out of order")


DEFAULT = TriageSetting()


@dataclass(frozen=True, slots=True)
class Triage:
    """How soon somebody must act, and by when at the latest."""

    level: AlertLevel
    due_at: datetime


def due_at(level: AlertLevel, now: datetime, setting: TriageSetting = DEFAULT) -> datetime:
    """By when an alert of a level must be taken care of; nights don't count."""
    hours = setting.today_hours if level is AlertLevel.TODAY else setting.soon_hours
    return window_end(now, hours)


def triage(
    face: Face,
    previous_faces: Sequence[Face],
    *,
    now: datetime,
    setting: TriageSetting = DEFAULT,
) -> Triage | None:
    """What "too hard" calls for; nothing follows from the other two faces.

    The first shift of all, or "too hard" again within the last ones (latest first), is for today.
    """
    if face is not Face.TOO_HARD:
        return None
    again = Face.TOO_HARD in previous_faces[: setting.looked_at]
    level = AlertLevel.TODAY if again or not previous_faces else AlertLevel.SOON
    return Triage(level, due_at(level, now, setting))


_LEVELS = {
    AlertKind.CANNOT_COME: AlertLevel.TODAY,
    AlertKind.DID_NOT_COME: AlertLevel.TODAY,
    AlertKind.NO_COACH: AlertLevel.TODAY,
    AlertKind.KEPT_APART: AlertLevel.TODAY,
    AlertKind.WANTS_TO_STOP: AlertLevel.TODAY,
    AlertKind.UNCLEAR_REPLY: AlertLevel.TODAY,
    AlertKind.DOOR_CLOSED: AlertLevel.TODAY,
    AlertKind.COACH_MISSING: AlertLevel.TODAY,
    AlertKind.NOBODY_CAME: AlertLevel.TODAY,
    AlertKind.CAME_LATE: AlertLevel.TODAY,
    AlertKind.CANCELLED_LATE: AlertLevel.TODAY,
    AlertKind.NOT_RIGHT: AlertLevel.TODAY,
}


def level_of(kind: AlertKind) -> AlertLevel:
    """How soon somebody must act on an alert that no face raised."""
    return _LEVELS.get(kind, AlertLevel.SOON)
