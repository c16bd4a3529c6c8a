"""Why a shift cannot be offered to a client as things are: one function per rule.

Each gives the reason with the figures that make it so, or None when the rule is kept.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.domain import working_time
from app.domain.calendar import iso_week, local_day, month_start, shift_minutes
from app.domain.passes import NeededPass, needed_pass, rule_for
from app.domain.reasons import Reason, reason
from app.domain.travel import minutes_between, travel_minutes
from app.domain.vocabulary import Category, OwnRule
from app.domain.working_time import is_evening_work, is_weekend_work
from app.matching.free_times import day_parts, free_mask, is_known, spans_of, touched
from app.matching.presence import find_coach_for, wanted_presence

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date

    from app.domain.vocabulary import Scale
    from app.domain.working_time import Period
    from app.matching.facts import AgreedShift, ClientFacts, Context, ShiftFacts


def started(_client: ClientFacts, shift: ShiftFacts, context: Context) -> Reason | None:
    """The shift has begun or is over."""
    if context.now < shift.starts_at:
        return None
    return reason("shift_started", starts_at=shift.starts_at)


def blocked_pair(client: ClientFacts, shift: ShiftFacts, _context: Context) -> Reason | None:
    """The client or the orderer has asked not to meet; which of them, is not told.

    A pair may hold only from a day on.
    """
    orderer = shift.organisation_id
    blocked = orderer in client.blocked_organisation_ids or any(
        one == orderer and first <= shift.on for one, first in client.blocked_from
    )
    return reason("blocked_pair") if blocked else None


def shift_full(_client: ClientFacts, shift: ShiftFacts, _context: Context) -> Reason | None:
    """Every place of the shift is taken."""
    return reason("shift_full", places=shift.places) if shift.taken >= shift.places else None


def already_asked(client: ClientFacts, shift: ShiftFacts, _context: Context) -> Reason | None:
    """An offer of this shift to this client is open."""
    return reason("already_asked") if shift.id in client.asked_shift_ids else None


def _others(client: ClientFacts, shift: ShiftFacts) -> Iterator[AgreedShift]:
    return (other for other in client.agreed if other.shift_id != shift.id)


def _periods(client: ClientFacts, shift: ShiftFacts) -> list[Period]:
    return [other.period for other in _others(client, shift)]


def team_places(client: ClientFacts, shift: ShiftFacts, _context: Context) -> Reason | None:
    """A team that takes a shift together or not at all finds too few free places.

    Once one of them has said yes the others need no more than their own place. Units: people.
    """
    free = max(shift.places - shift.taken, 0)
    if client.together <= max(free, 1) or shift.id in client.team_shift_ids:
        return None
    return reason("too_few_places_for_team", places=free, needed=client.together)


def own_shift(client: ClientFacts, shift: ShiftFacts, _context: Context) -> Reason | None:
    """The client works at the same time."""
    for other in client.agreed:
        if other.starts_at < shift.ends_at and shift.starts_at < other.ends_at:
            return reason(
                "overlaps_own_shift", other_starts_at=other.starts_at, other_ends_at=other.ends_at
            )
    return None


def way_between(client: ClientFacts, shift: ShiftFacts, context: Context) -> Reason | None:
    """There is too little time for the way from or to another own shift. Units: minutes."""
    for other in _others(client, shift):
        earlier, later = sorted((other.period, shift.period))
        gap = shift_minutes(earlier.ends_at, later.starts_at)
        way = minutes_between(other.place, shift.place, context.travel)
        if 0 <= gap < way:
            return reason(
                "no_time_for_the_way",
                minutes=gap,
                way_minutes=way,
                other_starts_at=other.starts_at,
                other_ends_at=other.ends_at,
            )
    return None


def _not_free(day: date, starts: int, ends: int, mask: int) -> Reason:
    """Which part of the work falls outside the free times, said as simply as it can be."""
    free = spans_of(mask)
    begins = [span for span in free if span[0] <= starts < span[1]]
    finishes = [span for span in free if span[0] < ends <= span[1]]
    facts = {"work_on": day, "starts_minute": starts, "ends_minute": ends, "free": free}
    if not free:
        return Reason("not_free_that_day", facts)
    if finishes and not begins:
        return Reason("starts_too_early", facts | {"free_from_minute": finishes[0][0]})
    if begins and not finishes:
        return Reason("ends_too_late", facts | {"free_until_minute": begins[0][1]})
    return Reason("not_free_then", facts)


def free_time(client: ClientFacts, shift: ShiftFacts, _context: Context) -> Reason | None:
    """The client is not free for the whole shift, by the quarter of an hour.

    No free times at all means "not known", which is a thing to ask and never a stop.
    """
    for day, starts, ends in day_parts(shift.period):
        mask = free_mask(client, day)
        if is_known(client, day) and touched(starts, ends) & ~mask:
            return _not_free(day, starts, ends, mask)
    return None


def work_activity_session(
    client: ClientFacts, shift: ShiftFacts, _context: Context
) -> Reason | None:
    """A stored session of work activity is at the same time."""
    for session in client.sessions:
        if session.starts_at < shift.ends_at and shift.starts_at < session.ends_at:
            return reason(
                "work_activity_session",
                other_starts_at=session.starts_at,
                other_ends_at=session.ends_at,
            )
    return None


def daily_rest(client: ClientFacts, shift: ShiftFacts, context: Context) -> Reason | None:
    """Less than 11 hours of rest beside another day's shift.

    Units: minutes. Source: act 872/2019 § 25.
    """
    others = _periods(client, shift)
    return working_time.rest_too_short(shift.period, others, context.working_time)


def daily_limit(client: ClientFacts, shift: ShiftFacts, context: Context) -> Reason | None:
    """More than 8 hours of work on the day. Units: minutes. Source: act 872/2019 § 5."""
    others = _periods(client, shift)
    return working_time.over_daily_limit(shift.period, others, context.working_time)


def weekly_limit(client: ClientFacts, shift: ShiftFacts, context: Context) -> Reason | None:
    """More than 40 hours of work in the week. Units: minutes. Source: act 872/2019 § 5."""
    others = _periods(client, shift)
    return working_time.over_weekly_limit(shift.period, others, context.working_time)


def weekly_rest(client: ClientFacts, shift: ShiftFacts, context: Context) -> Reason | None:
    """No unbroken 35 hours of rest in the week. Units: minutes. Source: act 872/2019 § 27."""
    others = _periods(client, shift)
    return working_time.weekly_rest_too_short(shift.period, others, context.working_time)


def missing_passes(
    client: ClientFacts, shift: ShiftFacts, context: Context
) -> Iterator[NeededPass]:
    """The passes that the shift asks for and the client has not shown, and by when each is due."""
    for kind in sorted((shift.passes | shift.passes_at_once) - client.passes):
        rule = rule_for(context.pass_rules, kind, shift.on)
        needed = needed_pass(rule, kind, client.pass_work_since.get(kind), shift.on)
        if kind in shift.passes_at_once:
            needed = NeededPass(kind, shift.on, at_once=True)
        yield needed


def passes(client: ClientFacts, shift: ShiftFacts, context: Context) -> Reason | None:
    """A pass is missing that must be there on the day of the shift.

    Source: the dated rows of pass rules, each with its own (297/2021 § 19, 741/2023 § 28).
    """
    kinds = [needed.kind for needed in missing_passes(client, shift, context) if needed.at_once]
    return reason("pass_missing", passes=tuple(kinds), work_on=shift.on) if kinds else None


def coach_presence(client: ClientFacts, shift: ShiftFacts, context: Context) -> Reason | None:
    """A coach must go along, and neither the own coach nor anybody else of the unit can.

    Looks at working hours, absences, bookings with the way between, and the ceiling of the week.
    """
    wanted = wanted_presence(client, shift)
    if not wanted.required or find_coach_for(client, shift, context) is not None:
        return None
    return reason("no_coach_free", because=wanted.codes)


def demand_over_limit(
    scale: Scale,
) -> Callable[[ClientFacts, ShiftFacts, Context], Reason | None]:
    """The rule of one scale: the work asks for more than the client has said to manage."""

    def test(client: ClientFacts, shift: ShiftFacts, _context: Context) -> Reason | None:
        demand, limit = shift.demands.get(scale), client.limits.get(scale)
        if demand is None or limit is None or demand <= limit:
            return None
        return reason("demand_over_limit", scale=scale, demand=demand, limit=limit)

    return test


def avoided_category(client: ClientFacts, shift: ShiftFacts, _context: Context) -> Reason | None:
    """The client has said not to want this kind of work."""
    if shift.category not in client.avoided:
        return None
    return reason("avoided_category", category=shift.category)


def no_food_work(client: ClientFacts, shift: ShiftFacts, _context: Context) -> Reason | None:
    """The client has said not to work with food, and this is kitchen work."""
    refused = OwnRule.NO_FOOD_WORK in client.own_rules and shift.category is Category.KITCHEN
    return reason("no_food_work") if refused else None


def no_evenings(client: ClientFacts, shift: ShiftFacts, context: Context) -> Reason | None:
    """The client works no evenings, and the shift ends after 17."""
    if OwnRule.NO_EVENINGS not in client.own_rules:
        return None
    late = is_evening_work(shift.period, context.working_time)
    return reason("no_evenings", ends_at=shift.ends_at) if late else None


def no_weekends(client: ClientFacts, shift: ShiftFacts, _context: Context) -> Reason | None:
    """The client works no weekends, and the shift is on one."""
    if OwnRule.NO_WEEKENDS not in client.own_rules or not is_weekend_work(shift.period):
        return None
    return reason("no_weekends", work_on=shift.on)


def one_at_a_time(client: ClientFacts, shift: ShiftFacts, _context: Context) -> Reason | None:
    """The client does one work at a time, and another one is agreed."""
    if OwnRule.ONE_AT_A_TIME not in client.own_rules:
        return None
    other = client.committed_task_ids - {shift.task_id}
    return reason("one_at_a_time") if other else None


def travel_limit(client: ClientFacts, shift: ShiftFacts, context: Context) -> Reason | None:
    """The way is longer than the client wants to travel. Units: minutes."""
    if client.place is None or shift.place is None or client.max_travel_minutes is None:
        return None
    minutes = travel_minutes(client.place, shift.place, context.travel)
    if minutes <= client.max_travel_minutes:
        return None
    return reason("too_far", minutes=minutes, most_minutes=client.max_travel_minutes)


def own_week(client: ClientFacts, shift: ShiftFacts, _context: Context) -> Reason | None:
    """The week would hold more work than the client wants. Units: minutes."""
    if client.max_minutes_week is None:
        return None
    week = iso_week(shift.on)
    same = (o for o in _others(client, shift) if iso_week(local_day(o.starts_at)) == week)
    minutes = shift.minutes + sum(other.minutes for other in same)
    if minutes <= client.max_minutes_week:
        return None
    most = client.max_minutes_week
    return reason("over_own_week", minutes=minutes, most_minutes=most, week=week)


def _same_month(client: ClientFacts, shift: ShiftFacts) -> Iterator[AgreedShift]:
    month = month_start(shift.on)
    return (o for o in _others(client, shift) if month_start(local_day(o.starts_at)) == month)


def own_month(client: ClientFacts, shift: ShiftFacts, _context: Context) -> Reason | None:
    """The month would hold more work than the client wants. Units: minutes."""
    if client.max_minutes_month is None:
        return None
    minutes = shift.minutes + sum(other.minutes for other in _same_month(client, shift))
    if minutes <= client.max_minutes_month:
        return None
    most, month = client.max_minutes_month, month_start(shift.on)
    return reason("over_own_month", minutes=minutes, most_minutes=most, month_on=month)


def own_earnings(client: ClientFacts, shift: ShiftFacts, _context: Context) -> Reason | None:
    """The month would bring more money than the client wants to earn. Units: cents."""
    if client.max_cents_month is None:
        return None
    cents = shift.cents + sum(other.cents for other in _same_month(client, shift))
    if cents <= client.max_cents_month:
        return None
    most, month = client.max_cents_month, month_start(shift.on)
    return reason("over_own_earnings", cents=cents, most_cents=most, month_on=month)
