"""Rules of coming and leaving: from when one may check in, what the clock says, why not to come.

Source: the features page (check-in from 15 minutes before; reasons are about barriers, never
points). A check-in that is recorded after the shift says that the person was there, so it takes
the planned time, not the time of the recording.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from app.domain.calendar import shift_minutes
from app.domain.errors import RuleBroken


@dataclass(frozen=True, slots=True)
class AttendanceSetting:
    """The numbers of the rules. Units: minutes and days as named."""

    opens_minutes_before: int = 15
    forgotten_after_minutes: int = 120
    name_known_days: int = 14

    def __post_init__(self) -> None:
        if min(self.opens_minutes_before, self.forgotten_after_minutes, self.name_known_days) < 0:
            raise ValueError("an attendance setting below zero")


DEFAULT = AttendanceSetting()


class AbsenceReason(StrEnum):
    """What got in the way. Giving one is free."""

    NOT_SAID = ""
    HEALTH = "health"
    TRANSPORT = "transport"
    UNCLEAR = "unclear"
    FEAR = "fear"
    OTHER_PLAN = "other_plan"
    NEED_TO_TALK = "need_to_talk"
    STOPPING = "stopping"


class BarrierKind(StrEnum):
    """What was in the way when somebody came late or not at all; nobody is blamed for it."""

    TRAVEL = "travel"
    HEALTH = "health"
    FEAR = "fear"
    MONEY = "money"
    UNCLEAR = "unclear"
    OTHER = "other"


# How much later than planned somebody came, as people say it. Units: minutes.
LATE_CHOICES = (15, 30, 60, 120)


def came_late_at(starts_at: datetime, ends_at: datetime, minutes: int, now: datetime) -> datetime:
    """When somebody came who was so many minutes late.

    Raises: RuleBroken("late_unknown") for other lengths, and when that is not yet or after the end.
    """
    came = starts_at + timedelta(minutes=minutes)
    if minutes not in LATE_CHOICES or came > now or came >= ends_at:
        raise RuleBroken("late_unknown")
    return came


def absence_reason(text: str) -> AbsenceReason:
    """The reason that was chosen. Raises: RuleBroken("absence_reason_unknown")."""
    try:
        return AbsenceReason(text)
    except ValueError:
        raise RuleBroken("absence_reason_unknown", text=text) from None


def opens_at(starts_at: datetime, setting: AttendanceSetting = DEFAULT) -> datetime:
    """From when one may check in."""
    return starts_at - timedelta(minutes=setting.opens_minutes_before)


def check_opening(starts_at: datetime, now: datetime, setting: AttendanceSetting = DEFAULT) -> None:
    """Nothing, when one may check in by now. Raises: RuleBroken("check_in_too_early")."""
    if now < opens_at(starts_at, setting):
        raise RuleBroken(
            "check_in_too_early", opens_at=opens_at(starts_at, setting), starts_at=starts_at
        )


def came_at(starts_at: datetime, ends_at: datetime, now: datetime) -> datetime:
    """When the person came, if it is recorded now."""
    return now if now < ends_at else starts_at


def left_at(in_at: datetime, ends_at: datetime, now: datetime) -> datetime:
    """When the person left, if it is recorded now: no later than planned, never before coming."""
    return max(in_at, min(now, ends_at))


def late_minutes(starts_at: datetime, in_at: datetime) -> int:
    """How long after the start the person came. Units: whole minutes, none when in time."""
    return max(shift_minutes(starts_at, in_at), 0)


def name_known_until(ends_at: datetime, setting: AttendanceSetting = DEFAULT) -> datetime:
    """Until when the orderer may see who was on the shift."""
    return ends_at + timedelta(days=setting.name_known_days)


def forgotten_since(now: datetime, setting: AttendanceSetting = DEFAULT) -> datetime:
    """Shifts that ended before this instant will hear no more from the people on them."""
    return now - timedelta(minutes=setting.forgotten_after_minutes)
