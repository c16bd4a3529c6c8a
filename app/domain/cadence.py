"""When a client at work is to be in contact with the coach: strong at the start, then fading.

Source: IPS Supported Employment Fidelity Scale, item 23 (follow-along supports): face to face
within a week before the job, within 3 days after its start, weekly in the first month, monthly
for a year, within 3 days after its end; the employer in the first week and month. Work by single
shifts has a lighter form of the same. The steps themselves are dated rows (`StepRule`).
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from app.domain.errors import RuleBroken
from app.domain.holidays import is_working_day

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

SOURCE_LENGTH = 300
REASON_LENGTH = 500
_DAY = timedelta(days=1)
# More than anybody works; a plan never asks for more of one step.
MOST = 120


class PlanKind(StrEnum):
    """What a plan goes with."""

    GIG = "gig"
    JOB = "job"


class StepKey(StrEnum):
    """A step of a plan, in the order in which they come."""

    BEFORE_START = "before_start"
    AT_START = "at_start"
    AFTER_START = "after_start"
    EMPLOYER_WEEK = "employer_week"
    WEEKLY = "weekly"
    EMPLOYER_MONTH = "employer_month"
    REGULAR = "regular"
    MONTHLY = "monthly"
    AFTER_END = "after_end"


_ORDER = {key: number for number, key in enumerate(StepKey)}
WITH_EMPLOYER = frozenset({StepKey.EMPLOYER_WEEK, StepKey.EMPLOYER_MONTH})
RECURRING = frozenset({StepKey.WEEKLY, StepKey.REGULAR, StepKey.MONTHLY})

# What the usual plan of each kind has; a client may do without any of it.
STEPS_OF = {
    PlanKind.GIG: (
        StepKey.BEFORE_START, StepKey.AT_START, StepKey.AFTER_START, StepKey.REGULAR,
    ),
    PlanKind.JOB: tuple(
        step for step in StepKey if step not in (StepKey.AT_START, StepKey.REGULAR)
    ),
}  # fmt: skip


class Pace(StrEnum):
    """A client's own rhythm of one step."""

    USUAL = "usual"
    THINNED = "thinned"
    TIGHTENED = "tightened"
    LEFT_OUT = "left_out"


@dataclass(frozen=True, slots=True)
class StepRule:
    """One step as it holds from a day on. Units: days from the start, or from the step's own day.

    `every_days` and `every_months` give a step that comes back `times` times. `every_shifts` gives
    one at every so-many-th shift, or after `every_months`, whichever comes first.
    """

    kind: PlanKind
    step: StepKey
    first_day: int = 0
    last_day: int = 0
    every_days: int = 0
    every_months: int = 0
    every_shifts: int = 0
    times: int = 1
    face_to_face: bool = False
    in_use: bool = True


def check_rule(rule: StepRule) -> StepRule:
    """The rule itself. Raises: RuleBroken("cadence_days_backwards", "cadence_rhythm")."""
    if rule.last_day < rule.first_day or rule.last_day - rule.first_day > 366:
        raise RuleBroken("cadence_days_backwards")
    rhythm = rule.every_days or rule.every_months or rule.every_shifts
    if rule.times < 1 or rule.times > MOST or (rule.step in RECURRING) != bool(rhythm):
        raise RuleBroken("cadence_rhythm")
    return rule


@dataclass(frozen=True, slots=True)
class Pause:
    """Days on which nobody is expected to be in contact; open until somebody restarts the plan."""

    from_on: date
    until_on: date | None = None

    def holds(self, day: date) -> bool:
        """Whether the plan rests on the day."""
        return self.from_on <= day and (self.until_on is None or day <= self.until_on)


@dataclass(frozen=True, slots=True)
class OwnPace:
    """A client's own rhythm of a step, for what begins on a day or after it."""

    pace: Pace
    from_on: date


@dataclass(frozen=True)
class Course:
    """What a plan is reckoned from: its start, end, days of work, own rhythms and pauses."""

    starts_on: date
    ended_on: date | None = None
    shift_days: Sequence[date] = ()
    paces: Mapping[StepKey, OwnPace] = field(default_factory=dict)
    pauses: Sequence[Pause] = ()


