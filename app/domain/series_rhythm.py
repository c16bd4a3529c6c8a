"""What becomes of recurring work when it comes back in another rhythm from a day on.

The past never changes. From the first day of the new rhythm on a time stays, with everybody who has
promised to come, when its day is in the new rhythm, too; so does a time that was changed by itself,
at the time to which it was changed. Whatever else lies ahead goes, and the other days of the new
rhythm get new times. A day that was cancelled or left out stays so, and holidays that the work
meets only now are left out where its orderer chose that.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from hashlib import sha256
from typing import TYPE_CHECKING, NamedTuple

from app.domain import recurrence
from app.domain.calendar import occurrence_span
from app.domain.errors import RuleBroken
from app.domain.late_cancelling import LateCost
from app.domain.recurrence import Frequency, Recurrence
from app.domain.series_cancelling import NOBODY, Told, cut_short, first_ahead, in_order
from app.domain.series_edits import Plan, is_ahead, met_holidays
from app.domain.series_impact import told_plan

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence
    from datetime import datetime
    from uuid import UUID

    from app.domain.series_edits import Made, Scope

# So far two rhythms are compared.
_TWO_YEARS = timedelta(days=730)


@dataclass(frozen=True, slots=True)
class Rhythm:
    """How work comes back: each so many weeks on these weekdays (0 is Monday), and until when."""

    interval: int
    weekdays: frozenset[int]
    count: int | None = None
    until_on: date | None = None


class Part(NamedTuple):
    """One recurrence of an order with its times."""

    plan: Plan
    made: Sequence[Made]


@dataclass(frozen=True, slots=True)
class Turn:
    """What becomes of an order's recurrences.

    `plan`: the new one. `ended`: what is left of each old one, in their order; None where it goes
    on as it is. `settled`: cancelled times whose days are in the new rhythm: not made again.
    """

    plan: Plan
    ended: tuple[Plan | None, ...]
    going: tuple[Made, ...]
    staying: tuple[Made, ...]
    settled: tuple[Made, ...]
    new_days: tuple[date, ...]


@dataclass(frozen=True, slots=True)
class RhythmImpact:
    """What a change of rhythm does, as it is shown before. `costs`: late pay, by time."""

    scope: Scope
    turn: Turn
    costs: tuple[tuple[UUID, LateCost], ...] = ()
    told: Told = NOBODY

    @property
    def cost(self) -> LateCost:
        """What is paid in all for what is cancelled late."""
        return sum((cost for _id, cost in self.costs), LateCost())

    @property
    def new_times(self) -> list[tuple[datetime, datetime]]:
        """The new times, as far as times are made ahead."""
        plan = self.turn.plan
        spans = (occurrence_span(day, plan.starts, plan.ends) for day in self.turn.new_days)
        return [span for span in spans if span]

    @property
    def mark(self) -> str:
        """A short sign of all of it: another sign means that something has changed meanwhile."""
        turn = self.turn
        plans = [told_plan(plan) for plan in (turn.plan, *turn.ended)]
        times = (turn.going, turn.staying, turn.settled, turn.new_days)
        told = (self.scope, times, self.costs, self.told, plans)
        return sha256(repr(told).encode()).hexdigest()[:32]


def turn_rhythm(
    parts: Sequence[Part], plan: Plan, rhythm: Rhythm, *, since: date, now: datetime
) -> Turn:
    """What becomes of an order from a day on; `plan`: the recurrence whose hours are kept.

    Raises: RuleBroken("last_day_early", "nothing_changed").
    """
    new = _new_plan(parts, plan, rhythm, since=since, now=now)
    made = in_order(one for part in parts for one in part.made if one.occurrence_on >= since)
    horizon = max([new.made_until, *(one.occurrence_on for one in made)])
    days = set(recurrence.list_days(new.text, new.first_on, after=None, until=horizon))
    ahead = [one for one in made if is_ahead(one, now)]
    staying = _one_a_day(one for one in ahead if one.occurrence_on in days and _fits(one, new))
    taken = {one.occurrence_on for one in staying}
    settled = _one_a_day(
        one for one in made if one not in ahead and one.occurrence_on in days - taken
    )
    new = replace(new, skips=new.skips - taken)
    turn = Turn(
        new, tuple(_left(part.plan, since, now) for part in parts),
        tuple(one for one in ahead if one not in staying), staying, settled,
        _new_days(new, taken | {one.occurrence_on for one in settled}, now),
    )  # fmt: skip
    if not turn.going and not turn.new_days and _same_days(parts, new):
        raise RuleBroken("nothing_changed")
    return turn


def _new_plan(
    parts: Sequence[Part], plan: Plan, rhythm: Rhythm, *, since: date, now: datetime
) -> Plan:
    first_on = first_day(plan, rhythm.weekdays, since=since, now=now)
    if rhythm.until_on is not None and rhythm.until_on < first_on:
        raise RuleBroken("last_day_early", first_on=first_on)
    by_day = tuple((0, weekday) for weekday in sorted(rhythm.weekdays))
    rule = Recurrence(Frequency.WEEKLY, rhythm.interval, by_day, rhythm.count, rhythm.until_on)
    text, made_until = recurrence.to_text(rule), max(part.plan.made_until for part in parts)
    new = replace(plan, first_on=first_on, text=text, made_until=made_until, skips=frozenset())
    old = {day for part in parts for day in part.plan.skips if day >= first_on}
    until = max(old, default=first_on)
    left_out = old.intersection(recurrence.list_days(text, first_on, after=None, until=until))
    return replace(new, skips=frozenset(left_out) | met_holidays(plan, new))


def first_day(plan: Plan, weekdays: Collection[int], *, since: date, now: datetime) -> date:
    """The first of the weekdays from a day on on which the work lies ahead."""
    day = since
    while True:
        span = occurrence_span(day, plan.starts, plan.ends)
        if day.weekday() in weekdays and span is not None and span[0] > now:
            return day
        day += timedelta(days=1)


def _fits(made: Made, plan: Plan) -> bool:
    span = occurrence_span(made.occurrence_on, plan.starts, plan.ends)
    return made.edited or (made.starts_at, made.ends_at) == span


def _one_a_day(times: Iterable[Made]) -> tuple[Made, ...]:
    first: dict[date, Made] = {}
    for one in times:
        first.setdefault(one.occurrence_on, one)
    return tuple(first.values())


def _left(plan: Plan, since: date, now: datetime) -> Plan | None:
    day = first_ahead(plan, since=since, now=now)
    return None if day is None else cut_short(plan, day)


def _new_days(plan: Plan, taken: Collection[date], now: datetime) -> tuple[date, ...]:
    days = recurrence.list_days(plan.text, plan.first_on, after=None, until=plan.made_until)
    spans = ((day, occurrence_span(day, plan.starts, plan.ends)) for day in days)
    free = (day for day, span in spans if span is not None and span[0] > now)
    return tuple(day for day in free if day not in taken and day not in plan.skips)


def _same_days(parts: Sequence[Part], new: Plan) -> bool:
    """Whether the work comes back on the same days as before, as far as one looks ahead."""
    until = new.first_on + _TWO_YEARS
    span = {"after": new.first_on - timedelta(days=1), "until": until}
    old = {d for p, _made in parts for d in recurrence.list_days(p.text, p.first_on, **span)}
    return old == set(recurrence.list_days(new.text, new.first_on, **span))
