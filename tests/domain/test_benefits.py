"""What a work does to the benefits: the sources' figures, the dates, and what must always hold."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from random import Random

import pytest

from app.domain.benefits import (
    Change,
    Effect,
    MonthEarnings,
    Situation,
    judge,
    outcome_from_facts,
    worst_of,
)
from app.domain.vocabulary import Benefit
from tests.rule_rows import first_rows

NOVEMBER = date(2026, 11, 1)
PENSION = Situation(Benefit.DISABILITY_PENSION, None, False, False, 0)
SUPPORT = Situation(Benefit.GENERAL_SUPPORT, None, False, False, 0)
SOCIAL = Situation(Benefit.SOCIAL_ASSISTANCE, None, None, False, 0)


def ask(situation, work, *, month=NOVEMBER, done=0, coming=0, rules=None):
    rows = first_rows() if rules is None else rules
    return judge(situation, MonthEarnings(month, done, coming), work, rows)


def daily(outcome):
    """The adjusted benefit of a day, told from the whole month's loss. Units: cents."""
    lost = sum(one.most_cents for one in outcome.changes)
    return round((80001 - lost) / 21.5)


# --- the adjusted benefit


@pytest.mark.parametrize(
    ("wage", "day", "old_day"),
    [(8600, 3521, None), (17200, 3321, None), (34400, 2921, 3619), (43000, 2721, 3419),
     (80000, 1861, None), (160000, 0, None)],
)  # fmt: skip
def test_the_adjusted_benefit_is_as_the_sources_reckon_it(wage, day, old_day):
    assert daily(ask(SUPPORT, wage)) == day
    if old_day is not None:
        assert daily(ask(SUPPORT, wage, month=date(2024, 3, 31))) == old_day
        assert daily(ask(SUPPORT, wage, month=date(2024, 4, 1))) == day


def test_wage_and_adjusted_benefit_together_are_as_the_sources_reckon_them():
    found = ask(SUPPORT, 43000)
    benefit = 80001 - found.changes[0].most_cents
    assert (benefit, 43000 + benefit) == (58501, 101501)


def test_half_of_the_wage_goes_and_more_is_left_only_when_that_is_proven():
    found = ask(SUPPORT, 2400, done=8000)
    assert found.effect is Effect.SOME_EFFECT
    assert found.changes[0].benefit == "general_support"
    assert abs(found.changes[0].most_cents - 1200) <= 11
    assert found.gain_proven
    for known in (
        replace(SUPPORT, housing_allowance=True), replace(SUPPORT, social_assistance=True),
        replace(SUPPORT, housing_allowance=None), replace(SUPPORT, social_assistance=None),
    ):  # fmt: skip
        assert not ask(known, 2400).gain_proven


def test_where_nothing_of_the_benefit_is_left_one_stops():
    assert ask(SUPPORT, 160000).stops == ("benefit_ends",)
    assert ask(SUPPORT, 2000, done=160000).effect is Effect.STOP_AND_ASK
    assert ask(SUPPORT, 150000).effect is Effect.SOME_EFFECT


def test_the_protected_part_left_the_benefit_as_it_was():
    old = ask(SUPPORT, 30000, month=date(2024, 3, 1))
    assert (old.effect, old.changes) == (Effect.NO_EFFECT, ())
    assert ask(SUPPORT, 30001, month=date(2024, 2, 1), done=100).effect is Effect.SOME_EFFECT


def test_the_benefit_has_the_name_of_its_time():
    for day, name in ((date(2026, 4, 30), "tyomarkkinatuki"), (date(2026, 5, 1), "yleistuki")):
        assert ask(SUPPORT, 2400, month=day).support_name == name


# --- the pension


@pytest.mark.parametrize(
    ("done", "coming", "work", "effect"),
    [
        (8000, 0, 2400, Effect.NO_EFFECT),
        (0, 96690, 2400, Effect.NO_EFFECT),
        (0, 96691, 2400, Effect.STOP_AND_ASK),
        (50000, 46691, 2400, Effect.STOP_AND_ASK),
        (99091, 0, 2400, Effect.STOP_AND_ASK),
    ],
)
def test_the_pension_is_a_cliff_and_accepted_shifts_count(done, coming, work, effect):
    found = ask(PENSION, work, done=done, coming=coming)
    assert found.effect is effect
    assert (found.limit_cents, found.before_cents) == (99090, done + coming)
    assert found.left_cents == 99090 - done - coming - work


def test_a_subsidy_is_as_a_pension_and_the_limit_of_the_decision_comes_first():
    own = Situation(Benefit.REHABILITATION_SUBSIDY, 120000, False, False, 0)
    assert ask(own, 110000).effect is Effect.NO_EFFECT
    assert ask(own, 120001).stops == ("over_limit",)
    assert ask(own, 100, done=130000).stops == ("limit_passed",)


def test_other_wages_count_against_the_limit():
    assert ask(replace(PENSION, other_cents_month=97000), 2400).stops == ("over_limit",)


@pytest.mark.parametrize(
    ("day", "limit"),
    [(date(2020, 12, 31), 83452), (date(2021, 1, 1), 83759), (date(2022, 7, 31), 85548),
     (date(2022, 8, 1), 88563), (date(2022, 12, 31), 88563), (date(2023, 1, 1), 92242),
     (date(2025, 12, 31), 98630), (date(2026, 1, 1), 99090), (date(2026, 12, 31), 99090),
     (date(2027, 1, 1), None)],
)  # fmt: skip
def test_the_limit_is_that_of_its_day(day, limit):
    found = ask(PENSION, 2400, month=day)
    assert found.limit_cents == limit
    assert (found.effect is Effect.STOP_AND_ASK) == (limit is None)


