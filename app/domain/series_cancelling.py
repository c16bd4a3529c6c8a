"""What is cancelled of recurring work: this time, this and the following, or all that lie ahead.

The past never changes. The rule ends before the first time that is cancelled, so that no later time
is made any more. As when times are changed, a time that was changed by itself stays, unless those
are meant, too.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from hashlib import sha256
from typing import TYPE_CHECKING, NamedTuple

from app.domain import recurrence
from app.domain.calendar import occurrence_span
from app.domain.late_cancelling import LateCost
from app.domain.series_edits import days_before, days_from, ended, is_ahead
from app.domain.series_impact import told_plan

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date, datetime
    from uuid import UUID

    from app.domain.series_edits import Made, Plan, Scope


@dataclass(frozen=True, slots=True)
class Wanted:
    """What shall be cancelled. `edited_too`: also the times that were changed by themselves."""

    scope: Scope
    edited_too: bool = False
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Cut:
    """What a recurrence is from now on, which of its times are cancelled, and which stay.

    `plan`: None where the recurrence goes on as it is.
    """

    plan: Plan | None
    cancelled: tuple[Made, ...]
    kept: tuple[Made, ...] = ()


class Told(NamedTuple):
    """Who hears of it: how many have promised to come, and whether others were asked."""

    people: int = 0
    asked: bool = False


NOBODY = Told()


@dataclass(frozen=True, slots=True)
class Cancelling:
    """What cancelling does, as it is shown before it is done.

    `costs`: what is paid although it is cancelled, by time. `ends_order`: nothing of the order was
    done, and nothing is left of it.
    """

    scope: Scope
    cancelled: tuple[Made, ...]
    kept: tuple[Made, ...]
    plans: tuple[Plan, ...]
    costs: tuple[tuple[UUID, LateCost], ...] = ()
    told: Told = NOBODY
    ends_order: bool = False

    @property
    def cost(self) -> LateCost:
        """What is paid in all."""
        return sum((cost for _id, cost in self.costs), LateCost())

    @property
    def mark(self) -> str:
        """A short sign of all of it: another sign means that something has changed meanwhile."""
        plans = [told_plan(plan) for plan in self.plans]
        return sha256(repr((replace(self, plans=()), plans)).encode()).hexdigest()[:32]


def cut_series(
    plan: Plan, made: Sequence[Made], *, since: date | None, edited_too: bool, now: datetime
) -> Cut:
    """What is left of a recurrence that is cancelled from a day on, None: whatever lies ahead.

    `made`: its times, those that are over may be left out.
    """
    meant = [one for one in made if is_ahead(one, now) and _since(one, since)]
    kept = tuple(one for one in meant if one.edited and not edited_too)
    first_on = first_ahead(plan, since=since or plan.first_on, now=now)
    short = None if first_on is None else cut_short(plan, first_on)
    return Cut(short, tuple(one for one in meant if one not in kept), kept)


def _since(made: Made, since: date | None) -> bool:
    return since is None or made.occurrence_on >= since


def first_ahead(plan: Plan, *, since: date, now: datetime) -> date | None:
    """The first day of a recurrence from a day on whose time lies ahead, None without any."""
    for day in days_from(plan, since):
        span = occurrence_span(day, plan.starts, plan.ends)
        if span is not None and span[0] > now:
            return day
    return None


def cut_short(plan: Plan, day: date) -> Plan:
    """The recurrence without a day of it and those after: its earlier days are as they were.

    Where it has no earlier days it becomes its first day alone, which is made already: no other is.
    """
    rule, before = recurrence.parse(plan.text, plan.first_on), list(days_before(plan, day))
    if rule is not None and before:
        return ended(plan, rule, before, day)
    made_until = max(plan.made_until, plan.first_on)
    return replace(plan, text="", skips=frozenset(), made_until=made_until, holidays_until=None)


def in_order(times: Iterable[Made]) -> tuple[Made, ...]:
    """The times from the earliest on."""
    return tuple(sorted(times, key=lambda one: (one.starts_at, str(one.id))))
