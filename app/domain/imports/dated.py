"""Cells of dated times: days that are not as every week, and work activity by the clock."""

from __future__ import annotations

import re
from datetime import date, time, timedelta
from typing import TYPE_CHECKING

from app.domain import calendar
from app.domain.calendar import DAY_MINUTES, DayException, Span, local_day, local_minute
from app.domain.errors import RuleBroken
from app.domain.imports.cells import day, fault, tidy
from app.domain.working_time import Period

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime

_PART = re.compile(r"(\S+)\s*(ei|no)?\b\s*(.*)", re.IGNORECASE)
_WHOLE_DAY = (0, DAY_MINUTES)


def exceptions(text: str) -> tuple[DayException, ...]:
    """Days such as "2026-12-12 no; 2026-12-13 10-14; 14.12.2026 no 9-12", in one order.

    `no` (or `ei`) with nothing after it is the whole day; what is free counts after what is not.
    """
    found: dict[tuple[date, bool], list[Span]] = {}
    for part, on, closed, spans in _parts(text):
        if not spans and not closed:
            raise fault("exception_unreadable", part)
        found.setdefault((on, not closed), []).extend(spans or [Span(0, *_WHOLE_DAY)])
    listed = [
        DayException(on, span.starts_minute, span.ends_minute, free)
        for (on, free), spans in found.items()
        for span in calendar.merge_spans(spans)
    ]
    starts = {(one.on, one.starts_minute) for one in listed}
    if len(starts) < len(listed):
        raise fault("exception_twice", text)
    return tuple(sorted(listed))


def _parts(text: str) -> Iterator[tuple[str, date, bool, list[Span]]]:
    """Each part with its day, whether it says no, and its times."""
    for part in (tidy(one) for one in re.split(r"[;\n]", text)):
        if not part:
            continue
        found = _PART.fullmatch(part)
        if found is None:
            raise fault("exception_unreadable", part)
        yield part, day(found[1]), found[2] is not None, _spans(found[3], part)


def _spans(text: str, part: str) -> list[Span]:
    try:
        return list(calendar.parse_week_times(f"ma {text}")) if text else []
    except RuleBroken:
        raise fault("exception_unreadable", part) from None


def write_exceptions(value: Iterable[DayException]) -> str:
    """Days as "2026-12-12 no; 2026-12-13 10-14"."""
    return "; ".join(f"{one.on}{_write_one(one)}" for one in sorted(value))


def _write_one(one: DayException) -> str:
    mark = "" if one.free else " no"
    whole = not one.free and (one.starts_minute, one.ends_minute) == _WHOLE_DAY
    return mark if whole else f"{mark} {_clocks(one.starts_minute, one.ends_minute)}"


def _clocks(starts: int, ends: int) -> str:
    return calendar.format_week_times([Span(0, starts, ends)]).removeprefix("ma ")


def sessions(text: str) -> tuple[Period, ...]:
    """Work activity such as "2026-12-01 9-12; 2026-12-03 9-12 13-15", local times, as instants."""
    found: dict[date, list[Span]] = {}
    for part, on, closed, spans in _parts(text):
        if closed or not spans:
            raise fault("session_unreadable", part)
        found.setdefault(on, []).extend(spans)
    return tuple(
        Period(_instant(on, span.starts_minute), _instant(on, span.ends_minute))
        for on in sorted(found)
        for span in calendar.merge_spans(found[on])
    )


def _instant(on: date, minute: int) -> datetime:
    if minute == DAY_MINUTES:
        return calendar.to_utc(on + timedelta(days=1), time(0))
    return calendar.to_utc(on, time(*divmod(minute, 60)))


def write_sessions(value: Iterable[Period]) -> str:
    """Work activity as "2026-12-01 9-12"."""
    return "; ".join(
        f"{local_day(one.starts_at)} "
        f"{_clocks(local_minute(one.starts_at), local_minute(one.ends_at) or DAY_MINUTES)}"
        for one in sorted(value)
    )
