"""Every rule of the matcher as one named unit: its kind, its test, what lifts it, its filter.

A filter gives the same answer as the test for many pairs at once; only rules on which the groups
and the order of lists rest have one.

Kinds: *law* and *clash* are never overridden, only their cause can be lifted; *own* is the client's
own limit, against which the coach may propose with a reason; *soft* is a thing to think about;
*plus* is why it fits. Nothing about age, sex, benefit, past answers or ratings is asked.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from app.domain.vocabulary import OwnRule, Scale
from app.matching import client_filters as of_clients
from app.matching import few_clients, few_shifts, pluses, shift_wishes, stops, team_filters, thinks
from app.matching import shift_filters as of_shifts
from app.matching.bits import Bits, Flags
from app.matching.client_question import ClientQuestion
from app.matching.few_clients import FewClients
from app.matching.few_shifts import FewShifts
from app.matching.shift_question import ShiftQuestion

if TYPE_CHECKING:
    from app.matching.facts import Test

# Changes whenever a rule, its kind or the order of lists changes; stored with every offer.
RULE_VERSION = "2026.2"

OverClients = Callable[[ClientQuestion], Bits | None]
OverShifts = Callable[[ShiftQuestion], Bits | None]
OverFewClients = Callable[[FewClients], Flags | None]
OverFewShifts = Callable[[FewShifts], Flags | None]


class RuleKind(StrEnum):
    """What a rule means for the person."""

    LAW = "law"
    CLASH = "clash"
    OWN = "own"
    SOFT = "soft"
    PLUS = "plus"


STOP_KINDS = frozenset({RuleKind.LAW, RuleKind.CLASH, RuleKind.OWN})


class Lift(StrEnum):
    """Who could take the stop away."""

    ASK_CLIENT = "ask_client"
    CHANGE_TIME = "change_time"
    CHANGE_TASK = "change_task"
    GET_PASS = "get_pass"  # noqa: S105 - a pass, not a password
    FIND_COACH = "find_coach"
    ASK_UNIT = "ask_unit"


@dataclass(frozen=True, slots=True)
class Filter:
    """The same rule over columns: for one shift the clients, for one client the shifts.

    A row is in the set if and only if the test gives a reason; None stands for no row. What is
    quicker to ask of some rows alone has a form of its own for that, with the same answer.
    """

    clients: OverClients
    shifts: OverShifts
    few_clients: OverFewClients | None = None
    few_shifts: OverFewShifts | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: its name, what it means, the test itself, what would lift it, its filter."""

    name: str
    kind: RuleKind
    test: Test
    lift: Lift | None = None
    filter: Filter | None = None


_LAW, _CLASH, _OWN = RuleKind.LAW, RuleKind.CLASH, RuleKind.OWN

