"""What the law says of working time: each rule gives a reason, or nothing when it is kept.

Source: Working Hours Act 872/2019; the youth limit is the site's own policy (Act 998/1993).
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any, NamedTuple

from app.domain import calendar
from app.domain.calendar import local_day, shift_minutes
from app.domain.dated_rules import DatedRule, RulesOn
from app.domain.reasons import Reason, reason

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

DAY_HOURS = 24
ACT, ACT_FROM = "työaikalaki 872/2019", date(2020, 1, 1)
KEY = "working_time."


class Period(NamedTuple):
    """A piece of work, from one instant to another."""

    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True, slots=True)
class WorkingTimeSetting:
    """The limits of the law. Units: minutes; local clock times for night and evening."""

    daily_rest_minutes: int = 11 * 60
    weekly_rest_minutes: int = 35 * 60
    day_minutes: int = 8 * 60
    week_minutes: int = 40 * 60
    break_after_minutes: int = 6 * 60
    night_from: time = time(23)
    night_until: time = time(6)
    evening_from: time = time(17)
    adult_age: int = 18
    # The rows that said so, each with its source and since when.
    rows: tuple[DatedRule, ...] = field(default=(), compare=False, repr=False)

    def said_by(self, name: str) -> tuple[str, date]:
        """Who says a limit and since when: its row, else the law."""
        key = f"{KEY}{name}"
        row = next((one for one in self.rows if one.key == key), None)
        return (row.source, row.valid_from) if row else (ACT, ACT_FROM)


DEFAULT = WorkingTimeSetting()

# The dated rows of each limit; a row gives minutes, an hour of the clock or years.
_MINUTES = (
    "daily_rest_minutes", "weekly_rest_minutes", "day_minutes", "week_minutes",
    "break_after_minutes",
)  # fmt: skip
_CLOCKS = ("night_from", "night_until")
_YEARS = ("adult_age",)
LIMIT_KEYS = tuple(f"{KEY}{name}" for name in (*_MINUTES, *_CLOCKS, *_YEARS))


def setting_on(rows: Iterable[DatedRule], day: date) -> WorkingTimeSetting:
    """The limits of a day by their dated rows; what no row says, or none can, is the law's own."""
    held = RulesOn(tuple(rows), day)
    said = {key.removeprefix(KEY): held.find(key) for key in LIMIT_KEYS}
    numbers = {name: int(row.value) for name, row in said.items() if row and row.value.isdecimal()}
    known: dict[str, Any] = {name: n for name, n in numbers.items() if n and name not in _CLOCKS}
    known |= {name: time(n) for name, n in numbers.items() if name in _CLOCKS and n < DAY_HOURS}
    return replace(DEFAULT, **known, rows=tuple(row for row in said.values() if row))


def minutes_on_day(day: date, periods: Iterable[Period]) -> int:
    """The minutes of the work that begins on a local day."""
    return sum(shift_minutes(*p) for p in periods if local_day(p.starts_at) == day)


def over_daily_limit(
    work: Period, others: Iterable[Period], setting: WorkingTimeSetting = DEFAULT
) -> Reason | None:
    """Whether the day would hold more than 8 hours of work."""
    day = local_day(work.starts_at)
    minutes = shift_minutes(*work) + minutes_on_day(day, others)
    if minutes <= setting.day_minutes:
        return None
    return reason("day_too_long", minutes=minutes, most_minutes=setting.day_minutes, work_on=day)


def over_weekly_limit(
    work: Period, others: Iterable[Period], setting: WorkingTimeSetting = DEFAULT
) -> Reason | None:
    """Whether the ISO week would hold more than 40 hours of work."""
    week = calendar.iso_week(local_day(work.starts_at))
    same = (p for p in others if calendar.iso_week(local_day(p.starts_at)) == week)
    minutes = shift_minutes(*work) + sum(shift_minutes(*p) for p in same)
    if minutes <= setting.week_minutes:
        return None
    return reason("week_too_long", minutes=minutes, most_minutes=setting.week_minutes, week=week)


def _rest_between(work: Period, other: Period) -> int:
    earlier, later = sorted((work, other))
    return shift_minutes(earlier.ends_at, later.starts_at)


