"""Each rule that can stop an offer: one section per rule, just inside and just outside."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

import pytest

from app.domain.calendar import DayException, Span, parse_week_times
from app.domain.vocabulary import Category, CoachWanted, OwnRule, PassKind, Scale, SupportNeed
from app.domain.working_time import Period
from app.matching import stops
from app.matching.rules import BY_NAME, Lift, RuleKind
from app.matching.shortlist import judge
from tests.matching.people import (
    MONDAY,
    NOW,
    OTHER_UNIT,
    SATURDAY,
    SHIFT,
    TASK,
    VUOSAARI,
    WEDNESDAY,
    agreed,
    at,
    client,
    coach,
    context,
    shift,
)

TUESDAY, THURSDAY = date(2026, 12, 1), date(2026, 12, 3)
OTHER_TASK = UUID(int=77)


def test_kalle_can_take_the_walk() -> None:
    assert judge(client(), shift(), context()).stops == ()


# --- started


def test_a_shift_that_has_begun_is_over_for_everybody() -> None:
    late = context(now=at(WEDNESDAY, 10))
    assert stops.started(client(), shift(), late).code == "shift_started"
    assert stops.started(client(), shift(), context(now=at(WEDNESDAY, 9, 59))) is None
    assert shift().starts_at > NOW


# --- blocked pair


def test_a_blocked_pair_never_meets_and_nothing_lifts_it() -> None:
    blocked = client(blocked_organisation_ids=frozenset({shift().organisation_id}))
    why = stops.blocked_pair(blocked, shift(), context())
    assert why.code == "blocked_pair"
    assert why.facts == {}
    assert BY_NAME["blocked_pair"].lift is None


def test_a_pair_may_hold_only_from_a_day_on() -> None:
    orderer = shift().organisation_id
    for days, stopped in ((-1, True), (0, True), (1, False)):
        first = shift().on + timedelta(days=days)
        why = stops.blocked_pair(client(blocked_from=((orderer, first),)), shift(), context())
        assert (why is not None) is stopped
    other = client(blocked_from=((UUID(int=9), shift().on),))
    assert stops.blocked_pair(other, shift(), context()) is None


# --- places


@pytest.mark.parametrize(("places", "taken", "full"), [(2, 1, False), (2, 2, True), (0, 0, True)])
def test_a_full_shift_has_no_place(places: int, taken: int, full: bool) -> None:
    why = stops.shift_full(client(), shift(places=places, taken=taken), context())
    assert (why is not None) is full


# --- places for a team


@pytest.mark.parametrize(
    ("together", "places", "taken", "stopped"),
    [(1, 1, 0, False), (2, 2, 0, False), (2, 2, 1, True), (3, 2, 0, True), (2, 0, 0, True)],
)
def test_a_team_that_goes_together_needs_a_place_for_each(
    together: int, places: int, taken: int, stopped: bool
) -> None:
    pair, work = client(together=together), shift(places=places, taken=taken)
    why = stops.team_places(pair, work, context())
    assert (why is not None) is stopped
    if why is not None:
        assert why.facts == {"places": places - taken, "needed": together}


def test_once_one_of_the_team_is_there_the_other_needs_one_place() -> None:
    second = client(together=2, team_shift_ids=frozenset({SHIFT}))
    assert stops.team_places(second, shift(places=2, taken=1), context()) is None


# --- already asked


def test_nobody_is_asked_twice_at_once() -> None:
    asked = client(asked_shift_ids=frozenset({SHIFT}))
    assert stops.already_asked(asked, shift(), context()).code == "already_asked"


# --- own shift


@pytest.mark.parametrize(
    ("starts", "ends", "clash"),
    [(8, 10, False), (12, 14, False), (9, 11, True), (11, 12, True), (8, 14, True), (10, 12, True)],
)
def test_two_shifts_do_not_overlap(starts: int, ends: int, clash: bool) -> None:
    why = stops.own_shift(client(agreed=(agreed(WEDNESDAY, starts, ends),)), shift(), context())
    assert (why is not None) is clash


# --- way between


def test_there_is_time_for_the_way_between_two_shifts() -> None:
    far = agreed(WEDNESDAY, 8, 10, place=VUOSAARI)
    why = stops.way_between(client(agreed=(far,)), shift(), context())
    assert why.code == "no_time_for_the_way"
    assert why.facts["minutes"] == 0
    assert why.facts["way_minutes"] == 36
    early = agreed(WEDNESDAY, 8, 9, place=VUOSAARI)
    assert stops.way_between(client(agreed=(early,)), shift(), context()) is None


def test_two_shifts_at_one_place_may_touch() -> None:
    before = agreed(WEDNESDAY, 8, 10, place=shift().place)
    assert stops.way_between(client(agreed=(before,)), shift(), context()) is None


# --- free time


@pytest.mark.parametrize(
    ("times", "code"),
    [
        ("ke 10-12", None),
        ("ke 9-11; ke 11-13", None),
        ("ke 10.15-12", "starts_too_early"),
        ("ke 9-11.50", "ends_too_late"),
        ("ke 10.30-11.30", "not_free_then"),
        ("ke 9-10.30; ke 11-13", "not_free_then"),
        ("ma 9-15", "not_free_that_day"),
        ("", None),
    ],
)
def test_the_whole_shift_lies_in_the_free_times(times: str, code: str | None) -> None:
    kalle = client(availability=parse_week_times(times))
    why = stops.free_time(kalle, shift(), context())
    assert (why.code if why else None) == code


def test_what_would_help_is_said_in_minutes() -> None:
    kalle = client(availability=(Span(2, 11 * 60, 14 * 60),))
    why = stops.free_time(kalle, shift(), context())
    assert why.facts["free_from_minute"] == 11 * 60
    assert why.facts["starts_minute"] == 10 * 60
    assert why.facts["work_on"] == WEDNESDAY


def test_an_exception_takes_a_day_away_or_gives_one() -> None:
    away = client(exceptions=(DayException(WEDNESDAY, 0, 1440, free=False),))
    assert stops.free_time(away, shift(), context()).code == "not_free_that_day"
    extra = client(availability=(), exceptions=(DayException(WEDNESDAY, 540, 900, free=True),))
    assert stops.free_time(extra, shift(), context()) is None


@pytest.mark.parametrize("day", [date(2027, 3, 28), date(2026, 10, 25)])
def test_free_times_hold_on_the_days_when_the_clock_is_moved(day: date) -> None:
    kalle = client(availability=parse_week_times("su 9-12"))
    assert stops.free_time(kalle, shift(day, 9, 12), context()) is None
    assert stops.free_time(kalle, shift(day, 8, 12), context()) is not None


def test_a_shift_over_midnight_needs_both_days() -> None:
    night = shift(ends_at=at(THURSDAY, 2))
    both = client(availability=parse_week_times("ke 9-24; to 0-2"))
    assert stops.free_time(both, night, context()) is None
    one = client(availability=parse_week_times("ke 9-24"))
    assert stops.free_time(one, night, context()).facts["work_on"] == THURSDAY


# --- work activity session


def test_only_a_stored_session_of_work_activity_blocks() -> None:
    session = Period(at(WEDNESDAY, 11), at(WEDNESDAY, 14))
    assert stops.work_activity_session(client(sessions=(session,)), shift(), context()) is not None
    day = client(work_activity_weekdays=frozenset({2}))
    assert judge(day, shift(), context()).stops == ()


# --- daily rest


def test_eleven_hours_lie_between_the_work_of_two_days() -> None:
    late = client(agreed=(agreed(TUESDAY, 18, 23),))
    assert stops.daily_rest(late, shift(), context()) is None
    why = stops.daily_rest(late, shift(starts=9), context())
    assert why.facts["minutes"] == 600
    assert why.facts["least_minutes"] == 660


def test_two_shifts_of_one_day_are_one_working_day() -> None:
    assert stops.daily_rest(client(agreed=(agreed(WEDNESDAY, 14, 16),)), shift(), context()) is None


# --- daily and weekly limit


def test_a_day_holds_eight_hours() -> None:
    six = client(agreed=(agreed(WEDNESDAY, 13, 19),))
    assert stops.daily_limit(six, shift(), context()) is None
    assert stops.daily_limit(six, shift(starts=9), context()).facts["minutes"] == 540


def test_a_week_holds_forty_hours() -> None:
    days = [date(2026, 11, 30), TUESDAY, THURSDAY, date(2026, 12, 4), SATURDAY]
    full = client(agreed=tuple(agreed(day, 8, 16) for day in days))
    assert stops.weekly_limit(full, shift(), context()).facts["week"] == "2026-W49"
    less = client(agreed=tuple(agreed(day, 8, 16) for day in days[:4]))
    assert stops.weekly_limit(less, shift(), context()) is None


def test_a_shift_is_not_counted_beside_itself() -> None:
    kalle = client(agreed=(shift().as_agreed(),), max_minutes_week=120)
    assert stops.own_week(kalle, shift(), context()) is None
    assert stops.daily_limit(kalle, shift(), context()) is None


# --- weekly rest


def test_a_week_has_a_rest_of_thirty_five_hours() -> None:
    every_day = tuple(agreed(date(2026, 11, 30 - 7 + n), 9, 11) for n in range(7))
    week = tuple(agreed(date.fromordinal(MONDAY.toordinal() + n), 9, 11) for n in range(8))
    others = (*every_day, *(s for s in week if s.starts_at.date() != WEDNESDAY))
    why = stops.weekly_rest(client(agreed=others), shift(), context())
    assert why.code == "weekly_rest_too_short"
    without_saturday = tuple(s for s in others if s.starts_at.date() != SATURDAY)
    assert stops.weekly_rest(client(agreed=without_saturday), shift(), context()) is None


def test_free_days_from_monday_on_are_a_rest_of_the_week() -> None:
    sunday = date(2026, 12, 6)
    around = (agreed(date(2026, 11, 29), 18, 20), agreed(date(2026, 12, 7), 8, 10))
    assert stops.weekly_rest(client(agreed=around), shift(sunday, 18, 20), context()) is None


# --- passes


def test_a_pass_without_a_counter_is_needed_at_once() -> None:
    site = shift(passes=frozenset({PassKind.SAFETY_CARD}))
    assert stops.passes(client(), site, context()).facts["passes"] == (PassKind.SAFETY_CARD,)
    holder = client(passes=frozenset({PassKind.SAFETY_CARD}))
    assert stops.passes(holder, site, context()) is None


def test_a_counted_pass_is_needed_when_three_months_are_full() -> None:
    kitchen = shift(passes=frozenset({PassKind.HYGIENE}))
    assert stops.passes(client(), kitchen, context()) is None
    for since, missing in ((date(2026, 9, 3), False), (date(2026, 9, 2), True)):
        cook = client(pass_work_since={PassKind.HYGIENE: since})
        assert (stops.passes(cook, kitchen, context()) is not None) is missing


def test_the_orderer_may_need_it_from_the_first_day() -> None:
    strict = shift(passes_at_once=frozenset({PassKind.HYGIENE}))
    assert stops.passes(client(), strict, context()) is not None


# --- coach presence


@pytest.mark.parametrize(
    ("along", "stopped"),
    [
        ((), True),
        ((coach(),), False),
        ((coach(absences=((WEDNESDAY, WEDNESDAY),)),), True),
        ((coach(absences=((WEDNESDAY, WEDNESDAY),)), coach(UUID(int=99))), False),
        ((coach(UUID(int=99), unit_id=OTHER_UNIT),), True),
    ],
)
def test_a_coach_can_be_had_or_not(along: tuple[object, ...], stopped: bool) -> None:
    kalle = client(support_need=SupportNeed.ALWAYS)
    why = stops.coach_presence(kalle, shift(), context(*along))  # type: ignore[arg-type]
    assert (why is not None) is stopped


def test_who_asked_for_a_coach_is_told() -> None:
    kalle = client(support_need=SupportNeed.FIRST_SHIFTS, performed_at_task={TASK: 0})
    why = stops.coach_presence(kalle, shift(coach_wanted=CoachWanted.ALWAYS), context())
    assert why.facts["because"] == ("orderer_wants_always", "client_wants_first_shifts")


def test_a_client_who_goes_alone_needs_no_coach() -> None:
    alone = client(support_need=SupportNeed.ALWAYS, goes_alone=True)
    assert stops.coach_presence(alone, shift(), context()) is None


# --- demands and limits


@pytest.mark.parametrize("scale", Scale)
def test_a_demand_over_a_limit_stops_on_each_scale(scale: Scale) -> None:
    rule = BY_NAME[f"limit_{scale.value}"]
    kalle = client(limits={scale: 1})
    assert rule.test(kalle, shift(demands={scale: 1}), context()) is None
    assert rule.test(kalle, shift(demands={}), context()) is None
    assert rule.test(client(limits={}), shift(demands={scale: 2}), context()) is None
    why = rule.test(kalle, shift(demands={scale: 2}), context())
    assert why is not None
    assert why.facts == {"scale": scale, "demand": 2, "limit": 1}
    assert rule.kind is RuleKind.OWN


# --- own rules


def test_an_avoided_category_is_the_clients_own_limit() -> None:
    kalle = client(avoided=frozenset({Category.ELDERLY_ASSIST}))
    assert stops.avoided_category(kalle, shift(), context()).code == "avoided_category"
    assert stops.avoided_category(kalle, shift(category=None), context()) is None


def test_no_food_work_means_no_kitchen() -> None:
    kalle = client(own_rules=frozenset({OwnRule.NO_FOOD_WORK}))
    assert stops.no_food_work(kalle, shift(category=Category.KITCHEN), context()) is not None
    assert stops.no_food_work(kalle, shift(), context()) is None
    assert stops.no_food_work(client(), shift(category=Category.KITCHEN), context()) is None


def test_no_evenings_means_nothing_that_ends_after_17() -> None:
    kalle = client(own_rules=frozenset({OwnRule.NO_EVENINGS}))
    assert stops.no_evenings(kalle, shift(starts=15, ends=17), context()) is None
    assert stops.no_evenings(kalle, shift(ends_at=at(WEDNESDAY, 17, 1)), context()) is not None
    assert stops.no_evenings(kalle, shift(ends_at=at(THURSDAY, 2)), context()) is not None
    assert stops.no_evenings(client(), shift(ends=19), context()) is None


def test_no_weekends_means_no_saturday_and_no_sunday() -> None:
    kalle = client(own_rules=frozenset({OwnRule.NO_WEEKENDS}))
    assert stops.no_weekends(kalle, shift(SATURDAY), context()) is not None
    assert stops.no_weekends(kalle, shift(date(2026, 12, 6)), context()) is not None
    assert stops.no_weekends(kalle, shift(), context()) is None
    assert stops.no_weekends(client(), shift(SATURDAY), context()) is None


def test_one_work_at_a_time_lets_the_same_work_go_on() -> None:
    other = frozenset({OTHER_TASK})
    busy = client(own_rules=frozenset({OwnRule.ONE_AT_A_TIME}), committed_task_ids=other)
    assert stops.one_at_a_time(busy, shift(), context()).code == "one_at_a_time"
    assert BY_NAME["one_at_a_time"].kind is RuleKind.OWN
    assert stops.one_at_a_time(busy, shift(task_id=OTHER_TASK), context()) is None
    assert stops.one_at_a_time(client(committed_task_ids=other), shift(), context()) is None
    two = frozenset({OTHER_TASK, TASK})
    both = client(own_rules=frozenset({OwnRule.ONE_AT_A_TIME}), committed_task_ids=two)
    assert stops.one_at_a_time(both, shift(), context()) is not None


# --- travel limit


def test_the_way_is_not_longer_than_the_client_wants() -> None:
    assert stops.travel_limit(client(max_travel_minutes=13), shift(), context()) is None
    why = stops.travel_limit(client(max_travel_minutes=12), shift(), context())
    assert why.facts == {"minutes": 13, "most_minutes": 12}


@pytest.mark.parametrize("unknown", [{"place": None}, {"max_travel_minutes": None}])
def test_an_unknown_way_is_no_stop(unknown: dict[str, None]) -> None:
    assert stops.travel_limit(client(**unknown), shift(place=VUOSAARI), context()) is None
    assert stops.travel_limit(client(), shift(place=None), context()) is None


# --- own ceilings


def test_the_own_week_counts_the_same_iso_week() -> None:
    kalle = client(max_minutes_week=240, agreed=(agreed(MONDAY, 9, 11),))
    assert stops.own_week(kalle, shift(), context()) is None
    assert stops.own_week(kalle, shift(ends=13), context()).facts["minutes"] == 300
    last_week = client(max_minutes_week=120, agreed=(agreed(date(2026, 11, 29), 9, 11),))
    assert stops.own_week(last_week, shift(), context()) is None


def test_the_own_month_counts_the_same_month() -> None:
    november = client(max_minutes_month=120, agreed=(agreed(MONDAY, 9, 11),))
    assert stops.own_month(november, shift(), context()) is None
    december = client(max_minutes_month=120, agreed=(agreed(TUESDAY, 9, 11),))
    assert stops.own_month(december, shift(), context()).facts["month_on"] == date(2026, 12, 1)


def test_the_own_earnings_count_the_same_month() -> None:
    kalle = client(max_cents_month=4840, agreed=(agreed(TUESDAY, 9, 11, cents=2420),))
    assert stops.own_earnings(kalle, shift(), context()) is None
    tight = client(max_cents_month=4839, agreed=(agreed(TUESDAY, 9, 11, cents=2420),))
    assert stops.own_earnings(tight, shift(), context()).facts["cents"] == 4840


def test_no_own_ceiling_stops_nothing() -> None:
    busy = client(agreed=tuple(agreed(date(2026, 12, n), 9, 11) for n in (1, 3, 4)))
    for rule in (stops.own_week, stops.own_month, stops.own_earnings):
        assert rule(busy, shift(), context()) is None


# --- the table


def test_law_and_what_nobody_can_change_has_no_other_lift_than_its_cause() -> None:
    lifts = {name: rule.lift for name, rule in BY_NAME.items()}
    assert lifts["passes"] is Lift.GET_PASS
    assert lifts["coach_presence"] is Lift.FIND_COACH
    assert lifts["own_shift"] is None
    assert {r.kind for r in BY_NAME.values() if r.lift} <= {
        RuleKind.LAW,
        RuleKind.CLASH,
        RuleKind.OWN,
    }
