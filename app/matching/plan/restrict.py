"""Smaller weeks out of a week: some of its pairs, or what pins and others have left."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from app.matching.plan.patterns import Prices
from app.matching.plan.visits import FREE, Visits

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from app.matching.plan.instance import Columns, PlanInstance

CLIENT_FIELDS = ("ceiling", "room", "bonus", "seats")
SHIFT_FIELDS = ("start", "end", "day", "x", "y", "pay")
PAIR_FIELDS = ("value", "support", "minutes")


class Limits(NamedTuple):
    """What is free: places by shift (s), minutes by coach (c + 1), and of who goes along.

    `visits` (v) says which are free, held or shut; `first_times` (g) how many a coach and day has.
    """

    places: NDArray[np.int64]
    coach: NDArray[np.int64]
    visits: NDArray[np.int64]
    first_times: NDArray[np.int64]


class Part(NamedTuple):
    """A week of its own: the columns of some pairs, and its share of the limits.

    `pairs`, `clients`, `shifts`, `coaches` are the rows in the week that it was taken from.
    """

    columns: Columns
    limits: Limits
    pairs: NDArray[np.int64]
    clients: NDArray[np.int64]
    shifts: NDArray[np.int64]
    coaches: NDArray[np.int64]


def no_prices(c: Columns, limits: Limits) -> Prices:
    """Everything costs nothing."""
    sizes = len(c.start), len(limits.coach), len(limits.first_times) + 1
    return Prices(*(np.zeros(size, dtype=np.int64) for size in sizes))


def all_limits(instance: PlanInstance) -> Limits:
    """The limits of the whole week."""
    v = instance.columns.visits
    return Limits(
        instance.places.astype(np.int64), instance.coach_minutes.astype(np.int64),
        np.full(len(v.shift), FREE, dtype=np.int64),
        np.ones(int(v.first_time.max(initial=-1)) + 1, dtype=np.int64),
    )  # fmt: skip


def keep_pairs(c: Columns, rows: NDArray[np.int64], owner: NDArray[np.int32]) -> Columns:
    """The same clients and shifts with only these pair rows, in order; `owner` by pair."""
    counts = np.bincount(owner[rows], minlength=len(c.ceiling))
    first = np.concatenate(([0], np.cumsum(counts))).astype(np.int64)
    return c._replace(
        first=first, shift=c.shift[rows], visits=keep_visits(c.visits, rows),
        **{name: getattr(c, name)[rows] for name in PAIR_FIELDS},
    )  # fmt: skip


def keep_visits(v: Visits, rows: NDArray[np.int64]) -> Visits:
    """Every visit, named by these pair rows only."""
    if not len(v.visit):
        return v
    return v._replace(visit=v.visit[rows], first_time=v.first_time[rows])


class Cut(NamedTuple):
    """The visits of a part, and which of the week's visits and groups of first times they are."""

    visits: Visits
    rows: NDArray[np.int64]
    groups: NDArray[np.int64]


def cut_visits(v: Visits, rows: NDArray[np.int64]) -> Cut:
    """The visits that these pair rows name, still with the week's coaches and shifts."""
    if not len(v.visit):
        none = np.zeros(0, dtype=np.int64)
        return Cut(v, none, none)
    visit, used = renumbered(v.visit[rows])
    group, groups = renumbered(v.first_time[rows])
    return Cut(Visits(visit, group, v.coach[used], v.shift[used], v.minutes[used]), used, groups)


def renumbered(numbers: NDArray[np.int32]) -> tuple[NDArray[np.int32], NDArray[np.int64]]:
    """The numbers from 0 on in the same order, -1 stays; and which were used."""
    used = np.unique(numbers[numbers >= 0]).astype(np.int64)
    found = np.where(numbers < 0, -1, np.searchsorted(used, numbers))
    return found.astype(np.int32), used


def cut_out(c: Columns, limits: Limits, rows: NDArray[np.int64], owner: NDArray[np.int32]) -> Part:
    """A part of these pair rows with only the clients, shifts and coaches that they name.

    Rows keep their order. A coach that no client or visit of the part has is left out.
    """
    clients, client_at = np.unique(owner[rows], return_inverse=True)
    shifts, shift_at = np.unique(c.shift[rows], return_inverse=True)
    cut = cut_visits(c.visits, rows)
    coaches = np.unique(np.concatenate((c.coach[clients], cut.visits.coach)))
    counts = np.bincount(client_at, minlength=len(clients))
    columns = c._replace(
        first=np.concatenate(([0], np.cumsum(counts))).astype(np.int64),
        shift=shift_at.astype(np.int32),
        coach=np.searchsorted(coaches, c.coach[clients]).astype(np.int32),
        visits=cut.visits._replace(
            coach=np.searchsorted(coaches, cut.visits.coach).astype(np.int32),
            shift=np.searchsorted(shifts, cut.visits.shift).astype(np.int32),
        ),
        **{name: getattr(c, name)[rows] for name in PAIR_FIELDS},
        **{name: getattr(c, name)[clients] for name in CLIENT_FIELDS},
        **{name: getattr(c, name)[shifts] for name in SHIFT_FIELDS},
    )
    free = Limits(
        limits.places[shifts], limits.coach[coaches], limits.visits[cut.rows],
        limits.first_times[cut.groups],
    )  # fmt: skip
    wide = (rows.astype(np.int64) for rows in (rows, clients, shifts, coaches))
    return Part(columns, free, *wide)


def owners(c: Columns) -> NDArray[np.int32]:
    """The client row of every pair (m)."""
    return np.repeat(np.arange(len(c.ceiling), dtype=np.int32), np.diff(c.first))


def value_of_plan(c: Columns, taken: NDArray[np.bool_]) -> int:
    """Points of the taken pairs, and for each client with one the points for being served."""
    served = np.unique(owners(c)[taken])
    return int(c.value[taken].sum(dtype=np.int64) + c.bonus[served].sum(dtype=np.int64))
