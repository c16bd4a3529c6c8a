"""How support fades: minutes of support per hour of work by week, beside the coach's own plan."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from app.domain.errors import RuleBroken

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

HOUR = 60
MOST_PER_HOUR = 120
_WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Stage:
    """From a day on, so many minutes of support are planned for each hour of work."""

    starts_on: date
    minutes_per_hour: int


@dataclass(frozen=True, slots=True)
class Week:
    """One ISO week of a placement. Units: minutes; the plan per hour of work."""

    monday: date
    worked: int
    supported: int
    planned: int | None = None

    @property
    def per_hour(self) -> int | None:
        """Minutes of support per hour of work, rounded; None for a week without work: a gap."""
        if self.worked == 0:
            return None
        return (2 * HOUR * self.supported + self.worked) // (2 * self.worked)


def monday_of(day: date) -> date:
    """The first day of the ISO week of a day."""
    return day - timedelta(days=day.weekday())


def curve(
    worked: Iterable[tuple[date, int]],
    supported: Iterable[tuple[date, int]],
    stages: Sequence[Stage] = (),
) -> tuple[Week, ...]:
    """Every week from the first work or support to the last, in order. Units: minutes."""
    work, support = _by_week(worked), _by_week(supported)
    mondays = sorted(work.keys() | support.keys())
    if not mondays:
        return ()
    count = (mondays[-1] - mondays[0]) // _WEEK + 1
    weeks = (mondays[0] + _WEEK * n for n in range(count))
    return tuple(Week(day, work[day], support[day], planned(stages, day)) for day in weeks)


def _by_week(minutes: Iterable[tuple[date, int]]) -> Counter[date]:
    sums: Counter[date] = Counter()
    for day, length in minutes:
        sums[monday_of(day)] += length
    return sums


def planned(stages: Iterable[Stage], monday: date) -> int | None:
    """What the plan says of a week: the newest stage that has begun by its Sunday."""
    begun = [stage for stage in stages if stage.starts_on < monday + _WEEK]
    if not begun:
        return None
    return max(begun, key=lambda stage: stage.starts_on).minutes_per_hour


def check_stage(stage: Stage) -> None:
    """Nothing, when the plan can have it. Raises: RuleBroken."""
    if not 0 <= stage.minutes_per_hour <= MOST_PER_HOUR:
        raise RuleBroken("support_stage")
