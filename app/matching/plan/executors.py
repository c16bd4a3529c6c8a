"""Where the parts of a plan are solved: here, in processes of this machine, or on a cluster.

Whichever it is, answers are taken by part number, so the plan is the same.
"""

from __future__ import annotations

from concurrent.futures import Executor, Future
from threading import Lock
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar

from app.matching.plan.polish import SerialExecutor, processes
from app.matching.plan.problems import PlanInputError, SolverFailed

if TYPE_CHECKING:
    from collections.abc import Callable

P = ParamSpec("P")
T = TypeVar("T")

CLUSTER = "dask://"
# How long a cluster may take to answer at the first call. Unit: seconds.
PATIENCE = 10
_ONE_AT_A_TIME = Lock()


def executor_for(address: str | None, workers: int) -> Executor:
    """Who solves the parts: `dask://HOST:PORT`, else so many processes, else this one process.

    To be closed by whoever asked for it. Raises: PlanInputError("unknown_executor"),
    SolverFailed("cluster_missing") where `distributed` is not installed and
    SolverFailed("cluster_silent") when nobody answers at the address.
    """
    if address is None:
        return processes(workers) if workers > 1 else SerialExecutor()
    if not address.startswith(CLUSTER) or ":" not in address.removeprefix(CLUSTER):
        raise PlanInputError("unknown_executor", address=address)
    return ClusterExecutor(address.removeprefix(CLUSTER))


def alone(call: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """The call's answer; never two at once in a process, which the solver does not bear."""
    with _ONE_AT_A_TIME:
        return call(*args, **kwargs)


class ClusterExecutor(Executor):
    """The workers of a running Dask cluster; they need this code and the planner's packages."""

    def __init__(self, address: str) -> None:
        """Connects. Raises: SolverFailed."""
        try:
            from distributed import Client  # noqa: PLC0415 - an extra of few
        except ImportError as error:
            raise SolverFailed("cluster_missing") from error
        try:
            self._client: Any = Client(f"tcp://{address}", timeout=PATIENCE, set_as_default=False)
        except (OSError, ValueError) as error:
            raise SolverFailed("cluster_silent", address=address) from error
        # What comes of a call may have any type, which the bare interface cannot say.
        self._workers: Any = self._client.get_executor(pure=False)

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """The call's future; a worker that is lost gives it SolverFailed("solver_died")."""
        told: Future[T] = Future()
        asked = self._workers.submit(alone, fn, *args, **kwargs)
        asked.add_done_callback(lambda done: hand_over(done, told))
        return told

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:  # noqa: FBT001, FBT002 - as its base
        """Let go of the cluster, which goes on for others."""
        self._workers.shutdown(wait=wait and not cancel_futures)
        self._client.close()


def hand_over(done: Future[Any], told: Future[Any]) -> None:
    """What came of a cluster's call, with its losses as ours."""
    trouble = SolverFailed("solver_died") if done.cancelled() else done.exception()
    if trouble is None:
        told.set_result(done.result())
    elif type(trouble).__module__.startswith("distributed"):
        told.set_exception(SolverFailed("solver_died"))
    else:
        told.set_exception(trouble)
