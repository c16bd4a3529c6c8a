"""A month of an organisation's work: what was done, agreed and costs, and what waits still.

A month is the local calendar's, by the day on which the work began: a shift over midnight is all
of the month of its start, and so is whatever corrects it later. Only agreed hours have cents. An
order's sums are of its own rows and the total is the sum of the orders' sums.

People stand here as plain counts. Small ones are not hidden as figures about clients are: the
orderer has met these people at work and seen each one's hours, so that their number tells nothing
new. Names stay out, because the orderer knows them for some days only.
"""

from __future__ import annotations

from dataclasses import astuple, dataclass
from typing import TYPE_CHECKING

from app.domain.hours_parts import invoiced
from app.domain.invoice_lines import invoice_lines, total_of
from app.domain.lifecycle import TaskState

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date
    from uuid import UUID

    from app.domain.engagement import Responsibility
    from app.domain.hours_lines import HoursLine
    from app.domain.lifecycle import TaskOutcome


@dataclass(frozen=True, slots=True)
class MonthRow:
    """One row of hours. Units: minutes.

    `line`: the row as payroll and invoices reckon it, once it is agreed. `minutes`: what is planned
    or proposed while it waits. `stands`: it is a time of work, so neither a reversal nor reversed,
    nor the pay of what was cancelled late.
    """

    task_id: UUID
    title: str
    person_id: UUID
    line: HoursLine | None
    minutes: int = 0
    stands: bool = True


@dataclass(frozen=True, slots=True)
class Sums:
    """What rows come to. Units: minutes, cents; credits are at or below zero and counted in."""

    times: int = 0
    minutes: int = 0
    cents: int = 0
    invoiced_cents: int = 0
    invoiced_lines: int = 0
    credit_minutes: int = 0
    credit_cents: int = 0
    waiting: int = 0
    waiting_minutes: int = 0

    def __add__(self, other: Sums) -> Sums:
        """Both together."""
        return Sums(*map(sum, zip(astuple(self), astuple(other), strict=True)))


@dataclass(frozen=True, slots=True)
class OrderMonth:
    """One order's month; `people` counts the different ones."""

    task_id: UUID
    title: str
    people: int
    sums: Sums


@dataclass(frozen=True, slots=True)
class EndedOrder:
    """An order that came to its end, and how."""

    task_id: UUID
    title: str
    outcome: TaskOutcome
    ended_on: date

    @property
    def state(self) -> TaskState:
        """Closed, so that its words are those of every order that ended."""
        return TaskState.CLOSED


@dataclass(frozen=True, slots=True)
class MonthSummary:
    """A month by its orders, in the order of their titles."""

    orders: tuple[OrderMonth, ...]
    ended: tuple[EndedOrder, ...]
    people: int

    @property
    def total(self) -> Sums:
        """The sum of the orders' sums."""
        return sum((order.sums for order in self.orders), Sums())

    @property
    def is_empty(self) -> bool:
        """Whether nothing was worked and nothing ended."""
        return not self.orders and not self.ended


def summary_of(
    rows: Sequence[MonthRow], ended: Iterable[EndedOrder], versions: Sequence[Responsibility]
) -> MonthSummary:
    """The month that these rows of hours and ends of orders make."""
    by_task: dict[UUID, list[MonthRow]] = {}
    for row in sorted(rows, key=lambda row: (row.title.casefold(), row.task_id)):
        by_task.setdefault(row.task_id, []).append(row)
    orders = [
        OrderMonth(task_id, mine[0].title, _people(mine), _sums(mine, versions))
        for task_id, mine in by_task.items()
    ]
    return MonthSummary(tuple(orders), tuple(ended), _people(rows))


def _people(rows: Iterable[MonthRow]) -> int:
    return len({row.person_id for row in rows if row.stands})


def _sums(rows: Sequence[MonthRow], versions: Sequence[Responsibility]) -> Sums:
    lines = [row.line for row in rows if row.line]
    agreed, credit = total_of(lines), total_of([line for line in lines if line.reverses])
    billed = total_of(invoice_lines(invoiced(lines, versions)))
    waiting = [row.minutes for row in rows if row.line is None]
    return Sums(
        times=sum(row.stands for row in rows), minutes=agreed.minutes, cents=agreed.cents,
        invoiced_cents=billed.cents, invoiced_lines=billed.lines, credit_minutes=credit.minutes,
        credit_cents=credit.cents, waiting=len(waiting), waiting_minutes=sum(waiting),
    )  # fmt: skip
