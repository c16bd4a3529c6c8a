"""The settings of a plan, what it reports on its way, and the plan itself."""

from __future__ import annotations

from dataclasses import dataclass, field
from hashlib import sha256
from typing import TYPE_CHECKING, NamedTuple

from app.matching.plan.patterns import SCALE

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from app.matching.plan.patterns import Prices

WAITING_FULL_DAYS, WAITING_FULL_POINTS = 365, 100


@dataclass(frozen=True, slots=True)
class PlanSettings:
    """What steers a plan; stored with it. Times decide nothing but the emergency stop.

    `waiting_weight` multiplies the points of waiting (100 for a year), `served` are the points of
    anybody who gets a shift at all, `first_tenth` those that the longest-waiting tenth has besides.
    Chosen on made-up cities and nations, so that beside the fair queue more people are served, with
    more points of fit and waiting, and no fewer of the longest-waiting tenth. `gap` is the proven
    share, in millionths, at which polishing ends. `delta` points of reduced cost bound the core,
    `wide` those of the first plan. `part` is the largest part in pairs, `small` the pairs up to
    which the whole week is one model. `emergency_seconds` ends a part that hangs, and is recorded.
    """

    waiting_weight: int = 1
    served: int = 31
    first_tenth: int = 250
    evaluations: int = 100
    gap: int = 1_000
    sweeps: int = 2
    delta: int = 3
    wide: int = 15
    part: int = 6_000
    small: int = 2_000
    part_gap: float = 0.0003
    nodes: int = 200
    ejections: int = 1
    emergency_seconds: float = 900.0


@dataclass(frozen=True, slots=True)
class Pin:
    """A pair that a person fixed: yes it is in the plan, or no it is not, and why."""

    client_id: str
    shift_id: str
    yes: bool
    reason: str


class Note(NamedTuple):
    """Something to tell about a plan: a code for the sentence and what it is about."""

    code: str
    about: tuple[str, ...] = ()


class Progress(NamedTuple):
    """How far it is: points on the way (whole points), people served, rounds done of all."""

    phase: str
    done: int
    of: int
    value: int
    bound: int
    people: int


@dataclass(frozen=True)
class Plan:
    """A valid week and what proves it.

    `pairs` are rows of the instance. `value` in points. `bound` on the price scale: no plan that
    keeps the pins is worth more; `bound_by` says whether the prices prove it, which `certificate`
    re-evaluates, or the solver. `prices` are whole numbers on that scale.
    """

    client_ids: tuple[str, ...]
    shift_ids: tuple[str, ...]
    pairs: NDArray[np.int64] = field(repr=False)
    value: int
    bound: int
    bound_by: str
    price_bound: int
    prices: Prices = field(repr=False)
    bonus: NDArray[np.int32] = field(repr=False)
    settings: PlanSettings
    pins: tuple[Pin, ...] = ()
    notes: tuple[Note, ...] = ()
    ended: str = "gap"
    sweeps: int = 0

    @property
    def gap(self) -> int:
        """The proven gap in millionths of the value, rounded up; 0 is optimal."""
        over = self.bound // SCALE - self.value
        return -(-over * 1_000_000 // max(1, self.value)) if over > 0 else 0

    @property
    def people(self) -> int:
        """How many people have a shift."""
        return len(set(self.client_ids))

    @property
    def hash(self) -> str:
        """SHA-256 over the sorted pairs of ids: the same plan has the same hash."""
        lines = sorted(f"{c} {s}" for c, s in zip(self.client_ids, self.shift_ids, strict=True))
        return sha256("\n".join(lines).encode()).hexdigest()
