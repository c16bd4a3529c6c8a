"""CP-SAT on a model of yes-or-no columns, from an .npz to an .npy: MODEL ANSWER SECONDS.

Runs in the environment of requirements/bench.txt: its solver and ours do not bear each other in
one process.
"""

from __future__ import annotations

import sys

import numpy as np
from ortools.sat.python import cp_model

WORKERS, GAP = 2, 1e-3


def main() -> None:
    with np.load(sys.argv[1]) as told:
        gain, most = told["gain"], told["most"].tolist()
        order = np.argsort(told["row"], kind="stable")
        row, column, factor = (told[name][order] for name in ("row", "column", "factor"))
    model = cp_model.CpModel()
    taken = [model.new_bool_var("") for _ in range(len(gain))]
    starts = np.searchsorted(row, np.arange(len(most) + 1)).tolist()
    for r, limit in enumerate(most):
        columns = column[starts[r] : starts[r + 1]].tolist()
        factors = factor[starts[r] : starts[r + 1]].tolist()
        chosen = [taken[c] for c in columns]
        if limit == 1 and set(factors) == {1}:
            model.add_at_most_one(chosen)
        else:
            model.add(cp_model.LinearExpr.weighted_sum(chosen, factors) <= limit)
    model.maximize(cp_model.LinearExpr.weighted_sum(taken, gain.tolist()))
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = WORKERS
    solver.parameters.relative_gap_limit = GAP
    solver.parameters.max_time_in_seconds = float(sys.argv[3])
    solver.parameters.random_seed = 0
    status = solver.solve(model)
    found = status in {cp_model.OPTIMAL, cp_model.FEASIBLE}
    answer = [bool(solver.value(one)) for one in taken] if found else [False] * len(taken)
    np.save(sys.argv[2], np.array(answer))
    print(f"{solver.status_name(status)}, bound {solver.best_objective_bound:.0f}")


if __name__ == "__main__":
    main()
