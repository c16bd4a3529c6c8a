"""The independent check of the reasons: each is true by itself, in exact whole numbers.

Nothing of the planner's loops is used, only the certificate's.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from app.matching.plan.certificate import (
    NEVER,
    SCALE,
    apart_enough,
    best_week,
    bound_of,
    broken_limits,
    client_of,
    coach_minutes,
    fixed_rows,
    impossible,
    priced_nets,
    value_of,
    visit_of,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from app.matching.plan.instance import PlanInstance
    from app.matching.plan.reasons import NotChosen
    from app.matching.plan.settings import Plan


FIRST_TIMES = "first_times_to_others"


class Had(NamedTuple):
    """What the plan gives: on each shift and of each coach (minutes, points lost by leaving).

    `first` by group of first times what whoever has it loses.
    """

    shift: dict[int, list[tuple[int, int]]]
    coach: dict[int, list[tuple[int, int]]]
    places: dict[int, int]
    minutes: dict[int, int]
    visits: set[int]
    first: dict[int, int]


def wrong_reasons(
    instance: PlanInstance, plan: Plan, told: Iterable[NotChosen]
) -> list[tuple[str, str]]:
    """The (client id, code) of each reason that is not true. "Undecided" claims nothing."""
    week = instance.with_bonus(plan.bonus)
    net, had = nets(week, plan), had_in(week, plan)
    wrong = []
    for one in told:
        i = int(np.searchsorted(week.client_ids, one.client_id))
        if not is_true(week, plan, i, one.code, net, had):
            wrong.append((one.client_id, one.code))
    return wrong


def is_true(
    week: PlanInstance, plan: Plan, i: int, code: str, net: NDArray[np.int64], had: Had
) -> bool:
    """Whether this code holds of client i, who has nothing."""
    c = week.columns
    rows = range(int(c.first[i]), int(c.first[i + 1]))
    possible = [row for row in rows if net[row] != NEVER]
    if code == "no_shift_fits":
        return not rows
    if code == "limits_shut_every_shift":
        return bool(rows) and not possible
    if code == "undecided_within_the_gap":
        return True
    if code in OF_OTHER_PLANS:
        return OF_OTHER_PLANS[code](week, plan, possible)
    return bool(possible) and outdone(week, i, code, possible, net, had)


def outdone(
    week: PlanInstance, i: int, code: str, possible: list[int], net: NDArray[np.int64], had: Had
) -> bool:
    """Whether others keep client i from all of these pairs, in the way that the code says."""
    c = week.columns
    wanted = [row for row in possible if int(net[row]) + int(c.bonus[i]) * SCALE > 0]
    away = [coach_is_away(week, row, had) for row in wanted]
    if code == "coach_elsewhere":
        return bool(wanted) and all(away)
    given = [first_time_of(week, row) in had.first for row in wanted]
    busy = [here or there for here, there in zip(given, away, strict=True)]
    if code == FIRST_TIMES and any(given) and all(busy):
        return True
    true = best_week(c, net, i, []) <= 0 or all(held(week, i, row, had) for row in possible)
    nearest = max(int(net[row]) for row in possible)
    return true and any(
        code in GONE and GONE[code](week, i, row, had) for row in possible if net[row] == nearest
    )


def first_time_of(week: PlanInstance, row: int) -> int:
    """The group of first times that a pair is in, -1 for none."""
    return int(week.columns.visits.first_time[row]) if visit_of(week.columns, row) >= 0 else -1


def place_is_gone(week: PlanInstance, i: int, row: int, had: Had) -> bool:
    """Whether the shift of client i's pair has too few places left."""
    j = int(week.columns.shift[row])
    return had.places.get(j, 0) + int(week.columns.seats[i]) > int(week.places[j])


def coach_is_gone(week: PlanInstance, i: int, row: int, had: Had) -> bool:
    """Whether who would go along with client i on this pair has too few minutes left."""
    c, visit = week.columns, visit_of(week.columns, row)
    k = int(c.visits.coach[visit]) if visit >= 0 else int(c.coach[i])
    more = int(c.visits.minutes[visit]) if visit >= 0 else int(c.support[row])
    more = 0 if visit in had.visits else more
    return had.minutes.get(k, 0) + more > int(week.coach_minutes[k])


def first_time_is_gone(week: PlanInstance, i: int, row: int, had: Had) -> bool:  # noqa: ARG001
    """Whether the coach has another's first time on the day of this pair."""
    return first_time_of(week, row) in had.first