@dataclass(frozen=True, slots=True)
class Item:
    """One contact that is asked for. The same step and number is the same contact for good."""

    step: StepKey
    number: int
    from_on: date
    to_on: date
    face_to_face: bool = False

    @property
    def employer(self) -> bool:
        """Whether it is a word with the workplace."""
        return self.step in WITH_EMPLOYER


def add_months(day: date, number: int) -> date:
    """The same day so many months later, or the last one of a shorter month."""
    months = day.year * 12 + day.month - 1 + number
    year, month = divmod(months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def list_items(rules: Iterable[StepRule], course: Course) -> list[Item]:
    """All contacts of a plan in order of time; a function of these facts alone, not of today."""
    found = [item for rule in rules if rule.in_use for item in _items(rule, course)]
    return sorted(found, key=lambda one: (one.from_on, _ORDER[one.step], one.number))


def _items(rule: StepRule, course: Course) -> Iterator[Item]:
    for number, first, last in _windows(rule, course):
        if rule.step is not StepKey.AFTER_END and course.ended_on and last >= course.ended_on:
            continue
        for part, begins, ends in _paced(number, first, last, course.paces.get(rule.step)):
            window = _outside_pauses(begins, ends, course.pauses)
            if window is not None:
                first_on, last_on = _with_working_day(*window, rule.step)
                yield Item(rule.step, part, first_on, last_on, rule.face_to_face)


def _windows(rule: StepRule, course: Course) -> Iterator[tuple[int, date, date]]:
    """The plain windows of a step, numbered from nought."""
    if rule.step is StepKey.AFTER_END:
        if course.ended_on is not None:
            yield 0, *_span(rule, course.ended_on)
    elif rule.every_shifts:
        for number, day in enumerate(_points(rule, course.shift_days)):
            yield number, *_span(rule, day)
    elif rule.every_months:
        for number in range(rule.times):
            begins = add_months(course.starts_on, (number + 1) * rule.every_months)
            following = add_months(course.starts_on, (number + 2) * rule.every_months)
            yield number, begins, following - _DAY
    else:
        for number in range(rule.times):
            day = course.starts_on + number * rule.every_days * _DAY
            yield number, *_span(rule, day)


def _span(rule: StepRule, day: date) -> tuple[date, date]:
    return day + rule.first_day * _DAY, day + rule.last_day * _DAY


def _points(rule: StepRule, shift_days: Sequence[date]) -> Iterator[date]:
    """Every so-many-th day of work after the first, or a month after the last one, what is first.

    As long as there is work: a month after the last known day of work there is one more word.
    """
    days = sorted(set(shift_days))
    if not days:
        return
    point, until = days[0], add_months(days[-1], max(1, rule.every_months))
    for _number in range(MOST):
        after = [day for day in days if day > point]
        by_shift = after[rule.every_shifts - 1] if len(after) >= rule.every_shifts else date.max
        by_month = add_months(point, rule.every_months) if rule.every_months else date.max
        point = min(by_shift, by_month)
        if point > until:
            return
        yield point


def _paced(
    number: int, first: date, last: date, own: OwnPace | None
) -> Iterator[tuple[int, date, date]]:
    """The window in the client's own rhythm; both halves of a window have numbers of their own.

    So a change of rhythm never gives a contact another one's number.
    """
    pace = own.pace if own is not None and first >= own.from_on else Pace.USUAL
    if pace is Pace.LEFT_OUT or (pace is Pace.THINNED and number % 2):
        return
    if pace is Pace.TIGHTENED and last > first:
        middle = first + (last - first) // 2
        yield 2 * number, first, middle
        yield 2 * number + 1, middle + _DAY, last
    else:
        yield 2 * number, first, last


def _outside_pauses(first: date, last: date, pauses: Iterable[Pause]) -> tuple[date, date] | None:
    """The window as it is left by the pauses; None when the last day for it lies in one."""
    for pause in pauses:
        if pause.holds(last):
            return None
        if pause.until_on is not None and pause.holds(first):
            first = pause.until_on + _DAY
    return first, last


def _with_working_day(first: date, last: date, step: StepKey) -> tuple[date, date]:
    """The window with at least one working day: later, but before the start rather earlier."""
    day = first
    while day <= last:
        if is_working_day(day):
            return first, last
        day += _DAY
    while step is StepKey.BEFORE_START and not is_working_day(first):
        first -= _DAY
    while step is not StepKey.BEFORE_START and not is_working_day(last):
        last += _DAY
    return first, last
