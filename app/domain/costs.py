"""What work costs its orderer: wages, the employer's side costs, and both together.

Side costs are an estimate: a share of the wage, by a dated row for each way of engaging, that names
its source. A way without a row has no estimate; then it is said who pays. Support is always free.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from app.domain import recurrence
from app.domain.holidays import list_holidays
from app.domain.money import divide_half_up
from app.domain.tasks import WEEKS_AHEAD

if TYPE_CHECKING:
    from datetime import date

    from app.domain.dated_rules import DatedRule
    from app.domain.vocabulary import EngagementModel


@dataclass(frozen=True, slots=True)
class Cost:
    """One time of work for everybody in it; `side_cents` is None without a row. Unit: cents."""

    wages_cents: int
    side_cents: int | None = None
    rule: DatedRule | None = None

    @property
    def whole_cents(self) -> int:
        """Everything that is known of the cost of one time."""
        return self.wages_cents + (self.side_cents or 0)


def side_costs_key(model: EngagementModel) -> str:
    """By which name the row of a way of engaging is kept."""
    return f"side_costs.{model.value}"


def cost_of(wages_cents: int, rule: DatedRule | None) -> Cost:
    """The cost of one time; the rule's value is a share of the wage in per cent. Unit: cents."""
    if rule is None:
        return Cost(wages_cents)
    share = rule.number
    side = divide_half_up(wages_cents * share.numerator, 100 * share.denominator)
    return Cost(wages_cents, side, rule)


def days_in_view(rule: str, first_on: date, *, today: date, skip_holidays: bool) -> list[date]:
    """The days of work that would be made now: the first, and those of the next eight weeks.

    The first day is the orderer's own choice, also on a holiday. Raises: RuleBroken.
    """
    if not rule:
        return [first_on]
    until = max(today + timedelta(weeks=WEEKS_AHEAD), first_on)
    later = recurrence.list_days(rule, first_on, after=first_on, until=until)
    skipped = {day for day, _name in list_holidays(later)} if skip_holidays else set()
    return [first_on, *(day for day in later if day not in skipped)]
