"""Minutes, proposals and when they are final."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest

from app.domain import hours
from app.domain.calendar import span_to_utc, to_utc
from app.domain.errors import RuleBroken
from app.domain.lifecycle import HoursState

AGREED = to_utc(date(2026, 12, 2), time(13))


def test_planned_minutes_are_true_across_a_clock_change() -> None:
    assert hours.planned_minutes(*span_to_utc(date(2027, 3, 28), time(1), time(5))) == 180


@pytest.mark.parametrize("minutes", [0, 15, 1440])
def test_a_shift_takes_nothing_to_a_day(minutes: int) -> None:
    assert hours.check_minutes(minutes) == minutes


@pytest.mark.parametrize("minutes", [-1, 1441, 10**9])
def test_other_minutes_are_refused(minutes: int) -> None:
    with pytest.raises(RuleBroken) as caught:
        hours.check_minutes(minutes)
    assert caught.value.facts == {"minutes": minutes, "most": 1440}


def test_silence_agrees_after_three_days_and_a_counter_goes_to_the_dispatcher() -> None:
    assert hours.agrees_itself_at(AGREED) == AGREED + timedelta(hours=72)
    assert hours.goes_to_dispatcher_at(AGREED) == AGREED + timedelta(hours=72)


@pytest.mark.parametrize(
    ("state", "agreed_at", "minutes", "may"),
    [
        (HoursState.AGREED, AGREED, 14, True),
        (HoursState.AGREED, AGREED, 15, False),
        (HoursState.CLOSED, AGREED, 1, False),
        (HoursState.PROPOSED, None, 1, False),
        (HoursState.AGREED, None, 1, False),
    ],
)
def test_an_agreement_can_be_taken_back_for_a_quarter_of_an_hour(
    state: HoursState, agreed_at: datetime | None, minutes: int, may: bool
) -> None:
    now = AGREED + timedelta(minutes=minutes)
    assert hours.may_reopen(state, agreed_at, now) is may


def test_hours_are_exported_once_nobody_can_take_them_back() -> None:
    soon, later = AGREED + timedelta(minutes=14), AGREED + timedelta(minutes=15)
    assert not hours.is_exportable(HoursState.AGREED, AGREED, soon)
    assert hours.is_exportable(HoursState.AGREED, AGREED, later)
    assert not hours.is_exportable(HoursState.CLOSED, AGREED, later)
    assert not hours.is_exportable(HoursState.PROPOSED, None, later)


def test_what_silence_agreed_can_be_corrected_to_the_end_of_a_day() -> None:
    last = date(2026, 12, 9)
    assert hours.last_day_to_correct(AGREED) == last
    midnight = to_utc(date(2026, 12, 10), time(0))
    assert hours.reopen_until(AGREED, how="time") == midnight
    agreed = (HoursState.AGREED, AGREED)
    assert hours.may_reopen(*agreed, midnight - timedelta(seconds=1), how="time")
    assert not hours.may_reopen(*agreed, midnight, how="time")
    assert not hours.may_reopen(HoursState.CLOSED, AGREED, AGREED, how="time")


@pytest.mark.parametrize(
    ("state", "how", "today", "last"),
    [
        (HoursState.AGREED, "time", date(2026, 12, 9), date(2026, 12, 9)),
        (HoursState.AGREED, "time", date(2026, 12, 10), None),
        (HoursState.AGREED, "person", date(2026, 12, 2), None),
        (HoursState.CLOSED, "time", date(2026, 12, 2), None),
    ],
)
def test_only_what_silence_agreed_has_a_day_to_correct_it(
    state: HoursState, how: str, today: date, last: date | None
) -> None:
    assert hours.correctable_to(state, AGREED, today, how=how) == last


def test_what_silence_agreed_leaves_later_than_an_agreement_but_within_the_week() -> None:
    assert hours.leaves_from(AGREED, how="person") == AGREED + timedelta(minutes=15)
    leaves = hours.leaves_from(AGREED, how="time")
    assert leaves == AGREED + timedelta(hours=72)
    assert not hours.is_exportable(
        HoursState.AGREED, AGREED, leaves - timedelta(seconds=1), how="time"
    )
    assert hours.is_exportable(HoursState.AGREED, AGREED, leaves, how="time")
    waits = (hours.stays_for(HoursState.PLANNED), hours.stays_for(HoursState.PROPOSED))
    assert sum(waits, leaves - AGREED) <= timedelta(days=7)


def test_minutes_bring_money_and_a_reversal_takes_it_back() -> None:
    assert hours.earned_cents(90, 1210) == 1815
    assert hours.earned_cents(-90, 1210) == -1815


@pytest.mark.parametrize(
    ("state", "wait"),
    [
        (HoursState.PLANNED, timedelta(hours=24)),
        (HoursState.PROPOSED, timedelta(hours=72)),
        (HoursState.COUNTERED, timedelta(hours=72)),
        (HoursState.AGREED, timedelta(minutes=15)),
    ],
)
def test_each_state_waits_for_somebody(state: HoursState, wait: timedelta) -> None:
    assert hours.stays_for(state) == wait


def test_a_setting_checks_itself() -> None:
    with pytest.raises(ValueError, match="below one"):
        hours.HoursSetting(step_minutes=0)
