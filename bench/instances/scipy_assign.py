"""scipy's linear assignment of the matrices in an .npz: cost and the fastest seconds, as JSON.

Runs in the environment of requirements/bench.txt, where nothing of ours is installed.
"""

from __future__ import annotations

import json
import sys
import time

import numpy as np
from scipy.optimize import linear_sum_assignment


def main() -> None:
    found = {}
    with np.load(sys.argv[1]) as matrices:
        for name, cost in matrices.items():
            times = []
            for _ in range(int(sys.argv[2])):
                begun = time.perf_counter()
                rows, columns = linear_sum_assignment(cost)
                times.append(time.perf_counter() - begun)
            found[name] = {"cost": int(cost[rows, columns].sum()), "seconds": min(times)}
    print(json.dumps(found))


if __name__ == "__main__":
    main()
