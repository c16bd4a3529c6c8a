"""Many clients' facts turned into bits, numbers and ties: the way into `columns`.

Takes `ClientTables`, so that no record is made per client.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from itertools import chain
from typing import TYPE_CHECKING, Any

import numpy as np

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
from app.matching.client_ties import ties_of
from app.matching.free_times import QUARTER, QUARTERS
from app.matching.ways import NOWHERE

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from enum import StrEnum

    from numpy.typing import NDArray

    from app.domain.calendar import DayException
    from app.domain.working_time import Period
    from app.matching.bits import Rows
    from app.matching.client_tables import ClientTables
    from app.matching.client_ties import Names, Tied
    from app.matching.dated_pairs import Dated

    Values = Mapping[str, Any]
    # Flags by the names of bitmaps, a row of them for each number.
    Flags = Mapping[str, NDArray[np.bool_]]
    Writer = Callable[[Flags, ClientTables], None]

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
# Fields that are kept in bitmaps of other names.
KEPT_IN = {
    "availability": ("free", "known", "free_days", "some"),
    "work_activity_weekdays": ("work_days",), "limits": ("limited", "below"),
    "support_need": ("needs",), "committed_task_ids": ("committed",),
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


@dataclass(frozen=True)
class ClientRows:
    """Some clients, encoded: a stack of bitmaps, dense columns, ties, and what few have."""

    bits: Bits
    ids: NDArray[np.uint8]
    dense: dict[str, NDArray[Any]]
    ties: dict[str, Tied]
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
        ties=ties_of(told, names),
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
    part["alive"][0, : len(told)] = True
    for write in _WRITERS.values():
        write(part, told)
    _write_free(bits[:WEEK_QUARTERS], *_write_times(part, told))
    bits[WEEK_QUARTERS:] = pack(flags)
    return bits


def flags_of(told: ClientTables, fields: frozenset[str]) -> tuple[Rows, NDArray[np.bool_]]:
    """Of one client: in which bitmaps these fields are kept, and the client's bit in each."""
    flags = np.zeros((HEIGHT, 1), dtype=np.bool_)
    part = {name: flags[AT[name] :] for name in _names_of(fields)}
    part["alive"][0, 0] = True
    for name in fields & _WRITERS.keys():
        _WRITERS[name](part, told)
    if "availability" in fields:
        _rows, begins, ends = _write_times(part, told)
        for first, last in zip(begins.tolist(), ends.tolist(), strict=True):
            flags[first:last] = True
    where = _kept_in(fields)
    return where, flags[where, 0]


@cache
def _names_of(fields: frozenset[str]) -> tuple[str, ...]:
    """The bitmaps in which these fields are kept."""
    names = {"alive"}.union(*(KEPT_IN.get(name, (name,)) for name in fields))
    return tuple(sorted(names & WIDTHS.keys()))


@cache
def _kept_in(fields: frozenset[str]) -> Rows:
    return np.concatenate([np.arange(AT[one], AT[one] + WIDTHS[one]) for one in _names_of(fields)])


