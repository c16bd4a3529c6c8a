"""When a client is reminded of a shift: the evening before and two hours before.

Source: trust 7, rule 24.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import NamedTuple

from app.domain.calendar import day_bounds, in_quiet_hours, local_day, local_time


@dataclass(frozen=True, slots=True)
class ReminderSetting:
    """The numbers of the rules: local time of the evening reminder, hours of the late one."""

    evening_from: time = time(17)
    hours_before: int = 2

    def __post_init__(self) -> None:
        if self.hours_before < 1:
            raise ValueError("a reminder after the start")


DEFAULT = ReminderSetting()


class Reminder(NamedTuple):
    """A kind of reminder that is due now for shifts that start in this span."""

    kind: str
    starts_from: datetime
    starts_before: datetime


def due_reminders(now: datetime, setting: ReminderSetting = DEFAULT) -> list[Reminder]:
    """The kinds of reminders that may go out now; none in the quiet hours."""
    if in_quiet_hours(now):
        return []
    due = [Reminder("soon", now, now + timedelta(hours=setting.hours_before))]
    if local_time(now) >= setting.evening_from:
        due.append(Reminder("evening", *day_bounds(local_day(now) + timedelta(days=1))))
    return due
