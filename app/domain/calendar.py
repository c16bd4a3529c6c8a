"""Days, clock times and weeks as people in Helsinki read and write them; instants are aware UTC.

The only place that knows the zone. A local time is turned into UTC before anything is subtracted,
because two wall-clock times across a clock change lie about what is between them.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple
from zoneinfo import ZoneInfo

from app.domain.errors import RuleBroken

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

HELSINKI = ZoneInfo("Europe/Helsinki")

# Nobody is written to, and no answer window runs, outside these local hours.
QUIET_UNTIL = time(8)
QUIET_FROM = time(20)

DAY_MINUTES = 24 * 60
_ONE_DAY = timedelta(days=1)
_MONTH_NAME = re.compile(r"^20[0-9]{2}-(?:0[1-9]|1[0-2])\Z")


# The same few instants are asked about again and again.
@lru_cache(maxsize=4096)
def local(instant: datetime) -> datetime:
    """The instant on a Helsinki wall clock. Raises: ValueError for a naive instant."""
    if instant.tzinfo is None:
        raise ValueError("an instant without a zone")
    return instant.astimezone(HELSINKI)


def local_day(instant: datetime) -> date:
    """The local date of an instant."""
    return local(instant).date()


def local_time(instant: datetime) -> time:
    """The local wall-clock time of an instant, without a zone."""
    return local(instant).time()


def local_minute(instant: datetime) -> int:
    """The local wall-clock time of an instant. Units: minutes since midnight."""
    clock = local_time(instant)
    return clock.hour * 60 + clock.minute


@lru_cache(maxsize=4096)
def to_utc(day: date, clock: time, fold: int = 0) -> datetime:
    """The instant of a local day and clock time; `fold` 1 is the later of a doubled hour.

    Raises: RuleBroken("missing_local_time") for a clock time that the spring change skips.
    """
    instant = datetime.combine(day, clock.replace(fold=fold), HELSINKI).astimezone(UTC)
    if local(instant).replace(tzinfo=None, fold=0) != datetime.combine(day, clock.replace(fold=0)):
        raise RuleBroken("missing_local_time", day=day, clock=clock)
    return instant


def is_doubled(day: date, clock: time) -> bool:
    """Whether the autumn change makes this local time happen twice."""
    return to_utc(day, clock, 0) != to_utc(day, clock, 1)


def span_to_utc(day: date, starts: time, ends: time) -> tuple[datetime, datetime]:
    """Both ends of a local span; an end that is not after the start is on the next day."""
    last_day = day if ends > starts else day + _ONE_DAY
    return to_utc(day, starts), to_utc(last_day, ends)


def occurrence_span(day: date, starts: time, ends: time) -> tuple[datetime, datetime] | None:
    """Both ends of a time of work that comes back, whatever the clocks do that night.

    What would begin or end within the hour that spring skips does so when that hour is over. None
    when nothing is left of it.
    """
    last_day = day if ends > starts else day + _ONE_DAY
    begins, finishes = _after_gap(day, starts), _after_gap(last_day, ends)
    return (begins, finishes) if begins < finishes else None


def _after_gap(day: date, clock: time) -> datetime:
    try:
        return to_utc(day, clock)
    except RuleBroken:
        return to_utc(day, time(clock.hour + 1))


def ends_next_day(starts: time, ends: time) -> bool:
    """Whether a span given by its clock times runs over midnight."""
    return ends <= starts


def shift_minutes(starts_at: datetime, ends_at: datetime) -> int:
    """The true length between two instants. Units: whole minutes."""
    return int((ends_at.astimezone(UTC) - starts_at.astimezone(UTC)).total_seconds() // 60)


def day_bounds(day: date) -> tuple[datetime, datetime]:
    """The instants at which a local day begins and ends (23, 24 or 25 hours apart)."""
    return to_utc(day, time(0)), to_utc(day + _ONE_DAY, time(0))


@lru_cache(maxsize=4096)
def local_days(starts_at: datetime, ends_at: datetime) -> tuple[date, ...]:
    """Each local date touched by the span; one that ends at midnight leaves the next day out."""
    first, last = local_day(starts_at), local_day(ends_at)
    if last > first and local_time(ends_at) == time(0):
        last -= _ONE_DAY
    return tuple(first + timedelta(days=n) for n in range((last - first).days + 1))


def week_start(day: date) -> date:
    """The Monday of the ISO week of the day."""
    return day - timedelta(days=day.weekday())


@lru_cache(maxsize=4096)
def iso_week(day: date) -> str:
    """The name of the ISO week of the day, for example "2026-W49"."""
    year, week, _ = day.isocalendar()
    return f"{year:04d}-W{week:02d}"


def week_from_name(name: str) -> date:
    """The Monday of a week named like "2026-W49". Raises: RuleBroken("week_unreadable")."""
    year, mark, week = name.strip().upper().partition("-W")
    try:
        return date.fromisocalendar(int(year), int(week if mark else ""), 1)
    except ValueError:
        raise RuleBroken("week_unreadable", text=name) from None


def month_start(day: date) -> date:
    """The first day of the month of the day."""
    return day.replace(day=1)


def following_month(first_on: date) -> date:
    """The first day of the month after the one of the day."""
    return month_start(month_start(first_on) + timedelta(days=31))


def previous_month(first_on: date) -> date:
    """The first day of the month before the one of the day."""
    return month_start(month_start(first_on) - _ONE_DAY)


def month_name(day: date) -> str:
    """The name of the month of the day, for example "2026-11"."""
    return day.isoformat()[:7]


def month_from_name(name: str) -> date | None:
    """The first day of a month of this century named like "2026-11"; None for anything else."""
    return date(int(name[:4]), int(name[5:]), 1) if _MONTH_NAME.match(name) else None


def week_bounds(day: date) -> tuple[datetime, datetime]:
    """The instants at which the ISO week of the day begins and ends."""
    monday = week_start(day)
    return to_utc(monday, time(0)), to_utc(monday + timedelta(days=7), time(0))


def month_bounds(day: date) -> tuple[datetime, datetime]:
    """The instants at which the month of the day begins and ends."""
    first = month_start(day)
    return to_utc(first, time(0)), to_utc(following_month(first), time(0))


def in_quiet_hours(instant: datetime) -> bool:
    """Whether it is between 20 and 8 local time, when nobody is disturbed."""
    return not QUIET_UNTIL <= local_time(instant) < QUIET_FROM


def next_open_time(instant: datetime) -> datetime:
    """The instant itself when it is daytime, else the next 8 o'clock local time."""
    if not in_quiet_hours(instant):
        return instant
    day = local_day(instant)
    if local_time(instant) >= QUIET_FROM:
        day += _ONE_DAY
    return to_utc(day, QUIET_UNTIL)