STOPS: tuple[Rule, ...] = (
    Rule(
        "started", _CLASH, stops.started, None,
        Filter(of_clients.started, of_shifts.started),
    ),
    Rule(
        "blocked_pair", _CLASH, stops.blocked_pair, None,
        Filter(of_clients.blocked_pair, of_shifts.blocked_pair),
    ),
    Rule(
        "shift_full", _CLASH, stops.shift_full, None,
        Filter(of_clients.shift_full, of_shifts.shift_full),
    ),
    Rule(
        "team_places", _CLASH, stops.team_places, Lift.ASK_UNIT,
        Filter(team_filters.team_places_of_clients, team_filters.team_places_of_shifts),
    ),
    Rule(
        "already_asked", _CLASH, stops.already_asked, None,
        Filter(of_clients.already_asked, of_shifts.already_asked),
    ),
    Rule(
        "own_shift", _CLASH, stops.own_shift, None,
        Filter(
            of_clients.own_shift, of_shifts.own_shift,
            few_clients.own_shift, few_shifts.own_shift,
        ),
    ),
    Rule(
        "free_time", _CLASH, stops.free_time, Lift.CHANGE_TIME,
        Filter(of_clients.free_time, of_shifts.free_time),
    ),
    Rule(
        "work_activity_session", _CLASH, stops.work_activity_session, Lift.ASK_UNIT,
        Filter(of_clients.work_activity_session, of_shifts.work_activity_session),
    ),
    Rule(
        "way_between", _CLASH, stops.way_between, Lift.CHANGE_TIME,
        Filter(
            of_clients.way_between, of_shifts.way_between,
            few_clients.way_between, few_shifts.way_between,
        ),
    ),
    Rule(
        "daily_rest", _LAW, stops.daily_rest, Lift.CHANGE_TIME,
        Filter(
            of_clients.daily_rest, of_shifts.daily_rest,
            few_clients.daily_rest, few_shifts.daily_rest,
        ),
    ),
    Rule(
        "daily_limit", _LAW, stops.daily_limit, None,
        Filter(
            of_clients.daily_limit, of_shifts.daily_limit,
            few_clients.daily_limit, few_shifts.daily_limit,
        ),
    ),
    Rule(
        "weekly_limit", _LAW, stops.weekly_limit, None,
        Filter(
            of_clients.weekly_limit, of_shifts.weekly_limit,
            few_clients.weekly_limit, few_shifts.weekly_limit,
        ),
    ),
    Rule(
        "weekly_rest", _LAW, stops.weekly_rest, None,
        Filter(
            of_clients.weekly_rest, of_shifts.weekly_rest,
            few_clients.weekly_rest, few_shifts.weekly_rest,
        ),
    ),
    Rule(
        "passes", _LAW, stops.passes, Lift.GET_PASS,
        Filter(of_clients.passes, of_shifts.passes),
    ),
    Rule(
        "coach_presence", _CLASH, stops.coach_presence, Lift.FIND_COACH,
        Filter(
            of_clients.coach_presence, of_shifts.coach_presence, few_clients.coach_presence,
        ),
    ),
    *(
        Rule(
            f"limit_{scale.value}", _OWN, stops.demand_over_limit(scale), Lift.CHANGE_TASK,
            Filter(of_clients.demand_over_limit(scale), of_shifts.demand_over_limit(scale)),
        )
        for scale in Scale
    ),
    Rule(
        "avoided_category", _OWN, stops.avoided_category, Lift.ASK_CLIENT,
        Filter(of_clients.avoided_category, of_shifts.avoided_category),
    ),
    Rule(
        OwnRule.NO_FOOD_WORK.value, _OWN, stops.no_food_work, Lift.ASK_CLIENT,
        Filter(of_clients.no_food_work, of_shifts.no_food_work),
    ),
    Rule(
        OwnRule.NO_EVENINGS.value, _OWN, stops.no_evenings, Lift.CHANGE_TIME,
        Filter(of_clients.no_evenings, of_shifts.no_evenings),
    ),
    Rule(
        OwnRule.NO_WEEKENDS.value, _OWN, stops.no_weekends, Lift.CHANGE_TIME,
        Filter(of_clients.no_weekends, of_shifts.no_weekends),
    ),
    Rule(
        OwnRule.ONE_AT_A_TIME.value, _OWN, stops.one_at_a_time, Lift.ASK_CLIENT,
        Filter(team_filters.one_at_a_time_of_clients, team_filters.one_at_a_time_of_shifts),
    ),
    Rule(
        "travel_limit", _OWN, stops.travel_limit, Lift.ASK_CLIENT,
        Filter(
            of_clients.travel_limit, of_shifts.travel_limit,
            few_clients.travel_limit, few_shifts.travel_limit,
        ),
    ),
    Rule(
        "own_week", _OWN, stops.own_week, Lift.ASK_CLIENT,
        Filter(
            of_clients.own_week, of_shifts.own_week,
            few_clients.own_week, few_shifts.own_week,
        ),
    ),
    Rule(
        "own_month", _OWN, stops.own_month, Lift.ASK_CLIENT,
        Filter(
            of_clients.own_month, of_shifts.own_month,
            few_clients.own_month, few_shifts.own_month,
        ),
    ),
    Rule(
        "own_earnings", _OWN, stops.own_earnings, Lift.ASK_CLIENT,
        Filter(
            of_clients.own_earnings, of_shifts.own_earnings,
            few_clients.own_earnings, few_shifts.own_earnings,
        ),
    ),
)  # fmt: skip

# In order of weight: only the first three are shown.
THINKS: tuple[Rule, ...] = tuple(
    Rule(name, RuleKind.SOFT, test)
    for name, test in (
        ("pass_needed_by", thinks.pass_needed_by),
        ("non_disclosure", thinks.non_disclosure),
        ("goes_together", thinks.goes_together),
        ("unknown_profile", thinks.unknown_profile),
        ("unknown_times", thinks.unknown_times),
        ("language", thinks.language),
        ("coach_wished", thinks.coach_wished),
        ("substitute_coach", thinks.substitute_coach),
        ("work_activity_day", thinks.work_activity_day),
        ("unknown_demand", thinks.unknown_demand),
        ("unknown_way", thinks.unknown_way),
        ("first_time", thinks.first_time),
    )
)

# In order of weight: only the first four are shown. The first four count in the order of lists.
PLUSES: tuple[Rule, ...] = tuple(
    Rule(name, RuleKind.PLUS, test, None, among)
    for name, test, among in (
        ("wish", pluses.wish, Filter(of_clients.wish, of_shifts.wish, None, shift_wishes.wish)),
        (
            "chosen_weekday", pluses.chosen_weekday,
            Filter(
                of_clients.chosen_weekday, of_shifts.chosen_weekday,
                None, shift_wishes.chosen_weekday,
            ),
        ),
        (
            "near", pluses.near,
            Filter(of_clients.near, of_shifts.near, few_clients.near, shift_wishes.near),
        ),
        (
            "known_site", pluses.known_site,
            Filter(
                of_clients.known_site, of_shifts.known_site,
                few_clients.known_site, shift_wishes.known_site,
            ),
        ),
        ("own_team", pluses.own_team, None),
        ("familiar_person", pluses.familiar_person, None),
        ("waited_long", pluses.waited_long, None),
        ("strengths", pluses.strengths, None),
        ("within_limits", pluses.within_limits, None),
        ("free_then", pluses.free_then, None),
    )
)  # fmt: skip

RULES: tuple[Rule, ...] = STOPS + THINKS + PLUSES
BY_NAME: dict[str, Rule] = {rule.name: rule for rule in RULES}
