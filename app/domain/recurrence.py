"""When work comes back: the days of a recurrence, read from RFC 5545 text.

Only what orders need: DAILY, WEEKLY or MONTHLY with INTERVAL, BYDAY, COUNT and UNTIL. The first
date is the first occurrence, and COUNT counts occurrences before any is left out.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from itertools import count, islice
from typing import TYPE_CHECKING

from app.domain.calendar import month_start, week_start
from app.domain.errors import RuleBroken

if TYPE_CHECKING:
    from collections.abc import Iterator

_DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_BYDAY = re.compile(r"^([+-]?[1-5])?(MO|TU|WE|TH|FR|SA|SU)$")
_KNOWN = frozenset({"FREQ", "INTERVAL", "BYDAY", "COUNT", "UNTIL", "WKST"})
MOST_INTERVAL = 52
MOST_COUNT = 1000
# A rule that never meets its own days would otherwise be looked at for ever.
_THE_END = date(2200, 1, 1)


class Frequency(StrEnum):
    """How often work comes back."""

    DAILY = "DAILY"
    WEEKLY = "WEEKLY"
    MONTHLY = "MONTHLY"


@dataclass(frozen=True, slots=True)
class Recurrence:
    """A rule of coming back. `by_day` holds pairs of ordinal (0: every) and weekday (0: Monday)."""

    frequency: Frequency
    interval: int = 1
    by_day: tuple[tuple[int, int], ...] = ()
    count: int | None = None
    until_on: date | None = None

    @property
    def weekdays(self) -> frozenset[int]:
        """The weekdays that are named."""
        return frozenset(weekday for _, weekday in self.by_day)


def parse(text: str, first_on: date) -> Recurrence | None:
    """The rule of a text, None for an empty one (the work is done once).

    Raises: RuleBroken("recurrence_unreadable") with the part that could not be read, or
    RuleBroken("recurrence_misses_first_day") when BYDAY leaves out the first date.
    """
    if not text.strip():
        return None
    rule = parse_rule(text)
    if next(days(rule, first_on), None) != first_on:
        raise RuleBroken("recurrence_misses_first_day", text=text, first_on=first_on)
    return rule


def parse_rule(text: str) -> Recurrence:
    """The rule of a text, whatever its first date. Raises: RuleBroken("recurrence_unreadable")."""
    parts = _parts(text)
    return Recurrence(
        _frequency(parts, text),
        _number(parts.get("INTERVAL", "1"), MOST_INTERVAL, text),
        tuple(_by_day(one, text) for one in parts.get("BYDAY", "").split(",") if one),
        _number(parts["COUNT"], MOST_COUNT, text) if "COUNT" in parts else None,
        _until(parts["UNTIL"], text) if "UNTIL" in parts else None,
    )


def _unreadable(text: str) -> RuleBroken:
    return RuleBroken("recurrence_unreadable", text=text)


def _parts(text: str) -> dict[str, str]:
    pairs = [part.partition("=") for part in text.strip().removeprefix("RRULE:").split(";") if part]
    parts = {name.strip().upper(): value.strip().upper() for name, _, value in pairs}
    if len(parts) != len(pairs) or not _KNOWN.issuperset(parts):
        raise _unreadable(text)
    return parts


def _frequency(parts: dict[str, str], text: str) -> Frequency:
    try:
        frequency = Frequency(parts.get("FREQ", ""))
    except ValueError:
        raise _unreadable(text) from None
    ordinals = any(one[:1] in "+-12345" for one in parts.get("BYDAY", "").split(",") if one)
    if ordinals and frequency is not Frequency.MONTHLY:
        raise _unreadable(text)
    return frequency


def _number(value: str, most: int, text: str) -> int:
    if not value.isascii() or not value.isdigit() or not 1 <= int(value) <= most:
        raise _unreadable(text)
    return int(value)


def _by_day(value: str, text: str) -> tuple[int, int]:
    found = _BYDAY.match(value.strip())
    if found is None:
        raise _unreadable(text)
    return int(found[1] or 0), _DAYS.index(found[2])


def _until(value: str, text: str) -> date:
    try:
        return date.fromisoformat(value.partition("T")[0])
    except ValueError:
        raise _unreadable(text) from None


def to_text(rule: Recurrence) -> str:
    """The one normal form of a rule, which `parse_rule` reads back."""
    parts = [f"FREQ={rule.frequency.value}"]
    if rule.interval != 1:
        parts.append(f"INTERVAL={rule.interval}")
    if rule.by_day:
        named = (f"{ordinal or ''}{_DAYS[weekday]}" for ordinal, weekday in rule.by_day)
        parts.append(f"BYDAY={','.join(named)}")
    if rule.count is not None:
        parts.append(f"COUNT={rule.count}")
    if rule.until_on is not None:
        parts.append(f"UNTIL={rule.until_on:%Y%m%d}")
    return ";".join(parts)


def without_past_end(text: str, first_on: date) -> str:
    """The rule for work that begins on a day: an end before that day is none."""
    rule = parse_rule(text) if text.strip() else None
    if rule is None or rule.until_on is None or rule.until_on >= first_on:
        return text
    return to_text(replace(rule, until_on=None))


def days(rule: Recurrence, first_on: date) -> Iterator[date]:
    """Each day of the rule from the first date on, in order."""
    every = (day for day in _candidates(rule, first_on) if day >= first_on)
    for day in islice(every, rule.count):
        if rule.until_on is not None and day > rule.until_on:
            return
        yield day


def every_day(text: str, first_on: date) -> Iterator[date]:
    """Each day of a recurrence text in order; without text the first day alone."""
    rule = parse(text, first_on)
    return iter([first_on]) if rule is None else days(rule, first_on)


def list_days(text: str, first_on: date, *, after: date | None, until: date) -> list[date]:
    """The days of a recurrence text after one day and up to another; without text the first day."""
    every = every_day(text, first_on)
    listed: list[date] = []
    for day in every:
        if day > until:
            break
        if after is None or day > after:
            listed.append(day)
    return listed


def last_day(text: str, first_on: date) -> date | None:
    """The last day of a recurrence, None when it goes on without an end."""
    rule = parse(text, first_on)
    if rule is None:
        return first_on
    if rule.count is None and rule.until_on is None:
        return None
    return max(days(rule, first_on), default=first_on)


def _candidates(rule: Recurrence, first_on: date) -> Iterator[date]:
    if rule.frequency is Frequency.DAILY:
        return _daily(rule, first_on)
    if rule.frequency is Frequency.WEEKLY:
        return _weekly(rule, first_on)
    return _monthly(rule, first_on)


def _daily(rule: Recurrence, first_on: date) -> Iterator[date]:
    wanted = rule.weekdays or frozenset(range(7))
    for n in count():
        day = first_on + timedelta(days=n * rule.interval)
        if day > _THE_END:
            return
        if day.weekday() in wanted:
            yield day


def _weekly(rule: Recurrence, first_on: date) -> Iterator[date]:
    wanted = sorted(rule.weekdays or {first_on.weekday()})
    for n in count():
        monday = week_start(first_on) + timedelta(weeks=n * rule.interval)
        if monday > _THE_END:
            return
        yield from (monday + timedelta(days=weekday) for weekday in wanted)


def _monthly(rule: Recurrence, first_on: date) -> Iterator[date]:
    months = first_on.year * 12 + first_on.month - 1
    for n in count(step=rule.interval):
        year, month = divmod(months + n, 12)
        first = date(year, month + 1, 1)
        if first > _THE_END:
            return
        yield from _days_of_month(rule, first, first_on.day)


def _days_of_month(rule: Recurrence, first: date, day_of_month: int) -> list[date]:
    following = month_start(first + timedelta(days=31))
    every = [first + timedelta(days=n) for n in range((following - first).days)]
    if not rule.by_day:
        return [day for day in every if day.day == day_of_month]
    chosen: set[date] = set()
    for ordinal, weekday in rule.by_day:
        same = [day for day in every if day.weekday() == weekday]
        chosen.update(same if ordinal == 0 else _nth(same, ordinal))
    return sorted(chosen)


def _nth(listed: list[date], ordinal: int) -> list[date]:
    index = ordinal - 1 if ordinal > 0 else ordinal
    return [listed[index]] if -len(listed) <= index < len(listed) else []
