"""The least pay, as dated rows."""

from __future__ import annotations

from datetime import date

import pytest

from app.domain.vocabulary import Category
from app.domain.wages import WageFloor, check_pay, floor_for

DAY = date(2026, 12, 2)


def row(cents: int, year: int = 2026, agreement: str = "A", category: Category | None = None):
    return WageFloor(agreement, date(year, 1, 1), cents, "taulukko", category)


@pytest.mark.parametrize(
    ("rows", "cents"),
    [
        ([], None),
        ([row(1200, 2027)], None),
        ([row(1100, 2025), row(1200, 2026)], 1200),
        ([row(1200, 2026), row(1100, 2025)], 1200),
        ([row(1200), row(1150, 2020, category=Category.KITCHEN)], 1150),
        ([row(1200), row(1150, category=Category.SHOP)], 1200),
        ([row(1200), row(1250, agreement="B")], 1250),
    ],
)
def test_the_nearest_and_newest_row_counts(rows: list[WageFloor], cents: int | None) -> None:
    found = floor_for(rows, on=DAY, category=Category.KITCHEN)
    assert (found.cents_per_hour if found else None) == cents


def test_a_named_agreement_counts_alone() -> None:
    rows = [row(1200), row(1250, agreement="B")]
    found = floor_for(rows, on=DAY, agreement="A")
    assert found is not None
    assert found.cents_per_hour == 1200


def test_pay_keeps_the_floor_or_says_why_not() -> None:
    assert check_pay(1200, row(1200)) is None
    under = check_pay(1199, row(1200))
    assert under is not None
    assert under.code == "pay_under_floor"
    assert under.facts["floor_cents"] == 1200
    unknown = check_pay(1199, None)
    assert unknown is not None
    assert unknown.code == "floor_unknown"
    missing = check_pay(None, row(1200))
    assert missing is not None
    assert missing.code == "pay_missing"
