"""The basis of an invoice: one line per person and day of an order, and nothing of the person.

Every line is a sum of rows of hours, each already whole cents, so the total of the lines is exactly
the total of the rows. A reversal is a credit line of its own, the exact negative.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from app.domain.hours_lines import HoursLine


@dataclass(frozen=True, slots=True)
class InvoiceLine:
    """What one person's day costs. Units: minutes, cents; a credit has both below zero."""

    order_reference: str
    title: str
    organisation: str
    business_id: str
    cost_centre: str
    site: str
    worked_on: date
    person_number: int
    minutes: int
    cents: int
    is_credit: bool


@dataclass(frozen=True, slots=True)
class Total:
    """What lines come to. Units: minutes, cents."""

    lines: int
    minutes: int
    cents: int


def invoice_lines(lines: Iterable[HoursLine]) -> list[InvoiceLine]:
    """The lines of an invoice in order of organisation, order, day and person."""
    ordered = sorted(lines, key=_place)
    return [_line(list(group)) for _key, group in groupby(ordered, key=_place)]


def _place(line: HoursLine) -> tuple[object, ...]:
    return (
        line.organisation, line.order_reference, line.title, line.site, line.worked_on,
        line.person_number, line.reverses,
    )  # fmt: skip


def _line(rows: Sequence[HoursLine]) -> InvoiceLine:
    first = rows[0]
    return InvoiceLine(
        order_reference=first.order_reference, title=first.title, organisation=first.organisation,
        business_id=first.business_id, cost_centre=first.cost_centre, site=first.site,
        worked_on=first.worked_on, person_number=first.person_number,
        minutes=sum(row.minutes for row in rows), cents=sum(row.cents for row in rows),
        is_credit=first.reverses,
    )  # fmt: skip


def total_of(lines: Sequence[HoursLine | InvoiceLine]) -> Total:
    """What the lines come to."""
    return Total(len(lines), sum(line.minutes for line in lines), sum(line.cents for line in lines))
