"""A part of the week written as a mixed-integer model.

One column a pair, one for each client whose being served counts. Rows: places, coach minutes,
the client's minutes and earnings, how many shifts these allow at most, cliques of shifts that
clash (travel and rest included), and "served only with a shift".
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from app.matching.plan.cliques import find_cliques
from app.matching.plan.mip import Answer, Effort, Model, Rows, solve_model
from app.matching.plan.restrict import Limits, owners

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from app.matching.plan.instance import Columns


def limit_rows(group: NDArray[Any], size: NDArray[Any], limit: NDArray[Any]) -> Rows:
    """Rows "the sizes of a group's pairs stay within its limit", only where they could not."""
    sums = np.bincount(group, weights=size, minlength=len(limit)).astype(np.int64)
    tight = np.flatnonzero(sums > limit)
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


def all_rows(c: Columns, limits: Limits) -> list[Rows]:
    """Every row of the model but those of being served."""
    owner = owners(c)
    one = np.ones(len(owner), dtype=np.int64)
    pay = c.pay[c.shift]
    ceiling, room = c.ceiling.astype(np.int64), c.room.astype(np.int64)
    count = np.minimum(most_shifts(owner, c.minutes, ceiling), most_shifts(owner, pay, room))
    return [
        limit_rows(c.shift, one, limits.places),
        limit_rows(c.coach[owner], c.support, limits.coach),
        limit_rows(owner, c.minutes, ceiling),
        limit_rows(owner, pay, room),
        limit_rows(owner, one, count),
        Rows(*find_cliques(c)),
    ]


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
    return Model(gain, len(c.shift), stacked([*all_rows(c, limits), served_rows(c)]))


def warm_columns(c: Columns, taken: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """The columns of the model that the taken pairs set to yes."""
    served = np.bincount(owners(c)[taken], minlength=len(c.bonus)) > 0
    return np.concatenate((taken, served[c.bonus > 0]))


def solve_mip(c: Columns, limits: Limits, warm: NDArray[np.bool_], effort: Effort) -> Answer:
    """The best taken pairs of these columns. Raises SolverFailed when the solver gives none."""
    if len(c.shift) == 0:
        return Answer(warm.copy(), "empty", 0.0, 0)
    return solve_model(make_model(c, limits), warm_columns(c, warm), effort)
