"""When a client is reminded of a shift, and when other news reaches a client.

Reminders come the evening before and two hours before; at night only what cannot wait.
Source: trust 7, rule 24; features 3, point 34.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import NamedTuple

from app.domain.calendar import day_bounds, in_quiet_hours, local_day, local_time, next_open_time


@dataclass(frozen=True, slots=True)
class ReminderSetting:
    """The numbers of the rules.

    Local time of the evening reminder, hours of the late one, and how many hours after the end of
    the quiet hours something begins that is told of at night.
    """

    evening_from: time = time(17)
    hours_before: int = 2
    hours_of_morning: int = 4

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


def tell_from(
    now: datetime, begins_at: datetime | None = None, setting: ReminderSetting = DEFAULT
) -> datetime:
    """When a client is told news: at once by day, else in the morning.

    `begins_at`: the work that the news is of. What is about this very morning is told at night,
    since at eight it would be too late to stay at home.
    """
    morning = next_open_time(now)
    too_late = morning + timedelta(hours=setting.hours_of_morning)
    return now if begins_at is not None and begins_at < too_late else morning
