"""Pins: what people fixed is taken out of the week before it is planned."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from app.matching.plan.patterns import clash
from app.matching.plan.restrict import Limits, all_limits, keep_pairs, owners
from app.matching.plan.settings import Note, Pin

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from app.matching.plan.instance import Columns, PlanInstance


class Pinned(NamedTuple):
    """What is left to plan: `rows` (of the week) are the pairs of `columns`; `fixed` are in."""

    columns: Columns
    limits: Limits
    rows: NDArray[np.int64]
    fixed: NDArray[np.int64]
    notes: tuple[Note, ...]


def pair_row(instance: PlanInstance, pin: Pin) -> int:
    """The row of the pin's pair; -1 when there is none, as for a shift that does not fit."""
    c = instance.columns
    i = int(np.searchsorted(instance.client_ids, pin.client_id))
    if i >= instance.clients or instance.client_ids[i] != pin.client_id:
        return -1
    own = slice(int(c.first[i]), int(c.first[i + 1]))
    found = np.flatnonzero(instance.shift_ids[c.shift[own]] == pin.shift_id)
    return int(c.first[i]) + int(found[0]) if len(found) else -1


def alone_fits(c: Columns) -> NDArray[np.bool_]:
    """The pairs that fit into the client's minutes and earnings by themselves (m)."""
    owner = owners(c)
    return (c.minutes <= c.ceiling[owner]) & (c.pay[c.shift] <= c.room[owner])


def free_pairs(c: Columns, limits: Limits) -> NDArray[np.bool_]:
    """The pairs that could still be taken: they fit alone, and place and coach are there (m)."""
    coach = limits.coach[c.coach[owners(c)]]
    return alone_fits(c) & (limits.places[c.shift] > 0) & (c.support <= coach)


def fix(c: Columns, limits: Limits, pair: int, keep: NDArray[np.bool_]) -> tuple[Columns, Limits]:
    """The week after the pair is taken: less of everything, and nothing that clashes with it."""
    i = int(np.searchsorted(c.first, pair, side="right")) - 1
    j, k = int(c.shift[pair]), int(c.coach[i])
    ceiling, room, bonus = c.ceiling.copy(), c.room.copy(), c.bonus.copy()
    ceiling[i], room[i], bonus[i] = ceiling[i] - c.minutes[pair], room[i] - c.pay[j], 0
    places, coach = limits.places.copy(), limits.coach.copy()
    places[j], coach[k] = places[j] - 1, coach[k] - c.support[pair]
    for other in range(int(c.first[i]), int(c.first[i + 1])):
        o = int(c.shift[other])
        if o == j or clash(c, min(o, j), max(o, j)):
            keep[other] = False
    return c._replace(ceiling=ceiling, room=room, bonus=bonus), Limits(places, coach)


def apply_pins(instance: PlanInstance, pins: Iterable[Pin]) -> Pinned:
    """The week without what is fixed. A pin that cannot be kept is told in a note.

    Later ones in the order of ids give way to earlier ones.
    """
    c, limits = instance.columns, all_limits(instance)
    keep, fixed, notes = np.ones(instance.pairs, dtype=np.bool_), [], []
    ordered = sorted(pins, key=lambda pin: (pin.yes, pin.client_id, pin.shift_id))
    for pin in ordered:
        pair = pair_row(instance, pin)
        if pair >= 0 and not pin.yes:
            keep[pair] = False
        if not pin.yes:
            continue
        if pair < 0 or not keep[pair] or not can_take(c, limits, pair):
            notes.append(Note("pin_cannot_be_kept", (pin.client_id, pin.shift_id)))
            continue
        fixed.append(pair)
        c, limits = fix(c, limits, pair, keep)
    rows = np.flatnonzero(keep & free_pairs(c, limits))
    left = keep_pairs(c, rows, owners(c))
    return Pinned(left, limits, rows, np.array(sorted(fixed), dtype=np.int64), tuple(notes))


def can_take(c: Columns, limits: Limits, pair: int) -> bool:
    """Whether there is place, coach, time and earnings for this pair."""
    i = int(np.searchsorted(c.first, pair, side="right")) - 1
    j = int(c.shift[pair])
    return bool(
        limits.places[j] > 0
        and c.support[pair] <= limits.coach[c.coach[i]]
        and c.minutes[pair] <= c.ceiling[i]
        and c.pay[j] <= c.room[i]
    )
