"""Coming and leaving, as the clock and the people tell it."""

from __future__ import annotations

from datetime import date, time, timedelta

import pytest

from app.domain import attendance
from app.domain.attendance import AbsenceReason
from app.domain.calendar import span_to_utc
from app.domain.errors import RuleBroken

STARTS, ENDS = span_to_utc(date(2026, 12, 2), time(10), time(12))
MINUTE = timedelta(minutes=1)


def test_one_may_check_in_from_a_quarter_of_an_hour_before() -> None:
    attendance.check_opening(STARTS, STARTS - 15 * MINUTE)
    with pytest.raises(RuleBroken) as caught:
        attendance.check_opening(STARTS, STARTS - 16 * MINUTE)
    assert caught.value.code == "check_in_too_early"
    assert caught.value.facts["opens_at"] == STARTS - 15 * MINUTE


def test_what_is_recorded_afterwards_takes_the_planned_time() -> None:
    assert attendance.came_at(STARTS, ENDS, STARTS + 5 * MINUTE) == STARTS + 5 * MINUTE
    assert attendance.came_at(STARTS, ENDS, ENDS + 60 * MINUTE) == STARTS
    assert attendance.left_at(STARTS, ENDS, ENDS + 60 * MINUTE) == ENDS
    assert attendance.left_at(STARTS, ENDS, ENDS - 10 * MINUTE) == ENDS - 10 * MINUTE
    assert attendance.left_at(ENDS, ENDS, STARTS) == ENDS


def test_nobody_is_late_who_came_in_time() -> None:
    assert attendance.late_minutes(STARTS, STARTS - 5 * MINUTE) == 0
    assert attendance.late_minutes(STARTS, STARTS + 7 * MINUTE) == 7


def test_a_reason_is_one_of_a_few_and_free_to_give() -> None:
    assert attendance.absence_reason("") is AbsenceReason.NOT_SAID
    assert attendance.absence_reason("health") is AbsenceReason.HEALTH
    with pytest.raises(RuleBroken):
        attendance.absence_reason("lazy")


def test_a_name_is_forgotten_after_two_weeks() -> None:
    assert attendance.name_known_until(ENDS) == ENDS + timedelta(days=14)
    assert attendance.forgotten_since(ENDS) == ENDS - timedelta(hours=2)


def test_a_setting_checks_itself() -> None:
    with pytest.raises(ValueError, match="below zero"):
        attendance.AttendanceSetting(name_known_days=-1)
