"""Pins: what people fixed is taken out of the week before it is planned."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from app.matching.plan.patterns import clash
from app.matching.plan.restrict import Limits, all_limits, keep_pairs, owners
from app.matching.plan.settings import Note, Pin
from app.matching.plan.visits import FREE, HELD, may_go, own_support, shut_near

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
    owner = owners(c)
    enough = own_support(c) <= limits.coach[c.coach[owner]]
    placed = limits.places[c.shift] >= c.seats[owner]
    return alone_fits(c) & placed & enough & may_go(c, limits)


def fix(c: Columns, limits: Limits, pair: int, keep: NDArray[np.bool_]) -> tuple[Columns, Limits]:
    """The week after the pair is taken: less of everything, and nothing that clashes with it."""
    i = int(np.searchsorted(c.first, pair, side="right")) - 1
    j = int(c.shift[pair])
    ceiling, room, bonus = c.ceiling.copy(), c.room.copy(), c.bonus.copy()
    ceiling[i], room[i], bonus[i] = ceiling[i] - c.minutes[pair], room[i] - c.pay[j], 0
    places = limits.places.copy()
    places[j] -= c.seats[i]
    for other in range(int(c.first[i]), int(c.first[i + 1])):
        o = int(c.shift[other])
        if o == j or clash(c, min(o, j), max(o, j)):
            keep[other] = False
    left = send_coach(c, limits._replace(places=places), i, pair)
    return c._replace(ceiling=ceiling, room=room, bonus=bonus), left


def send_coach(c: Columns, limits: Limits, i: int, pair: int) -> Limits:
    """The limits after the coach whom the pair needs goes along."""
    coach, state, first = limits.coach.copy(), limits.visits.copy(), limits.first_times.copy()
    visit = int(c.visits.visit[pair]) if len(c.visits.visit) else -1
    if visit < 0:
        coach[c.coach[i]] -= c.support[pair]
    elif state[visit] == FREE:
        coach[c.visits.coach[visit]] -= c.visits.minutes[visit]
        state[visit] = HELD
        shut_near(c, np.array([visit], dtype=np.int64), state)
    if visit >= 0 and c.visits.first_time[pair] >= 0:
        first[c.visits.first_time[pair]] -= 1
    return Limits(limits.places, coach, state, first)


def paid_already(c: Columns, limits: Limits) -> Columns:
    """The columns in which prices reckon no minutes for visits that are made anyway."""
    if not len(c.visits.visit):
        return c
    held = np.append(limits.visits == HELD, False)[c.visits.visit]
    return c._replace(support=np.where(held, 0, c.support).astype(np.int32))


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
    left = paid_already(keep_pairs(c, rows, owners(c)), limits)
    return Pinned(left, limits, rows, np.array(sorted(fixed), dtype=np.int64), tuple(notes))


def can_take(c: Columns, limits: Limits, pair: int) -> bool:
    """Whether there is place, coach, time and earnings for this pair."""
    return bool(free_pairs(c, limits)[pair])
