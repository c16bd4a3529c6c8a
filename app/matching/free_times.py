"""Free times by the quarter of an hour: a day is a number of 96 bits, one bit per quarter."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from app.domain.calendar import DAY_MINUTES, local_day, local_days, local_minute

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from app.domain.calendar import DayException
    from app.domain.working_time import Period
    from app.matching.bits import Bits, Rows
    from app.matching.facts import ClientFacts

QUARTER = 15
QUARTERS = DAY_MINUTES // QUARTER
WHOLE_DAY = (1 << QUARTERS) - 1


class Changed(NamedTuple):
    """Whose free times are otherwise on a day, as rows and as a set, and the quarters of each."""

    rows: Rows
    bits: Bits
    masks: list[int]


@lru_cache(maxsize=4096)
def inside(starts_minute: int, ends_minute: int) -> int:
    """The quarters that lie wholly within the minutes of a day."""
    first, last = -(-starts_minute // QUARTER), ends_minute // QUARTER
    return ((1 << last) - 1) & ~((1 << first) - 1) if last > first else 0


def touched(starts_minute: int, ends_minute: int) -> int:
    """The quarters of which any part lies within the minutes of a day."""
    first, last = starts_minute // QUARTER, -(-ends_minute // QUARTER)
    return ((1 << last) - 1) & ~((1 << first) - 1)


def runs_on(weekday: int, mask: int) -> tuple[tuple[int, int], ...]:
    """From which quarter of the week to which each free time of a day goes on."""
    begins = weekday * QUARTERS
    return tuple((begins + first, begins + after) for first, after in runs_of(mask))


def usual_masks(client: ClientFacts) -> dict[int, int]:
    """The free quarters of each weekday that has any, without exceptions."""
    masks: dict[int, int] = {}
    for span in client.availability:
        quarters = inside(span.starts_minute, span.ends_minute)
        masks[span.weekday] = masks.get(span.weekday, 0) | quarters
    return masks


def free_mask(client: ClientFacts, day: date) -> int:
    """The free quarters of a client on a day, exceptions included."""
    usual = usual_masks(client).get(day.weekday(), 0)
    return changed_mask(usual, client.exceptions, day)


def changed_mask(mask: int, exceptions: Iterable[DayException], day: date) -> int:
    """The free quarters of a day with these exceptions, one after another."""
    for exception in exceptions:
        if exception.on == day and exception.free:
            mask |= inside(exception.starts_minute, exception.ends_minute)
        elif exception.on == day:
            mask &= ~touched(exception.starts_minute, exception.ends_minute)
    return mask


def is_known(client: ClientFacts, day: date) -> bool:
    """Whether anything is known of the client's free times on that day's week."""
    return bool(client.availability) or any(e.on == day for e in client.exceptions)


@lru_cache(maxsize=4096)
def day_parts(period: Period) -> tuple[tuple[date, int, int], ...]:
    """Each local day of a piece of work with its first and last minute on the wall clock."""
    return tuple(_day_parts(period))


def _day_parts(period: Period) -> Iterator[tuple[date, int, int]]:
    days = local_days(*period)
    for day in days:
        starts = local_minute(period.starts_at) if day == days[0] else 0
        ends = local_minute(period.ends_at) if day == local_day(period.ends_at) else DAY_MINUTES
        # An autumn hour that is repeated can end before it began on the wall clock.
        yield day, min(starts, ends), max(starts, ends)


def covers(client: ClientFacts, period: Period) -> bool:
    """Whether the client is free for the whole of a piece of work."""
    return all(
        touched(starts, ends) & ~free_mask(client, day) == 0
        for day, starts, ends in day_parts(period)
    )


def spans_of(mask: int) -> tuple[tuple[int, int], ...]:
    """The free times of a mask, as first and last minute of each."""
    spans: list[tuple[int, int]] = []
    for quarter in range(DAY_MINUTES // QUARTER):
        if not mask >> quarter & 1:
            continue
        starts = quarter * QUARTER
        if spans and spans[-1][1] == starts:
            spans[-1] = (spans[-1][0], starts + QUARTER)
        else:
            spans.append((starts, starts + QUARTER))
    return tuple(spans)


@lru_cache(maxsize=4096)
def runs_of(mask: int) -> tuple[tuple[int, int], ...]:
    """The free times of a mask, as the first quarter of each and the one after it."""
    runs: list[tuple[int, int]] = []
    while mask:
        first = (mask & -mask).bit_length() - 1
        left = mask >> first
        after = first + (~left & (left + 1)).bit_length() - 1
        runs.append((first, after))
        mask = mask >> after << after
    return tuple(runs)


def chosen_weekdays(client: ClientFacts) -> frozenset[int]:
    """The weekdays the client has kept for paid work: free, and without work activity."""
    free = {span.weekday for span in client.availability}
    return frozenset(free) - client.work_activity_weekdays
