"""Which visits a plan under way makes: counted as pairs are taken and given back.

For weeks with visits only: the loops ask nothing here of a week that has none.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from app.matching.plan.compiled import compiled
from app.matching.plan.visits import meet

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from app.matching.plan.instance import Columns
    from app.matching.plan.restrict import Limits


class Going(NamedTuple):
    """How far coaches are spoken for; whole numbers.

    `clients` (v) with whom the coach goes: one more where the visit is made anyway, -1 where it
    cannot be. `newest` (c + 1) is a coach's visit made last, `before` (v) the one before it, -1
    for none. `first_times` (g) are those still free.
    """

    clients: NDArray[np.int64]
    newest: NDArray[np.int64]
    before: NDArray[np.int64]
    first_times: NDArray[np.int64]


def make_going(limits: Limits) -> Going:
    """Nobody goes anywhere but where it is held already."""
    none = np.full(len(limits.visits), -1, dtype=np.int64)
    newest = np.full(len(limits.coach), -1, dtype=np.int64)
    return Going(limits.visits.copy(), newest, none, limits.first_times.copy())


@compiled
def needs(c: Columns, g: Going, pair: int) -> int:
    """The minutes that a coach gives if the pair is taken now."""
    visit = c.visits.visit[pair]
    if visit < 0:
        return int(c.support[pair])
    return int(c.visits.minutes[visit]) if g.clients[visit] <= 0 else 0


@compiled
def who_goes(c: Columns, i: int, pair: int) -> int:
    """The coach who gives them: of the visit, else client i's own."""
    visit = c.visits.visit[pair]
    return int(c.coach[i]) if visit < 0 else int(c.visits.coach[visit])


@compiled
def can_go(c: Columns, g: Going, coach: NDArray[np.int64], i: int, pair: int) -> bool:
    """Whether a coach is free for client i's pair, by minutes in `coach`, place and first times."""
    group, visit = c.visits.first_time[pair], c.visits.visit[pair]
    if group >= 0 and g.first_times[group] <= 0:
        return False
    if needs(c, g, pair) > coach[who_goes(c, i, pair)]:
        return False
    if visit < 0 or g.clients[visit] > 0:
        return True
    other = g.newest[c.visits.coach[visit]] if g.clients[visit] == 0 else visit
    while other >= 0 and other != visit and not meet(c, visit, other):
        other = g.before[other]
    return bool(other < 0)


@compiled
def go(c: Columns, g: Going, coach: NDArray[np.int64], i: int, pair: int) -> None:
    """The coach goes along; minutes are taken from `coach` for the first client of a visit."""
    coach[who_goes(c, i, pair)] -= needs(c, g, pair)
    group, visit = c.visits.first_time[pair], c.visits.visit[pair]
    if group >= 0:
        g.first_times[group] -= 1
    if visit >= 0:
        if g.clients[visit] == 0:
            k = c.visits.coach[visit]
            g.before[visit], g.newest[k] = g.newest[k], visit
        g.clients[visit] += 1


@compiled
def stay(c: Columns, g: Going, coach: NDArray[np.int64], i: int, pair: int) -> None:
    """The opposite of `go`: minutes come back when the last client of a visit leaves it."""
    group, visit = c.visits.first_time[pair], c.visits.visit[pair]
    if group >= 0:
        g.first_times[group] += 1
    if visit >= 0:
        g.clients[visit] -= 1
        if g.clients[visit] == 0:
            take_out(c, g, visit)
    coach[who_goes(c, i, pair)] += needs(c, g, pair)


@compiled
def take_out(c: Columns, g: Going, visit: int) -> None:
    """The coach no longer makes the visit."""
    k = c.visits.coach[visit]
    if g.newest[k] == visit:
        g.newest[k] = g.before[visit]
        return
    at = g.newest[k]
    while g.before[at] != visit:
        at = g.before[at]
    g.before[at] = g.before[visit]
