"""A part of the week written as a mixed-integer model.

One column a pair, one for each client whose being served counts, and one for each visit that
more than one pair needs. Rows: places, coach minutes, the client's minutes and earnings, how many
shifts these allow at most, cliques of shifts that clash (travel and rest included), "served only
with a shift", and of visits "with a client only if the coach goes", cliques of those that one
coach cannot both make, and first times.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from app.matching.plan.cliques import find_cliques
from app.matching.plan.mip import Answer, Effort, Model, Rows, row_prices, solve_model
from app.matching.plan.patterns import SCALE
from app.matching.plan.restrict import Limits, no_prices, owners
from app.matching.plan.visits import FREE, may_go, own_support

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from app.matching.plan.instance import Columns
    from app.matching.plan.patterns import Prices


def tight_groups(
    group: NDArray[Any], size: NDArray[Any], limit: NDArray[Any]
) -> NDArray[np.int64]:  # fmt: skip
    """The groups whose sizes together are over their limit: each has a row of the model."""
    sums = np.bincount(group, weights=size, minlength=len(limit)).astype(np.int64)
    return np.flatnonzero(sums > limit)


def limit_rows(group: NDArray[Any], size: NDArray[Any], limit: NDArray[Any]) -> Rows:
    """Rows "the sizes of a group's pairs stay within its limit", only where they could not."""
    tight = tight_groups(group, size, limit)
    number = np.full(len(limit), -1, dtype=np.int64)
    number[tight] = np.arange(len(tight))
    used = np.flatnonzero((number[group] >= 0) & (size > 0))
    return Rows(
        number[group[used]], used, size[used].astype(np.int64), limit[tight].astype(np.int64)
    )


def most_shifts(group: NDArray[Any], size: NDArray[Any], limit: NDArray[Any]) -> NDArray[np.int64]:
    """How many of a client's pairs fit at most, the smallest first."""
    order = np.lexsort((size, group))
    who, each = group[order], size[order].astype(np.int64)
    total = np.cumsum(each)
    starts = np.searchsorted(who, np.arange(len(limit)))
    before = np.concatenate(([0], total))[starts]
    fits = total - before[who] <= limit[who]
    return np.bincount(who[fits], minlength=len(limit)).astype(np.int64)


def all_rows(c: Columns, limits: Limits, made: NDArray[np.int64]) -> list[Rows]:
    """Every row of the model but those of being served; `made` (v) are the columns of visits."""
    owner = owners(c)
    one = np.ones(len(owner), dtype=np.int64)
    pay = c.pay[c.shift]
    ceiling, room = c.ceiling.astype(np.int64), c.room.astype(np.int64)
    count = np.minimum(most_shifts(owner, c.minutes, ceiling), most_shifts(owner, pay, room))
    return [
        limit_rows(c.shift, c.seats[owner], limits.places),
        coach_rows(c, limits, made),
        first_rows(c, limits),
        limit_rows(owner, c.minutes, ceiling),
        limit_rows(owner, pay, room),
        limit_rows(owner, one, count),
        Rows(*find_cliques(c)),
        *visit_rows(c, limits, made),
    ]


def visit_columns(c: Columns, limits: Limits, first: int) -> NDArray[np.int64]:
    """The column that says whether a free visit is made (v), -1 of others; `first` is the next.

    Where one pair needs it this is the pair's own.
    """
    v = c.visits
    rows = np.flatnonzero(v.visit >= 0)
    alone = np.full(len(v.shift), -1, dtype=np.int64)
    alone[v.visit[rows]] = rows
    asked = np.bincount(v.visit[rows], minlength=len(v.shift))
    shared = np.cumsum((asked > 1) & (limits.visits == FREE)) + first - 1
    return np.where(limits.visits == FREE, np.where(asked > 1, shared, alone), -1)


def coach_rows(c: Columns, limits: Limits, made: NDArray[np.int64]) -> Rows:
    """Coaches' minutes: of pairs that need them for themselves, and once of each visit."""
    group, size, column = coach_entries(c, made)
    rows = limit_rows(group, size, limits.coach)
    return rows._replace(column=column[rows.column])


def coach_entries(
    c: Columns, made: NDArray[np.int64]
) -> tuple[NDArray[Any], NDArray[Any], NDArray[np.int64]]:
    """The coach, the minutes and the column of whatever takes a coach's minutes."""
    mine, visits = np.flatnonzero(own_support(c) > 0), np.flatnonzero(made >= 0)
    return (
        np.concatenate((c.coach[owners(c)[mine]], c.visits.coach[visits])),
        np.concatenate((c.support[mine], c.visits.minutes[visits])),
        np.concatenate((mine, made[visits])),
    )


def visit_rows(c: Columns, limits: Limits, made: NDArray[np.int64]) -> list[Rows]:
    """A client only with the coach, one visit of a coach at a time, nobody alone.

    Pairs whose visit cannot be made are kept out by a row of their own.
    """
    v = c.visits
    if not len(v.visit):
        return []
    never = np.flatnonzero(~may_go(c, limits))
    one, zero = np.ones(len(never), dtype=np.int64), np.zeros(len(never), dtype=np.int64)
    shut = Rows(np.arange(len(never)), never, one, zero)
    return [with_the_coach(c, made), apart(c, made), shut]


