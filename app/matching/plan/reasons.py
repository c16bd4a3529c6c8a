"""Why a person got no shift and why a place stayed open: codes that are true, or "undecided"."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from app.matching.plan.equals import equally_good, left_of
from app.matching.plan.exchange import holders, worth_more
from app.matching.plan.patterns import SCALE, make_search
from app.matching.plan.pins import apply_pins
from app.matching.plan.prices import evaluate_at, nets
from app.matching.plan.restrict import owners
from app.matching.plan.visits import HELD, SHUT, given_first_times, may_go, own_support, payers

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from app.matching.plan.instance import Columns, PlanInstance
    from app.matching.plan.patterns import Prices
    from app.matching.plan.restrict import Limits
    from app.matching.plan.settings import Plan

# Of a person.
NO_SHIFT_FITS = "no_shift_fits"
LIMITS_SHUT_ALL = "limits_shut_every_shift"
PLACES_WORTH_MORE = "places_worth_more_to_others"
COACH_WORTH_MORE = "coach_worth_more_to_others"
COACH_ELSEWHERE = "coach_elsewhere"
FIRST_TIMES_TO_OTHERS = "first_times_to_others"
EQUAL_PLAN = "equal_plan_with"
NO_BETTER_PLAN = "no_better_plan_with"
UNDECIDED = "undecided_within_the_gap"
BY_PRICE = (FIRST_TIMES_TO_OTHERS, COACH_WORTH_MORE, PLACES_WORTH_MORE, UNDECIDED)
# Of an open place, or COACH_ELSEWHERE.
NOBODY_FITS = "nobody_fits"
COACH_HOURS = "coach_hours"
FIRST_TIMES_USED = "first_times_used"
OWN_WEEK = "own_hours_or_overlap"
BY_COACH = (COACH_HOURS, FIRST_TIMES_USED, COACH_ELSEWHERE)


class NotChosen(NamedTuple):
    """Why a client has no shift. `shift_id` is the one that came nearest, "" where none fits.

    `short` is by how many points, rounded up, the nearest week missed its price; 0 or more.
    """

    client_id: str
    code: str
    shift_id: str
    short: int


class OpenPlaces(NamedTuple):
    """Places of a shift that nobody has, and what keeps most of those whom it fits."""

    shift_id: str
    places: int
    code: str


def coach_cannot(c: Columns, left: Limits) -> NDArray[np.bool_]:
    """The pairs (m) that the coach has no time for any more, or is elsewhere."""
    return (own_support(c) > left.coach[c.coach[owners(c)]]) | ~may_go(c, left)


def nearest_pairs(c: Columns, prices: Prices) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """For each client the pair of the largest net, -1 for none; and every net (m)."""
    owner, net = owners(c), nets(c, prices)
    order = np.lexsort((-np.arange(len(net)), net))
    nearest = np.full(len(c.ceiling), -1, dtype=np.int64)
    nearest[owner[order]] = order
    return nearest, net


def not_chosen(instance: PlanInstance, plan: Plan) -> list[NotChosen]:
    """A true reason for each client without a shift, by id.

    A price is a reason where the best week that the client could have is not worth its price: the
    places, coach minutes or first times in it are worth more to others. So it is where everybody
    whose leaving would make room loses at least what the client would win. First of all a tie is
    told as a tie: where the client could have another's work and the plan would be as good. What is
    left over is true of every best plan, that none with the client in it is better; or the plan may
    be short of the best by a little: that is within the proven gap.
    """
    week = instance.with_bonus(plan.bonus)
    pinned = apply_pins(week, plan.pins)
    c = pinned.columns
    nearest, net = nearest_pairs(c, plan.prices)
    worth = evaluate_at(c, pinned.limits, plan.prices, make_search(c)).bounds
    served = np.zeros(week.clients, dtype=np.bool_)
    served[owners(week.columns)[plan.pairs]] = True
    have = holders(week, plan, own_support(week.columns))
    left, support = left_of(week, plan), own_support(c)
    elsewhere, given, tie = coach_elsewhere(c, left), given_to(c, left), equally_good(week, plan)
    by_price = dearest(c, plan.prices, left)
    found = []
    for i in np.flatnonzero(~served).tolist():
        pair = int(nearest[i])
        none = LIMITS_SHUT_ALL if np.diff(week.columns.first[i : i + 2])[0] else NO_SHIFT_FITS
        open_still = worth[i] > 0 and not worth_more(c, have, left, i, support)
        code = none if pair < 0 else UNDECIDED if open_still else BY_PRICE[by_price[pair]]
        own = slice(int(c.first[i]), int(c.first[i + 1]))
        wanted = net[own] + int(c.bonus[i]) * SCALE > 0
        if pair >= 0 and tie[i]:
            code = EQUAL_PLAN
        elif code == UNDECIDED and wanted.any() and (elsewhere | given)[own][wanted].all():
            code = COACH_ELSEWHERE if elsewhere[own][wanted].all() else FIRST_TIMES_TO_OTHERS
        elif code == UNDECIDED and not plan.gap:
            code = NO_BETTER_PLAN
        shift = str(week.shift_ids[c.shift[pair]]) if pair >= 0 else ""
        missed = -int(net[pair]) - int(c.bonus[i]) * SCALE if pair >= 0 else 0
        found.append(NotChosen(str(week.client_ids[i]), code, shift, max(0, -(-missed // SCALE))))
    return found


def coach_elsewhere(c: Columns, left: Limits) -> NDArray[np.bool_]:
    """The pairs (m) whose coach goes along with somebody else at the time."""
    if not len(c.visits.visit):
        return np.zeros(len(c.shift), dtype=np.bool_)
    found: NDArray[np.bool_] = np.append(left.visits == SHUT, False)[c.visits.visit]
    return found


def given_to(c: Columns, left: Limits) -> NDArray[np.bool_]:
    """The pairs (m) for whose first time the coach goes along with somebody else that day."""
    if not len(c.visits.visit):
        return np.zeros(len(c.shift), dtype=np.bool_)
    return given_first_times(c.visits, left)


def dearest(c: Columns, prices: Prices, left: Limits) -> NDArray[np.int64]:
    """Which price keeps each pair (m) out, as a place in BY_PRICE: the highest of those paid.

    Of a place, hours or a first time that the plan leaves free nobody is told that others have it.
    """
    owner, who = owners(c), payers(c)
    full = left.places[c.shift] < c.seats[owner]
    place = np.where(full, prices.place[c.shift], 0)
    coach = np.where(too_long(c, left, who), prices.coach[who] * c.support, 0)
    first = np.zeros_like(place)
    if c.going:
        first = np.where(given_to(c, left), prices.first[c.visits.first_time], 0)
    cases = [first > np.maximum(place, coach), coach > place, place > 0]
    return np.select(cases, range(len(cases)), len(cases))


def too_long(c: Columns, left: Limits, who: NDArray[np.int32]) -> NDArray[np.bool_]:
    """The pairs (m) for which `who` has not enough minutes left; none for a visit made anyway."""
    minutes = own_support(c).astype(np.int64)
    if c.going:
        made = np.where(left.visits == HELD, 0, c.visits.minutes)
        minutes += np.append(made, 0)[c.visits.visit]
    short: NDArray[np.bool_] = minutes > left.coach[who]
    return short


def open_places(instance: PlanInstance, plan: Plan) -> list[OpenPlaces]:
    """Each shift with open places and the reason that holds for most of those it fits, by id."""
    c = instance.columns
    left = left_of(instance, plan)
    fits = np.bincount(c.shift, minlength=instance.shifts)
    fits -= np.bincount(c.shift[plan.pairs], minlength=instance.shifts)
    kept = [
        np.bincount(c.shift[rows], minlength=instance.shifts) for rows in kept_by(c, left, plan)
    ]
    found = []
    for j in np.flatnonzero(left.places > 0).tolist():
        most = int(np.argmax([by[j] for by in kept]))
        by_coach = 2 * sum(int(by[j]) for by in kept) >= fits[j]
        code = BY_COACH[most] if by_coach else OWN_WEEK
        code = code if fits[j] else NOBODY_FITS
        found.append(OpenPlaces(str(instance.shift_ids[j]), int(left.places[j]), code))
    return sorted(found)


def kept_by(c: Columns, left: Limits, plan: Plan) -> list[NDArray[np.bool_]]:
    """The pairs (m) that a coach keeps off, each with one cause, in the order of BY_COACH."""
    short = coach_cannot(c, left)
    short[plan.pairs] = False
    given, elsewhere = given_to(c, left), coach_elsewhere(c, left)
    return [short & ~given & ~elsewhere, short & given, short & elsewhere & ~given]
