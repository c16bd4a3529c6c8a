"""The days on which work comes back, checked against an implementation nobody here wrote."""

from __future__ import annotations

from datetime import date, datetime, time
from itertools import islice

import pytest
from dateutil.rrule import rrulestr
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from app.domain import recurrence
from app.domain.errors import RuleBroken

WEDNESDAY = date(2026, 12, 2)
NAMES = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


def peers_days(text: str, first_on: date, most: int) -> list[date]:
    rule = rrulestr(text, dtstart=datetime.combine(first_on, time(0)))
    return [found.date() for found in islice(rule, most)]


@pytest.mark.parametrize(
    ("text", "last"),
    [
        ("FREQ=WEEKLY;COUNT=8", date(2027, 1, 20)),
        ("FREQ=WEEKLY;BYDAY=MO,WE;COUNT=12", date(2027, 1, 11)),
        ("FREQ=DAILY;COUNT=3", date(2026, 12, 4)),
        ("FREQ=MONTHLY;BYDAY=1WE;COUNT=3", date(2027, 2, 3)),
        ("RRULE:FREQ=WEEKLY;INTERVAL=2;UNTIL=20261231", date(2026, 12, 30)),
        ("", WEDNESDAY),
        ("FREQ=WEEKLY", None),
    ],
)
def test_a_recurrence_has_a_last_day_or_none(text: str, last: date | None) -> None:
    assert recurrence.last_day(text, WEDNESDAY) == last


@pytest.mark.parametrize(
    "text",
    [
        "nonsense",
        "FREQ=YEARLY",
        "FREQ=HOURLY",
        "FREQ=WEEKLY;BYMONTH=1",
        "FREQ=WEEKLY;BYDAY=1WE",
        "FREQ=WEEKLY;COUNT=0",
        "FREQ=WEEKLY;COUNT=x",
        "FREQ=WEEKLY;INTERVAL=-1",
        "FREQ=WEEKLY;INTERVAL=0",
        "FREQ=WEEKLY;UNTIL=soon",
        "FREQ=WEEKLY;BYDAY=XX",
        "FREQ=WEEKLY;FREQ=DAILY",
        "BYDAY=WE",
    ],
)
def test_a_text_that_is_no_such_rule_is_refused(text: str) -> None:
    with pytest.raises(RuleBroken) as caught:
        recurrence.parse(text, WEDNESDAY)
    assert caught.value.code == "recurrence_unreadable"


def test_a_rule_that_misses_its_first_day_is_refused() -> None:
    with pytest.raises(RuleBroken) as caught:
        recurrence.parse("FREQ=WEEKLY;BYDAY=MO", WEDNESDAY)
    assert caught.value.code == "recurrence_misses_first_day"


def test_days_are_listed_after_one_and_up_to_another() -> None:
    text = "FREQ=WEEKLY;COUNT=8"
    found = recurrence.list_days(text, WEDNESDAY, after=WEDNESDAY, until=date(2026, 12, 16))
    assert found == [date(2026, 12, 9), date(2026, 12, 16)]
    assert recurrence.list_days("", WEDNESDAY, after=None, until=WEDNESDAY) == [WEDNESDAY]


@st.composite
def rules(draw: st.DrawFn) -> tuple[str, date]:
    frequency = draw(st.sampled_from(["DAILY", "WEEKLY", "MONTHLY"]))
    first_on = draw(st.dates(date(2026, 1, 1), date(2028, 12, 31)))
    parts = [f"FREQ={frequency}", f"INTERVAL={draw(st.integers(1, 4))}"]
    weekdays = draw(st.sets(st.sampled_from(NAMES), max_size=3))
    if weekdays:
        # The peer reads "1MO,TU" as days that are both, the standard as days that are either.
        ordinals = draw(st.sampled_from([[""], ["1", "2", "-1"]]))
        every = ordinals if frequency == "MONTHLY" else [""]
        by_day = [draw(st.sampled_from(every)) + day for day in sorted(weekdays)]
        parts.append(f"BYDAY={','.join(by_day)}")
    if draw(st.booleans()):
        parts.append(f"COUNT={draw(st.integers(1, 30))}")
    elif draw(st.booleans()):
        parts.append(f"UNTIL={draw(st.dates(date(2026, 1, 1), date(2029, 6, 30))):%Y%m%d}")
    return ";".join(parts), first_on


@settings(deadline=None, max_examples=200)
@given(rules())
def test_the_days_are_those_of_the_standard(case: tuple[str, date]) -> None:
    text, first_on = case
    expected = peers_days(text, first_on, 40)
    try:
        rule = recurrence.parse(text, first_on)
    except RuleBroken:
        assert expected[:1] != [first_on]
        return
    assume(rule is not None)
    assert list(islice(recurrence.days(rule, first_on), 40)) == expected


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("", ""),
        ("FREQ=WEEKLY;COUNT=3", "FREQ=WEEKLY;COUNT=3"),
        ("FREQ=WEEKLY;UNTIL=20261202", "FREQ=WEEKLY;UNTIL=20261202"),
        ("FREQ=WEEKLY;BYDAY=WE;UNTIL=20261201", "FREQ=WEEKLY;BYDAY=WE"),
    ],
)
def test_an_end_before_the_first_day_is_none(text: str, kept: str) -> None:
    assert recurrence.without_past_end(text, date(2026, 12, 2)) == kept
