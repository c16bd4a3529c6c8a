"""Local search: a client takes a full place where those who leave it lose less than is won."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.matching.plan.compiled import compiled
from app.matching.plan.first_plan import (
    ROOM,
    State,
    best_free,
    fits_now,
    release,
    settle,
    take,
)
from app.matching.plan.patterns import SCALE, Prices, Search, make_search
from app.matching.plan.restrict import no_prices

if TYPE_CHECKING:
    from app.matching.plan.instance import Columns
    from app.matching.plan.restrict import Limits

MOST_ASKED = 6


@compiled
def keep(c: Columns, st: State, i: int, size: int) -> int:
    """Write down client i's week behind the first `size`; how many there are then."""
    for pair in range(c.first[i], c.first[i + 1]):
        if st.taken[pair] and size < ROOM:
            st.kept[size, 0], st.kept[size, 1] = i, pair
            size += 1
    return size


@compiled
def put_back(c: Columns, st: State, start: int, size: int) -> None:
    """Give the written-down weeks back to clients who have nothing."""
    for d in range(start, size):
        take(c, st, st.kept[d, 1])


@compiled
def loss_of(c: Columns, st: State, free: Prices, s: Search, pair: int, size: int) -> int:
    """What the owner of a taken pair loses without its shift, taking what else is free."""
    o, j = st.owner[pair], c.shift[pair]
    before, places = st.value[o], st.places[j]
    after = keep(c, st, o, size)
    release(c, st, o)
    st.places[j] = 0
    settle(c, st, free, s, o)
    found = st.value[o]
    release(c, st, o)
    st.places[j] = places + c.seats[o]
    put_back(c, st, size, after)
    return int(before - found)


@compiled
def ask(c: Columns, st: State, free: Prices, s: Search, i: int, size: int) -> None:
    """For each full shift of client i, who of those on it would lose least, and how much."""
    for pair in range(c.first[i], c.first[i + 1]):
        j = c.shift[pair]
        if st.places[j] >= c.seats[i]:
            continue
        st.who[j], asked = -1, 0
        for at in range(st.first_at[j], st.first_at[j + 1]):
            other = st.by_shift[at]
            if not st.taken[other] or asked >= MOST_ASKED:
                continue
            asked += 1
            loss = loss_of(c, st, free, s, other, size) * SCALE
            if st.who[j] < 0 or loss < st.asked[j]:
                st.who[j], st.asked[j] = other, loss


@compiled
def forget(c: Columns, st: State, i: int) -> None:
    """Nothing is asked for any more."""
    for pair in range(c.first[i], c.first[i + 1]):
        st.who[c.shift[pair]], st.asked[c.shift[pair]] = -1, 0


@compiled
def push_out(
    c: Columns, st: State, s: Search, i: int, count: int, size: int
) -> tuple[int, int]:  # fmt: skip
    """Release everybody whose place the found week needs; weeks kept, and points they had."""
    had = 0
    for d in range(count):
        j = c.shift[s.pair[s.best[d]]]
        if st.places[j] >= c.seats[i] or st.who[j] < 0:
            continue
        o = st.owner[st.who[j]]
        if st.value[o] > 0:
            had += st.value[o]
            size = keep(c, st, o, size)
            release(c, st, o)
    return size, had


@compiled
def try_client(c: Columns, st: State, free: Prices, s: Search, i: int) -> bool:
    """Client i gets a better week if all concerned together win; else nothing changes."""
    had = st.value[i]
    own = keep(c, st, i, 0)
    release(c, st, i)
    ask(c, st, free, s, i, own)
    count = best_free(c, st, free, s, i)
    size, theirs = push_out(c, st, s, i, count, own)
    forget(c, st, i)
    had += theirs
    valid = size < ROOM
    for d in range(count):
        valid = valid and fits_now(c, st, s.pair[s.best[d]])
        if valid:
            take(c, st, s.pair[s.best[d]])
    now = st.value[i]
    if valid:
        for d in range(own, size):
            o = st.kept[d, 0]
            if st.value[o] == 0:
                settle(c, st, free, s, o)
                now += st.value[o]
    if valid and now > had:
        return True
    release(c, st, i)
    for d in range(own, size):
        release(c, st, st.kept[d, 0])
    put_back(c, st, 0, size)
    return False


@compiled
def sweep(c: Columns, st: State, free: Prices, s: Search) -> int:
    """Every client in order tries once; how many won."""
    won = 0
    for i in range(len(c.ceiling)):
        if c.first[i + 1] > c.first[i] and try_client(c, st, free, s, i):
            won += 1
    return won


def improve(c: Columns, limits: Limits, st: State, sweeps: int) -> int:
    """So many sweeps, or until nobody wins; how many moves were made."""
    s, free, moves = make_search(c), no_prices(c, limits), 0
    for _ in range(sweeps):
        won = sweep(c, st, free, s)
        moves += won
        if won == 0:
            break
    return moves
