"""Smaller weeks out of a week: some of its pairs, or what pins and others have left."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from app.matching.plan.instance import Columns, PlanInstance

CLIENT_FIELDS = ("ceiling", "room", "bonus")
SHIFT_FIELDS = ("start", "end", "day", "x", "y", "pay")
PAIR_FIELDS = ("value", "support", "minutes")


class Limits(NamedTuple):
    """What is free: places by shift (s), minutes by coach (c + 1)."""

    places: NDArray[np.int64]
    coach: NDArray[np.int64]


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


def all_limits(instance: PlanInstance) -> Limits:
    """The limits of the whole week."""
    return Limits(instance.places.astype(np.int64), instance.coach_minutes.astype(np.int64))


def keep_pairs(c: Columns, rows: NDArray[np.int64], owner: NDArray[np.int32]) -> Columns:
    """The same clients and shifts with only these pair rows, in order; `owner` by pair."""
    counts = np.bincount(owner[rows], minlength=len(c.ceiling))
    first = np.concatenate(([0], np.cumsum(counts))).astype(np.int64)
    return c._replace(
        first=first, shift=c.shift[rows], **{name: getattr(c, name)[rows] for name in PAIR_FIELDS}
    )


def cut_out(c: Columns, limits: Limits, rows: NDArray[np.int64], owner: NDArray[np.int32]) -> Part:
    """A part of these pair rows with only the clients, shifts and coaches that they name.

    Rows keep their order. A coach that no client of the part has is left out.
    """
    clients, client_at = np.unique(owner[rows], return_inverse=True)
    shifts, shift_at = np.unique(c.shift[rows], return_inverse=True)
    coaches, coach_at = np.unique(c.coach[clients], return_inverse=True)
    counts = np.bincount(client_at, minlength=len(clients))
    columns = c._replace(
        first=np.concatenate(([0], np.cumsum(counts))).astype(np.int64),
        shift=shift_at.astype(np.int32),
        coach=coach_at.astype(np.int32),
        **{name: getattr(c, name)[rows] for name in PAIR_FIELDS},
        **{name: getattr(c, name)[clients] for name in CLIENT_FIELDS},
        **{name: getattr(c, name)[shifts] for name in SHIFT_FIELDS},
    )
    free = Limits(limits.places[shifts], limits.coach[coaches])
    wide = (rows.astype(np.int64) for rows in (rows, clients, shifts, coaches))
    return Part(columns, free, *wide)


def owners(c: Columns) -> NDArray[np.int32]:
    """The client row of every pair (m)."""
    return np.repeat(np.arange(len(c.ceiling), dtype=np.int32), np.diff(c.first))


def value_of_plan(c: Columns, taken: NDArray[np.bool_]) -> int:
    """Points of the taken pairs, and for each client with one the points for being served."""
    served = np.unique(owners(c)[taken])
    return int(c.value[taken].sum(dtype=np.int64) + c.bonus[served].sum(dtype=np.int64))
