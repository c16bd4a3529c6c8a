"""Sweeps over the parts of a plan, each part solved by HiGHS in a process of its own."""

from __future__ import annotations

from concurrent.futures import Executor, Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context
from typing import TYPE_CHECKING, ParamSpec, TypeVar

from app.matching.plan.mip import Answer, Effort, ready, solve_model
from app.matching.plan.model import make_model, warm_columns
from app.matching.plan.parts import split
from app.matching.plan.problems import SolverFailed

if TYPE_CHECKING:
    from collections.abc import Callable

    import numpy as np
    from numpy.typing import NDArray

    from app.matching.plan.instance import Columns
    from app.matching.plan.restrict import Limits
    from app.matching.plan.settings import PlanSettings

P = ParamSpec("P")
T = TypeVar("T")
WORKERS_WOKEN = 4


class SerialExecutor(Executor):
    """Does each thing at once, in this process: for tests and for small units."""

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """The finished future of the call."""
        future: Future[T] = Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except (SolverFailed, MemoryError, ArithmeticError) as problem:
            future.set_exception(problem)
        return future


def processes(workers: int) -> ProcessPoolExecutor:
    """So many fresh processes: HiGHS and numba don't like to be forked."""
    return ProcessPoolExecutor(workers, mp_context=get_context("spawn"))


def wake(executor: Executor) -> None:
    """Let worker processes start while prices are found; what they say is not waited for."""
    for _ in range(WORKERS_WOKEN if isinstance(executor, ProcessPoolExecutor) else 0):
        executor.submit(ready)


def answer_of(future: Future[Answer], notes: list[str]) -> Answer | None:
    """The part's answer; None with a note when its solver died or answered nothing."""
    try:
        answer = future.result()
    except SolverFailed as problem:
        notes.append(problem.code)
        return None
    except (BrokenProcessPool, MemoryError, OSError):
        notes.append("solver_died")
        return None
    if answer.status == "Time limit reached":
        notes.append("emergency_stop")
    return answer


def polish_once(
    c: Columns, limits: Limits, taken: NDArray[np.bool_], settings: PlanSettings,
    run: tuple[Executor, int], notes: list[str],
) -> NDArray[np.bool_]:  # fmt: skip
    """One sweep: every part solved apart; parts without an answer stay as they were."""
    executor, angle = run
    # A core of little more than a part is solved whole: cutting would cost more than it saves.
    size = settings.part if len(c.shift) > 2 * settings.part else 2 * settings.part
    parts = split(c, limits, taken, size, angle)
    effort = Effort(settings.part_gap, settings.nodes, settings.emergency_seconds)
    # The largest first, so that no worker waits long; answers are taken by part number.
    order = sorted(range(len(parts)), key=lambda q: (-len(parts[q].pairs), q))
    futures: dict[int, Future[Answer]] = {}
    try:
        for q in order:
            part = parts[q]
            model = make_model(part.columns, part.limits)
            warm = warm_columns(part.columns, part.limits, taken[part.pairs])
            futures[q] = executor.submit(solve_model, model, warm, effort)
    except BrokenProcessPool:
        notes.append("solver_died")
    found = taken.copy()
    for q in sorted(futures):
        answer = answer_of(futures[q], notes)
        if answer is not None:
            found[parts[q].pairs] = answer.taken
    return found