# --- social assistance and housing


def test_social_assistance_left_a_fifth_out_until_february_2026():
    for day, lost in ((date(2026, 2, 28), 8000), (date(2026, 3, 1), 10000)):
        assert ask(SOCIAL, 10000, month=day).changes == (Change("social_assistance", 0, lost),)
    big = ask(SOCIAL, 100000, month=date(2026, 2, 1))
    assert big.changes[0].most_cents == 85000


def test_social_assistance_on_top_takes_at_most_what_is_left():
    found = ask(replace(SUPPORT, social_assistance=True), 10000)
    support, social = found.changes
    assert support.most_cents + social.most_cents == 10000
    assert not found.gain_proven


def test_housing_allowance_is_a_range():
    both = replace(SUPPORT, housing_allowance=True)
    assert ask(both, 10000).changes[1] == Change("housing_allowance", 0, 3500)
    old = ask(both, 35000, month=date(2024, 3, 1))
    assert old.changes[1] == Change("housing_allowance", 0, 1680)


def test_housing_allowance_of_a_pensioner_is_not_reckoned_but_told():
    found = ask(replace(PENSION, housing_allowance=True), 2400)
    assert found.effect is Effect.SOME_EFFECT
    assert found.changes == (Change("housing_allowance", 0, None),)


# --- what is not known


def test_an_unknown_benefit_means_ask():
    found = ask(Situation(), 2400)
    assert (found.effect, found.stops) == (Effect.STOP_AND_ASK, ("benefit_unknown",))
    assert {"housing", "social_assistance", "other_wages"} <= set(found.unknowns)


def test_rules_that_nobody_has_checked_promise_nothing():
    for situation in (PENSION, SUPPORT, SOCIAL):
        found = ask(situation, 2400, rules=first_rows(confirmed=False))
        assert found.effect is Effect.STOP_AND_ASK
        assert "rule_unchecked" in found.stops
    assert ask(SUPPORT, 2400, rules=()).stops == ("rule_missing",)


def test_old_calculations_keep_their_rules():
    found = ask(replace(SUPPORT, housing_allowance=True), 2400)
    assert outcome_from_facts(found.as_facts()).as_facts() == found.as_facts()
    assert {row.key for row in found.rules} >= {"unemployment.full_daily", "housing.most_per_euro"}
    assert outcome_from_facts(found.as_facts()).after_cents == found.after_cents


def test_the_gravest_month_counts_and_of_equal_ones_the_first():
    fine, later = ask(PENSION, 100), ask(PENSION, 100, month=date(2026, 12, 1))
    bad = ask(PENSION, 100, month=date(2027, 1, 1))
    assert worst_of([later, bad, fine]) is bad
    assert worst_of([later, fine]) is fine


# --- what must always hold


def situations(random):
    maybe = (None, False, True)
    return Situation(
        random.choice(list(Benefit)), random.choice((None, 60000, 130000)), random.choice(maybe),
        random.choice(maybe), random.choice((None, 0, 15000)),
    )  # fmt: skip


def months(random):
    return date(2021, 1, 1) + timedelta(days=random.randrange(0, 365 * 6))


@pytest.mark.parametrize("seed", range(40))
def test_more_work_is_never_milder_and_nothing_falls_below_nought(seed):
    random = Random(seed)
    for _ in range(50):
        known, month = situations(random), months(random)
        done, coming = random.randrange(0, 120000), random.randrange(0, 60000)
        works = sorted(random.randrange(0, 200000) for _ in range(4))
        found = [ask(known, work, month=month, done=done, coming=coming) for work in works]
        gravity = [list(Effect).index(one.effect) for one in found]
        assert gravity == sorted(gravity)
        for one in found:
            assert all(c.least_cents >= 0 for c in one.changes)
            assert all(c.most_cents is None or c.least_cents <= c.most_cents for c in one.changes)
            lost = [c.most_cents for c in one.changes if c.benefit != "housing_allowance"]
            assert sum(lost) <= one.work_cents + 22
        lost_by = [sum(c.most_cents or 0 for c in one.changes) for one in found]
        assert all(b >= a - 44 for a, b in pairwise(lost_by))


@pytest.mark.parametrize("seed", range(20))
def test_it_is_all_the_same_whether_a_shift_is_done_or_accepted(seed):
    """An accepted shift counts once, like a done one; only that it is coming is told apart."""
    random = Random(seed)
    for _ in range(50):
        known, month = situations(random), months(random)
        total, work = random.randrange(0, 150000), random.randrange(1, 50000)
        part = random.randrange(0, total + 1)
        all_done = ask(known, work, month=month, done=total)
        split = ask(known, work, month=month, done=part, coming=total - part)
        assert replace(split, done_cents=total, coming_cents=0) == all_done


@pytest.mark.parametrize("seed", range(20))
def test_a_rule_begins_on_its_first_day_and_ends_after_its_last(seed):
    """On the day before and the day after another row holds, or none."""
    random = Random(seed)
    rows = first_rows()
    row = random.choice([one for one in rows if one.key == "pension.earnings_limit"])
    for day, same in (
        (row.valid_from, True), (row.valid_to, True),
        (row.valid_from - timedelta(days=1), False), (row.valid_to + timedelta(days=1), False),
    ):  # fmt: skip
        limit = ask(PENSION, 0, month=day).limit_cents
        assert (limit == row.cents) == same
