"""A part's mixed-integer model, solved by HiGHS; worker processes load no more than this."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from app.matching.plan.problems import SolverFailed

if TYPE_CHECKING:
    from numpy.typing import NDArray

# highspy brings no types.
Solver = Any


class Effort(NamedTuple):
    """When to stop: share of the value still open, nodes; seconds only as an emergency."""

    gap: float = 0.0
    nodes: int = 100_000
    seconds: float = 600.0


class Rows(NamedTuple):
    """Entries of rows `a x <= most`: row number, column, factor; and each row's limit."""

    row: NDArray[np.int64]
    column: NDArray[np.int64]
    factor: NDArray[np.int64]
    most: NDArray[np.int64]


class Answer(NamedTuple):
    """What the solver found: taken (m), how it ended, its own bound in points (not exact)."""

    taken: NDArray[np.bool_]
    status: str
    bound: float
    nodes: int


class Model(NamedTuple):
    """What HiGHS is asked: `gain` of each yes-or-no column, the pairs first, and the rows."""

    gain: NDArray[np.int64]
    pairs: int
    rows: Rows


def _highspy() -> Any:  # noqa: ANN401 - brings no types
    """The solver. Raises: SolverFailed("solver_missing") where it is not installed."""
    try:
        import highspy  # noqa: PLC0415 - the web never loads it
    except ImportError as error:
        raise SolverFailed("solver_missing") from error
    return highspy


def ready() -> bool:
    """Loads the solver, so that a worker process has it when the first part comes."""
    return bool(_highspy())


def as_highs(model: Model) -> Solver:
    """The model as HiGHS takes it."""
    highspy = _highspy()
    rows, size = model.rows, len(model.gain)
    order = np.lexsort((rows.column, rows.row))
    counts = np.bincount(rows.row, minlength=len(rows.most))
    lp = highspy.HighsLp()
    lp.num_col_, lp.num_row_ = size, len(rows.most)
    lp.col_cost_, lp.sense_ = model.gain.astype(np.float64), highspy.ObjSense.kMaximize
    lp.col_lower_, lp.col_upper_ = np.zeros(size), np.ones(size)
    lp.row_lower_ = np.full(len(rows.most), -highspy.kHighsInf)
    lp.row_upper_ = rows.most.astype(np.float64)
    lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    lp.a_matrix_.start_ = np.concatenate(([0], np.cumsum(counts))).astype(np.int32)
    lp.a_matrix_.index_ = rows.column[order].astype(np.int32)
    lp.a_matrix_.value_ = rows.factor[order].astype(np.float64)
    lp.integrality_ = [highspy.HighsVarType.kInteger] * size
    return lp


def set_up(effort: Effort) -> Solver:
    """A solver that says nothing, uses one thread and always does the same."""
    highspy = _highspy()

    solver: Solver = highspy.Highs()
    options: dict[str, Any] = {
        "output_flag": False, "threads": 1, "parallel": "off", "random_seed": 0,
        "mip_rel_gap": float(effort.gap), "mip_abs_gap": 0.99, "mip_max_nodes": int(effort.nodes),
        "time_limit": float(effort.seconds),
    }  # fmt: skip
    for name, value in options.items():
        solver.setOptionValue(name, value)
    return solver


def begin_with(solver: Solver, warm: NDArray[np.bool_]) -> None:
    """Give the solver columns to start from."""
    highspy = _highspy()

    solution = highspy.HighsSolution()
    solution.col_value = warm.astype(np.float64)
    solver.setSolution(solution)


def row_prices(model: Model) -> NDArray[np.float64]:
    """What one more of each row's limit is worth when columns may be parts of one; in points.

    Raises SolverFailed when there is no answer.
    """
    highspy = _highspy()
    solver, relaxed = set_up(Effort()), as_highs(model)
    relaxed.integrality_ = []
    solver.passModel(relaxed)
    solver.run()
    if solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
        raise SolverFailed("solver_gave_no_answer")
    found: NDArray[np.float64] = np.abs(np.asarray(solver.getSolution().row_dual))
    return found


def solve_model(model: Model, warm: NDArray[np.bool_], effort: Effort) -> Answer:
    """The best pairs that HiGHS finds, never worse than the warm columns it begins with.

    Raises SolverFailed when it gives none.
    """
    highspy = _highspy()

    solver = set_up(effort)
    if solver.passModel(as_highs(model)) == highspy.HighsStatus.kError:
        raise SolverFailed("solver_refused_the_model")
    begin_with(solver, warm)
    ran = solver.run()
    status, info = solver.getModelStatus(), solver.getInfo()
    told = solver.modelStatusToString(status)
    usable = info.primal_solution_status == int(highspy.SolutionStatus.kSolutionStatusFeasible)
    known = status in {
        highspy.HighsModelStatus.kOptimal, highspy.HighsModelStatus.kSolutionLimit,
        highspy.HighsModelStatus.kTimeLimit, highspy.HighsModelStatus.kIterationLimit,
        highspy.HighsModelStatus.kInterrupt,
    }  # fmt: skip
    if ran == highspy.HighsStatus.kError or not known or not usable:
        raise SolverFailed("solver_gave_no_answer", status=told)
    found = np.asarray(solver.getSolution().col_value) > 0.5
    better = int(model.gain[found].sum()) >= int(model.gain[warm].sum())
    taken = (found if better else warm)[: model.pairs]
    return Answer(taken, told, float(info.mip_dual_bound), int(info.mip_node_count))