def _open_hours(start: datetime) -> Iterator[tuple[datetime, datetime]]:
    """The rest of this daytime, then each following one."""
    begins = next_open_time(start)
    while True:
        day = local_day(begins)
        yield begins, to_utc(day, QUIET_FROM)
        begins = to_utc(day + _ONE_DAY, QUIET_UNTIL)


def window_end(start: datetime, hours: int) -> datetime:
    """When an answer window of so many hours ends, counting only 8 to 20 local time."""
    left = timedelta(hours=hours)
    for begins, ends in _open_hours(start):
        if left <= ends - begins:
            return begins + left
        left -= ends - begins
    raise AssertionError("daytimes never run out")


# Free times of a week as people write them: "ma 9-14; ti 9.30-16".

WEEKDAY_CODES = ("ma", "ti", "ke", "to", "pe", "la", "su")


class Span(NamedTuple):
    """Some of one weekday (0 is Monday). Units: minutes since local midnight, end excluded."""

    weekday: int
    starts_minute: int
    ends_minute: int


class DayException(NamedTuple):
    """Part of a day on which weekly free times don't hold. Units: minutes since local midnight."""

    on: date
    starts_minute: int
    ends_minute: int
    free: bool


DEFAULT_WORKING_HOURS = tuple(Span(day, 8 * 60, 16 * 60) for day in range(5))