def rest_too_short(
    work: Period, others: Iterable[Period], setting: WorkingTimeSetting = DEFAULT
) -> Reason | None:
    """Whether less than 11 hours of rest would stay between this and another day's work.

    Work that begins on the same local day is one working day with a pause in it.
    """
    day = local_day(work.starts_at)
    for other in sorted(others):
        rest = _rest_between(work, other)
        if local_day(other.starts_at) != day and rest < setting.daily_rest_minutes:
            return reason(
                "rest_too_short",
                minutes=max(rest, 0),
                least_minutes=setting.daily_rest_minutes,
                other_starts_at=other.starts_at,
                other_ends_at=other.ends_at,
            )
    return None


def weekly_rest_too_short(
    work: Period, others: Iterable[Period], setting: WorkingTimeSetting = DEFAULT
) -> Reason | None:
    """Whether no unbroken rest of 35 hours would be left in the ISO week of this work.

    A rest counts for the week in which it begins, whole; of one that began before, what lies
    after the week's first midnight counts. So each week has a rest of its own.
    Source: Working Hours Act 872/2019 § 27, once in each period of seven days.
    """
    day = local_day(work.starts_at)
    periods = sorted([work, *others])
    begun = _longest_rest(calendar.iso_week(day), periods)
    if begun is None:
        return None
    longest, least = max(begun, _rest_from_monday(day, periods)), setting.weekly_rest_minutes
    if longest >= least:
        return None
    week = calendar.iso_week(day)
    return reason("weekly_rest_too_short", minutes=longest, least_minutes=least, week=week)


def _rest_from_monday(day: date, periods: Iterable[Period]) -> int:
    """How long after the first midnight of the day's week nothing is worked. Units: minutes."""
    begins, _ = calendar.week_bounds(day)
    first = min(one.starts_at for one in periods if one.ends_at > begins)
    return max(shift_minutes(begins, first), 0)


def _longest_rest(week: str, periods: Sequence[Period]) -> int | None:
    """The longest rest that begins in the week, or None for one without an end. Units: minutes."""
    longest = 0
    for period, following in zip(periods, [*periods[1:], None], strict=True):
        if calendar.iso_week(local_day(period.ends_at)) != week:
            continue
        if following is None:
            return None
        longest = max(longest, shift_minutes(period.ends_at, following.starts_at))
    return longest


def break_needed(minutes: int, setting: WorkingTimeSetting = DEFAULT) -> bool:
    """Whether work of so many minutes must have a break in it."""
    return minutes > setting.break_after_minutes


def is_night_work(work: Period, setting: WorkingTimeSetting = DEFAULT) -> bool:
    """Whether any of the work falls between 23 and 6 local time."""
    day = local_day(work.starts_at) - timedelta(days=1)
    while day <= local_day(work.ends_at):
        begins = calendar.to_utc(day, setting.night_from)
        ends = calendar.to_utc(day + timedelta(days=1), setting.night_until)
        if work.starts_at < ends and begins < work.ends_at:
            return True
        day += timedelta(days=1)
    return False


def is_evening_work(work: Period, setting: WorkingTimeSetting = DEFAULT) -> bool:
    """Whether the work ends after 17 local time, or on a later day than it begins."""
    days = calendar.local_days(*work)
    ends = calendar.local_time(work.ends_at)
    return len(days) > 1 or ends > setting.evening_from or ends == time(0)


def is_weekend_work(work: Period) -> bool:
    """Whether any of the work is on a Saturday or a Sunday."""
    return any(day.weekday() >= 5 for day in calendar.local_days(*work))


def is_sunday_work(work: Period) -> bool:
    """Whether any of the work is on a Sunday."""
    return any(day.weekday() == 6 for day in calendar.local_days(*work))


def is_under_18(birth_year: int | None, on: date, setting: WorkingTimeSetting = DEFAULT) -> bool:
    """Whether somebody born in that year is surely a minor; an unknown year says nothing."""
    return birth_year is not None and on.year - birth_year < setting.adult_age


def check_working_time(
    work: Period, others: Iterable[Period] = (), setting: WorkingTimeSetting = DEFAULT
) -> tuple[Reason, ...]:
    """Every rule of the law that this work would break beside the others."""
    listed = list(others)
    rules = (over_daily_limit, over_weekly_limit, rest_too_short, weekly_rest_too_short)
    found = (rule(work, listed, setting) for rule in rules)
    return tuple(broken for broken in found if broken is not None)
