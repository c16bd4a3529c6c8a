"""scipy's linear assignment of a week, one shift a client: an .npz to the pair rows in an .npy.

Limits of coaches and earnings are not its business: what it takes is repaired by who asked.
"""

from __future__ import annotations

import sys

import numpy as np
from scipy.optimize import linear_sum_assignment


def main() -> None:
    with np.load(sys.argv[1]) as told:
        client, shift, worth, places = (
            told[name] for name in ("client", "shift", "worth", "places")
        )
    clients, column = int(client.max()) + 1, np.repeat(np.arange(len(places)), places)
    row_at = np.full((clients, len(places)), -1, dtype=np.int32)
    row_at[client, shift] = np.arange(len(client))
    dense = np.zeros((clients, len(places)), dtype=np.int64)
    dense[client, shift] = worth
    who, where = linear_sum_assignment(dense[:, column], maximize=True)
    rows = row_at[who, column[where]]
    np.save(sys.argv[2], rows[rows >= 0])
    print("one shift each")


if __name__ == "__main__":
    main()