GONE = {
    "places_worth_more_to_others": place_is_gone, "coach_worth_more_to_others": coach_is_gone,
    FIRST_TIMES: first_time_is_gone,
}  # fmt: skip


def has_equal(week: PlanInstance, plan: Plan, possible: list[int]) -> bool:
    """Whether a plan is as good in which one of these pairs takes the place of another's."""
    return any(equal_swap(week, plan, row) for row in possible)


def equal_swap(week: PlanInstance, plan: Plan, row: int) -> bool:
    """Whether the plan with this pair, and one less of somebody else's, is valid and as good."""
    rows, fixed = [int(one) for one in plan.pairs], fixed_rows(week, plan)[0]
    held = {one for mine in fixed.values() for one in mine}
    value = value_of(week, rows)
    others = ([one for one in rows if one != gone] + [row] for gone in rows if gone not in held)
    return any(value_of(week, new) == value and not broken_limits(week, new) for new in others)


def is_best(week: PlanInstance, plan: Plan, possible: list[int]) -> bool:
    """Whether no plan is worth more, for who could have a shift: by the prices, or the solver."""
    if not possible:
        return False
    value = value_of(week, (int(row) for row in plan.pairs))
    by_solver = plan.bound_by == "solver" and plan.bound <= value * SCALE
    return by_solver or bound_of(week, plan) // SCALE <= value


OF_OTHER_PLANS = {"equal_plan_with": has_equal, "no_better_plan_with": is_best}


def nets(week: PlanInstance, plan: Plan) -> NDArray[np.int64]:
    """What each pair is worth above its prices; NEVER where no plan with these pins can have it."""
    inside, outside = fixed_rows(week, plan)
    fixed = np.array([row for rows in inside.values() for row in rows], dtype=np.int64)
    owner = np.repeat(np.arange(week.clients, dtype=np.int64), np.diff(week.columns.first))
    net = priced_nets(week, plan, owner, fixed)
    net[impossible(week, owner, fixed, outside)] = NEVER
    return net


def had_in(week: PlanInstance, plan: Plan) -> Had:
    """Who loses what by leaving, and what is used."""
    c, rows = week.columns, [int(row) for row in plan.pairs]
    owner = {row: client_of(c, row) for row in rows}
    shifts: dict[int, int] = defaultdict(int)
    for i in owner.values():
        shifts[i] += 1
    minutes_of = coach_minutes(c, rows)
    had = Had(defaultdict(list), defaultdict(list), defaultdict(int), minutes_of, set(), {})
    for row, i in owner.items():
        loss = int(c.value[row]) + (int(c.bonus[i]) if shifts[i] == 1 else 0)
        minutes = 0 if visit_of(c, row) >= 0 else int(c.support[row])
        had.visits.update(v for v in (visit_of(c, row),) if v >= 0)
        had.first.update({group: loss for group in (first_time_of(week, row),) if group >= 0})
        had.shift[int(c.shift[row])].append((minutes, loss))
        had.coach[int(c.coach[i])].append((minutes, loss))
        had.places[int(c.shift[row])] += int(c.seats[i])
    return had


def coach_is_away(week: PlanInstance, row: int, had: Had) -> bool:
    """Whether the visit that this pair needs is at a time when the coach has another one."""
    v, visit = week.columns.visits, visit_of(week.columns, row)
    others = had.visits - {visit} if visit >= 0 and visit not in had.visits else set()
    return any(
        v.coach[o] == v.coach[visit]
        and not apart_enough(week.columns, int(v.shift[o]), int(v.shift[visit]), rest=0)
        for o in others
    )


def held(week: PlanInstance, i: int, row: int, had: Had) -> bool:
    """Whether those in the way of this pair all lose at least what client i would win."""
    c = week.columns
    j, k = int(c.shift[row]), int(c.coach[i])
    gain = int(c.value[row]) + int(c.bonus[i])
    if had.places[j] >= int(week.places[j]) and all(loss >= gain for _, loss in had.shift[j]):
        return True
    if had.first.get(first_time_of(week, row), NEVER) >= gain:
        return True
    own = 0 if visit_of(c, row) >= 0 else int(c.support[row])
    missing = own - int(week.coach_minutes[k]) + had.minutes.get(k, 0)
    return missing > 0 and all(loss >= gain for free, loss in had.coach[k] if free >= missing)
