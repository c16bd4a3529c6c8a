"""Tiny weeks for the tests of the planner, and the slow, obvious way to plan them."""

from __future__ import annotations

from itertools import combinations

import numpy as np
from hypothesis import strategies as st

from app.matching.plan.certificate import broken_limits, value_of
from app.matching.plan.instance import make_instance

HOUR = 60


@st.composite
def rows_of_a_week(draw, *, most_clients=4, most_shifts=5):
    """The four tables of a week with at most as many clients and shifts."""
    n, s = draw(st.integers(0, most_clients)), draw(st.integers(0, most_shifts))
    k = draw(st.integers(0, 2))

    def column(size, low, high, step=1):
        return [draw(st.integers(low, high)) * step for _ in range(size)]

    clients = {
        "id": [f"c{i}" for i in range(n)], "ceiling": column(n, 0, 10, HOUR),
        "room": column(n, 0, 120, 100), "coach": column(n, -1, k - 1), "waiting": column(n, 0, 400),
    }  # fmt: skip
    start, length = column(s, 0, 30, HOUR), column(s, 1, 4, HOUR)
    shifts = {
        "id": [f"s{j}" for j in range(s)], "places": column(s, 0, 2), "start": start,
        "end": [a + b for a, b in zip(start, length, strict=True)],
        "day": [minute // 1440 for minute in start], "x": column(s, 0, 3, 20_000),
        "y": column(s, 0, 1, 20_000), "pay": column(s, 10, 60, 100), "orderer": ["o"] * s,
    }  # fmt: skip
    coaches = {"id": [f"k{i}" for i in range(k)], "minutes": column(k, 0, 4, HOUR)}
    every = [(i, j) for i in range(n) for j in range(s)]
    kept = [pair for pair in every if draw(st.booleans())]
    pairs = {
        "client": [i for i, _ in kept], "shift": [j for _, j in kept],
        "value": column(len(kept), 0, 100), "support": column(len(kept), 0, 2, HOUR),
    }  # fmt: skip
    return clients, shifts, coaches, pairs


@st.composite
def rows_with_coaches(draw, *, most_clients=4, most_shifts=4):
    """As `rows_of_a_week`, with coaches who go along, first times, and teams."""
    clients, shifts, coaches, pairs = draw(
        rows_of_a_week(most_clients=most_clients, most_shifts=most_shifts)
    )
    last = len(coaches["id"]) - 1
    length = [draw(st.integers(0, 2)) * HOUR for _ in shifts["id"]]
    goes = [draw(st.integers(-1, last)) for _ in pairs["client"]]
    clients["seats"] = [draw(st.sampled_from((1, 1, 2))) for _ in clients["id"]]
    pairs["goes"] = goes
    pairs["first_time"] = [draw(st.integers(0, 1)) for _ in goes]
    pairs["support"] = [
        length[shift] if who >= 0 else support
        for who, shift, support in zip(goes, pairs["shift"], pairs["support"], strict=True)
    ]
    return clients, shifts, coaches, pairs


def empty_rows():
    """The four tables of a week with nobody and nothing."""
    names = (
        ("id", "ceiling", "room", "coach", "waiting"),
        ("id", "places", "start", "end", "day", "x", "y", "pay", "orderer"),
        ("id", "minutes"),
        ("client", "shift", "value", "support"),
    )
    return tuple({name: [] for name in table} for table in names)


def one_of_each(**changes):
    """A week of one client and one shift that fit each other, with what is changed."""
    tables = (
        {"id": ["c"], "ceiling": [600], "room": [40_000], "coach": [0], "waiting": [10]},
        {"id": ["s"], "places": [1], "start": [600], "end": [780], "day": [0], "x": [0],
         "y": [0], "pay": [3_000], "orderer": ["o"]},
        {"id": ["k"], "minutes": [120]},
        {"client": [0], "shift": [0], "value": [50], "support": [60]},
    )  # fmt: skip
    for name, value in changes.items():
        table, _, column = name.partition("_")
        where = {"client": 0, "shift": 1, "coach": 2, "pair": 3}[table]
        tables[where][column] = value
    return tables


def two_newcomers(**changes):
    """Two clients of one coach, each with a shift of one day, both there for the first time."""
    return one_of_each(**{
        "client_id": ["a", "b"], "client_ceiling": [600] * 2, "client_room": [40_000] * 2,
        "client_coach": [0, 0], "client_waiting": [5, 5],
        "shift_id": ["s", "t"], "shift_places": [1, 1], "shift_start": [600, 900],
        "shift_end": [660, 960], "shift_day": [0, 0], "shift_x": [0, 0], "shift_y": [0, 0],
        "shift_pay": [3_000] * 2, "shift_orderer": ["o"] * 2, "coach_minutes": [600],
        "pair_client": [0, 1], "pair_shift": [0, 1], "pair_value": [90, 80],
        "pair_support": [60, 60], "pair_goes": [0, 0], "pair_first_time": [1, 1], **changes,
    })  # fmt: skip


def shuffled(tables, seed):
    """The same week with the rows of every table in another order."""
    dice = np.random.default_rng(seed)
    clients, shifts, coaches, pairs = ({k: list(v) for k, v in t.items()} for t in tables)
    orders = [dice.permutation(len(t["id"])) for t in (clients, shifts, coaches)]
    to = [{int(old): new for new, old in enumerate(order)} for order in orders]
    clients["coach"] = [to[2].get(row, -1) for row in clients["coach"]]
    pairs["client"] = [to[0][row] for row in pairs["client"]]
    pairs["shift"] = [to[1][row] for row in pairs["shift"]]
    if "goes" in pairs:
        pairs["goes"] = [to[2].get(row, -1) for row in pairs["goes"]]
    moved = [
        {name: [column[at] for at in order] for name, column in table.items()}
        for table, order in zip((clients, shifts, coaches), orders, strict=True)
    ]
    order = dice.permutation(len(pairs["client"]))
    return *moved, {name: [column[at] for at in order] for name, column in pairs.items()}


def week_of(tables):
    return make_instance(*tables)


def best_by_trying(week, must=(), must_not=()):
    """The value of the best plan, by trying every set of pairs."""
    best = None
    rows = [row for row in range(week.pairs) if row not in must_not]
    for size in range(len(rows) + 1):
        for chosen in combinations(rows, size):
            if set(must) <= set(chosen) and not broken_limits(week, list(chosen)):
                best = max(best or 0, value_of(week, chosen))
    return best


def busy_week(clients=12, shifts=16):
    """The tables of a week in which more people want the shifts than there are places."""
    dice = np.random.default_rng(5)
    n, s = clients, shifts
    day = dice.integers(0, 5, s)
    start = day * 1440 + dice.integers(8, 15, s) * HOUR
    who, what = np.nonzero(dice.random((n, s)) < 0.6)
    return (
        {"id": [f"c{i:02}" for i in range(n)], "ceiling": dice.integers(4, 12, n) * HOUR,
         "room": dice.integers(60, 200, n) * 100, "coach": dice.integers(-1, 2, n),
         "waiting": dice.integers(0, 400, n)},
        {"id": [f"s{j:02}" for j in range(s)], "places": np.ones(s, dtype=int), "start": start,
         "end": start + dice.integers(2, 5, s) * HOUR, "day": day,
         "x": dice.integers(0, 9_000, s), "y": dice.integers(0, 9_000, s),
         "pay": dice.integers(20, 60, s) * 100, "orderer": ["o"] * s},
        {"id": ["k0", "k1"], "minutes": [6 * HOUR, 4 * HOUR]},
        {"client": who, "shift": what, "value": dice.integers(10, 100, len(who)),
         "support": np.where(dice.random(len(who)) < 0.3, HOUR, 0)},
    )  # fmt: skip
