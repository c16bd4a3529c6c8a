"""Which pass is needed, and by when."""

from __future__ import annotations

from datetime import date

import pytest

from app.domain import passes
from app.domain.passes import CounterScope, PassNeed, PassRule
from app.domain.vocabulary import PassKind

DAY = date(2026, 12, 2)
HYGIENE = PassRule(PassKind.HYGIENE, PassNeed.CUMULATIVE_3_MONTHS, date(2021, 4, 21), "297/2021")
RECORD = PassRule(
    PassKind.CRIMINAL_RECORD,
    PassNeed.CUMULATIVE_3_MONTHS,
    date(2024, 1, 1),
    "741/2023",
    CounterScope.YEAR,
)


@pytest.mark.parametrize(
    ("day", "later"),
    [
        (date(2026, 12, 2), date(2027, 3, 2)),
        (date(2026, 11, 30), date(2027, 2, 28)),
        (date(2027, 11, 30), date(2028, 2, 29)),
        (date(2026, 9, 30), date(2026, 12, 30)),
        (date(2026, 10, 31), date(2027, 1, 31)),
        (date(2026, 1, 31), date(2026, 4, 30)),
    ],
)
def test_three_months_end_on_the_same_day_or_the_last(day: date, later: date) -> None:
    assert passes.three_months_after(day) == later


def test_the_newest_rule_in_force_counts() -> None:
    older = PassRule(PassKind.HYGIENE, PassNeed.BEFORE_START, date(2001, 1, 1), "vanha")
    assert passes.rule_for([HYGIENE, older], PassKind.HYGIENE, DAY) is HYGIENE
    assert passes.rule_for([HYGIENE, older], PassKind.HYGIENE, date(2020, 1, 1)) is older
    assert passes.rule_for([HYGIENE], PassKind.SAFETY_CARD, DAY) is None


def test_all_work_counts_for_food_and_a_year_for_the_record() -> None:
    days = [date(2019, 5, 1), date(2026, 10, 1), DAY]
    assert passes.counting_since(days, HYGIENE, DAY) == date(2019, 5, 1)
    assert passes.counting_since(days, RECORD, DAY) == date(2026, 10, 1)
    assert passes.counting_since([DAY], HYGIENE, DAY) is None


def test_a_pass_is_due_when_three_months_are_full() -> None:
    fresh = passes.needed_pass(HYGIENE, PassKind.HYGIENE, None, DAY)
    assert (fresh.needed_on, fresh.at_once) == (date(2027, 3, 2), False)
    full = passes.needed_pass(HYGIENE, PassKind.HYGIENE, date(2026, 9, 2), DAY)
    assert (full.needed_on, full.at_once) == (DAY, True)


def test_a_pass_without_a_rule_is_needed_before_the_start() -> None:
    needed = passes.needed_pass(None, PassKind.SAFETY_CARD, None, DAY)
    assert (needed.needed_on, needed.at_once) == (DAY, True)


def test_every_pass_of_a_task_is_told() -> None:
    kinds = [PassKind.SAFETY_CARD, PassKind.HYGIENE]
    found = passes.needed_passes(kinds, [HYGIENE, RECORD], {}, DAY)
    assert [(p.kind, p.at_once) for p in found] == [
        (PassKind.HYGIENE, False),
        (PassKind.SAFETY_CARD, True),
    ]