_DASH = r"\s*[-‐‑‒–—−]\s*"
_CLOCK = r"([0-9]{1,2})(?:[.:]([0-9]{2}))?"
_DAYS = re.compile(r"^\s*([a-zåäö]+)(?:" + _DASH + r"([a-zåäö]+))?", re.IGNORECASE)
_TIMES = re.compile(r"\s*(?:,|ja|&)?\s*(?:klo)?\s*" + _CLOCK + _DASH + _CLOCK, re.IGNORECASE)


def weekday_from_code(code: str) -> int:
    """0 for "ma" … 6 for "su". Raises: RuleBroken("weekday_unknown")."""
    try:
        return WEEKDAY_CODES.index(code.strip().lower()[:2])
    except ValueError:
        raise RuleBroken("weekday_unknown", text=code.strip()) from None


def parse_weekdays(text: str) -> frozenset[int]:
    """The weekdays of a list such as "ma ke pe". Raises: RuleBroken("weekday_unknown")."""
    return frozenset(weekday_from_code(code) for code in re.split(r"[\s,;]+", text) if code)


def format_weekdays(weekdays: Iterable[int]) -> str:
    """The one normal form of a list of weekdays, from Monday on."""
    return " ".join(WEEKDAY_CODES[day] for day in sorted(set(weekdays)))


def _minute(hours: str, minutes: str | None, part: str) -> int:
    value = int(hours) * 60 + int(minutes or 0)
    if int(minutes or 0) > 59 or value > DAY_MINUTES:
        raise RuleBroken("clock_time_unreadable", text=part)
    return value


def _weekday_range(first: str, last: str | None) -> range:
    begins = weekday_from_code(first)
    ends = begins if last is None else weekday_from_code(last)
    if ends < begins:
        raise RuleBroken("weekdays_backwards", first=first, last=last)
    return range(begins, ends + 1)


def _times(text: str, part: str) -> Iterator[tuple[int, int]]:
    rest = text
    while rest.strip(" ,\t\u00a0"):
        found = _TIMES.match(rest)
        if found is None:
            raise RuleBroken("week_times_unreadable", text=part)
        starts, ends = _minute(found[1], found[2], part), _minute(found[3], found[4], part)
        if ends <= starts:
            raise RuleBroken("span_backwards", text=part)
        yield starts, ends
        rest = rest[found.end() :]


def _parse_part(part: str) -> Iterator[Span]:
    found = _DAYS.match(part)
    if found is None or not part[found.end() :].strip():
        raise RuleBroken("week_times_unreadable", text=part)
    times = list(_times(part[found.end() :], part))
    for weekday in _weekday_range(found[1], found[2]):
        for starts, ends in times:
            yield Span(weekday, starts, ends)


def merge_spans(spans: Iterable[Span]) -> tuple[Span, ...]:
    """The same times sorted, with touching and overlapping spans of a day made into one."""
    merged: list[Span] = []
    for span in sorted(spans):
        last = merged[-1] if merged else None
        if last and last.weekday == span.weekday and span.starts_minute <= last.ends_minute:
            ends = max(last.ends_minute, span.ends_minute)
            merged[-1] = Span(last.weekday, last.starts_minute, ends)
        else:
            merged.append(span)
    return tuple(merged)


def parse_week_times(text: str) -> tuple[Span, ...]:
    """The spans of a week, merged and sorted; nothing for an empty text (times not known).

    Reads 9, 9.30 and 9:30, any dash, several spans a day, and day ranges such as "ma-pe 8-16".
    Raises: RuleBroken with the part that could not be read.
    """
    parts = (part.strip() for part in re.split(r"[;\n]", text))
    return merge_spans(span for part in parts if part for span in _parse_part(part))


def _clock(minute: int) -> str:
    hours, minutes = divmod(minute, 60)
    return f"{hours}.{minutes:02d}" if minutes else str(hours)


def format_week_times(spans: Iterable[Span]) -> str:
    """The one normal form, for example "ma 9-14; ti 9.30-16"."""
    return "; ".join(
        f"{WEEKDAY_CODES[span.weekday]} {_clock(span.starts_minute)}-{_clock(span.ends_minute)}"
        for span in merge_spans(spans)
    )
