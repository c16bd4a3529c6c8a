"""What an orderer is told of the law before an order is sent, each with its rule and since when.

Nothing here stops an order: that is `tasks.screen`, which a dispatcher reads. Sources: the dated
rows of wage floors and passes carry their own; Working Hours Act 872/2019; the site's own policy
that everybody is of age (Act 998/1993 rules younger workers).
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from app.domain import recurrence
from app.domain.calendar import occurrence_span, shift_minutes
from app.domain.passes import CounterScope, PassNeed, PassRule, rule_for
from app.domain.reasons import Reason, reason
from app.domain.vocabulary import Category, PassKind
from app.domain.wages import WageFloor, check_pay, floor_for
from app.domain.working_time import (
    DEFAULT,
    Period,
    WorkingTimeSetting,
    break_needed,
    is_night_work,
    over_daily_limit,
    over_weekly_limit,
    rest_too_short,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from app.domain.tasks import TaskDraft

# Work of this kind often brings one under a rule of a pass, so it is asked whether it does.
_OFTEN_NEEDED = {
    Category.KITCHEN: PassKind.HYGIENE,
    Category.ELDERLY_ASSIST: PassKind.CRIMINAL_RECORD,
}
# Children, the elderly and disabled people may be there whatever the work is.
_ALWAYS_ASKED = PassKind.CRIMINAL_RECORD
_SCREENED = frozenset(
    {
        "advice_under_floor",
        "advice_floor_unknown",
        "advice_day",
        "advice_night",
        "advice_adults",
        "advice_among_whom_criminal_record_extract",
    }
)
_TWO_WEEKS = timedelta(days=13)


def advise(
    draft: TaskDraft, floors: Iterable[WageFloor], pass_rules: Sequence[PassRule],
    limits: WorkingTimeSetting = DEFAULT,
) -> tuple[Reason, ...]:  # fmt: skip
    """Everything of the law that is good to know of an order, the weightiest first."""
    found = [
        pay_advice(draft, floors),
        *time_advice(draft, limits),
        *pass_advice(draft, pass_rules),
        *pass_questions(draft, pass_rules),
        adults(limits),
    ]
    return tuple(one for one in found if one is not None)


def beside_screening(found: Iterable[Reason]) -> tuple[Reason, ...]:
    """What a dispatcher reads beside the screening, which tells of pay, day and night itself."""
    return tuple(one for one in found if one.code not in _SCREENED)


def pay_advice(draft: TaskDraft, floors: Iterable[WageFloor]) -> Reason | None:
    """Whether the pay is under the floor of an agreement, or the floor is not known."""
    if draft.pay_cents_per_hour is None:
        return None
    floor = floor_for(floors, on=draft.first_on, category=draft.category)
    if floor is None:
        return reason("advice_floor_unknown")
    if check_pay(draft.pay_cents_per_hour, floor) is None:
        return None
    return reason(
        "advice_under_floor", cents=draft.pay_cents_per_hour, floor_cents=floor.cents_per_hour,
        agreement=floor.agreement, valid_from_on=floor.valid_from, source=floor.source,
    )  # fmt: skip


def time_advice(draft: TaskDraft, limits: WorkingTimeSetting = DEFAULT) -> list[Reason]:
    """What the Working Hours Act says of the length, the hour, the break and the rest between."""
    work, others = draft.period, _next_times(draft)
    minutes = shift_minutes(*work)
    found = [
        over_daily_limit(work, (), limits),
        _night(limits) if is_night_work(work, limits) else None,
        over_weekly_limit(work, others, limits),
        rest_too_short(work, others, limits),
        _break(minutes, limits) if break_needed(minutes, limits) else None,
    ]
    return [_with_rule(one, limits) for one in found if one is not None]


def _night(limits: WorkingTimeSetting) -> Reason:
    hours = limits.night_from.hour, limits.night_until.hour
    return reason("night_work", from_hour=hours[0], until_hour=hours[1])


def _break(minutes: int, limits: WorkingTimeSetting) -> Reason:
    return reason("break_needed", minutes=minutes, after_minutes=limits.break_after_minutes)


# What each is called here, and the limit of which it tells.
_LIMITS = {
    "day_too_long": ("advice_day", "day_minutes"),
    "night_work": ("advice_night", "night_from"),
    "week_too_long": ("advice_week", "week_minutes"),
    "rest_too_short": ("advice_rest", "daily_rest_minutes"),
    "break_needed": ("advice_break", "break_after_minutes"),
}


def _with_rule(one: Reason, limits: WorkingTimeSetting) -> Reason:
    """The same with its rule's source and since when."""
    code, name = _LIMITS[one.code]
    source, since = limits.said_by(name)
    return reason(code, **dict(one.facts), source=source, valid_from_on=since)


def _next_times(draft: TaskDraft) -> list[Period]:
    """The other times of the first two weeks, should the same person come to all of them."""
    if not draft.recurrence:
        return []
    until = draft.first_on + _TWO_WEEKS
    days = recurrence.list_days(draft.recurrence, draft.first_on, after=draft.first_on, until=until)
    spans = (occurrence_span(day, draft.start_time, draft.end_time) for day in days)
    return [Period(*span) for span in spans if span is not None]


def pass_advice(draft: TaskDraft, pass_rules: Sequence[PassRule]) -> list[Reason]:
    """By when each pass of the order must be there, by the rule of its day."""
    return [by_when(kind, rule_for(pass_rules, kind, draft.first_on)) for kind in draft.passes]


def by_when(kind: PassKind, rule: PassRule | None) -> Reason:
    """By when a pass must be there, with the rule's row; before the start where there is none."""
    if rule is None:
        return reason("advice_pass_before", pass_kind=kind)
    return reason(
        _BY_WHEN[rule.needed, rule.counter_scope], pass_kind=kind, source=rule.source,
        valid_from_on=rule.valid_from,
    )  # fmt: skip


_BY_WHEN = {
    (PassNeed.BEFORE_START, CounterScope.ALL): "advice_pass_at_once",
    (PassNeed.BEFORE_START, CounterScope.YEAR): "advice_pass_at_once",
    (PassNeed.CUMULATIVE_3_MONTHS, CounterScope.ALL): "advice_pass_of_all",
    (PassNeed.CUMULATIVE_3_MONTHS, CounterScope.YEAR): "advice_pass_of_year",
}


def pass_questions(draft: TaskDraft, pass_rules: Sequence[PassRule]) -> list[Reason]:
    """Which passes the work may need that the order does not name; each with the rule's row.

    Of the criminal record every order is asked, because any work may be done among children, the
    elderly or disabled people.
    """
    often = _OFTEN_NEEDED.get(draft.category) if draft.category else None
    asked = {kind: "advice_ask" for kind in (often,) if kind}
    asked.setdefault(_ALWAYS_ASKED, "advice_among_whom")
    return [
        reason(f"{code}_{kind.value}", source=rule.source, valid_from_on=rule.valid_from)
        for kind, code in asked.items()
        if kind not in draft.passes and (rule := rule_for(pass_rules, kind, draft.first_on))
    ]


def adults(limits: WorkingTimeSetting) -> Reason:
    """From what age on somebody may do the work, with the rule."""
    source, since = limits.said_by("adult_age")
    return reason("advice_adults", age=limits.adult_age, source=source, valid_from_on=since)
