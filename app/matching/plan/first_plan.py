"""A first valid plan out of prices: each takes the best week that is still free, then moves.

Everything is in whole numbers and in one order of clients. A state is always a valid plan.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from app.matching.plan.compiled import compiled
from app.matching.plan.going import Going, can_go, go, make_going, needs, stay, who_goes
from app.matching.plan.patterns import SCALE, Search, make_search, note, search
from app.matching.plan.restrict import Limits, no_prices, owners

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from app.matching.plan.instance import Columns
    from app.matching.plan.patterns import Prices

TRIES = 5
ROOM = 128
DEAREST = 2**40


class State(NamedTuple):
    """A plan under way: `taken` (m), `places` and `coach` minutes left, `value` (n) points.

    `by_shift` holds the pair rows of shift j at `first_at[j]:first_at[j + 1]`, `owner` (m) the
    client. `asked` (s) is what a full place costs now, `who` (s) the pair that would leave it.
    `kept` is room for the rows of clients whose weeks may have to be put back. `going` says which
    coach goes where.
    """

    taken: NDArray[np.bool_]
    places: NDArray[np.int64]
    coach: NDArray[np.int64]
    value: NDArray[np.int64]
    owner: NDArray[np.int32]
    by_shift: NDArray[np.int64]
    first_at: NDArray[np.int64]
    asked: NDArray[np.int64]
    who: NDArray[np.int64]
    kept: NDArray[np.int64]
    going: Going


def make_state(c: Columns, limits: Limits) -> State:
    """Nobody has anything."""
    m, s = len(c.shift), len(c.start)
    counts = np.bincount(c.shift, minlength=s)
    return State(
        np.zeros(m, dtype=np.bool_), limits.places.copy(), limits.coach.copy(),
        np.zeros(len(c.ceiling), dtype=np.int64), owners(c),
        np.argsort(c.shift, kind="stable"), np.concatenate(([0], np.cumsum(counts))),
        np.zeros(s, dtype=np.int64), np.full(s, -1, dtype=np.int64),
        np.zeros((ROOM, 2), dtype=np.int64), make_going(limits),
    )  # fmt: skip


@compiled
def take(c: Columns, st: State, pair: int) -> None:
    """Give the pair its place."""
    i = st.owner[pair]
    if st.value[i] == 0:
        st.value[i] = c.bonus[i]
    st.taken[pair] = True
    st.value[i] += c.value[pair]
    st.places[c.shift[pair]] -= c.seats[i]
    # Without visits nothing else is asked: going deeper costs more than all the rest here.
    if c.going == 0:
        st.coach[c.coach[i]] -= c.support[pair]
    else:
        go(c, st.going, st.coach, i, pair)


@compiled
def fits_now(c: Columns, st: State, pair: int) -> bool:
    """Whether there is place and coach for a pair whose client has time for it."""
    i = st.owner[pair]
    if st.places[c.shift[pair]] < c.seats[i]:
        return False
    if c.going == 0:
        return bool(c.support[pair] <= st.coach[c.coach[i]])
    return can_go(c, st.going, st.coach, i, pair)


@compiled
def release(c: Columns, st: State, i: int) -> None:
    """Take everything from client i."""
    st.value[i] = 0
    for pair in range(c.first[i], c.first[i + 1]):
        if st.taken[pair]:
            st.taken[pair] = False
            st.places[c.shift[pair]] += c.seats[i]
            if c.going == 0:
                st.coach[c.coach[i]] += c.support[pair]
            else:
                stay(c, st.going, st.coach, i, pair)


@compiled
def asks(
    c: Columns, st: State, prices: Prices, i: int, pair: int, mu: int
) -> tuple[int, int]:  # fmt: skip
    """The minutes of a coach that client i's pair takes, -1 if there is none, and their price."""
    if c.going == 0:
        return (c.support[pair] if c.support[pair] <= st.coach[c.coach[i]] else -1), mu
    if not can_go(c, st.going, st.coach, i, pair):
        return -1, 0
    who = who_goes(c, i, pair)
    return needs(c, st.going, pair), mu if who == c.coach[i] else prices.coach[who]


