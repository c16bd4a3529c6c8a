"""Another rhythm: the past stays, people keep the days that stay, no day has two times."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, time, timedelta

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from app.domain import recurrence
from app.domain.calendar import local_day, to_utc
from app.domain.errors import RuleBroken
from app.domain.late_cancelling import LateCost
from app.domain.series_cancelling import Told
from app.domain.series_edits import Plan, Scope
from app.domain.series_rhythm import Part, Rhythm, RhythmImpact, Turn, turn_rhythm
from tests.domain.test_series_edits import Case, cases, days_of, made_up

WEDNESDAY = date(2026, 12, 2)
EARLY = to_utc(date(2026, 11, 23), time(12))


@dataclass(frozen=True)
class Wish:
    """Recurring work at some moment, and the rhythm that somebody wants."""

    case: Case
    rhythm: Rhythm

    @property
    def turn(self) -> Turn:
        case = self.case
        parts = [Part(case.plan, case.made)]
        try:
            return turn_rhythm(parts, case.plan, self.rhythm, since=case.since, now=case.now)
        except RuleBroken as refused:
            assume(refused.code not in {"nothing_changed", "last_day_early"})
            raise


@st.composite
def wishes(draw: st.DrawFn) -> Wish:
    case = draw(cases())
    weekdays = draw(st.frozensets(st.integers(0, 6), min_size=1, max_size=3))
    end = draw(st.sampled_from(["count", "until", "never"]))
    count = draw(st.integers(1, 20)) if end == "count" else None
    until = case.since + timedelta(days=draw(st.integers(0, 120))) if end == "until" else None
    return Wish(case, Rhythm(draw(st.integers(1, 2)), weekdays, count, until))


@settings(deadline=None, max_examples=50)
@given(wishes())
def test_the_past_stays_and_nothing_ahead_is_forgotten(wish: Wish) -> None:
    case, turn = wish.case, wish.turn
    ahead = {one for one in case.made if one.alive and one.starts_at > case.now}
    meant = {one for one in ahead if one.occurrence_on >= case.since}
    assert {*turn.going, *turn.staying} == meant
    assert not set(turn.going) & set(turn.staying)
    assert not set(turn.settled) & ahead
    (left,) = turn.ended
    if left is not None:
        kept = days_of(left, 400)
        assert kept == days_of(case.plan, len(kept))
        assert left.skips <= case.plan.skips


@settings(deadline=None, max_examples=50)
@given(wishes())
def test_each_day_of_the_new_rhythm_has_one_time(wish: Wish) -> None:
    case, turn = wish.case, wish.turn
    until = max([turn.plan.made_until, *(one.occurrence_on for one in case.made)])
    days = recurrence.list_days(turn.plan.text, turn.plan.first_on, after=None, until=until)
    there = [one.occurrence_on for one in (*turn.staying, *turn.settled)] + list(turn.new_days)
    assert len(there) == len(set(there))
    assert set(there) <= set(days)
    made = made_up(turn.plan, after=None, until=turn.plan.made_until)
    assert {one.occurrence_on for one in made if one.starts_at > case.now} <= set(there)
    assert not turn.plan.skips & {one.occurrence_on for one in turn.staying}
    assert not turn.plan.skips & set(turn.new_days)
    assert {day.weekday() for day in days} <= wish.rhythm.weekdays


@settings(deadline=None, max_examples=50)
@given(wishes())
def test_who_has_a_day_of_the_new_rhythm_keeps_it(wish: Wish) -> None:
    turn = wish.turn
    until = max([turn.plan.first_on, *(one.occurrence_on for one in wish.case.made)])
    days = set(recurrence.list_days(turn.plan.text, turn.plan.first_on, after=None, until=until))
    for one in turn.staying:
        assert one.occurrence_on in days
        assert one.edited or local_day(one.starts_at) == one.occurrence_on
    assert not {one.occurrence_on for one in turn.going if one.edited} & days


@pytest.mark.parametrize("year", range(2024, 2034))
def test_the_count_is_right_over_both_clock_changes(year: int) -> None:
    for month in (3, 10):
        first = date(year, month, 1)
        plan = Plan(first, time(3, 30), time(6), "FREQ=DAILY", 1, first + timedelta(days=50))
        made = made_up(plan, after=None, until=plan.made_until)
        now = to_utc(first + timedelta(days=9), time(12))
        rhythm = Rhythm(1, frozenset({0, 6}), count=10)
        turn = turn_rhythm([Part(plan, made)], plan, rhythm, since=local_day(now), now=now)
        assert (len(turn.staying), turn.new_days) == (10, ())
        assert len(turn.going) == len(made) - 10 - 10
        assert len(days_of(turn.plan)) == 10


# --- single rules


def weekly(text: str = "FREQ=WEEKLY;COUNT=6") -> Plan:
    return Plan(WEDNESDAY, time(10), time(12), text, 1, WEDNESDAY + timedelta(weeks=6))


def turned(plan: Plan, rhythm: Rhythm, since: date) -> Turn:
    made = made_up(plan, after=None, until=plan.made_until)
    return turn_rhythm([Part(plan, made)], plan, rhythm, since=since, now=EARLY)


def test_every_other_week_leaves_every_other_time() -> None:
    turn = turned(weekly("FREQ=WEEKLY"), Rhythm(2, frozenset({2})), WEDNESDAY + timedelta(weeks=1))
    assert [one.occurrence_on.day for one in turn.staying] == [9, 23, 6]
    assert [one.occurrence_on.day for one in turn.going] == [16, 30, 13]
    assert (turn.plan.text, turn.new_days) == ("FREQ=WEEKLY;INTERVAL=2;BYDAY=WE", ())
    assert turn.ended[0] is not None
    assert turn.ended[0].text == "FREQ=WEEKLY;UNTIL=20261202"


def test_other_weekdays_make_new_times_from_their_first_day_on() -> None:
    rhythm = Rhythm(1, frozenset({0, 2}), until_on=date(2026, 12, 16))
    turn = turned(weekly(), rhythm, WEDNESDAY)
    assert turn.new_days == (date(2026, 12, 7), date(2026, 12, 14))
    assert [one.occurrence_on.day for one in turn.staying] == [2, 9, 16]
    assert len(turn.going) == 3
    assert turn.ended[0] is not None
    assert turn.ended[0].text == ""


def test_what_was_cancelled_or_left_out_is_not_made_again() -> None:
    plan = replace(weekly(), skips=frozenset({date(2026, 12, 16)}))
    made = made_up(plan, after=None, until=plan.made_until)
    made = [replace(made[0], alive=False), *made[1:]]
    rhythm = Rhythm(1, frozenset({2, 3}))
    turn = turn_rhythm([Part(plan, made)], plan, rhythm, since=WEDNESDAY, now=EARLY)
    assert [one.occurrence_on for one in turn.settled] == [WEDNESDAY]
    assert date(2026, 12, 16) in turn.plan.skips
    assert not {WEDNESDAY, date(2026, 12, 16)} & set(turn.new_days)


def test_holidays_that_are_met_only_now_are_left_out_where_that_was_chosen() -> None:
    for until, skips in (
        (date(2027, 1, 31), {date(2026, 12, 25), date(2027, 1, 1)}),
        (None, set()),
    ):
        plan = replace(weekly("FREQ=WEEKLY"), holidays_until=until)
        turn = turned(plan, Rhythm(1, frozenset({4})), WEDNESDAY)
        assert turn.plan.skips == skips
        assert (date(2026, 12, 25) in turn.new_days) is not bool(skips)


def test_one_day_has_one_time_though_two_recurrences_had_one() -> None:
    plan = weekly()
    alone = replace(plan, text="", first_on=date(2026, 12, 9))
    parts = [Part(one, made_up(one, after=None, until=plan.made_until)) for one in (plan, alone)]
    parts[1] = Part(alone, [replace(parts[1].made[0], id=parts[0].made[0].id)])
    turn = turn_rhythm(parts, plan, Rhythm(1, frozenset({2, 4})), since=WEDNESDAY, now=EARLY)
    days = [one.occurrence_on for one in turn.staying]
    assert len(days) == len(set(days)) == 6
    assert len(turn.going) == 1


@pytest.mark.parametrize(
    ("rhythm", "code"),
    [
        (Rhythm(1, frozenset({2}), count=6), "nothing_changed"),
        (Rhythm(1, frozenset({4}), until_on=date(2026, 12, 3)), "last_day_early"),
    ],
)
def test_a_rhythm_that_says_nothing_new_or_nothing_at_all_is_refused(
    rhythm: Rhythm, code: str
) -> None:
    with pytest.raises(RuleBroken) as caught:
        turned(weekly(), rhythm, WEDNESDAY)
    assert caught.value.code == code


def test_another_end_alone_is_a_change() -> None:
    turn = turned(weekly(), Rhythm(1, frozenset({2}), count=9), WEDNESDAY)
    assert (len(turn.staying), turn.going) == (6, ())
    assert turn.plan.text == "FREQ=WEEKLY;BYDAY=WE;COUNT=9"


def test_what_is_shown_has_a_mark_of_its_own() -> None:
    turn = turned(weekly(), Rhythm(1, frozenset({2, 4})), WEDNESDAY)
    shown = RhythmImpact(Scope.ALL, turn)
    cost = ((turn.staying[0].id, LateCost(2, 900)),)
    others = [
        replace(shown, costs=cost), replace(shown, told=Told(1)),
        replace(shown, turn=replace(turn, new_days=())),
        replace(shown, turn=replace(turn, ended=(None,))),
    ]  # fmt: skip
    assert len({one.mark for one in (shown, *others)}) == 5
    assert (shown.cost, others[0].cost) == (LateCost(), LateCost(2, 900))
    assert [local_day(starts) for starts, _ends in shown.new_times] == list(turn.new_days)
