"""Days, clock times and weeks, on ordinary days and on both nights when the clock is moved."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain import calendar
from app.domain.calendar import Span
from app.domain.errors import RuleBroken

SPRING = date(2027, 3, 28)
AUTUMN = date(2026, 10, 25)
MONDAY = date(2026, 11, 23)


def at(hour: int, minute: int = 0, day: date = MONDAY) -> datetime:
    return calendar.to_utc(day, time(hour, minute))


def test_a_winter_morning_is_two_hours_ahead_of_utc() -> None:
    assert at(9) == datetime(2026, 11, 23, 7, tzinfo=UTC)
    assert calendar.local_time(at(9)) == time(9)
    assert calendar.local_minute(at(9, 30)) == 570


def test_a_late_evening_in_utc_is_the_next_day_in_helsinki() -> None:
    assert calendar.local_day(datetime(2026, 11, 23, 22, 30, tzinfo=UTC)) == date(2026, 11, 24)


def test_a_naive_instant_is_refused() -> None:
    with pytest.raises(ValueError, match="zone"):
        calendar.local(datetime(2026, 11, 23, 9))


def test_the_hour_that_spring_skips_is_refused() -> None:
    with pytest.raises(RuleBroken) as caught:
        calendar.to_utc(SPRING, time(3, 30))
    assert caught.value.code == "missing_local_time"
    assert caught.value.facts == {"day": SPRING, "clock": time(3, 30)}


def test_the_hour_that_autumn_repeats_is_two_instants() -> None:
    first, second = (calendar.to_utc(AUTUMN, time(3, 30), fold) for fold in (0, 1))
    assert second - first == timedelta(hours=1)
    assert calendar.is_doubled(AUTUMN, time(3, 30))
    assert not calendar.is_doubled(AUTUMN, time(9))


@pytest.mark.parametrize(("day", "minutes"), [(SPRING, 180), (AUTUMN, 300), (MONDAY, 240)])
def test_a_night_shift_is_as_long_as_it_truly_is(day: date, minutes: int) -> None:
    assert calendar.shift_minutes(*calendar.span_to_utc(day, time(1), time(5))) == minutes


def test_an_end_that_is_not_after_the_start_is_on_the_next_day() -> None:
    starts_at, ends_at = calendar.span_to_utc(MONDAY, time(22), time(2))
    assert ends_at - starts_at == timedelta(hours=4)
    assert calendar.ends_next_day(time(22), time(2))
    assert calendar.ends_next_day(time(9), time(9))
    assert not calendar.ends_next_day(time(9), time(12))


@pytest.mark.parametrize(("day", "hours"), [(SPRING, 23), (AUTUMN, 25), (MONDAY, 24)])
def test_a_day_has_23_to_25_hours(day: date, hours: int) -> None:
    begins, ends = calendar.day_bounds(day)
    assert ends - begins == timedelta(hours=hours)


def test_the_days_of_a_span_leave_out_a_day_it_only_reaches() -> None:
    assert calendar.local_days(at(20), at(0, day=date(2026, 11, 24))) == (MONDAY,)
    assert len(calendar.local_days(at(20), at(1, day=date(2026, 11, 24)))) == 2


def test_weeks_are_iso_weeks() -> None:
    assert calendar.iso_week(date(2026, 12, 2)) == "2026-W49"
    assert calendar.iso_week(date(2027, 1, 3)) == "2026-W53"
    assert calendar.week_start(date(2026, 11, 29)) == MONDAY
    assert calendar.week_from_name("2026-W48") == MONDAY


@pytest.mark.parametrize("name", ["", "2026", "2026-48", "2026-W60", "W48", "2026-W"])
def test_a_week_that_is_none_is_refused(name: str) -> None:
    with pytest.raises(RuleBroken, match="week_unreadable"):
        calendar.week_from_name(name)


def test_weeks_and_months_have_bounds() -> None:
    assert calendar.week_bounds(date(2026, 11, 26)) == (at(0), at(0, day=date(2026, 11, 30)))
    first, last = date(2026, 12, 1), date(2027, 1, 1)
    assert calendar.month_bounds(date(2026, 12, 31)) == (at(0, day=first), at(0, day=last))


def test_nobody_is_disturbed_from_20_to_8() -> None:
    assert [calendar.in_quiet_hours(at(h, m)) for h, m in ((7, 59), (8, 0), (19, 59), (20, 0))] == [
        True,
        False,
        False,
        True,
    ]
    assert calendar.next_open_time(at(12)) == at(12)
    assert calendar.next_open_time(at(6)) == at(8)
    assert calendar.next_open_time(at(21)) == at(8, day=date(2026, 11, 24))


def test_an_answer_window_runs_only_in_daytime() -> None:
    assert calendar.window_end(at(9), 2) == at(11)
    assert calendar.window_end(at(19), 2) == at(9, day=date(2026, 11, 24))
    assert calendar.window_end(at(22), 2) == at(10, day=date(2026, 11, 24))
    assert calendar.window_end(at(8), 12) == at(20)
    assert calendar.window_end(at(18), 24) == at(18, day=date(2026, 11, 25))


@settings(deadline=None)
@given(
    st.datetimes(datetime(2026, 1, 1), datetime(2028, 1, 1), timezones=st.just(UTC)),
    st.integers(1, 168),
)
def test_a_window_never_ends_at_night_and_never_early(start: datetime, hours: int) -> None:
    end = calendar.window_end(start, hours)
    assert end - start >= timedelta(hours=hours)
    assert time(8) < calendar.local_time(end) <= time(20)


@pytest.mark.parametrize(
    ("text", "normal"),
    [
        ("", ""),
        ("ma 9-14; ti 9.30-16", "ma 9-14; ti 9.30-16"),
        ("ma 7.30-15.30; ke 7:30–15:30; pe 8-14", "ma 7.30-15.30; ke 7.30-15.30; pe 8-14"),
        ("MA 09:00 — 14.00", "ma 9-14"),
        ("ma 9-11, 13-15", "ma 9-11; ma 13-15"),
        ("ma 9-11 ja 13-15", "ma 9-11; ma 13-15"),
        ("ma-ke 8-16", "ma 8-16; ti 8-16; ke 8-16"),
        ("su 12-24; ma klo 0-3", "ma 0-3; su 12-24"),
        ("ma 9-12; ma 11-14; ma 14-15", "ma 9-15"),
        ("maanantai 9-12;;", "ma 9-12"),
    ],
)
def test_week_times_are_read_tolerantly_and_written_in_one_form(text: str, normal: str) -> None:
    assert calendar.format_week_times(calendar.parse_week_times(text)) == normal


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("ma", "week_times_unreadable"),
        ("9-14", "week_times_unreadable"),
        ("ma aamulla", "week_times_unreadable"),
        ("xx 9-10", "weekday_unknown"),
        ("ma 14-9", "span_backwards"),
        ("ma 9-9", "span_backwards"),
        ("ma 9-25", "clock_time_unreadable"),
        ("ma 9.75-10", "clock_time_unreadable"),
        ("pe-ma 9-10", "weekdays_backwards"),
    ],
)
def test_week_times_that_cannot_be_read_say_which_part(text: str, code: str) -> None:
    with pytest.raises(RuleBroken) as caught:
        calendar.parse_week_times(f"ti 9-12; {text}")
    assert caught.value.code == code
    assert caught.value.facts


SPANS = st.builds(
    lambda day, start, length: Span(day, start, min(start + length, 1440)),
    st.integers(0, 6),
    st.integers(0, 1439),
    st.integers(1, 600),
)


@settings(deadline=None)
@given(st.lists(SPANS, max_size=12))
def test_the_normal_form_is_read_back_unchanged(spans: list[Span]) -> None:
    merged = calendar.merge_spans(spans)
    assert calendar.parse_week_times(calendar.format_week_times(spans)) == merged
    covered = {(s.weekday, m) for s in spans for m in range(s.starts_minute, s.ends_minute)}
    assert covered == {
        (s.weekday, m) for s in merged for m in range(s.starts_minute, s.ends_minute)
    }


def test_weekdays_are_a_list_of_codes() -> None:
    assert calendar.parse_weekdays("to  ma,ke") == {0, 2, 3}
    assert calendar.format_weekdays({3, 0, 2}) == "ma ke to"
    assert calendar.parse_weekdays("") == frozenset()
    with pytest.raises(RuleBroken, match="weekday_unknown"):
        calendar.parse_weekdays("ma fri")


@pytest.mark.parametrize("first_on", [date(2026, 12, 1), date(2027, 2, 1), date(2028, 3, 1)])
def test_months_follow_each_other_and_are_read_by_their_names(first_on: date) -> None:
    assert calendar.previous_month(calendar.following_month(first_on)) == first_on
    assert calendar.following_month(calendar.previous_month(first_on)) == first_on
    assert calendar.month_from_name(calendar.month_name(first_on)) == first_on
    begins, ends = calendar.month_bounds(first_on)
    assert ends == calendar.month_bounds(calendar.following_month(first_on))[0]
    assert calendar.local_day(begins) == first_on


@pytest.mark.parametrize("name", ["", "2026-13", "2026-00", "1999-12", "2026-1", "2026-11\n"])
def test_a_month_that_is_none_is_not_read(name: str) -> None:
    assert calendar.month_from_name(name) is None