@compiled
def on_offer(c: Columns, st: State, prices: Prices, s: Search, i: int, mu: int) -> int:
    """Client i's pairs that are free, or can be asked for, and still bring something.

    As `gather`: -1 means that the one found brings nothing without the points for being served.
    """
    k, largest, which = 0, -(2**62), -1
    for pair in range(c.first[i], c.first[i + 1]):
        j = c.shift[pair]
        full = st.places[j] < c.seats[i]
        wanted, dear = asks(c, st, prices, i, pair, mu)
        if wanted < 0 or (full and st.who[j] < 0):
            continue
        net = np.int64(c.value[pair]) * SCALE - prices.place[j] - dear * np.int64(wanted)
        if c.going != 0:
            net -= prices.first[c.visits.first_time[pair]]
        if full:
            net -= st.asked[j]
        if net > 0:
            note(c, s, k, pair, net)
            k += 1
        elif net > largest:
            largest, which = net, pair
    if k == 0 and which >= 0:
        note(c, s, 0, which, largest)
        return -1
    return k


@compiled
def best_free(c: Columns, st: State, prices: Prices, s: Search, i: int) -> int:
    """How many shifts client i's best week of what is on offer has; positions in `s.best`.

    Where the coach's minutes would not do for all of them, they become dearer until they do.
    """
    left, mu = st.coach[c.coach[i]], prices.coach[c.coach[i]]
    for attempt in range(TRIES):
        k = on_offer(c, st, prices, s, i, mu if attempt < TRIES - 1 else DEAREST)
        s.answer[:] = 0
        if k > 0:
            search(s, k, c.ceiling[i], c.room[i])
        elif k == -1 and s.net[0] + np.int64(c.bonus[i]) * SCALE > 0:
            s.best[0], s.answer[2] = 0, 1
        wanted = 0
        for d in range(s.answer[2]):
            pair = s.pair[s.best[d]]
            if c.going == 0:
                wanted += c.support[pair]
            elif who_goes(c, i, pair) == c.coach[i]:
                wanted += needs(c, st.going, pair)
        if wanted <= left:
            return int(s.answer[2])
        mu = 2 * mu + SCALE // 20
    return 0


@compiled
def settle(c: Columns, st: State, prices: Prices, s: Search, i: int) -> None:
    """Client i, who has nothing, takes the best week of what is free.

    A substitute or a first time may be there for one of its shifts only: then for the earlier.
    """
    count = best_free(c, st, prices, s, i)
    for d in range(count):
        if fits_now(c, st, s.pair[s.best[d]]):
            take(c, st, s.pair[s.best[d]])


@compiled
def settle_all(c: Columns, st: State, prices: Prices, s: Search, order: NDArray[np.int64]) -> None:
    """Each in order gives back the own week and takes the best of what is free."""
    for i in order:
        release(c, st, i)
        settle(c, st, prices, s, i)


@compiled
def fill(c: Columns, st: State, free: Prices, s: Search, order: NDArray[np.int64]) -> None:
    """Each in order changes the own week for the best of what is free, if it is better."""
    for i in order:
        value, size = st.value[i], 0
        for pair in range(c.first[i], c.first[i + 1]):
            if st.taken[pair] and size < ROOM:
                st.kept[size, 1] = pair
                size += 1
        if size == ROOM:
            continue
        release(c, st, i)
        settle(c, st, free, s, i)
        if st.value[i] <= value:
            release(c, st, i)
            for d in range(size):
                take(c, st, st.kept[d, 1])


def priced_plan(c: Columns, limits: Limits, prices: Prices, bounds: NDArray[np.int64]) -> State:
    """A valid plan: by value of the best week each takes it at the prices, then fills up."""
    st, s = make_state(c, limits), make_search(c)
    if not len(c.shift):
        return st
    order = np.lexsort((np.arange(len(bounds)), -bounds))
    settle_all(c, st, prices, s, order)
    fill(c, st, no_prices(c, limits), s, order)
    return st


@compiled
def take_all(c: Columns, st: State, pairs: NDArray[np.int64]) -> None:
    """Give each of the pairs its place."""
    for pair in pairs:
        take(c, st, pair)


@compiled
def take_what_fits(c: Columns, st: State, pairs: NDArray[np.int64]) -> None:
    """Give each of the pairs its place, as long as there are place and coach for it."""
    for pair in pairs:
        if fits_now(c, st, pair):
            take(c, st, pair)


def load(c: Columns, st: State, taken: NDArray[np.bool_]) -> None:
    """Put a valid plan into a state where nobody has anything."""
    take_all(c, st, np.flatnonzero(taken))


def filled(c: Columns, limits: Limits, taken: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """The taken pairs after each has had what is free, round by round until nobody wins."""
    if not len(c.shift):
        return taken
    state, s = make_state(c, limits), make_search(c)
    load(c, state, taken)
    order = np.argsort(-c.bonus, kind="stable")
    value = -1
    while value < int(state.value.sum()):
        value = int(state.value.sum())
        fill(c, state, no_prices(c, limits), s, order)
    return state.taken
