"""What the law says of working time."""

from __future__ import annotations

from datetime import date, time

import pytest

from app.domain import working_time
from app.domain.calendar import span_to_utc
from app.domain.dated_rules import DatedRule
from app.domain.working_time import DEFAULT, Period, setting_on

TUESDAY, WEDNESDAY, THURSDAY = (date(2026, 12, n) for n in (1, 2, 3))
SATURDAY, SUNDAY = date(2026, 12, 5), date(2026, 12, 6)


def work(day: date, starts: int, ends: int) -> Period:
    return Period(*span_to_utc(day, time(starts), time(ends)))


def codes(period: Period, *others: Period) -> list[str]:
    return [why.code for why in working_time.check_working_time(period, others)]


def test_an_ordinary_shift_keeps_the_law() -> None:
    assert codes(work(WEDNESDAY, 9, 12)) == []


def test_a_day_holds_eight_hours() -> None:
    assert codes(work(WEDNESDAY, 8, 16)) == []
    assert codes(work(WEDNESDAY, 8, 17)) == ["day_too_long"]
    assert codes(work(WEDNESDAY, 8, 12), work(WEDNESDAY, 13, 18)) == ["day_too_long"]
    assert codes(work(WEDNESDAY, 8, 12), work(THURSDAY, 13, 18)) == []


def test_a_night_shift_belongs_to_the_day_it_begins() -> None:
    night = work(WEDNESDAY, 22, 5)
    assert working_time.minutes_on_day(WEDNESDAY, [night]) == 420
    assert working_time.minutes_on_day(THURSDAY, [night]) == 0


def test_a_week_holds_forty_hours() -> None:
    week = [work(date(2026, 11, 30), 8, 16), *(work(date(2026, 12, n), 8, 16) for n in (1, 2, 3))]
    assert codes(work(date(2026, 12, 4), 8, 16), *week) == []
    assert codes(work(SATURDAY, 8, 9), *week, work(date(2026, 12, 4), 8, 16)) == ["week_too_long"]


@pytest.mark.parametrize(
    ("starts", "broken"), [(9, ["rest_too_short"]), (10, []), (6, ["rest_too_short"])]
)
def test_eleven_hours_lie_between_two_days(starts: int, broken: list[str]) -> None:
    assert codes(work(WEDNESDAY, starts, 12), work(TUESDAY, 18, 23)) == broken
    assert codes(work(TUESDAY, 18, 23), work(WEDNESDAY, starts, 12)) == broken


def test_a_pause_within_a_day_is_no_rest() -> None:
    assert codes(work(WEDNESDAY, 8, 10), work(WEDNESDAY, 12, 14)) == []


def test_a_week_without_a_long_rest_is_refused() -> None:
    days = [work(date(2026, 12, n), 9, 11) for n in (1, 3, 4, 5, 6, 7)]
    monday = work(date(2026, 11, 30), 9, 11)
    assert codes(work(WEDNESDAY, 9, 11), monday, *days) == ["weekly_rest_too_short"]
    assert codes(work(WEDNESDAY, 9, 11), monday, *days[:4], *days[5:]) == []
    assert codes(work(WEDNESDAY, 9, 11), monday, *days[:5]) == []


def test_a_rest_at_the_beginning_of_the_week_counts() -> None:
    sunday, next_monday = work(date(2026, 12, 6), 18, 20), work(date(2026, 12, 7), 8, 10)
    assert codes(sunday, work(date(2026, 11, 29), 18, 20), next_monday) == []
    # Free from Monday midnight until eleven on Tuesday is 35 hours; until half past ten is not.
    daily = [work(date(2026, 12, n), 9, 11) for n in (2, 3, 4, 5, 6, 7)]
    before = work(date(2026, 11, 29), 20, 23)
    assert codes(work(TUESDAY, 11, 12), before, *daily) == []
    assert codes(work(TUESDAY, 10, 12), before, *daily) == ["weekly_rest_too_short"]


