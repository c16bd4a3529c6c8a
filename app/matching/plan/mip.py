"""A part of the week as a mixed-integer model, solved by HiGHS.

One variable a pair, one for each client whose being served counts. Rows: places, coach minutes,
the client's minutes and earnings, how many shifts these allow at most, cliques of shifts that
clash (travel and rest included), and "served only with a shift".
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from app.matching.plan.cliques import find_cliques
from app.matching.plan.problems import SolverFailed
from app.matching.plan.restrict import Limits, owners

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from app.matching.plan.instance import Columns


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


def limit_rows(group: NDArray[Any], size: NDArray[Any], limit: NDArray[Any]) -> Rows:
    """Rows "the sizes of a group's pairs stay within its limit", only where they could not."""
    sums = np.bincount(group, weights=size, minlength=len(limit)).astype(np.int64)
    tight = np.flatnonzero(sums > limit)
    number = np.full(len(limit), -1, dtype=np.int64)
    number[tight] = np.arange(len(tight))
    used = np.flatnonzero((number[group] >= 0) & (size > 0))
    return Rows(
        number[group[used]], used, size[used].astype(np.int64), limit[tight].astype(np.int64)
    )


def most_shifts(group: NDArray[Any], size: NDArray[Any], limit: NDArray[Any]) -> NDArray[np.int64]:
    """How many of a client's pairs fit at most, the smallest first."""
    order = np.lexsort((size, group))
    who, each = group[order], size[order].astype(np.int64)
    total = np.cumsum(each)
    starts = np.searchsorted(who, np.arange(len(limit)))
    before = np.concatenate(([0], total))[starts]
    fits = total - before[who] <= limit[who]
    return np.bincount(who[fits], minlength=len(limit)).astype(np.int64)


def all_rows(c: Columns, limits: Limits) -> list[Rows]:
    """Every row of the model but those of being served."""
    owner = owners(c)
    one = np.ones(len(owner), dtype=np.int64)
    pay = c.pay[c.shift]
    ceiling, room = c.ceiling.astype(np.int64), c.room.astype(np.int64)
    count = np.minimum(most_shifts(owner, c.minutes, ceiling), most_shifts(owner, pay, room))
    return [
        limit_rows(c.shift, one, limits.places),
        limit_rows(c.coach[owner], c.support, limits.coach),
        limit_rows(owner, c.minutes, ceiling),
        limit_rows(owner, pay, room),
        limit_rows(owner, one, count),
        Rows(*find_cliques(c)),
    ]


def served_rows(c: Columns) -> Rows:
    """Clients are served at most as often as they have shifts: y - sum of x <= 0."""
    owner = owners(c)
    counts = np.flatnonzero(c.bonus > 0)
    number = np.full(len(c.bonus), -1, dtype=np.int64)
    number[counts] = np.arange(len(counts))
    used = np.flatnonzero(number[owner] >= 0)
    return Rows(
        np.concatenate((np.arange(len(counts)), number[owner[used]])),
        np.concatenate((len(owner) + np.arange(len(counts)), used)),
        np.concatenate((np.ones(len(counts), dtype=np.int64), np.full(len(used), -1))),
        np.zeros(len(counts), dtype=np.int64),
    )


def stacked(parts: list[Rows]) -> Rows:
    """All rows under each other."""
    starts = np.cumsum([0] + [len(part.most) for part in parts[:-1]])
    return Rows(
        np.concatenate([part.row + start for part, start in zip(parts, starts, strict=True)]),
        np.concatenate([part.column for part in parts]),
        np.concatenate([part.factor for part in parts]),
        np.concatenate([part.most for part in parts]),
    )


def model_of(c: Columns, limits: Limits) -> Solver:
    """The model as HiGHS takes it."""
    import highspy  # noqa: PLC0415 - the web never loads it

    rows = stacked([*all_rows(c, limits), served_rows(c)])
    order = np.lexsort((rows.column, rows.row))
    counts = np.bincount(rows.row, minlength=len(rows.most))
    gain = np.concatenate((c.value, c.bonus[c.bonus > 0])).astype(np.float64)
    lp = highspy.HighsLp()
    lp.num_col_, lp.num_row_ = len(gain), len(rows.most)
    lp.col_cost_, lp.sense_ = gain, highspy.ObjSense.kMaximize
    lp.col_lower_, lp.col_upper_ = np.zeros(len(gain)), np.ones(len(gain))
    lp.row_lower_ = np.full(len(rows.most), -highspy.kHighsInf)
    lp.row_upper_ = rows.most.astype(np.float64)
    lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    lp.a_matrix_.start_ = np.concatenate(([0], np.cumsum(counts))).astype(np.int32)
    lp.a_matrix_.index_ = rows.column[order].astype(np.int32)
    lp.a_matrix_.value_ = rows.factor[order].astype(np.float64)
    lp.integrality_ = [highspy.HighsVarType.kInteger] * len(gain)
    return lp


def set_up(effort: Effort) -> Solver:
    """A solver that says nothing, uses one thread and always does the same."""
    import highspy  # noqa: PLC0415 - the web never loads it

    solver = highspy.Highs()
    options = {
        "output_flag": False, "threads": 1, "parallel": "off", "random_seed": 0,
        "mip_rel_gap": float(effort.gap), "mip_abs_gap": 0.99, "mip_max_nodes": int(effort.nodes),
        "time_limit": float(effort.seconds),
    }  # fmt: skip
    for name, value in options.items():
        solver.setOptionValue(name, value)
    return solver


def begin_with(solver: Solver, c: Columns, warm: NDArray[np.bool_]) -> None:
    """Give the solver a plan to start from."""
    import highspy  # noqa: PLC0415 - the web never loads it

    served = np.bincount(owners(c)[warm], minlength=len(c.bonus)) > 0
    solution = highspy.HighsSolution()
    solution.col_value = np.concatenate((warm, served[c.bonus > 0])).astype(np.float64)
    solver.setSolution(solution)


def solve_mip(c: Columns, limits: Limits, warm: NDArray[np.bool_], effort: Effort) -> Answer:
    """The best taken pairs that HiGHS finds. Raises SolverFailed when it gives none."""
    import highspy  # noqa: PLC0415 - the web never loads it

    if len(c.shift) == 0:
        return Answer(warm.copy(), "empty", 0.0, 0)
    solver = set_up(effort)
    if solver.passModel(model_of(c, limits)) == highspy.HighsStatus.kError:
        raise SolverFailed("solver_refused_the_model")
    begin_with(solver, c, warm)
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
    values = np.asarray(solver.getSolution().col_value)[: len(c.shift)]
    return Answer(values > 0.5, told, float(info.mip_dual_bound), int(info.mip_node_count))
