"""The table of alerts: every kind has a plan, deadlines keep the night, and somebody hears next."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.alerts import (
    DEFAULT,
    PLANS,
    AlertKind,
    AlertLevel,
    Deadlines,
    Next,
    Way,
    due_at,
    due_of,
    letter_of,
    limit_kind,
    plan_of,
    step_after,
    told_from,
)
from app.domain.calendar import in_quiet_hours, to_utc
from app.domain.messages import MESSAGES, URGENT

NOON = to_utc(date(2026, 12, 2), time(12))
# Over both changes of the clock and a turn of the year.
INSTANTS = st.datetimes(datetime(2026, 3, 1), datetime(2027, 4, 1)).map(
    lambda at: at.replace(tzinfo=UTC)
)
KINDS = st.sampled_from(list(AlertKind))


def test_every_kind_has_a_plan_and_its_letter_is_written() -> None:
    assert set(PLANS) == set(AlertKind)
    for kind, plan in PLANS.items():
        assert letter_of(kind, plan.level) in MESSAGES
        # What comes on the phone rings; what comes by mail doesn't.
        assert (letter_of(kind, plan.level) in URGENT) is (plan.way is Way.PHONE)


def test_a_deadline_runs_in_daytime_only_unless_it_is_now() -> None:
    assert due_at(AlertLevel.NOW, NOON) == NOON + timedelta(minutes=15)
    assert due_at(AlertLevel.TODAY, NOON) == to_utc(date(2026, 12, 2), time(16))
    assert due_at(AlertLevel.SOON, NOON) == to_utc(date(2026, 12, 3), time(12))
    night = to_utc(date(2026, 12, 2), time(22))
    assert due_at(AlertLevel.TODAY, night) == to_utc(date(2026, 12, 3), time(12))


def test_who_is_missed_is_seen_to_before_the_day_is_over() -> None:
    evening = to_utc(date(2026, 12, 2), time(19))
    assert due_of(AlertKind.DID_NOT_COME, AlertLevel.TODAY, evening) == to_utc(
        date(2026, 12, 2), time(23, 59, 59)
    )


@given(KINDS, INSTANTS)
def test_nobody_is_woken_but_by_what_cannot_wait(kind: AlertKind, now: datetime) -> None:
    told = told_from(kind, now)
    assert told >= now
    assert plan_of(kind).by_night or not in_quiet_hours(told)
    assert due_of(kind, plan_of(kind).level, now) > now or plan_of(kind).tonight


@given(KINDS, INSTANTS)
def test_each_hears_once_and_after_the_other(kind: AlertKind, now: datetime) -> None:
    heard, at, done = [], now, 0
    while (step := step_after(kind, plan_of(kind).level, done, at)) is not None:
        heard.append(step.who)
        done += 1
        if step.then_at is None:
            break
        assert step.then_at > at
        # Eight in the morning and eight in the evening are both within the day.
        edges = (step.then_at, step.then_at - timedelta(seconds=1))
        assert plan_of(kind).by_night or not all(in_quiet_hours(edge) for edge in edges)
        at = step.then_at
    assert heard in ([], [Next.MANAGER], [Next.SUBSTITUTE, Next.MANAGER])
    assert heard == list(plan_of(kind).next)


def test_help_that_is_asked_for_late_in_the_evening_goes_on_in_the_morning() -> None:
    evening = to_utc(date(2026, 12, 2), time(19, 50))
    step = step_after(AlertKind.HELP, AlertLevel.NOW, 0, evening)
    assert step is not None
    assert step.then_at == to_utc(date(2026, 12, 3), time(8))


def test_only_a_word_today_about_too_hard_work_rings_the_phone() -> None:
    assert letter_of(AlertKind.TOO_HARD, AlertLevel.TODAY) == "alert_now"
    assert letter_of(AlertKind.TOO_HARD, AlertLevel.SOON) == "alert_raised"


@pytest.mark.parametrize(
    ("limit", "left", "kind"),
    [
        (None, None, None), (80000, 80000, None), (80000, 10000, None),
        (80000, 9999, AlertKind.LIMIT_NEAR), (80000, 0, AlertKind.LIMIT_NEAR),
        (80000, -1, AlertKind.LIMIT_OVER), (0, 0, None),
    ],
)  # fmt: skip
def test_a_limit_is_near_when_an_eighth_is_left(
    limit: int | None, left: int | None, kind: AlertKind | None
) -> None:
    assert limit_kind(limit, left) is kind


def test_deadlines_check_themselves() -> None:
    with pytest.raises(ValueError, match="order"):
        Deadlines(today_hours=DEFAULT.soon_hours + 1)