def first_rows(c: Columns, limits: Limits) -> Rows:
    """Few first times a coach and day."""
    group, size, column = first_entries(c)
    rows = limit_rows(group, size, limits.first_times)
    return rows._replace(column=column[rows.column])


def first_entries(c: Columns) -> tuple[NDArray[Any], NDArray[Any], NDArray[np.int64]]:
    """The group, one, and the column of each pair that is a first time."""
    firsts = np.flatnonzero(c.visits.first_time >= 0)
    return c.visits.first_time[firsts], np.ones(len(firsts), dtype=np.int64), firsts


def with_the_coach(c: Columns, made: NDArray[np.int64]) -> Rows:
    """No pair of a visit with a column of its own unless that is yes: x - z <= 0."""
    v = c.visits
    rows = np.flatnonzero(v.visit >= 0)
    rows = rows[made[v.visit[rows]] >= len(v.visit)]
    number, one = np.arange(len(rows)), np.ones(len(rows), dtype=np.int64)
    return Rows(
        np.concatenate((number, number)), np.concatenate((rows, made[v.visit[rows]])),
        np.concatenate((one, -one)), np.zeros(len(rows), dtype=np.int64),
    )  # fmt: skip


def apart(c: Columns, made: NDArray[np.int64]) -> Rows:
    """Cliques of the free visits of one coach that collide: as if coaches were the clients."""
    visits = np.flatnonzero(made >= 0)
    coaches = int(c.visits.coach.max(initial=-1)) + 1
    counts = np.bincount(c.visits.coach[visits], minlength=coaches)
    days = c._replace(
        first=np.concatenate(([0], np.cumsum(counts))).astype(np.int64),
        shift=c.visits.shift[visits], ceiling=np.zeros(coaches, dtype=np.int32), rest=0,
    )  # fmt: skip
    found = Rows(*find_cliques(days))
    return found._replace(column=made[visits][found.column])


def served_rows(c: Columns) -> Rows:
    """Clients are served at most as often as they have shifts: y - sum of x <= 0."""
    owner = owners(c)
    counts = np.flatnonzero(c.bonus > 0)
    number = np.full(len(c.bonus), -1, dtype=np.int64)
    number[counts] = np.arange(len(counts))
    used = np.flatnonzero(number[owner] >= 0)
    return Rows(
        np.concatenate((np.arange(len(counts)), number[owner[used]])),
        np.concatenate((len(owner) + np.arange(len(counts)), used)),
        np.concatenate((np.ones(len(counts), dtype=np.int64), np.full(len(used), -1))),
        np.zeros(len(counts), dtype=np.int64),
    )


def stacked(parts: list[Rows]) -> Rows:
    """All rows under each other."""
    starts = np.cumsum([0] + [len(part.most) for part in parts[:-1]])
    return Rows(
        np.concatenate([part.row + start for part, start in zip(parts, starts, strict=True)]),
        np.concatenate([part.column for part in parts]),
        np.concatenate([part.factor for part in parts]),
        np.concatenate([part.most for part in parts]),
    )


def make_model(c: Columns, limits: Limits) -> Model:
    """The model of these columns within these limits."""
    gain = np.concatenate((c.value, c.bonus[c.bonus > 0])).astype(np.int64)
    made = visit_columns(c, limits, len(gain))
    shared = np.zeros(int((made >= len(gain)).sum()), dtype=np.int64)
    rows = stacked([*all_rows(c, limits, made), served_rows(c)])
    return Model(np.concatenate((gain, shared)), len(c.shift), rows)


def warm_columns(c: Columns, limits: Limits, taken: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """The columns of the model that the taken pairs set to yes."""
    served = np.bincount(owners(c)[taken], minlength=len(c.bonus)) > 0
    known = np.concatenate((taken, served[c.bonus > 0]))
    made = visit_columns(c, limits, len(known))
    visits = np.flatnonzero(made >= len(known))
    going = np.zeros(len(made) + 1, dtype=np.bool_)
    if len(c.visits.visit):
        going[c.visits.visit[taken]] = True
    return np.concatenate((known, going[visits]))


def solve_mip(c: Columns, limits: Limits, warm: NDArray[np.bool_], effort: Effort) -> Answer:
    """The best taken pairs of these columns. Raises SolverFailed when the solver gives none."""
    if len(c.shift) == 0:
        return Answer(warm.copy(), "empty", 0.0, 0)
    return solve_model(make_model(c, limits), warm_columns(c, limits, warm), effort)


def relaxed_prices(c: Columns, limits: Limits) -> Prices:
    """Prices of all that clients share out of the linear relaxation, on the price scale.

    Good ones at once, where the loops that find better ones are not compiled. Raises SolverFailed.
    """
    prices = no_prices(c, limits)
    if not len(c.shift):
        return prices
    told = np.rint(row_prices(make_model(c, limits)) * SCALE).astype(np.int64)
    made = visit_columns(c, limits, len(c.shift) + int((c.bonus > 0).sum()))
    tight = (
        tight_groups(c.shift, c.seats[owners(c)], limits.places),
        tight_groups(*coach_entries(c, made)[:2], limits.coach),
        tight_groups(*first_entries(c)[:2], limits.first_times),
    )
    # The first rows of the model, in this order.
    for price, rows in zip(prices, tight, strict=True):
        price[rows], told = told[: len(rows)], told[len(rows) :]
    return prices
