"""When a client is reminded, and how an address gets into a message."""

from __future__ import annotations

from datetime import date, time

import pytest

from app.domain.calendar import to_utc
from app.domain.links import with_link
from app.domain.reminders import ReminderSetting, due_reminders, tell_from


def kinds(day, clock):
    now = to_utc(date.fromisoformat(day), time.fromisoformat(clock))
    return {reminder.kind: reminder for reminder in due_reminders(now)}


@pytest.mark.parametrize("clock", ["20:00", "23:59", "00:00", "07:59"])
def test_nobody_is_reminded_in_the_quiet_hours(clock):
    assert kinds("2026-11-23", clock) == {}


def test_by_day_only_the_next_two_hours_count():
    found = kinds("2026-11-23", "16:59")
    assert set(found) == {"soon"}
    span = found["soon"].starts_before - found["soon"].starts_from
    assert span.total_seconds() == 2 * 3600


@pytest.mark.parametrize(
    ("day", "hours"), [("2026-11-23", 24), ("2027-03-27", 23), ("2026-10-24", 25)]
)
def test_in_the_evening_the_whole_next_local_day_counts(day, hours):
    evening = kinds(day, "17:00")["evening"]
    assert (evening.starts_before - evening.starts_from).total_seconds() == hours * 3600


def test_a_reminder_after_the_start_is_no_setting():
    with pytest.raises(ValueError, match="after the start"):
        ReminderSetting(hours_before=0)


def test_a_path_becomes_an_address():
    facts = with_link({"path": "/client/", "title": "x"}, "https://example.org")
    assert facts["link"] == "https://example.org/client/"
    assert with_link({}, "https://example.org")["link"] == "https://example.org/"
    assert with_link({"link": "https://a/"}, "https://b")["link"] == "https://a/"


@pytest.mark.parametrize(
    ("told", "begins", "sent"),
    [
        ("mon 19:59", None, "mon 19:59"),
        ("mon 20:00", None, "tue 08:00"),
        ("mon 23:00", "tue 12:00", "tue 08:00"),
        ("mon 23:00", "tue 11:59", "mon 23:00"),
        ("tue 05:00", "tue 07:00", "tue 05:00"),
    ],
)
def test_news_waits_for_the_morning_unless_it_is_about_this_morning(told, begins, sent):
    assert tell_from(instant(told), begins and instant(begins)) == instant(sent)


def instant(text):
    days = {"mon": date(2026, 11, 23), "tue": date(2026, 11, 24)}
    day, clock = text.split()
    return to_utc(days[day], time.fromisoformat(clock))
