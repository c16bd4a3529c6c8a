"""What an orderer is told of the law: one rule, one reason, with its source and day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time

import pytest

from app.domain import advice
from app.domain.passes import CounterScope, PassNeed, PassRule
from app.domain.tasks import TaskDraft
from app.domain.vocabulary import Category, PassKind
from app.domain.wages import WageFloor

DRAFT = TaskDraft(
    title="Tiskaus", place="Keittiö", first_on=date(2026, 12, 1), start_time=time(10),
    end_time=time(13),
)  # fmt: skip
OLD, NEW = date(2024, 1, 1), date(2026, 3, 1)
FLOORS = [
    WageFloor("Matkailu", OLD, 1150, "TES 2024"),
    WageFloor("Matkailu", NEW, 1190, "TES 2026"),
]
FOOD = PassRule(PassKind.HYGIENE, PassNeed.CUMULATIVE_3_MONTHS, date(2021, 4, 21), "297/2021, 19 §")
RECORD = PassRule(
    PassKind.CRIMINAL_RECORD, PassNeed.CUMULATIVE_3_MONTHS, OLD, "741/2023, 28 §",
    CounterScope.YEAR,
)  # fmt: skip
RULES = (FOOD, RECORD)
# What every order is told.
ALWAYS = ["advice_among_whom_criminal_record_extract", "advice_adults"]


def codes(**changes: object) -> list[str]:
    draft = replace(DRAFT, **changes)  # type: ignore[arg-type]
    return [one.code for one in advice.advise(draft, FLOORS, RULES)]


def test_easy_work_has_nothing_but_that_workers_are_of_age():
    assert codes(pay_cents_per_hour=1190) == codes() == ALWAYS


def test_a_low_pay_names_the_agreement_of_that_day_and_its_source():
    low = replace(DRAFT, pay_cents_per_hour=1160)
    told = advice.pay_advice(low, FLOORS)
    assert told is not None
    assert (told.code, told.facts["floor_cents"]) == ("advice_under_floor", 1190)
    assert (told.facts["valid_from_on"], told.facts["source"]) == (NEW, "TES 2026")
    assert advice.pay_advice(replace(low, first_on=date(2026, 2, 1)), FLOORS) is None
    unknown = advice.pay_advice(low, ())
    assert unknown is not None
    assert unknown.code == "advice_floor_unknown"


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"end_time": time(19)}, "advice_day"),
        ({"start_time": time(22), "end_time": time(23, 30)}, "advice_night"),
        ({"end_time": time(16, 1)}, "advice_break"),
        (
            {"start_time": time(8), "end_time": time(16), "recurrence": "FREQ=DAILY"},
            "advice_week",
        ),
        (
            {"start_time": time(13), "end_time": time(2, 30), "recurrence": "FREQ=DAILY"},
            "advice_rest",
        ),
    ],
)
def test_the_working_hours_act_is_told(changes, code):
    assert code in codes(**changes)


def test_six_hours_need_no_break_and_weekly_work_keeps_its_rest():
    assert codes(end_time=time(16), recurrence="FREQ=WEEKLY") == ALWAYS


def test_a_pass_is_needed_after_three_months_by_the_rule_of_the_day():
    draft = replace(DRAFT, passes=(PassKind.HYGIENE, PassKind.CRIMINAL_RECORD))
    first, second = advice.pass_advice(draft, RULES)
    assert (first.code, first.facts["source"]) == ("advice_pass_of_all", FOOD.source)
    assert (second.code, second.facts["valid_from_on"]) == ("advice_pass_of_year", OLD)
    earlier = replace(draft, first_on=date(2023, 12, 31), passes=(PassKind.CRIMINAL_RECORD,))
    assert advice.pass_advice(earlier, RULES)[0].code == "advice_pass_before"


def test_work_that_often_needs_a_pass_is_asked_about_once():
    assert "advice_ask_hygiene_passport" in codes(category=Category.KITCHEN)
    assert codes(category=Category.KITCHEN, passes=(PassKind.HYGIENE,))[0] == "advice_pass_of_all"
    assert "advice_ask_criminal_record_extract" in codes(category=Category.ELDERLY_ASSIST)
    assert codes(category=Category.CLEANING) == ALWAYS


def test_any_work_may_be_among_children_and_is_asked_unless_the_extract_is_chosen():
    among = "advice_among_whom_criminal_record_extract"
    assert [among in codes(category=one) for one in (None, Category.KITCHEN)] == [True, True]
    assert among not in codes(category=Category.ELDERLY_ASSIST)
    assert among not in codes(passes=(PassKind.CRIMINAL_RECORD,))
    (asked,) = advice.pass_questions(DRAFT, RULES)
    assert (asked.facts["source"], asked.facts["valid_from_on"]) == (RECORD.source, OLD)


def test_a_pass_that_is_needed_at_once_names_its_rule():
    rule = PassRule(PassKind.SAFETY_CARD, PassNeed.BEFORE_START, OLD, "Oma")
    found = advice.by_when(PassKind.SAFETY_CARD, rule)
    assert (found.code, found.facts["source"]) == ("advice_pass_at_once", "Oma")


def test_the_dispatcher_reads_beside_the_screening_only_what_it_does_not_say():
    draft = replace(DRAFT, pay_cents_per_hour=1, end_time=time(19), category=Category.KITCHEN)
    left = advice.beside_screening(advice.advise(draft, FLOORS, RULES))
    assert [one.code for one in left] == ["advice_break", "advice_ask_hygiene_passport"]
