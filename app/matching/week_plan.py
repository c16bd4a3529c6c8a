"""The week planned near its optimum, with a bound that proves how near.

A plan is a proposal to people; nothing here sends anything. The same week and settings always
give the same plan, in whatever order rows come and however many processes work on it.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import numpy as np

from app.matching.plan.certificate import certify
from app.matching.plan.ejection import improve
from app.matching.plan.fair_queue import fair_queue
from app.matching.plan.first_plan import filled, load, make_state, priced_plan
from app.matching.plan.instance import PlanInstance, make_instance
from app.matching.plan.kept_loops import COMPILED
from app.matching.plan.mip import Effort
from app.matching.plan.model import relaxed_prices, solve_mip
from app.matching.plan.patterns import SCALE
from app.matching.plan.pins import Pinned, apply_pins
from app.matching.plan.polish import SerialExecutor, polish_once, processes, wake
from app.matching.plan.prices import Priced, find_prices, pace_of, pair_costs
from app.matching.plan.problems import PlanInputError, PlanNotValid, SolverFailed
from app.matching.plan.reasons import NotChosen, OpenPlaces, not_chosen, open_places
from app.matching.plan.replan import Replanned, replan
from app.matching.plan.restrict import keep_pairs, owners, value_of_plan
from app.matching.plan.settings import (
    WAITING_FULL_DAYS,
    WAITING_FULL_POINTS,
    Note,
    Pin,
    Plan,
    PlanSettings,
    Progress,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from concurrent.futures import Executor

    from numpy.typing import NDArray

    from app.matching.plan.instance import Columns
    from app.matching.plan.patterns import Prices

__all__ = [
    "NotChosen",
    "Note",
    "OpenPlaces",
    "Pin",
    "Plan",
    "PlanInputError",
    "PlanInstance",
    "PlanNotValid",
    "PlanSettings",
    "Progress",
    "Replanned",
    "SerialExecutor",
    "certify",
    "fair_queue",
    "make_instance",
    "not_chosen",
    "open_places",
    "processes",
    "replan",
    "solve",
    "waiting_points",
]


# Where the loops are plain Python: prices of the linear relaxation, bettered a little.
FEW_EVALUATIONS = 3


def silent(_progress: Progress) -> None:
    """Where nobody watches."""


def never() -> bool:
    """Where nobody stops it."""
    return False


def waiting_points(
    waiting: NDArray[np.int32], weight: int, first_tenth: int = 0, served: int = 0
) -> NDArray[np.int32]:
    """What it is worth that a client is served, by whole days of waiting; in points.

    Whoever has waited as long as the last of the longest-waiting tenth counts into it.
    """
    days = np.minimum(waiting.astype(np.int64), WAITING_FULL_DAYS)
    points = served + weight * WAITING_FULL_POINTS * days // WAITING_FULL_DAYS
    tenth = len(waiting) // 10
    if tenth:
        points[waiting >= np.sort(waiting)[-tenth]] += first_tenth
    return points.astype(np.int32)


@dataclass
class Run:
    """One planning under way: what is left to plan, the taken pairs of it, and who watches."""

    week: PlanInstance
    pinned: Pinned
    settings: PlanSettings
    progress: Callable[[Progress], None]
    stop: Callable[[], bool]
    taken: NDArray[np.bool_] = field(init=False)
    priced: Priced = field(init=False)
    notes: list[str] = field(default_factory=list)
    ended: str = "sweeps"
    sweeps: int = 0
    solved: bool = False

    def __post_init__(self) -> None:
        self.taken = np.zeros(len(self.pinned.rows), dtype=np.bool_)

    @property
    def columns(self) -> Columns:
        """What kernels read."""
        return self.pinned.columns

    def value(self) -> int:
        """Points of what is taken so far, without what pins fixed."""
        return value_of_plan(self.columns, self.taken)

    def tell(self, phase: str, done: int, of: int) -> None:
        """Report to who watches."""
        people = len(np.unique(owners(self.columns)[self.taken]))
        self.progress(Progress(phase, done, of, self.value(), self.priced.bound // SCALE, people))

    def near_enough(self) -> bool:
        """Whether the proven gap is small enough, or somebody stops it."""
        over = self.priced.bound - self.value() * SCALE
        if over * 1_000_000 <= self.settings.gap * self.value() * SCALE:
            self.ended = "gap"
        elif self.stop():
            self.ended = "stopped"
        return self.ended in {"gap", "stopped"}

    def find_prices(self) -> None:
        """The prices; who watches sees the bound fall."""
        warm = None if COMPILED else self.quick_prices()
        of = self.settings.evaluations * pace_of(self.columns).turns
        of = of if warm is None else FEW_EVALUATIONS

        def seen(count: int, bound: int) -> bool:
            self.progress(Progress("prices", count, of, 0, bound // SCALE, 0))
            return self.stop()

        self.priced = find_prices(self.columns, self.pinned.limits, of, warm, seen=seen)

    @property
    def small(self) -> bool:
        """Whether the whole week is one model."""
        return len(self.pinned.rows) <= self.settings.small

    def quick_prices(self) -> Prices | None:
        """Prices of a small week without the loops that take long when they are not compiled."""
        try:
            return relaxed_prices(self.columns, self.pinned.limits) if self.small else None
        except SolverFailed:
            return None

    def solve_whole(self) -> None:
        """The whole week as one model; without an answer the first plan stays."""
        effort = Effort(0.0, 100_000, self.settings.emergency_seconds)
        try:
            answer = solve_mip(self.columns, self.pinned.limits, self.taken, effort)
        except SolverFailed as problem:
            self.notes.append(problem.code)
            return
        if value_of_plan(self.columns, answer.taken) >= self.value():
            self.taken = answer.taken
        if answer.status == "Time limit reached":
            self.notes.append("emergency_stop")
        self.solved = answer.status in {"Optimal", "empty"}
        self.ended = "optimal" if self.solved else "nodes"
        self.tell("polish", 1, 1)

    def first_plan(self, wide: NDArray[np.int64]) -> None:
        """Everybody's best week at the prices, on the wide rows, then moves."""
        columns = keep_pairs(self.columns, wide, owners(self.columns))
        limits = self.pinned.limits
        state = priced_plan(columns, limits, self.priced.prices, self.priced.bounds)
        self.taken[wide] = state.taken
        self.tell("first", 1, 2)
        improve(columns, limits, state, self.settings.ejections)
        self.taken[wide] = state.taken
        self.tell("first", 2, 2)

    def move(self, wide: NDArray[np.int64]) -> None:
        """Moves across the borders of the parts, on the wide rows."""
        columns = keep_pairs(self.columns, wide, owners(self.columns))
        state = make_state(columns, self.pinned.limits)
        load(columns, state, self.taken[wide])
        improve(columns, self.pinned.limits, state, self.settings.ejections)
        self.taken[wide] = state.taken

    def polish(self, executor: Executor, cost: NDArray[np.int64]) -> None:
        """Sweeps over the core until near enough."""
        wide = self.rows_within(cost, self.settings.wide)
        while self.sweeps < self.settings.sweeps and not self.near_enough():
            rows = self.rows_within(cost, self.settings.delta)
            core = keep_pairs(self.columns, rows, owners(self.columns))
            run = (executor, self.sweeps)
            limits = self.pinned.limits
            found = polish_once(core, limits, self.taken[rows], self.settings, run, self.notes)
            self.taken[rows] = found
            self.move(np.union1d(wide, np.flatnonzero(self.taken)))
            self.sweeps += 1
            self.tell("polish", self.sweeps, self.settings.sweeps)
        self.near_enough()

    def rows_within(self, cost: NDArray[np.int64], delta: int) -> NDArray[np.int64]:
        """The rows whose reduced cost is within delta points, and those taken."""
        return np.flatnonzero((cost >= -delta * SCALE) | self.taken)

    def go(self, executor: Executor) -> None:
        """All phases."""
        if not self.small:
            wake(executor)
        self.find_prices()
        if self.small:
            if COMPILED:
                self.first_plan(np.arange(len(self.pinned.rows)))
            self.solve_whole()
            if not self.solved:
                self.fill_up()
            return
        cost = pair_costs(self.columns, self.priced, self.settings.wide)
        self.first_plan(self.rows_within(cost, self.settings.wide))
        self.polish(executor, cost)
        self.fill_up()

    def fill_up(self) -> None:
        """What is still free goes to whom it is worth most, over all pairs, until nobody wins."""
        self.taken = filled(self.columns, self.pinned.limits, self.taken)

    def plan(self, pins: tuple[Pin, ...]) -> Plan:
        """What came of it, in the rows and ids of the whole week."""
        week = self.week
        fixed = self.pinned.fixed
        rows = np.sort(np.concatenate((self.pinned.rows[self.taken], fixed)))
        chosen = np.zeros(week.pairs, dtype=np.bool_)
        chosen[rows] = True
        value = value_of_plan(week.columns, chosen)
        apart = (value - self.value()) * SCALE
        price_bound = self.priced.bound + apart
        solver_bound = value * SCALE if self.solved else price_bound
        return Plan(
            client_ids=tuple(week.client_ids[owners(week.columns)[rows]].tolist()),
            shift_ids=tuple(week.shift_ids[week.columns.shift[rows]].tolist()),
            pairs=rows, value=value, bound=min(price_bound, solver_bound),
            bound_by="solver" if solver_bound < price_bound else "prices",
            price_bound=price_bound, prices=self.priced.prices, bonus=week.columns.bonus,
            settings=self.settings, pins=pins, ended=self.ended, sweeps=self.sweeps,
            notes=(*self.pinned.notes, *(Note(code) for code in sorted(set(self.notes)))),
        )  # fmt: skip


def solve(
    instance: PlanInstance,
    settings: PlanSettings | None = None,
    *,
    pins: Iterable[Pin] = (),
    progress: Callable[[Progress], None] = silent,
    stop: Callable[[], bool] = never,
    executor: Executor | None = None,
) -> Plan:
    """The plan of a week, valid and with its bound; a smaller one when somebody stops it.

    Parts are solved by `executor`, in this process when there is none. `stop` is asked between
    steps. Raises PlanNotValid if the plan breaks a limit, which would be a fault of ours.
    """
    chosen = settings or PlanSettings()
    points = waiting_points(
        instance.waiting, chosen.waiting_weight, chosen.first_tenth, chosen.served
    )
    week = instance.with_bonus(points * instance.columns.seats)
    pins = (replace(pin, client_id=instance.team_of(pin.client_id)) for pin in pins)
    wanted = tuple(sorted(pins, key=lambda pin: (pin.client_id, pin.shift_id, pin.yes)))
    run = Run(week, apply_pins(week, wanted), chosen, progress, stop)
    run.go(executor or SerialExecutor())
    plan = run.plan(wanted)
    broken = certify(week, plan, bound=False).broken
    if broken:
        raise PlanNotValid("plan_breaks_a_limit", limits=broken)
    return plan
