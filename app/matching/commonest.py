"""What keeps each client from most of the coming shifts, for everybody at once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from app.matching.bits import unpack
from app.matching.shortlist import Group
from app.matching.standing import code_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from app.matching.bits import Flags
    from app.matching.shift_standing import ShiftStanding

# Of the four ways not to be free none is told apart here.
NOT_FREE = "not_free_then"


@dataclass(frozen=True)
class Commonest:
    """By client's row: whether a shift fits, and the number of the code that is told most often.

    The number is -1 for whom nothing stops; of codes told as often it is the first by letter.
    """

    codes: tuple[str, ...]
    fits: Flags
    code: NDArray[np.int64]


def commonest(standings: Iterable[ShiftStanding], capacity: int) -> Commonest:
    """The reasons over these shifts, each the one that a list would tell of the client."""
    fits = np.zeros(capacity, dtype=np.bool_)
    told: dict[str, NDArray[np.int32]] = {}
    for standing in standings:
        fits |= unpack(standing.groups[Group.FITS])
        for rule in standing.stopped.rules:
            code = NOT_FREE if rule.name == "free_time" else code_of(rule.name)
            stopped = unpack(standing.stopped.told(rule.name) & standing.stopped.everybody)
            told[code] = told.get(code, np.zeros(capacity, dtype=np.int32)) + stopped
    codes = tuple(sorted(told))
    if not codes:
        return Commonest((), fits, np.full(capacity, -1, dtype=np.int64))
    counts = np.stack([told[code] for code in codes])
    return Commonest(codes, fits, np.where(counts.any(axis=0), counts.argmax(axis=0), -1))
