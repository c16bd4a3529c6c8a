"""Every rule of the matcher as one named unit: its test, what kind it is, what would lift it.

Kinds: *law* and *clash* are never overridden, only their cause can be lifted; *own* is the client's
own limit, against which the coach may propose with a reason; *soft* is a thing to think about;
*plus* is why it fits. Nothing about age, sex, benefit, past answers or ratings is asked.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from app.domain.reasons import Reason
from app.domain.vocabulary import OwnRule, Scale
from app.matching import pluses, stops, thinks
from app.matching.facts import ClientFacts, Context, ShiftFacts

# Changes whenever a rule, its kind or the order of lists changes; stored with every offer.
RULE_VERSION = "2026.1"

Test = Callable[[ClientFacts, ShiftFacts, Context], Reason | None]


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
class Rule:
    """One rule: its name, what it means, what would lift it, and the test itself."""

    name: str
    kind: RuleKind
    test: Test
    lift: Lift | None = None


_LAW, _CLASH, _OWN = RuleKind.LAW, RuleKind.CLASH, RuleKind.OWN

STOPS: tuple[Rule, ...] = (
    Rule("started", _CLASH, stops.started),
    Rule("blocked_pair", _CLASH, stops.blocked_pair),
    Rule("shift_full", _CLASH, stops.shift_full),
    Rule("already_asked", _CLASH, stops.already_asked),
    Rule("own_shift", _CLASH, stops.own_shift),
    Rule("free_time", _CLASH, stops.free_time, Lift.CHANGE_TIME),
    Rule("work_activity_session", _CLASH, stops.work_activity_session, Lift.ASK_UNIT),
    Rule("way_between", _CLASH, stops.way_between, Lift.CHANGE_TIME),
    Rule("daily_rest", _LAW, stops.daily_rest, Lift.CHANGE_TIME),
    Rule("daily_limit", _LAW, stops.daily_limit),
    Rule("weekly_limit", _LAW, stops.weekly_limit),
    Rule("weekly_rest", _LAW, stops.weekly_rest),
    Rule("passes", _LAW, stops.passes, Lift.GET_PASS),
    Rule("coach_presence", _CLASH, stops.coach_presence, Lift.FIND_COACH),
    *(
        Rule(f"limit_{scale.value}", _OWN, stops.demand_over_limit(scale), Lift.CHANGE_TASK)
        for scale in Scale
    ),
    Rule("avoided_category", _OWN, stops.avoided_category, Lift.ASK_CLIENT),
    Rule(OwnRule.NO_FOOD_WORK.value, _OWN, stops.no_food_work, Lift.ASK_CLIENT),
    Rule(OwnRule.NO_EVENINGS.value, _OWN, stops.no_evenings, Lift.CHANGE_TIME),
    Rule(OwnRule.NO_WEEKENDS.value, _OWN, stops.no_weekends, Lift.CHANGE_TIME),
    Rule("travel_limit", _OWN, stops.travel_limit, Lift.ASK_CLIENT),
    Rule("own_week", _OWN, stops.own_week, Lift.ASK_CLIENT),
    Rule("own_month", _OWN, stops.own_month, Lift.ASK_CLIENT),
    Rule("own_earnings", _OWN, stops.own_earnings, Lift.ASK_CLIENT),
)

# In order of weight: only the first three are shown.
THINKS: tuple[Rule, ...] = tuple(
    Rule(name, RuleKind.SOFT, test)
    for name, test in (
        ("pass_needed_by", thinks.pass_needed_by),
        ("non_disclosure", thinks.non_disclosure),
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

# In order of weight: only the first four are shown.
PLUSES: tuple[Rule, ...] = tuple(
    Rule(name, RuleKind.PLUS, test)
    for name, test in (
        ("wish", pluses.wish),
        ("chosen_weekday", pluses.chosen_weekday),
        ("near", pluses.near),
        ("known_site", pluses.known_site),
        ("familiar_person", pluses.familiar_person),
        ("waited_long", pluses.waited_long),
        ("strengths", pluses.strengths),
        ("within_limits", pluses.within_limits),
        ("free_then", pluses.free_then),
    )
)

RULES: tuple[Rule, ...] = STOPS + THINKS + PLUSES
BY_NAME: dict[str, Rule] = {rule.name: rule for rule in RULES}
