"""Which pass is needed for some work, and by when.

Source: Food Act 297/2021 s. 19 (hygiene passport at three months of such work in total), Act
504/2002 and Supervision Act 741/2023 s. 28 (extract of the criminal record at three months within
a year); other passes are the orderer's own and needed before the start.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from app.domain.calendar import month_start

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from app.domain.vocabulary import PassKind


class PassNeed(StrEnum):
    """When a pass must be there."""

    BEFORE_START = "before_start"
    CUMULATIVE_3_MONTHS = "cumulative_3_months"


class CounterScope(StrEnum):
    """Which earlier work counts: all of it, or that of the last twelve months."""

    ALL = "all"
    YEAR = "year"


@dataclass(frozen=True, slots=True)
class PassRule:
    """One dated row: when a pass is needed and what is counted."""

    kind: PassKind
    needed: PassNeed
    valid_from: date
    source: str
    counter_scope: CounterScope = CounterScope.ALL


@dataclass(frozen=True, slots=True)
class NeededPass:
    """A pass that some work asks for, and the day from which it must be there."""

    kind: PassKind
    needed_on: date
    at_once: bool


def rule_for(rules: Iterable[PassRule], kind: PassKind, on: date) -> PassRule | None:
    """The rule of a pass that is in force on a day."""
    fitting = [rule for rule in rules if rule.kind == kind and rule.valid_from <= on]
    return max(fitting, key=lambda rule: rule.valid_from, default=None)


def three_months_after(day: date) -> date:
    """The same day three months on, or the last day of a shorter month."""
    months = day.year * 12 + day.month - 1 + 3
    first = day.replace(year=months // 12, month=months % 12 + 1, day=1)
    last = month_start(first + timedelta(days=31)) - timedelta(days=1)
    return first.replace(day=min(day.day, last.day))


def counting_since(work_days: Iterable[date], rule: PassRule, on: date) -> date | None:
    """The first day of such work that counts, or None when there is none.

    Months are counted from that day on by the calendar, pauses included: nobody is ever asked for
    a pass too late, at worst some weeks early.
    """
    oldest = on - timedelta(days=365) if rule.counter_scope is CounterScope.YEAR else None
    counted = (day for day in work_days if day < on and (oldest is None or day >= oldest))
    return min(counted, default=None)


def needed_pass(rule: PassRule | None, kind: PassKind, since: date | None, on: date) -> NeededPass:
    """By when the pass must be there for work on a day; without a rule before the start."""
    if rule is None or rule.needed is PassNeed.BEFORE_START:
        return NeededPass(kind, on, at_once=True)
    due_on = three_months_after(since or on)
    return NeededPass(kind, due_on, at_once=due_on <= on)


def needed_passes(
    kinds: Iterable[PassKind],
    rules: Iterable[PassRule],
    since: dict[PassKind, date],
    on: date,
) -> tuple[NeededPass, ...]:
    """For each pass of a task, by when somebody working on that day must have it."""
    listed = tuple(rules)
    return tuple(
        needed_pass(rule_for(listed, kind, on), kind, since.get(kind), on) for kind in sorted(kinds)
    )
