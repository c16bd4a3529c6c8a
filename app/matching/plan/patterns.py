"""The exact best week of one client: which own shifts to take at given prices.

Depth-first over the shifts in time order. Taking needs a look at the last one taken only: travel
keeps the triangle rule, so what is far enough from the last is far enough from those before it.
Everything is whole numbers; `net` is on the price scale.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from app.matching.plan.compiled import compiled, inlined

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from app.matching.plan.instance import Columns

# A table of the best rest by hours is made for as many candidates, in as many steps of time.
STEPS = 64
PLAIN_NODES, NODES = 100, 3_000
# The columns of a candidate's facts.
START, END, DAY, X, Y, MINUTES, PAY = range(7)
# One point is so many steps of price.
SCALE = 10_000


class Prices(NamedTuple):
    """Whole numbers on the price scale: `place` by shift (s), `coach` by minute of a coach (c + 1).

    `first` is by group of first times (g), and one more, always 0, for whatever is none. The same
    shape counts use: places taken by shift, minutes by coach, first times by group.
    """

    place: NDArray[np.int64]
    coach: NDArray[np.int64]
    first: NDArray[np.int64]


class Search(NamedTuple):
    """One client's candidates and the room to search in; made once, used for every client.

    `pair` row, `facts` of its shift (columns START to PAY), `net` points on the price scale,
    `after` the first candidate that begins when this one has ended, `rest` the most that those
    from a candidate on bring if only time counts, `table` that by steps of minutes left,
    `taken` and `best` positions, `answer` = [value, bound, how many in best]. `limit` = nodes
    without and with the table, then the travel base, travel tenths and rest of the instance.
    """

    pair: NDArray[np.int64]
    facts: NDArray[np.int64]
    net: NDArray[np.int64]
    after: NDArray[np.int64]
    rest: NDArray[np.int64]
    table: NDArray[np.int64]
    taken: NDArray[np.int64]
    best: NDArray[np.int64]
    answer: NDArray[np.int64]
    limit: NDArray[np.int64]


def make_search(c: Columns) -> Search:
    """Room for the client with the most pairs."""
    size = int(np.diff(c.first).max(initial=0)) + 2
    pair, net, after, rest, taken, best = (np.zeros(size, dtype=np.int64) for _ in range(6))
    facts = np.zeros((size, PAY + 1), dtype=np.int64)
    table = np.zeros((size, STEPS + 1), dtype=np.int64)
    limit = np.array([PLAIN_NODES, NODES, c.travel_base, c.travel_tenths, c.rest], dtype=np.int64)
    answer = np.zeros(3, dtype=np.int64)
    return Search(pair, facts, net, after, rest, table, taken, best, answer, limit)


@inlined
def too_close(gap: int, apart: int, base: int, tenths: int) -> bool:
    """Whether `gap` minutes are less than the travel, rounded up, for `apart` square metres."""
    over = (gap - base) * 10_000
    # over < tenths * metres, compared by squares so that no root is rounded.
    return apart > 0 and (over < 0 or over * over < tenths * tenths * apart)


@compiled
def clash(c: Columns, a: int, b: int) -> bool:
    """Whether one person can't take both shifts; `a` starts no later than `b`.

    Too little time between is: less than the travel, or than the rest between two days.
    """
    gap = np.int64(c.start[b]) - c.end[a]
    if gap < 0 or (c.day[a] != c.day[b] and gap < c.rest):
        return True
    dx, dy = np.int64(c.x[a]) - c.x[b], np.int64(c.y[a]) - c.y[b]
    return too_close(gap, dx * dx + dy * dy, c.travel_base, c.travel_tenths)


@inlined
def follows(f: NDArray[np.int64], a: int, b: int, limit: NDArray[np.int64]) -> bool:
    """Whether candidate b can be taken after candidate a: the opposite of `clash`."""
    gap = f[b, START] - f[a, END]
    if gap < 0 or (f[a, DAY] != f[b, DAY] and gap < limit[4]):
        return False
    dx, dy = f[a, X] - f[b, X], f[a, Y] - f[b, Y]
    return not too_close(gap, dx * dx + dy * dy, limit[2], limit[3])


@compiled
def fill_rest(s: Search, k: int) -> None:
    """The best rest by candidate where only overlaps count, travel left out."""
    s.rest[k] = 0
    for p in range(k - 1, -1, -1):
        after = p + 1
        while after < k and s.facts[after, START] < s.facts[p, END]:
            after += 1
        s.after[p] = after
        s.rest[p] = max(s.rest[p + 1], s.net[p] + s.rest[after])


@inlined
def step_of(s: Search, k: int, left: int) -> int:
    """The minutes of a step: what divides all the candidates', or what makes few enough steps."""
    step = s.facts[0, MINUTES]
    for p in range(1, k):
        a, b = step, s.facts[p, MINUTES]
        while b > 0:
            a, b = b, a % b
        step = a
    return int(max(1, step, -(-left // STEPS)))


@compiled
def fill_table(s: Search, k: int, left: int) -> int:
    """The best rest by candidate and time left, earnings and travel left out; gives the step.

    Minutes are rounded down to steps, so the table is never too low.
    """
    step = step_of(s, k, left)
    most = left // step
    s.table[k, : most + 1] = 0
    for p in range(k - 1, -1, -1):
        after, takes, net = s.after[p], s.facts[p, MINUTES] // step, s.net[p]
        for h in range(most + 1):
            best = s.table[p + 1, h]
            if h >= takes and net + s.table[after, h - takes] > best:
                best = net + s.table[after, h - takes]
            s.table[p, h] = best
    return int(step)


@inlined
def keep_best(s: Search, depth: int, value: int) -> None:
    """Remember the taken ones as the best so far."""
    s.answer[0], s.answer[2] = value, depth
    for d in range(depth):
        s.best[d] = s.taken[d]


@compiled
def walk(s: Search, k: int, minutes: int, cents: int, step: int) -> bool:
    """Depth first through the k candidates; False when there were too many nodes to finish.

    What can still come is the rest's, or with a step of minutes the table's.
    """
    f, taken = s.facts, s.taken
    p, depth, value, nodes = 0, 0, np.int64(0), 0
    most = s.limit[0] if step == 0 else s.limit[1]
    while nodes <= most:
        hope = s.rest[p] if step == 0 else s.table[p, minutes // step]
        if p < k and value + hope > s.answer[0]:
            if (
                f[p, MINUTES] <= minutes
                and f[p, PAY] <= cents
                and (depth == 0 or follows(f, taken[depth - 1], p, s.limit))
            ):
                taken[depth] = p
                depth, nodes, value = depth + 1, nodes + 1, value + s.net[p]
                minutes, cents = minutes - f[p, MINUTES], cents - f[p, PAY]
                if value > s.answer[0]:
                    keep_best(s, depth, value)
            p += 1
            continue
        if depth == 0:
            return True
        depth -= 1
        p = taken[depth]
        value, minutes, cents = value - s.net[p], minutes + f[p, MINUTES], cents + f[p, PAY]
        p += 1
    return False


@inlined
def note(c: Columns, s: Search, k: int, pair: int, net: int) -> None:
    """Write a pair down as candidate k."""
    j = c.shift[pair]
    s.pair[k], s.net[k] = pair, net
    s.facts[k, START], s.facts[k, END], s.facts[k, DAY] = c.start[j], c.end[j], c.day[j]
    s.facts[k, X], s.facts[k, Y] = c.x[j], c.y[j]
    s.facts[k, MINUTES], s.facts[k, PAY] = c.minutes[pair], c.pay[j]


@compiled
def search(s: Search, k: int, minutes: int, cents: int) -> None:
    """The best of the k candidates, all of positive net, into `s.best` and `s.answer`.

    First without the table, which few candidates need; where it ends early the bound is the
    table's and the best is only the best seen.
    """
    s.answer[:] = 0
    fill_rest(s, k)
    done = walk(s, k, minutes, cents, 0)
    if not done:
        step = fill_table(s, k, minutes)
        done = walk(s, k, minutes, cents, step)
        s.answer[1] = s.table[0, minutes // step]
    if done:
        s.answer[1] = s.answer[0]


@inlined
def net_of(c: Columns, prices: Prices, mu: int, pair: int) -> int:
    """What a pair brings above its prices; `mu` is that of a minute of the client's own coach.

    Whoever goes along is paid for; nothing of this is asked of a week without visits.
    """
    net: int = np.int64(c.value[pair]) * SCALE - prices.place[c.shift[pair]]
    if c.going == 0:
        net -= mu * c.support[pair]
    else:
        visit = c.visits.visit[pair]
        whose = mu if visit < 0 else prices.coach[c.visits.coach[visit]]
        net -= whose * c.support[pair] + prices.first[c.visits.first_time[pair]]
    return net


@inlined
def spend(c: Columns, use: Prices, i: int, pair: int) -> None:
    """Count what client i's pair uses of everything that has a price."""
    use.place[c.shift[pair]] += 1
    if c.going == 0:
        use.coach[c.coach[i]] += c.support[pair]
    else:
        visit = c.visits.visit[pair]
        use.coach[c.coach[i] if visit < 0 else c.visits.coach[visit]] += c.support[pair]
        use.first[c.visits.first_time[pair]] += 1


@compiled
def gather(c: Columns, prices: Prices, s: Search, i: int) -> int:
    """The pairs of client i with positive net; with none, the one with the largest net.

    How many; 0 means that the client has no pair at all, -1 that the one found is not positive.
    """
    mu = prices.coach[c.coach[i]]
    k, largest, which = 0, -(2**62), -1
    for pair in range(c.first[i], c.first[i + 1]):
        net = net_of(c, prices, mu, pair)
        if net > 0:
            note(c, s, k, pair, net)
            k += 1
        elif net > largest:
            largest, which = net, pair
    if k == 0 and which >= 0:
        s.pair[0], s.net[0] = which, largest
        return -1
    return k


@compiled
def best_week(c: Columns, prices: Prices, s: Search, i: int) -> int:
    """Client i's best week at these prices, the points for being served included.

    How many shifts it has (positions in `s.best`); `s.answer` gives value and bound.
    """
    bonus = np.int64(c.bonus[i]) * SCALE
    k = gather(c, prices, s, i)
    s.answer[:] = 0
    if k == -1:
        value = max(np.int64(0), s.net[0] + bonus)
        s.answer[0], s.answer[1], s.best[0] = value, value, 0
        return 1 if value > 0 else 0
    if k == 0:
        return 0
    search(s, k, c.ceiling[i], c.room[i])
    # Nothing may fit though its net is positive: pins can leave less time than any shift takes.
    if s.answer[1] > 0:
        s.answer[0] += bonus if s.answer[2] > 0 else 0
        s.answer[1] += bonus
    return int(s.answer[2])


@compiled
def evaluate(c: Columns, prices: Prices, s: Search, use: Prices, bounds: NDArray[np.int64]) -> int:
    """The sum of the clients' bounds; `use` becomes what their best weeks take."""
    use.place[:] = 0
    use.coach[:] = 0
    use.first[:] = 0
    total = 0
    for i in range(len(c.ceiling)):
        count = best_week(c, prices, s, i)
        bounds[i] = s.answer[1]
        total += s.answer[1]
        for d in range(count):
            spend(c, use, i, s.pair[s.best[d]])
    return total


@compiled
def forced(c: Columns, prices: Prices, s: Search, i: int, pair: int) -> int:
    """A bound on client i's best week that has this pair, never below the best such week."""
    j, mu = c.shift[pair], prices.coach[c.coach[i]]
    minutes, cents = c.ceiling[i] - c.minutes[pair], c.room[i] - c.pay[j]
    net = net_of(c, prices, mu, pair) + np.int64(c.bonus[i]) * SCALE
    k = 0
    for other in range(c.first[i], c.first[i + 1]):
        o = c.shift[other]
        gain = net_of(c, prices, mu, other)
        if gain <= 0 or o == j or c.minutes[other] > minutes or c.pay[o] > cents:
            continue
        if not clash(c, min(o, j), max(o, j)):
            note(c, s, k, other, gain)
            k += 1
    if k > 0:
        search(s, k, minutes, cents)
        net += s.answer[1]
    return int(net)


@compiled
def reduced_costs(
    c: Columns, prices: Prices, s: Search, bounds: NDArray[np.int64], delta: int,
    cost: NDArray[np.int64],
) -> None:  # fmt: skip
    """What a week loses when a pair is forced into it, exact up to delta; `cost` is <= 0.

    A pair can't bring more than its own net, or that and the points for being served; where
    this is delta below nothing it is the cost, and nothing is searched.
    """
    for i in range(len(c.ceiling)):
        mu = prices.coach[c.coach[i]]
        for pair in range(c.first[i], c.first[i + 1]):
            net = net_of(c, prices, mu, pair)
            most = net + max(0, np.int64(c.bonus[i]) * SCALE - bounds[i])
            cost[pair] = min(most, 0)
            if most > -delta:
                cost[pair] = min(0, forced(c, prices, s, i, pair) - bounds[i])
