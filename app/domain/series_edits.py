"""What becomes of recurring work when this time, this and the following, or all are changed.

The past never changes, what was changed by itself stays as it is, and a rule that counts its times
still comes to the same number in all: what has been stays with the old rule, and the rest goes on
under a new one.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from enum import StrEnum
from itertools import takewhile
from typing import TYPE_CHECKING, NamedTuple

from app.domain import recurrence
from app.domain.calendar import local_day, occurrence_span, span_to_utc, week_start
from app.domain.errors import RuleBroken
from app.domain.holidays import holidays_between
from app.domain.recurrence import Frequency
from app.domain.working_time import (
    DEFAULT,
    Period,
    WorkingTimeSetting,
    is_night_work,
    over_daily_limit,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date, datetime, time
    from uuid import UUID

    from app.domain.recurrence import Recurrence


class Scope(StrEnum):
    """How many of the times a change is about."""

    THIS = "this"
    FOLLOWING = "following"
    ALL = "all"


class Fate(StrEnum):
    """What a change does to one time of work."""

    CHANGED = "changed"
    SKIPPED = "skipped"
    SAME = "same"
    KEPT_EDITED = "kept_edited"
    # It is about to begin, or its new time has passed.
    KEPT_LATE = "kept_late"


@dataclass(frozen=True, slots=True)
class Plan:
    """A recurrence in local wall time; `skips` are days of the rule on which nobody works.

    `holidays_until`: how far public holidays are among them, None where they are not left out.
    """

    first_on: date
    starts: time
    ends: time
    text: str
    places: int
    made_until: date
    skips: frozenset[date] = frozenset()
    holidays_until: date | None = None


@dataclass(frozen=True, slots=True)
class Made:
    """A time of work that exists. `alive`: neither cancelled nor done."""

    id: UUID
    occurrence_on: date
    starts_at: datetime
    ends_at: datetime
    places: int
    taken: int = 0
    edited: bool = False
    alive: bool = True


class DayMove(NamedTuple):
    """From one weekday to another of the same week; 0 is Monday."""

    old: int
    new: int

    def of(self, day: date) -> date:
        """Where a day goes."""
        return day + timedelta(days=self.new - self.old) if day.weekday() == self.old else day


@dataclass(frozen=True, slots=True)
class Change:
    """What the times become. `on`: the new day of the time that was chosen.

    `why_skipped`: what is kept as the reason of the times that are left out.
    """

    on: date
    starts: time
    ends: time
    places: int
    skips: frozenset[date] = frozenset()
    why_skipped: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """What a change does to one time of work; its new day in the rule, and its new time."""

    made: Made
    fate: Fate
    occurrence_on: date
    starts_at: datetime
    ends_at: datetime
    places: int

    @property
    def moves(self) -> bool:
        """Whether it is at another time than before."""
        return (self.starts_at, self.ends_at) != (self.made.starts_at, self.made.ends_at)


@dataclass(frozen=True, slots=True)
class Edit:
    """What becomes of one recurrence.

    `ended`: what it is up to the change when the rest goes on as a recurrence of its own (`plan`);
    None when all of it becomes `plan`. `lines`: the times that belong to `plan` now.
    """

    plan: Plan
    ended: Plan | None
    lines: tuple[Line, ...]
    # Times that stay with what has ended although the change was meant for them, too.
    kept: tuple[Line, ...] = ()


def check_times(
    starts_at: datetime, ends_at: datetime, limits: WorkingTimeSetting = DEFAULT
) -> None:
    """Nothing, when the rules let somebody work then. Raises: RuleBroken."""
    period = Period(starts_at, ends_at)
    too_long = over_daily_limit(period, (), limits)
    if too_long is not None:
        raise RuleBroken(too_long.code, **dict(too_long.facts))
    if is_night_work(period, limits):
        raise RuleBroken("night_work")


def edit_one(
    made: Made, change: Change, *, now: datetime, limits: WorkingTimeSetting = DEFAULT
) -> Line:
    """What becomes of a single time of work. Raises: RuleBroken."""
    starts_at, ends_at = span_to_utc(change.on, change.starts, change.ends)
    if starts_at <= now:
        raise RuleBroken("new_time_past")
    check_times(starts_at, ends_at, limits)
    places = max(change.places, made.taken)
    if (starts_at, ends_at, places) == (made.starts_at, made.ends_at, made.places):
        raise RuleBroken("nothing_changed")
    return Line(made, Fate.CHANGED, made.occurrence_on, starts_at, ends_at, places)


def day_move(old: date, new: date) -> DayMove | None:
    """The change of weekday, None for the same day. Raises: RuleBroken("other_week")."""
    if old == new:
        return None
    if week_start(old) != week_start(new):
        raise RuleBroken("other_week")
    return DayMove(old.weekday(), new.weekday())


def edit_series(
    plan: Plan, made: Sequence[Made], change: Change, move: DayMove | None, *,
    since: date, now: datetime,
) -> Edit | None:  # fmt: skip
    """What becomes of a recurrence from a day on, None when it has no such times left.

    `made`: its times, those on earlier days may be left out. Raises: RuleBroken when the rule
    cannot be moved to that weekday.
    """
    rule = recurrence.parse(plan.text, plan.first_on)
    move = _own_move(rule, plan, move)
    if rule is None or (move is None and (change.starts, change.ends) == (plan.starts, plan.ends)):
        return _edit_in_place(plan, made, change, since=since, now=now)
    cut = _cut(plan, change, move, since=since, now=now)
    if cut is None:
        return None
    moved, before = _moved_rule(rule, plan, move), list(days_before(plan, cut))
    new = _new_plan(plan, moved, change, move, cut, len(before))
    lines = [_line(one, new, move, now) for one in made if one.occurrence_on >= cut]
    kept = [_kept(one) for one in made if since <= one.occurrence_on < cut and is_ahead(one, now)]
    if not before:
        return Edit(new, None, tuple(lines), tuple(kept))
    return Edit(new, ended(plan, rule, before, cut), tuple(lines), tuple(kept))


def is_ahead(made: Made, now: datetime) -> bool:
    """Whether a time is still to come and has not been cancelled."""
    return made.alive and made.starts_at > now


def _own_move(rule: Recurrence | None, plan: Plan, move: DayMove | None) -> DayMove | None:
    """The change of weekday if this recurrence has that day. Raises: RuleBroken("day_fixed")."""
    if rule is None or move is None:
        return None
    if rule.frequency is not Frequency.WEEKLY:
        raise RuleBroken("day_fixed")
    return move if move.old in _weekdays(rule, plan) else None


def _weekdays(rule: Recurrence, plan: Plan) -> frozenset[int]:
    return rule.weekdays or frozenset({plan.first_on.weekday()})


def _edit_in_place(
    plan: Plan, made: Sequence[Made], change: Change, *, since: date, now: datetime
) -> Edit | None:
    """Places and days without work leave the rule as it is."""
    new = _without(replace(plan, places=change.places), change.skips)
    if not any(True for _ in days_from(plan, since)):
        return None
    ours = [one for one in made if one.occurrence_on >= since and one.starts_at > now]
    return Edit(new, None, tuple(_line(one, new, None, now) for one in ours))


def days_before(plan: Plan, day: date) -> Iterator[date]:
    """The days of a recurrence before a day, those that are skipped among them."""
    return takewhile(lambda one: one < day, recurrence.every_day(plan.text, plan.first_on))


def days_from(plan: Plan, day: date) -> Iterator[date]:
    """The days of a recurrence from a day on, those that are skipped among them."""
    return (one for one in recurrence.every_day(plan.text, plan.first_on) if one >= day)


def _cut(
    plan: Plan, change: Change, move: DayMove | None, *, since: date, now: datetime
) -> date | None:
    """The first day of the rule from which on both the old and the new time lie ahead."""
    for day in days_from(plan, since):
        old = occurrence_span(day, plan.starts, plan.ends)
        new = occurrence_span(move.of(day) if move else day, change.starts, change.ends)
        if (old is None or old[0] > now) and (new is None or new[0] > now):
            return day
    return None


def _moved_rule(rule: Recurrence, plan: Plan, move: DayMove | None) -> Recurrence:
    """The rule on its new weekday. Raises: RuleBroken when another of its days is in between."""
    if move is None:
        return rule
    others = _weekdays(rule, plan) - {move.old}
    first, last = sorted(move)
    if any(first <= one <= last for one in others):
        raise RuleBroken("days_cross")
    if not rule.by_day:
        return rule
    return replace(rule, by_day=tuple((0, one) for one in sorted(others | {move.new})))


def _new_plan(
    plan: Plan, rule: Recurrence, change: Change, move: DayMove | None, cut: date, before: int
) -> Plan:
    place = move.of if move else _same
    if rule.count is not None:
        rule = replace(rule, count=rule.count - before)
    if rule.until_on is not None:
        rule = replace(rule, until_on=place(max(days_from(plan, cut))))
    new = Plan(
        place(cut), change.starts, change.ends, recurrence.to_text(rule), change.places,
        _made_until(plan, move), frozenset(place(day) for day in plan.skips if day >= cut),
        plan.holidays_until,
    )  # fmt: skip
    return _without(new, change.skips | (met_holidays(plan, new) - {change.on}))


def met_holidays(old: Plan, new: Plan) -> frozenset[date]:
    """The holidays that work meets only on its new days, where holidays are left out."""
    if new.holidays_until is None:
        return frozenset()
    span = {"after": new.first_on - timedelta(days=1), "until": new.holidays_until}
    met = holidays_between(new.text, new.first_on, **span)
    return met - set(recurrence.list_days(old.text, old.first_on, **span)) if met else met


def _without(plan: Plan, skips: frozenset[date]) -> Plan:
    """The plan with those of the days left out on which it has work."""
    if not skips:
        return plan
    left_out = skips.intersection(upcoming_days(plan, since=min(skips), until=max(skips)))
    return replace(plan, skips=plan.skips | left_out)


def _same(day: date) -> date:
    return day


def _made_until(plan: Plan, move: DayMove | None) -> date:
    """How far the times are made, told on the new weekday: none is made twice, none forgotten."""
    if move is None:
        return plan.made_until
    until = plan.made_until
    for day in recurrence.every_day(plan.text, plan.first_on):
        if day > plan.made_until:
            return min(until, move.of(day) - timedelta(days=1))
        until = max(until, move.of(day))
    return until


def ended(plan: Plan, rule: Recurrence, before: Sequence[date], cut: date) -> Plan:
    """What stays of the old recurrence: the days before the change."""
    if rule.count is not None:
        rule = replace(rule, count=len(before))
    else:
        rule = replace(rule, until_on=before[-1])
    skips = frozenset(day for day in plan.skips if day < cut)
    return replace(plan, text=recurrence.to_text(rule), skips=skips)


def _line(made: Made, plan: Plan, move: DayMove | None, now: datetime) -> Line:
    """What becomes of a time that belongs to the new plan."""
    day = move.of(made.occurrence_on) if move else made.occurrence_on
    old = Line(made, Fate.SAME, day, made.starts_at, made.ends_at, made.places)
    if not is_ahead(made, now):
        return old
    if made.edited:
        return replace(old, fate=Fate.KEPT_EDITED)
    span = occurrence_span(day, plan.starts, plan.ends)
    if span is None or day in plan.skips:
        return replace(old, fate=Fate.SKIPPED)
    places = max(plan.places, made.taken)
    line = Line(made, Fate.CHANGED, day, *span, places)
    return line if line.moves or places != made.places else replace(line, fate=Fate.SAME)


def line_as_is(made: Made) -> Line:
    """The line of a time that stays as it is."""
    return Line(made, Fate.SAME, made.occurrence_on, made.starts_at, made.ends_at, made.places)


def _kept(made: Made) -> Line:
    fate = Fate.KEPT_EDITED if made.edited else Fate.KEPT_LATE
    return Line(made, fate, made.occurrence_on, made.starts_at, made.ends_at, made.places)


def upcoming_days(plan: Plan, *, since: date, until: date) -> list[date]:
    """The days of work of a recurrence in a span, those that are skipped left out."""
    days = recurrence.list_days(
        plan.text, plan.first_on, after=since - timedelta(days=1), until=until
    )
    return [day for day in days if day not in plan.skips]


def last_made(plan: Plan, made: Iterable[Made]) -> date | None:
    """The last day of work once all times are there, None while more are to come.

    The last time that is alive tells it: one changed by itself may lie after the rule's last day.
    """
    last_on = recurrence.last_day(plan.text, plan.first_on)
    if last_on is None or last_on > plan.made_until:
        return None
    return max((local_day(one.starts_at) for one in made if one.alive), default=last_on)


def shown_lines(edits: Iterable[Edit]) -> list[Line]:
    """What a change means for the times that lie ahead, in time order."""
    lines = [line for edit in edits for line in (*edit.lines, *edit.kept) if line.made.alive]
    return sorted(lines, key=lambda line: (line.made.starts_at, str(line.made.id)))
