"""The least pay that a collective agreement allows, as dated rows.

Source: Employment Contracts Act 55/2001, 2:7 and 2:10; the rows name the agreement's own table.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.domain.reasons import Reason, reason

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from app.domain.vocabulary import Category


@dataclass(frozen=True, slots=True)
class WageFloor:
    """One row of an agreement. Units: cents per hour. No category means every category."""

    agreement: str
    valid_from: date
    cents_per_hour: int
    source: str
    category: Category | None = None


def floor_for(
    rows: Iterable[WageFloor],
    *,
    on: date,
    category: Category | None = None,
    agreement: str | None = None,
) -> WageFloor | None:
    """The floor in force on a day, or None when no row covers it.

    A row for the category comes before a general one, then the newest; where two agreements are
    equally near, the higher floor counts.
    """
    fitting = [
        row
        for row in rows
        if row.valid_from <= on
        and row.category in (None, category)
        and agreement in (None, row.agreement)
    ]
    newest: dict[tuple[str, bool], WageFloor] = {}
    for row in sorted(fitting, key=lambda row: row.valid_from):
        newest[row.agreement, row.category is not None] = row
    own = [row for (_, specific), row in newest.items() if specific]
    return max(own or newest.values(), key=lambda row: row.cents_per_hour, default=None)


def check_pay(cents_per_hour: int | None, floor: WageFloor | None) -> Reason | None:
    """Why the pay cannot be taken as it is, or None when it keeps the floor."""
    if cents_per_hour is None:
        return reason("pay_missing")
    if floor is None:
        return reason("floor_unknown", cents=cents_per_hour)
    if cents_per_hour >= floor.cents_per_hour:
        return None
    return reason(
        "pay_under_floor",
        cents=cents_per_hour,
        floor_cents=floor.cents_per_hour,
        agreement=floor.agreement,
        valid_from_on=floor.valid_from,
    )
