"""Many clients' facts turned into bits, numbers and ties: the way into `columns`.

Takes `ClientTables`, so that no record is made per client.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import chain
from typing import TYPE_CHECKING, Any

import numpy as np

from app.domain.presence import FIRST_SHIFTS
from app.domain.vocabulary import (
    LEVELS,
    Category,
    Language,
    OwnRule,
    PassKind,
    Scale,
    SupportNeed,
)
from app.matching.bits import WORD, Bits, from_rows, none_of, pack, room_for
from app.matching.free_times import QUARTER
from app.matching.ties import Codes
from app.matching.ways import NOWHERE

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date
    from enum import StrEnum

    from numpy.typing import NDArray

    from app.domain.calendar import DayException
    from app.domain.working_time import Period
    from app.matching.bits import Rows
    from app.matching.client_tables import ClientTables
    from app.matching.dated_pairs import Dated

    Values = Mapping[str, Any]

QUARTERS = 96
WEEK_QUARTERS = 7 * QUARTERS
TOP_LEVEL = max(len(words) for words in LEVELS.values())
# Fewer free times are written one by one; more numbers than a week has quarters.
_FEW, _ROOM = 64, 1024
# So many may go together; a team of more is kept as one of so many.
MOST_TOGETHER = 4
# What stands for "no limit" in a column of limits.
UNLIMITED = np.iinfo(np.int32).max


def numbered(kind: type[StrEnum]) -> dict[Any, int]:
    """Each word of a closed list with its place in it."""
    return {word: n for n, word in enumerate(kind)}


CATEGORY, SCALE, PASS_KIND = numbered(Category), numbered(Scale), numbered(PassKind)
OWN_RULE, LANGUAGE, NEED = numbered(OwnRule), numbered(Language), numbered(SupportNeed)

# The stack of bitmaps, one for each name and number: where each name begins.
WIDTHS = {
    "free": WEEK_QUARTERS, "known": 1, "free_days": 7, "some": 7, "work_days": 7,
    "wishes": len(CATEGORY),
    "avoided": len(CATEGORY), "own_rules": len(OWN_RULE), "passes": len(PASS_KIND),
    "known_categories": len(CATEGORY), "limited": len(SCALE), "below": len(SCALE) * TOP_LEVEL,
    "needs": len(NEED), "goes_alone": 1, "non_disclosure": 1, "alive": 1,
    "together": MOST_TOGETHER - 1, "committed": 2,
}  # fmt: skip
AT: dict[str, int] = {}
HEIGHT = 0
for _name, _width in WIDTHS.items():
    AT[_name] = HEIGHT
    HEIGHT += _width

DENSE: dict[str, type[np.generic]] = {
    "lat": np.float64, "lon": np.float64, "max_travel": np.int32, "max_week": np.int32,
    "max_month": np.int32, "max_cents": np.int32, "waiting": np.int32, "unit": np.int32,
    "coach": np.int32, "language": np.int8,
}  # fmt: skip
TIES = (
    "blocked", "asked", "sites", "performed", "covered", "familiar", "since", "committed", "team",
)  # fmt: skip


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


@dataclass(frozen=True)
class ClientRows:
    """Some clients, encoded: a stack of bitmaps, dense columns, ties, and what few have."""

    bits: Bits
    ids: NDArray[np.uint8]
    dense: dict[str, NDArray[Any]]
    ties: dict[str, tuple[NDArray[np.int64], NDArray[np.int64]]]
    agreed: tuple[NDArray[np.int64], Sequence[Values]]
    exceptions: dict[int, tuple[DayException, ...]]
    sessions: dict[int, tuple[Period, ...]]
    blocked_from: dict[int, tuple[Dated, ...]]


def encode(told: ClientTables, names: Names) -> ClientRows:
    """These clients as rows from 0 on."""
    return ClientRows(
        bits=bits_of(told),
        ids=np.frombuffer(told.ids, dtype=np.uint8).reshape(-1, 16),
        dense=dense_of(told, names),
        ties=_ties(told, names),
        agreed=told.several("agreed"),
        exceptions=_few(told, "exceptions"),
        sessions=_few(told, "sessions"),
        blocked_from=_few(told, "blocked_from"),
    )


def _few(told: ClientTables, name: str) -> dict[int, tuple[Any, ...]]:
    grouped: dict[int, list[Any]] = {}
    rows, values = told.several(name)
    for row, value in zip(rows.tolist(), values, strict=True):
        grouped.setdefault(row, []).append(value)
    return {row: tuple(values) for row, values in grouped.items()}


# --- bitmaps


def bits_of(told: ClientTables) -> Bits:
    """The stack of bitmaps of these clients."""
    capacity = room_for(len(told))
    bits = np.zeros((HEIGHT, len(none_of(capacity))), dtype=np.uint64)
    flags = np.zeros((HEIGHT - WEEK_QUARTERS, capacity), dtype=np.bool_)
    part = {name: flags[AT[name] - WEEK_QUARTERS :] for name in WIDTHS if name != "free"}
    _write_flags(part, told)
    _write_times(part, bits[:WEEK_QUARTERS], told)
    bits[WEEK_QUARTERS:] = pack(flags)
    return bits


def _write_times(part: Mapping[str, NDArray[np.bool_]], free: Bits, told: ClientTables) -> None:
    """Free times by the quarter, and of whom and of which weekdays anything is known."""
    rows, spans = told.free_times()
    weekdays, starts, ends = spans.T
    firsts, lasts = -(-starts // QUARTER), ends // QUARTER
    whole = np.flatnonzero(lasts > firsts)
    part["known"][0, rows] = True
    part["free_days"][weekdays, rows] = True
    part["some"][weekdays[whole], rows[whole]] = True
    begins = weekdays[whole] * QUARTERS + firsts[whole]
    _write_free(free, rows[whole], begins, begins + lasts[whole] - firsts[whole])


def _write_free(bits: Bits, rows: Rows, begins: Rows, ends: Rows) -> None:
    """Each quarter of the week that lies wholly within a free time, as `free_times.inside`."""
    if len(rows) < _FEW:
        for row, first, last in zip(rows.tolist(), begins.tolist(), ends.tolist(), strict=True):
            bits[first:last, row // WORD] |= np.uint64(1 << row % WORD)
        return
    # Stable, since most often they are in order already, which that sort finds out.
    order = np.argsort(rows * _ROOM + begins, kind="stable")
    row, first, last = rows[order], begins[order], ends[order]
    while len(row):
        # One after another where they overlap; as they are stored they never do.
        reached = np.maximum.accumulate(row * _ROOM + last)
        again = np.append(False, row[1:] * _ROOM + first[1:] < reached[:-1])
        _toggle(bits, row[~again], first[~again], last[~again])
        row, first, last = row[again], first[again], last[again]


def _toggle(bits: Bits, rows: Rows, begins: Rows, ends: Rows) -> None:
    """Add times of which no two of one row overlap: what begins and what ends, by the quarter."""
    capacity = bits.shape[1] * WORD
    starting, ending = _grouped(begins, rows), _grouped(ends, rows)
    free = none_of(capacity)
    for quarter in range(WEEK_QUARTERS):
        if quarter in ending:
            free &= ~from_rows(ending[quarter], capacity)
        if quarter in starting:
            free |= from_rows(starting[quarter], capacity)
        bits[quarter] |= free


def _grouped(keys: Rows, rows: Rows) -> dict[int, Rows]:
    # So short a number is sorted by its digits.
    order = np.argsort(keys.astype(np.int16), kind="stable")
    values, firsts = np.unique(keys[order], return_index=True)
    return dict(zip(values.tolist(), np.split(rows[order], firsts[1:]), strict=False))


def _write_flags(part: Mapping[str, NDArray[np.bool_]], told: ClientTables) -> None:
    count = len(told)
    for name, table in (
        ("wishes", CATEGORY), ("avoided", CATEGORY), ("known_categories", CATEGORY),
        ("own_rules", OWN_RULE), ("passes", PASS_KIND),
    ):  # fmt: skip
        rows, words = told.several(name)
        part[name][_codes(words, table), rows] = True
    rows, days = told.several("work_activity_weekdays")
    part["work_days"][np.array(days, dtype=np.int64), rows] = True
    _write_limits(part, told)
    part["needs"][_codes(told.one_each("support_need"), NEED), np.arange(count)] = True
    for name in ("goes_alone", "non_disclosure"):
        part[name][0, :count] = told.one_each(name)
    part["alive"][0, :count] = True
    _write_bonds(part, told)


def _write_bonds(part: Mapping[str, NDArray[np.bool_]], told: ClientTables) -> None:
    """Who goes together with how many at least, and who has one or more works agreed."""
    count = len(told)
    together = np.array(told.one_each("together"), dtype=np.int64)
    for number in range(MOST_TOGETHER - 1):
        part["together"][number, :count] = together > number + 1
    rows, _tasks = told.several("committed_task_ids")
    agreed = np.bincount(rows, minlength=count)
    for number in range(2):
        part["committed"][number, :count] = agreed > number


def _codes(words: Sequence[Any], table: Mapping[Any, int]) -> NDArray[np.int64]:
    return np.fromiter(map(table.__getitem__, words), dtype=np.int64, count=len(words))


def _write_limits(part: Mapping[str, NDArray[np.bool_]], told: ClientTables) -> None:
    """Who has a limit on a scale, and whose is below each level."""
    rows, words, limits = told.pairs("limits")
    scales, levels = _codes(words, SCALE), np.array(limits, dtype=np.int64)
    if len(levels) and not 0 <= int(levels.min()) <= int(levels.max()) <= TOP_LEVEL:
        raise ValueError("a limit that is no level of its scale")
    part["limited"][scales, rows] = True
    for level in range(1, TOP_LEVEL + 1):
        low = levels < level
        part["below"][scales[low] * TOP_LEVEL + level - 1, rows[low]] = True


# --- dense columns and ties


def _limit(told: ClientTables, name: str) -> NDArray[np.int32]:
    """A ceiling, or `UNLIMITED`; one that no column holds is as good as none."""
    # None becomes no number.
    known = np.array(told.one_each(name), dtype=np.float64)
    most = np.where(np.isnan(known), UNLIMITED, np.minimum(known, UNLIMITED - 1))
    return most.astype(np.int32)


def dense_of(told: ClientTables, names: Names) -> dict[str, NDArray[Any]]:
    """The columns of `DENSE` of these clients."""
    places = [one or NOWHERE for one in told.one_each("place")]
    flat = np.fromiter(chain.from_iterable(places), dtype=np.float64, count=2 * len(places))
    units = names.units.many([one.int for one in told.one_each("unit_id")])
    return {
        "lat": flat[::2].copy(),
        "lon": flat[1::2].copy(),
        "max_travel": _limit(told, "max_travel_minutes"),
        "max_week": _limit(told, "max_minutes_week"),
        "max_month": _limit(told, "max_minutes_month"),
        "max_cents": _limit(told, "max_cents_month"),
        "waiting": np.array(told.one_each("waiting_days"), dtype=np.int32),
        "unit": np.array(units, dtype=np.int32),
        "coach": _coaches(told, names),
        "language": _codes(told.one_each("language"), LANGUAGE).astype(np.int8),
    }


def _coaches(told: ClientTables, names: Names) -> NDArray[np.int32]:
    ids = told.one_each("coach_id")
    coached = np.array([one is not None for one in ids], dtype=np.bool_)
    coaches = np.full(len(ids), -1, dtype=np.int32)
    coaches[coached] = names.coaches.many([one.int for one in ids if one is not None])
    return coaches


def _ties(
    told: ClientTables, names: Names
) -> dict[str, tuple[NDArray[np.int64], NDArray[np.int64]]]:
    found = {}
    for name, field_name, codes in (
        ("blocked", "blocked_organisation_ids", names.organisations),
        ("asked", "asked_shift_ids", names.shifts),
        ("sites", "known_site_ids", names.sites),
        ("familiar", "familiar_shift_ids", names.shifts),
        ("team", "team_shift_ids", names.shifts),
        ("committed", "committed_task_ids", names.tasks),
    ):
        rows, ids = told.several(field_name)
        found[name] = rows, np.array(codes.many([one.int for one in ids]), dtype=np.int64)
    rows, weeks = told.several("covered_weeks")
    coded = names.covered.many([(task.int, week) for task, week in weeks])
    found["covered"] = rows, np.array(coded, dtype=np.int64)
    rows, kinds, days = told.pairs("pass_work_since")
    since = names.since.many(list(zip(kinds, days, strict=True)))
    found["since"] = rows, np.array(since, dtype=np.int64)
    return found | {"performed": _performed(told, names)}


def _performed(told: ClientTables, names: Names) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    rows, tasks, times = told.pairs("performed_at_task")
    counted = np.minimum(np.array(times, dtype=np.int64), FIRST_SHIFTS).tolist()
    keys = list(zip([one.int for one in tasks], counted, strict=True))
    codes = np.array(names.performed.many(keys), dtype=np.int64)
    ever = np.array(counted, dtype=np.int64) > 0
    return rows[ever], codes[ever]
