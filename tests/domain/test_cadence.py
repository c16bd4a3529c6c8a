"""The dated steps of a follow-along plan, and what is kept of them in time."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.cadence import (
    Course,
    Item,
    OwnPace,
    Pace,
    Pause,
    PlanKind,
    StepKey,
    StepRule,
    add_months,
    check_rule,
    list_items,
)
from app.domain.due_contacts import (
    Adherence,
    Awaited,
    Made,
    Outcome,
    adherence,
    check_move,
    settled_by,
)
from app.domain.errors import RuleBroken
from app.domain.holidays import add_working_days, is_working_day
from app.domain.lifecycle import DueState

JOB, GIG = PlanKind.JOB, PlanKind.GIG
JOB_RULES = (
    StepRule(JOB, StepKey.BEFORE_START, -7, -1, face_to_face=True),
    StepRule(JOB, StepKey.AFTER_START, 0, 3),
    StepRule(JOB, StepKey.EMPLOYER_WEEK, 0, 6),
    StepRule(JOB, StepKey.WEEKLY, 0, 6, every_days=7, times=4),
    StepRule(JOB, StepKey.EMPLOYER_MONTH, 7, 30),
    StepRule(JOB, StepKey.MONTHLY, every_months=1, times=11),
    StepRule(JOB, StepKey.AFTER_END, 0, 3),
)
GIG_RULES = (
    StepRule(GIG, StepKey.BEFORE_START, -7, -1),
    StepRule(GIG, StepKey.AT_START, 0, 0),
    StepRule(GIG, StepKey.AFTER_START, 1, 3),
    StepRule(GIG, StepKey.REGULAR, 0, 6, every_months=1, every_shifts=4),
)
STARTS = st.dates(date(2025, 1, 1), date(2031, 12, 31))


def day(text: str) -> date:
    return date.fromisoformat(text)


def told(items: list[Item], step: StepKey) -> list[tuple[str, str]]:
    return [(str(one.from_on), str(one.to_on)) for one in items if one.step is step]


def days_of(first: str, number: int, every: int) -> list[date]:
    return [day(first) + timedelta(days=every * n) for n in range(number)]


def test_a_job_has_the_contacts_of_the_scale() -> None:
    items = list_items(JOB_RULES, Course(day("2026-03-02")))
    assert told(items, StepKey.BEFORE_START) == [("2026-02-23", "2026-03-01")]
    assert told(items, StepKey.AFTER_START) == [("2026-03-02", "2026-03-05")]
    assert told(items, StepKey.WEEKLY) == [
        ("2026-03-02", "2026-03-08"), ("2026-03-09", "2026-03-15"),
        ("2026-03-16", "2026-03-22"), ("2026-03-23", "2026-03-29"),
    ]  # fmt: skip
    months = told(items, StepKey.MONTHLY)
    assert (len(months), months[0], months[-1]) == (
        11, ("2026-04-02", "2026-05-01"), ("2027-02-02", "2027-03-01"),
    )  # fmt: skip
    assert told(items, StepKey.EMPLOYER_WEEK) == [("2026-03-02", "2026-03-08")]
    assert told(items, StepKey.EMPLOYER_MONTH) == [("2026-03-09", "2026-04-01")]
    assert [one.face_to_face for one in items] == [True, *[False] * (len(items) - 1)]


def test_a_lost_job_ends_the_plan_with_a_contact_within_three_days() -> None:
    items = list_items(JOB_RULES, Course(day("2026-03-02"), ended_on=day("2026-03-18")))
    assert told(items, StepKey.AFTER_END) == [("2026-03-18", "2026-03-21")]
    assert told(items, StepKey.MONTHLY) == []
    assert len(told(items, StepKey.WEEKLY)) == 2


def test_single_shifts_have_a_word_before_at_and_after_the_first_one() -> None:
    items = list_items(GIG_RULES, Course(day("2026-03-04"), shift_days=[day("2026-03-04")]))
    assert [(one.step, str(one.from_on), str(one.to_on)) for one in items] == [
        (StepKey.BEFORE_START, "2026-02-25", "2026-03-03"),
        (StepKey.AT_START, "2026-03-04", "2026-03-04"),
        (StepKey.AFTER_START, "2026-03-05", "2026-03-07"),
        (StepKey.REGULAR, "2026-04-04", "2026-04-10"),
    ]


def test_every_fourth_shift_or_a_month_is_what_comes_first() -> None:
    course = Course(day("2026-03-02"), shift_days=days_of("2026-03-02", 9, 3))
    often = told(list_items(GIG_RULES, course), StepKey.REGULAR)
    assert often == [
        ("2026-03-14", "2026-03-20"), ("2026-03-26", "2026-04-01"), ("2026-04-26", "2026-05-02"),
    ]  # fmt: skip
    seldom = replace(course, shift_days=days_of("2026-03-02", 4, 14))
    assert told(list_items(GIG_RULES, seldom), StepKey.REGULAR) == [
        ("2026-04-02", "2026-04-08"), ("2026-05-02", "2026-05-08"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("starts", "step", "window"),
    [
        # First shift on Good Friday: the coach may call on the Tuesday after Easter.
        ("2026-04-03", StepKey.AT_START, ("2026-04-03", "2026-04-07")),
        # After a shift on Maundy Thursday there are only days off.
        ("2026-04-02", StepKey.AFTER_START, ("2026-04-03", "2026-04-07")),
        # First shift on New Year's Day of 2027, a Friday.
        ("2027-01-01", StepKey.AT_START, ("2027-01-01", "2027-01-04")),
        ("2026-12-31", StepKey.AFTER_START, ("2027-01-01", "2027-01-04")),
    ],
)
def test_a_window_of_days_off_goes_on_to_a_working_day(
    starts: str, step: StepKey, window: tuple[str, str]
) -> None:
    course = Course(day(starts), shift_days=[day(starts)])
    assert told(list_items(GIG_RULES, course), step) == [window]


def test_what_comes_before_the_start_goes_back_over_days_off_never_on() -> None:
    rule = StepRule(JOB, StepKey.BEFORE_START, -2, -1)
    items = list_items([rule], Course(day("2026-04-06")))
    assert told(items, StepKey.BEFORE_START) == [("2026-04-02", "2026-04-05")]


def test_months_that_are_shorter_end_on_their_last_day() -> None:
    assert str(add_months(day("2026-01-31"), 1)) == "2026-02-28"
    assert str(add_months(day("2026-01-31"), 2)) == "2026-03-31"
    assert str(add_months(day("2026-11-30"), 3)) == "2027-02-28"


@given(STARTS)
def test_each_contact_of_a_job_has_a_working_day_and_its_own_number(starts: date) -> None:
    items = list_items(JOB_RULES, Course(starts, ended_on=starts + timedelta(days=400)))
    assert len(items) == 20
    assert len({(one.step, one.number) for one in items}) == 20
    for one in items:
        span = (one.to_on - one.from_on).days + 1
        assert any(is_working_day(one.from_on + timedelta(days=n)) for n in range(span))


@given(STARTS)
def test_support_goes_from_weekly_to_monthly_without_a_hole(starts: date) -> None:
    items = list_items(JOB_RULES, Course(starts))
    weeks = [one for one in items if one.step is StepKey.WEEKLY]
    months = [one for one in items if one.step is StepKey.MONTHLY]
    assert weeks[0].from_on == starts
    assert all(0 <= (two.from_on - one.to_on).days <= 1 for one, two in zip(weeks, weeks[1:]))  # noqa: B905, RUF007 - neighbours
    assert 0 <= (months[0].from_on - weeks[-1].to_on).days <= 4
    assert (months[-1].to_on - starts).days >= 364


@given(STARTS, st.lists(st.integers(1, 25), max_size=20))
def test_more_shifts_never_change_what_came_before_them(starts: date, gaps: list[int]) -> None:
    """A plan grows as shifts come: what lies before the last known shift stays as it is."""
    days = [starts]
    for gap in gaps:
        days.append(days[-1] + timedelta(days=gap))
    whole = list_items(GIG_RULES, Course(starts, shift_days=days))
    part = list_items(GIG_RULES, Course(starts, shift_days=days[:-1] or days))
    before = [one for one in whole if one.from_on < days[-1]]
    assert set(before) <= set(part)
    assert len({(one.step, one.number) for one in whole}) == len(whole)


@given(STARTS, st.integers(0, 300), st.integers(0, 90))
def test_nothing_is_due_in_a_pause_and_the_rest_goes_on_after_it(
    starts: date, after: int, length: int
) -> None:
    pause = Pause(starts + timedelta(days=after), starts + timedelta(days=after + length))
    usual = list_items(JOB_RULES, Course(starts))
    paused = list_items(JOB_RULES, Course(starts, pauses=[pause]))
    held = {(one.step, one.number): one for one in paused}
    for one in usual:
        kept = held.get((one.step, one.number))
        if kept is None:
            assert is_near_pause(one, pause)
        else:
            assert kept.to_on >= one.to_on
            assert not pause.holds(kept.from_on) or is_near_pause(one, pause)
    assert len(paused) <= len(usual)


def is_near_pause(one: Item, pause: Pause) -> bool:
    """Whether the window, before it was stretched over days off, may have ended in the pause."""
    return any(pause.holds(one.to_on - timedelta(days=n)) for n in range(5)) or any(
        pause.holds(one.from_on + timedelta(days=n)) for n in range(5)
    )


def test_a_pause_without_end_stops_everything_until_the_restart() -> None:
    start, stop = day("2026-03-02"), day("2026-03-10")
    paused = list_items(JOB_RULES, Course(start, pauses=[Pause(stop)]))
    assert all(one.to_on < stop for one in paused)
    restarted = Course(start, pauses=[Pause(stop, day("2026-04-12"))])
    assert told(list_items(JOB_RULES, restarted), StepKey.MONTHLY)[0] == (
        "2026-04-13", "2026-05-01",
    )  # fmt: skip


def test_an_own_rhythm_is_thinner_tighter_or_leaves_out() -> None:
    def weekly(pace: Pace, from_on: str = "2026-03-02") -> list[tuple[str, str]]:
        own = {StepKey.WEEKLY: OwnPace(pace, day(from_on))}
        return told(list_items(JOB_RULES, Course(day("2026-03-02"), paces=own)), StepKey.WEEKLY)

    assert weekly(Pace.THINNED) == [("2026-03-02", "2026-03-08"), ("2026-03-16", "2026-03-22")]
    assert weekly(Pace.TIGHTENED)[:2] == [
        ("2026-03-02", "2026-03-05"), ("2026-03-06", "2026-03-08"),
    ]  # fmt: skip
    assert len(weekly(Pace.TIGHTENED)) == 8
    assert weekly(Pace.LEFT_OUT) == []
    assert len(weekly(Pace.LEFT_OUT, "2026-03-16")) == 2


@given(STARTS, st.sampled_from(list(Pace)), st.integers(0, 200))
def test_a_change_of_rhythm_never_gives_a_number_to_another_contact(
    starts: date, pace: Pace, after: int
) -> None:
    own = {StepKey.MONTHLY: OwnPace(pace, starts + timedelta(days=after))}
    usual = {(one.step, one.number): one for one in list_items(JOB_RULES, Course(starts))}
    changed = list_items(JOB_RULES, Course(starts, paces=own))
    for one in changed:
        if (one.step, one.number) in usual:
            assert one.from_on == usual[one.step, one.number].from_on
    assert len({(one.step, one.number) for one in changed}) == len(changed)


def test_a_step_that_is_not_in_use_asks_for_nothing() -> None:
    rules = [replace(rule, in_use=rule.step is StepKey.WEEKLY) for rule in JOB_RULES]
    assert {one.step for one in list_items(rules, Course(day("2026-03-02")))} == {StepKey.WEEKLY}


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"first_day": 3, "last_day": 1}, "cadence_days_backwards"),
        ({"times": 0}, "cadence_rhythm"),
        ({"every_days": 0}, "cadence_rhythm"),
        ({"step": StepKey.AT_START}, "cadence_rhythm"),
    ],
)
def test_a_step_that_makes_no_sense_is_refused(change: dict[str, object], code: str) -> None:
    rule = StepRule(JOB, StepKey.WEEKLY, 0, 6, every_days=7, times=4)
    assert check_rule(rule) is rule
    with pytest.raises(RuleBroken) as refused:
        check_rule(replace(rule, **change))  # type: ignore[arg-type]
    assert refused.value.code == code


def awaited(from_on: str, to_on: str, **facts: bool) -> Awaited:
    return Awaited(uuid4(), day(from_on), day(to_on), **facts)


def ids(*some: Awaited) -> list[UUID]:
    return [one.id for one in some]


def test_one_note_settles_all_in_whose_window_it_falls() -> None:
    start, week = awaited("2026-03-02", "2026-03-05"), awaited("2026-03-02", "2026-03-08")
    employer = awaited("2026-03-02", "2026-03-08", employer=True)
    later = awaited("2026-03-09", "2026-03-15")
    some = [start, week, employer, later]
    assert settled_by(some, Made(day("2026-03-04"))) == (ids(start, week), [])
    assert settled_by(some, Made(day("2026-03-07"))) == (ids(week), ids(start))
    assert settled_by(some, Made(day("2026-03-04"), employer=True)) == (ids(employer), [])
    assert settled_by(some, Made(day("2026-03-01"))) == ([], [])


def test_a_late_note_settles_the_latest_that_is_late() -> None:
    first, second = awaited("2026-03-02", "2026-03-08"), awaited("2026-03-09", "2026-03-15")
    assert settled_by([first, second], Made(day("2026-03-20"))) == (ids(second), ids(first))


def test_a_call_is_no_meeting() -> None:
    meeting = awaited("2026-02-23", "2026-03-01", face_to_face=True)
    assert settled_by([meeting], Made(day("2026-02-25"), met=False)) == ([], [])
    assert settled_by([meeting], Made(day("2026-02-25"))) == (ids(meeting), [])


D, M, N, X, S = DueState.DONE, DueState.MOVED, DueState.DECLINED, DueState.MISSED, DueState.DUE
# Reckoned by hand: state, end of the window, day on which it was settled; kept and due.
TABLE = [
    ([], 0, 0),
    ([(D, "2026-03-05", "2026-03-05")], 1, 1),
    ([(D, "2026-03-05", "2026-03-06")], 0, 1),
    ([(D, "2026-03-05", "2026-03-02"), (N, "2026-03-08", "2026-03-08")], 1, 1),
    ([(S, "2026-03-19", None), (S, "2026-03-20", None), (S, "2026-03-21", None)], 0, 1),
    ([(X, "2026-03-08", None), (M, "2026-03-15", None), (M, "2026-03-30", None)], 0, 2),
    (
        [(D, "2026-03-01", "2026-02-25"), (D, "2026-03-05", "2026-03-03"),
         (D, "2026-03-08", "2026-03-03"), (D, "2026-03-15", "2026-03-16"),
         (N, "2026-03-08", "2026-03-07"), (S, "2026-03-22", None)],
        3, 4,
    ),
]  # fmt: skip


@pytest.mark.parametrize(("rows", "kept", "due"), TABLE)
def test_adherence_is_what_one_reckons_by_hand(
    rows: list[tuple[DueState, str, str | None]], kept: int, due: int
) -> None:
    outcomes = [Outcome(s, day(to), day(on) if on else None) for s, to, on in rows]
    assert adherence(outcomes, today=day("2026-03-20")) == Adherence(kept, due)


def test_a_contact_is_moved_to_a_day_near_ahead() -> None:
    today = day("2026-03-20")
    assert check_move(today, today=today) == today
    for moved, code in ((today - timedelta(days=1), "due_moved_back"),
                        (today + timedelta(days=61), "due_moved_too_far")):  # fmt: skip
        with pytest.raises(RuleBroken) as refused:
            check_move(moved, today=today)
        assert refused.value.code == code


def test_working_days_leave_out_weekends_and_holidays() -> None:
    assert add_working_days(day("2026-04-02"), 1) == day("2026-04-07")
    assert add_working_days(day("2026-12-23"), 2) == day("2026-12-29")
    assert add_working_days(day("2026-12-26"), 0) == day("2026-12-26")
