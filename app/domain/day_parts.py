"""Morning, afternoon and evening: the free times of a day as a person taps them.

Times that don't follow these parts stay as they are until their part of the day is changed.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

# From when until when. Units: minutes since local midnight.
Times = tuple[int, int]


class DayPart(StrEnum):
    """A part of a day on which one can work."""

    MORNING = "morning"
    AFTERNOON = "afternoon"
    EVENING = "evening"


PARTS: dict[DayPart, Times] = {
    DayPart.MORNING: (8 * 60, 12 * 60),
    DayPart.AFTERNOON: (12 * 60, 16 * 60),
    DayPart.EVENING: (16 * 60, 20 * 60),
}


def parts_of(spans: Iterable[Times]) -> frozenset[DayPart]:
    """The parts of which at least half is free."""
    spans = list(spans)
    return frozenset(part for part in DayPart if 2 * _minutes(spans, part) >= _length(part))


def _length(part: DayPart) -> int:
    starts, ends = PARTS[part]
    return ends - starts


def _minutes(spans: Iterable[Times], part: DayPart) -> int:
    return sum(ends - starts for starts, ends in _within(spans, PARTS[part]))


def _within(spans: Iterable[Times], part: Times) -> list[Times]:
    cut = ((max(starts, part[0]), min(ends, part[1])) for starts, ends in spans)
    return [(starts, ends) for starts, ends in cut if starts < ends]


def changed(spans: Iterable[Times], parts: Collection[DayPart], *, free: bool) -> list[Times]:
    """The day's free times when these parts become free, or not; sorted and joined.

    A part that is not changed keeps its times when at least half of it is free. What is before
    the morning or after the evening stays as long as any part of the day does.
    """
    spans = list(spans)
    kept = parts_of(spans) - set(parts)
    times = [one for part in kept for one in _within(spans, PARTS[part])]
    times += [PARTS[part] for part in parts] if free else []
    if not times:
        return []
    first, last = PARTS[DayPart.MORNING][0], PARTS[DayPart.EVENING][1]
    return _joined([*times, *_within(spans, (0, first)), *_within(spans, (last, 24 * 60))])


def _joined(times: Iterable[Times]) -> list[Times]:
    joined: list[Times] = []
    for starts, ends in sorted(times):
        if joined and starts <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(joined[-1][1], ends))
        else:
            joined.append((starts, ends))
    return joined