def test_what_is_left_of_a_rest_counts_once_more_only_when_it_is_long_enough() -> None:
    # From Sunday at ten to Tuesday at nine: long, but the first week has it, not the second.
    rest = [work(date(2026, 11, 29), 8, 10), work(TUESDAY, 9, 11)]
    daily = [work(date(2026, 12, n), 9, 11) for n in (3, 4, 5, 6, 7)]
    assert codes(work(WEDNESDAY, 9, 11), *rest, *daily) == ["weekly_rest_too_short"]


def test_rest_over_a_clock_change_is_measured_in_true_hours() -> None:
    # From eleven on Saturday to eleven on Sunday evening the clock shows 36 hours, 35 go by.
    days = [work(date(2026, 3, n), 9, 11) for n in (22, 23, 24, 25, 26, 27, 28)]
    monday = work(date(2026, 3, 30), 12, 13)
    late = Period(*span_to_utc(date(2026, 3, 29), time(23), time(23, 45)))
    assert codes(late, monday, *days) == []
    assert codes(work(date(2026, 3, 29), 22, 23), monday, *days) == ["weekly_rest_too_short"]


def test_a_break_is_needed_after_six_hours() -> None:
    assert not working_time.break_needed(360)
    assert working_time.break_needed(361)


@pytest.mark.parametrize(
    ("starts", "ends", "night"), [(6, 22, False), (5, 7, True), (20, 0, True), (22, 23, False)]
)
def test_night_is_from_23_to_6(starts: int, ends: int, night: bool) -> None:
    assert working_time.is_night_work(work(WEDNESDAY, starts, ends)) is night


@pytest.mark.parametrize(
    ("starts", "ends", "evening"),
    [(9, 17, False), (9, 18, True), (20, 0, True), (22, 5, True), (5, 9, False)],
)
def test_evening_is_after_17(starts: int, ends: int, evening: bool) -> None:
    assert working_time.is_evening_work(work(WEDNESDAY, starts, ends)) is evening


def test_weekends_and_sundays_are_local_days() -> None:
    assert working_time.is_weekend_work(work(SATURDAY, 9, 12))
    assert not working_time.is_sunday_work(work(SATURDAY, 20, 0))
    assert working_time.is_sunday_work(work(SATURDAY, 20, 1))
    assert working_time.is_sunday_work(work(SUNDAY, 9, 12))
    assert working_time.is_weekend_work(work(date(2026, 12, 4), 22, 1))
    assert not working_time.is_weekend_work(work(WEDNESDAY, 9, 12))


def test_a_minor_is_known_by_the_year() -> None:
    assert working_time.is_under_18(2009, WEDNESDAY)
    assert not working_time.is_under_18(2008, WEDNESDAY)
    assert not working_time.is_under_18(None, WEDNESDAY)


def row(name, value, since=date(2026, 1, 1)):
    return DatedRule(f"working_time.{name}", value, "min", since)


def test_the_limits_are_those_of_the_day():
    rows = [row("day_minutes", "480"), row("day_minutes", "360", date(2027, 1, 1))]
    assert setting_on(rows, date(2026, 12, 31)).day_minutes == 480
    assert setting_on(rows, date(2027, 1, 1)).day_minutes == 360


def test_the_clock_and_the_age_are_rows_too():
    rows = [row("night_from", "22"), row("night_until", "0"), row("adult_age", "17")]
    found = setting_on(rows, date(2026, 6, 1))
    assert (found.night_from, found.night_until, found.adult_age) == (time(22), time(0), 17)


@pytest.mark.parametrize(
    "odd", [row("day_minutes", "0"), row("day_minutes", "7.5"), row("night_from", "24")]
)
def test_a_value_that_can_be_no_limit_counts_as_not_said(odd):
    assert setting_on([odd], date(2026, 6, 1)) == DEFAULT
