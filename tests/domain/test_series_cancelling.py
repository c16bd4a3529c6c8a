"""Cancelled recurring work: the past stays, no more is made, what was edited stays or goes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time, timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings

from app.domain import recurrence
from app.domain.calendar import local_day, to_utc
from app.domain.late_cancelling import LateCost
from app.domain.series_cancelling import Cancelling, Cut, Told, cut_series, first_ahead, in_order
from app.domain.series_edits import Plan, Scope, last_made, upcoming_days
from tests.domain.test_series_edits import Case, cases, days_of, made_up

if TYPE_CHECKING:
    from app.domain.series_edits import Made

WEDNESDAY = date(2026, 12, 2)
NOON = to_utc(date(2026, 12, 9), time(12))


def cut_of(case: Case, *, edited_too: bool = False) -> Cut:
    return cut_series(case.plan, case.made, since=case.since, edited_too=edited_too, now=case.now)


@settings(deadline=None, max_examples=50)
@given(cases())
def test_the_past_and_the_times_before_stay(case: Case) -> None:
    cut = cut_of(case, edited_too=True)
    for one in cut.cancelled:
        assert one.alive
        assert one.starts_at > case.now
        assert one.occurrence_on >= case.since
    first = first_ahead(case.plan, since=case.since, now=case.now)
    if cut.plan is None or first is None:
        assert (cut.plan, first) == (None, None)
        return
    before = [day for day in days_of(case.plan, 400) if day < first]
    left = days_of(cut.plan, 400)
    assert left == (before or [case.plan.first_on])
    assert cut.plan.skips == {day for day in case.plan.skips if day in before}
    assert (cut.plan.starts, cut.plan.ends) == (case.plan.starts, case.plan.ends)


@settings(deadline=None, max_examples=50)
@given(cases())
def test_no_time_is_made_after_what_was_cancelled(case: Case) -> None:
    cut = cut_of(case)
    plan = cut.plan or case.plan
    until = case.plan.made_until + timedelta(days=60)
    days = recurrence.list_days(plan.text, plan.first_on, after=plan.made_until, until=until)
    first = first_ahead(case.plan, since=case.since, now=case.now)
    assert all(first is None or day < first for day in days)


@settings(deadline=None, max_examples=50)
@given(cases())
def test_what_was_edited_by_itself_goes_only_when_it_is_meant(case: Case) -> None:
    cut, whole = cut_of(case), cut_of(case, edited_too=True)
    assert all(one.edited for one in cut.kept)
    assert not any(one.edited for one in cut.cancelled)
    assert whole.kept == ()
    assert set(whole.cancelled) == {*cut.cancelled, *cut.kept}
    ahead = {one for one in case.made if one.alive and one.starts_at > case.now}
    assert {one for one in ahead if one.occurrence_on >= case.since} == set(whole.cancelled)


@pytest.mark.parametrize("year", range(2024, 2034))
def test_the_count_is_right_over_both_clock_changes(year: int) -> None:
    """Each time is either behind, or cancelled: none is lost at the changing night."""
    for month in (3, 10):
        first = date(year, month, 1)
        for starts in (time(2), time(3, 30), time(10)):
            plan = Plan(first, starts, time(12), "FREQ=DAILY;COUNT=40", 1, first + timedelta(60))
            made = made_up(plan, after=None, until=plan.made_until)
            now = to_utc(first + timedelta(days=9), time(12))
            cut = cut_series(plan, made, since=local_day(now), edited_too=False, now=now)
            assert cut.plan is not None
            left = len(made_up(cut.plan, after=None, until=plan.made_until))
            assert (left, len(cut.cancelled)) == (10, 30)
            assert cut.plan.text == "FREQ=DAILY;COUNT=10"


# --- single rules


def weekly(text: str = "FREQ=WEEKLY;COUNT=6") -> Plan:
    return Plan(WEDNESDAY, time(10), time(12), text, 1, WEDNESDAY + timedelta(weeks=6))


def times_of(plan: Plan) -> list[Made]:
    return made_up(plan, after=None, until=plan.made_until)


def test_this_and_the_following_leave_the_earlier_ones() -> None:
    plan, third = weekly(), WEDNESDAY + timedelta(weeks=2)
    early = NOON - timedelta(weeks=2)
    cut = cut_series(plan, times_of(plan), since=third, edited_too=False, now=early)
    assert cut.plan is not None
    assert cut.plan.text == "FREQ=WEEKLY;COUNT=2"
    assert next(one.occurrence_on for one in cut.cancelled) == third
    assert len(cut.cancelled) == 4


def test_a_rule_without_an_end_ends_on_the_day_before() -> None:
    plan = weekly("FREQ=WEEKLY;BYDAY=MO,WE")
    cut = cut_series(plan, (), since=date(2026, 12, 16), edited_too=False, now=NOON)
    assert cut.plan is not None
    assert cut.plan.text == "FREQ=WEEKLY;BYDAY=MO,WE;UNTIL=20261214"


def test_a_rule_of_which_nothing_is_left_makes_no_time_any_more() -> None:
    plan = replace(weekly("FREQ=WEEKLY"), skips=frozenset({WEDNESDAY + timedelta(weeks=1)}))
    early = NOON - timedelta(weeks=2)
    cut = cut_series(plan, times_of(plan), since=None, edited_too=False, now=early)
    assert cut.plan is not None
    assert last_made(cut.plan, ()) == WEDNESDAY
    later = WEDNESDAY + timedelta(days=1)
    assert upcoming_days(cut.plan, since=later, until=date(2027, 12, 31)) == []
    assert len(cut.cancelled) == 6


def test_the_last_day_is_that_of_the_last_time_there_is() -> None:
    plan = weekly()
    times = times_of(plan)
    rules = WEDNESDAY + timedelta(weeks=5)
    assert last_made(plan, times) == rules
    moved = replace(times[0], starts_at=times[-1].starts_at + timedelta(days=3), edited=True)
    assert last_made(plan, [*times, moved]) == rules + timedelta(days=3)
    assert last_made(plan, [*times, replace(moved, alive=False)]) == rules
    assert last_made(plan, times[:-1]) == rules - timedelta(weeks=1)
    assert last_made(weekly("FREQ=WEEKLY"), times) is None


def test_all_that_lie_ahead_are_also_those_moved_from_an_earlier_day() -> None:
    plan = weekly("FREQ=WEEKLY;COUNT=1")
    (one,) = times_of(plan)
    moved = replace(
        one, edited=True, starts_at=one.starts_at + timedelta(days=20),
        ends_at=one.ends_at + timedelta(days=20),
    )  # fmt: skip
    cut = cut_series(plan, [moved], since=None, edited_too=True, now=NOON)
    assert (cut.plan, cut.cancelled) == (None, (moved,))
    assert cut_series(plan, [moved], since=None, edited_too=False, now=NOON).kept == (moved,)


def shown_of(plan: Plan, **facts: object) -> Cancelling:
    times = in_order(reversed(times_of(plan)))
    return replace(Cancelling(Scope.ALL, times, (), (plan,)), **facts)  # type: ignore[arg-type]


def test_what_is_shown_has_a_mark_of_its_own() -> None:
    shown = shown_of(weekly())
    assert [one.occurrence_on for one in shown.cancelled] == days_of(weekly())
    cost = ((shown.cancelled[0].id, LateCost(1, 1250)), (shown.cancelled[1].id, LateCost(2, 900)))
    others = [
        shown_of(weekly(), told=Told(1)),
        shown_of(weekly(), costs=cost),
        shown_of(weekly(), ends_order=True),
        shown_of(weekly("FREQ=WEEKLY;COUNT=5")),
        shown_of(weekly(), plans=()),
    ]
    assert len({one.mark for one in [shown, *others]}) == 6
    assert shown_of(weekly()).mark == shown.mark
    assert (shown.cost, others[1].cost) == (LateCost(), LateCost(3, 2150))
