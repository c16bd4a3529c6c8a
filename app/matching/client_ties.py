"""What few clients share, as pairs of a row and a number: sites, tasks, offers, visits, passes."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from app.domain.presence import FIRST_SHIFTS
from app.matching.ties import Codes

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from numpy.typing import NDArray

    from app.domain.vocabulary import PassKind
    from app.matching.client_tables import ClientTables

    # Rows, and the code that each is tied to.
    Tied = tuple[NDArray[np.int64], NDArray[np.int64]]


@dataclass
class Names:
    """The numbers given to units, coaches, places and so on; ids as whole numbers."""

    units: Codes[int] = field(default_factory=Codes)
    coaches: Codes[int] = field(default_factory=Codes)
    organisations: Codes[int] = field(default_factory=Codes)
    sites: Codes[int] = field(default_factory=Codes)
    shifts: Codes[int] = field(default_factory=Codes)
    tasks: Codes[int] = field(default_factory=Codes)
    # Tasks with how many shifts were performed there, counted as far as anybody asks.
    performed: Codes[tuple[int, int]] = field(default_factory=Codes)
    covered: Codes[tuple[int, str]] = field(default_factory=Codes)
    # Passes with the day since when work counts towards them.
    since: Codes[tuple[PassKind, date]] = field(default_factory=Codes)


def ties_of(
    told: ClientTables, names: Names, fields: frozenset[str] | None = None
) -> dict[str, Tied]:  # fmt: skip
    """The ties of these clients, or those that hold these fields: rows and codes by name."""
    return {
        tie: made(told, name, names)
        for name, (tie, made) in _TIED.items()
        if fields is None or name in fields
    }


def _ids(kind: str) -> Callable[[ClientTables, str, Names], Tied]:
    def made(told: ClientTables, name: str, names: Names) -> Tied:
        rows, ids = told.several(name)
        codes: Codes[int] = getattr(names, kind)
        return rows, np.array(codes.many([one.int for one in ids]), dtype=np.int64)

    return made


def _covered(told: ClientTables, name: str, names: Names) -> Tied:
    rows, weeks = told.several(name)
    coded = names.covered.many([(task.int, week) for task, week in weeks])
    return rows, np.array(coded, dtype=np.int64)


def _since(told: ClientTables, name: str, names: Names) -> Tied:
    rows, kinds, days = told.pairs(name)
    return rows, np.array(names.since.many(list(zip(kinds, days, strict=True))), dtype=np.int64)


def _performed(told: ClientTables, name: str, names: Names) -> Tied:
    rows, tasks, times = told.pairs(name)
    counted = np.minimum(np.array(times, dtype=np.int64), FIRST_SHIFTS).tolist()
    keys = list(zip([one.int for one in tasks], counted, strict=True))
    codes = np.array(names.performed.many(keys), dtype=np.int64)
    ever = np.array(counted, dtype=np.int64) > 0
    return rows[ever], codes[ever]


_TIED: dict[str, tuple[str, Callable[[ClientTables, str, Names], Tied]]] = {
    "blocked_organisation_ids": ("blocked", _ids("organisations")),
    "asked_shift_ids": ("asked", _ids("shifts")), "known_site_ids": ("sites", _ids("sites")),
    "familiar_shift_ids": ("familiar", _ids("shifts")), "team_shift_ids": ("team", _ids("shifts")),
    "committed_task_ids": ("committed", _ids("tasks")), "covered_weeks": ("covered", _covered),
    "pass_work_since": ("since", _since), "performed_at_task": ("performed", _performed),
}  # fmt: skip