def _write_times(part: Flags, told: ClientTables) -> tuple[Rows, Rows, Rows]:
    """Of whom and of which weekdays any free time is known; and the quarters of the week."""
    rows, spans = told.free_times()
    weekdays, starts, ends = spans.T
    firsts, lasts = -(-starts // QUARTER), ends // QUARTER
    whole = np.flatnonzero(lasts > firsts)
    part["known"][0, rows] = True
    part["free_days"][weekdays, rows] = True
    part["some"][weekdays[whole], rows[whole]] = True
    begins = weekdays[whole] * QUARTERS + firsts[whole]
    return rows[whole], begins, begins + lasts[whole] - firsts[whole]


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


def _words(name: str, table: Mapping[Any, int]) -> Writer:
    def write(part: Flags, told: ClientTables) -> None:
        rows, words = told.several(name)
        if len(words):
            part[name][_codes(words, table), rows] = True

    return write


def _yes(name: str) -> Writer:
    def write(part: Flags, told: ClientTables) -> None:
        part[name][0, : len(told)] = told.one_each(name)

    return write


def _write_work_days(part: Flags, told: ClientTables) -> None:
    rows, days = told.several("work_activity_weekdays")
    part["work_days"][np.array(days, dtype=np.int64), rows] = True


def _write_needs(part: Flags, told: ClientTables) -> None:
    part["needs"][_codes(told.one_each("support_need"), NEED), np.arange(len(told))] = True


def _write_together(part: Flags, told: ClientTables) -> None:
    """Who goes together with how many at least."""
    together = np.array(told.one_each("together"), dtype=np.int64)
    for number in range(MOST_TOGETHER - 1):
        part["together"][number, : len(told)] = together > number + 1


def _write_committed(part: Flags, told: ClientTables) -> None:
    """Who has one or more works agreed."""
    rows, _tasks = told.several("committed_task_ids")
    agreed = np.bincount(rows, minlength=len(told))
    for number in range(2):
        part["committed"][number, : len(told)] = agreed > number


def _codes(words: Sequence[Any], table: Mapping[Any, int]) -> NDArray[np.int64]:
    return np.fromiter(map(table.__getitem__, words), dtype=np.int64, count=len(words))


def _write_limits(part: Flags, told: ClientTables) -> None:
    """Who has a limit on a scale, and whose is below each level."""
    rows, words, limits = told.pairs("limits")
    scales, levels = _codes(words, SCALE), np.array(limits, dtype=np.int64)
    if len(levels) and not 0 <= int(levels.min()) <= int(levels.max()) <= TOP_LEVEL:
        raise ValueError("a limit that is no level of its scale")
    part["limited"][scales, rows] = True
    for level in range(1, TOP_LEVEL + 1):
        low = levels < level
        part["below"][scales[low] * TOP_LEVEL + level - 1, rows[low]] = True


_WRITERS: dict[str, Writer] = {
    "wishes": _words("wishes", CATEGORY), "avoided": _words("avoided", CATEGORY),
    "known_categories": _words("known_categories", CATEGORY),
    "own_rules": _words("own_rules", OWN_RULE), "passes": _words("passes", PASS_KIND),
    "work_activity_weekdays": _write_work_days, "limits": _write_limits,
    "support_need": _write_needs, "goes_alone": _yes("goes_alone"),
    "non_disclosure": _yes("non_disclosure"), "together": _write_together,
    "committed_task_ids": _write_committed,
}  # fmt: skip


# --- dense columns


def dense_of(
    told: ClientTables, names: Names, fields: frozenset[str] | None = None
) -> dict[str, NDArray[Any]]:  # fmt: skip
    """The columns of `DENSE` of these clients, or those that hold these fields."""
    found: dict[str, NDArray[Any]] = {}
    for name, (column, made) in _NUMBERS.items():
        if fields is None or name in fields:
            found[column] = made(told, name, names)
    if fields is None or "place" in fields:
        places = [one or NOWHERE for one in told.one_each("place")]
        flat = np.fromiter(chain.from_iterable(places), dtype=np.float64, count=2 * len(places))
        found |= {"lat": flat[::2].copy(), "lon": flat[1::2].copy()}
    return found


def _limit(told: ClientTables, name: str, _names: Names) -> NDArray[np.int32]:
    """A ceiling, or `UNLIMITED`; one that no column holds is as good as none."""
    # None becomes no number.
    known = np.array(told.one_each(name), dtype=np.float64)
    most = np.where(np.isnan(known), UNLIMITED, np.minimum(known, UNLIMITED - 1))
    return most.astype(np.int32)


def _waiting(told: ClientTables, name: str, _names: Names) -> NDArray[np.int32]:
    return np.array(told.one_each(name), dtype=np.int32)


def _units(told: ClientTables, name: str, names: Names) -> NDArray[np.int32]:
    return np.array(names.units.many([one.int for one in told.one_each(name)]), dtype=np.int32)


def _coaches(told: ClientTables, name: str, names: Names) -> NDArray[np.int32]:
    ids = told.one_each(name)
    coached = np.array([one is not None for one in ids], dtype=np.bool_)
    coaches = np.full(len(ids), -1, dtype=np.int32)
    coaches[coached] = names.coaches.many([one.int for one in ids if one is not None])
    return coaches


def _languages(told: ClientTables, name: str, _names: Names) -> NDArray[np.int8]:
    return _codes(told.one_each(name), LANGUAGE).astype(np.int8)


_NUMBERS: dict[str, tuple[str, Callable[[ClientTables, str, Names], NDArray[Any]]]] = {
    "max_travel_minutes": ("max_travel", _limit), "max_minutes_week": ("max_week", _limit),
    "max_minutes_month": ("max_month", _limit), "max_cents_month": ("max_cents", _limit),
    "waiting_days": ("waiting", _waiting), "unit_id": ("unit", _units),
    "coach_id": ("coach", _coaches), "language": ("language", _languages),
}  # fmt: skip
