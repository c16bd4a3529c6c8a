"""Many clients' facts turned into bits, numbers and ties: the way into `columns`.

Takes the plain values by name that `inputs.build` takes, so that no record is made per client.
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
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from datetime import date
    from enum import StrEnum

    from numpy.typing import NDArray

    from app.domain.working_time import Period
    from app.matching.bits import Rows
    from app.matching.facts import DayException

    Values = Mapping[str, Any]

QUARTERS = 96
WEEK_QUARTERS = 7 * QUARTERS
TOP_LEVEL = max(len(words) for words in LEVELS.values())
# Fewer free times are written one by one; more numbers than a week has quarters.
_FEW, _ROOM = 64, 1024
# So many are encoded together that what was read of them is still at hand: a multiple of a word.
_AT_ONCE = 4096
# What stands for "no limit" in a column of limits.
UNLIMITED = np.iinfo(np.int32).max


def numbered(kind: type[StrEnum]) -> dict[Any, int]:
    """Each word of a closed list with its place in it."""
    return {word: n for n, word in enumerate(kind)}


CATEGORY, SCALE, PASS_KIND = numbered(Category), numbered(Scale), numbered(PassKind)
OWN_RULE, LANGUAGE, NEED = numbered(OwnRule), numbered(Language), numbered(SupportNeed)

# The stack of bitmaps, one for each name and number: where each name begins.
_WIDTHS = {
    "free": WEEK_QUARTERS, "known": 1, "free_days": 7, "some": 7, "work_days": 7,
    "wishes": len(CATEGORY),
    "avoided": len(CATEGORY), "own_rules": len(OWN_RULE), "passes": len(PASS_KIND),
    "known_categories": len(CATEGORY), "limited": len(SCALE), "below": len(SCALE) * TOP_LEVEL,
    "needs": len(NEED), "goes_alone": 1, "non_disclosure": 1, "alive": 1,
}  # fmt: skip
AT: dict[str, int] = {}
HEIGHT = 0
for _name, _width in _WIDTHS.items():
    AT[_name] = HEIGHT
    HEIGHT += _width

DENSE: dict[str, type[np.generic]] = {
    "lat": np.float64, "lon": np.float64, "max_travel": np.int32, "max_week": np.int32,
    "max_month": np.int32, "max_cents": np.int32, "waiting": np.int32, "unit": np.int32,
    "coach": np.int32, "language": np.int8,
}  # fmt: skip
TIES = ("blocked", "asked", "sites", "performed", "covered", "familiar", "since")


@dataclass
class Names:
    """The numbers given to units, coaches, places and so on; ids as whole numbers."""

    units: Codes[int] = field(default_factory=Codes)
    coaches: Codes[int] = field(default_factory=Codes)
    organisations: Codes[int] = field(default_factory=Codes)
    sites: Codes[int] = field(default_factory=Codes)
    shifts: Codes[int] = field(default_factory=Codes)
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
    agreed: tuple[NDArray[np.int64], list[Values]]
    exceptions: dict[int, tuple[DayException, ...]]
    sessions: dict[int, tuple[Period, ...]]


def encode(clients: Sequence[Values], names: Names) -> ClientRows:
    """These clients as rows from 0 on."""
    parts = [
        _encode(clients[begins : begins + _AT_ONCE], names)
        for begins in range(0, max(len(clients), 1), _AT_ONCE)
    ]
    told = parts[0] if len(parts) == 1 else _joined(parts)
    _write_times(told.bits, clients)
    return told


def _encode(clients: Sequence[Values], names: Names) -> ClientRows:
    count = len(clients)
    rows, agreed = _flat(clients, "agreed")
    ids = b"".join([one["id"].bytes for one in clients])
    return ClientRows(
        bits=_bits(clients),
        ids=np.frombuffer(ids, dtype=np.uint8).reshape(count, 16),
        dense=_dense(clients, names),
        ties=_ties(clients, names),
        agreed=(rows, agreed),
        exceptions=_few(clients, "exceptions"),
        sessions=_few(clients, "sessions"),
    )


def _joined(parts: Sequence[ClientRows]) -> ClientRows:
    """The parts one after another; all but the last fill their words."""
    shifted = [(n * _AT_ONCE, part) for n, part in enumerate(parts)]
    return ClientRows(
        bits=np.concatenate([part.bits for part in parts], axis=1),
        ids=np.concatenate([part.ids for part in parts]),
        dense={name: np.concatenate([part.dense[name] for part in parts]) for name in DENSE},
        ties={
            name: (
                np.concatenate([part.ties[name][0] + first for first, part in shifted]),
                np.concatenate([part.ties[name][1] for part in parts]),
            )
            for name in TIES
        },
        agreed=(
            np.concatenate([part.agreed[0] + first for first, part in shifted]),
            [one for part in parts for one in part.agreed[1]],
        ),
        exceptions={f + row: one for f, part in shifted for row, one in part.exceptions.items()},
        sessions={f + row: one for f, part in shifted for row, one in part.sessions.items()},
    )


def _few(clients: Sequence[Values], name: str) -> dict[int, tuple[Any, ...]]:
    return {row: tuple(one[name]) for row, one in enumerate(clients) if one.get(name)}


def _flat(clients: Sequence[Values], name: str) -> tuple[NDArray[np.int64], list[Any]]:
    """Everything in a field of many, and whose each is."""
    parts = [one.get(name, ()) for one in clients]
    lengths = np.fromiter(map(len, parts), dtype=np.int64, count=len(parts))
    return np.repeat(np.arange(len(parts)), lengths), list(chain.from_iterable(parts))


# --- bitmaps


def _bits(clients: Sequence[Values]) -> Bits:
    capacity = room_for(len(clients))
    bits = np.zeros((HEIGHT, len(none_of(capacity))), dtype=np.uint64)
    flags = np.zeros((HEIGHT - WEEK_QUARTERS, capacity), dtype=np.bool_)
    _write_flags(lambda name: flags[AT[name] - WEEK_QUARTERS :], clients)
    bits[WEEK_QUARTERS:] = pack(flags)
    return bits


def _spans(clients: Sequence[Values]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    rows, spans = _flat(clients, "availability")
    flat = np.fromiter(chain.from_iterable(spans), dtype=np.int64, count=3 * len(spans))
    return rows, flat.reshape(-1, 3)


def _write_times(bits: Bits, clients: Sequence[Values]) -> None:
    """Free times by the quarter, and of whom and of which weekdays anything is known."""
    capacity = bits.shape[1] * WORD
    rows, spans = _spans(clients)
    firsts, lasts = -(-spans[:, 1] // QUARTER), spans[:, 2] // QUARTER
    whole = np.flatnonzero(lasts > firsts)
    flags = np.zeros((15, capacity), dtype=np.bool_)
    flags[0, rows] = True
    flags[1 + spans[:, 0], rows] = True
    flags[8 + spans[whole, 0], rows[whole]] = True
    for place, name, width in ((0, "known", 1), (1, "free_days", 7), (8, "some", 7)):
        bits[AT[name] : AT[name] + width] = pack(flags[place : place + width])
    begins = spans[whole, 0] * QUARTERS + firsts[whole]
    ends = begins + lasts[whole] - firsts[whole]
    _write_free(bits[:WEEK_QUARTERS], rows[whole], begins, ends)


def _write_free(bits: Bits, rows: Rows, begins: Rows, ends: Rows) -> None:
    """Each quarter of the week that lies wholly within a free time, as `free_times.inside`."""
    if len(rows) < _FEW:
        for row, first, last in zip(rows.tolist(), begins.tolist(), ends.tolist(), strict=True):
            bits[first:last, row // WORD] |= np.uint64(1 << row % WORD)
        return
    order = np.argsort(rows * _ROOM + begins)
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
    order = np.argsort(keys, kind="stable")
    values, firsts = np.unique(keys[order], return_index=True)
    return dict(zip(values.tolist(), np.split(rows[order], firsts[1:]), strict=False))


def _write_flags(part: Callable[[str], NDArray[np.bool_]], clients: Sequence[Values]) -> None:
    count = len(clients)
    for name, table in (
        ("wishes", CATEGORY), ("avoided", CATEGORY), ("known_categories", CATEGORY),
        ("own_rules", OWN_RULE), ("passes", PASS_KIND),
    ):  # fmt: skip
        rows, words = _flat(clients, name)
        part(name)[_codes(words, table), rows] = True
    rows, days = _flat(clients, "work_activity_weekdays")
    part("work_days")[np.array(days, dtype=np.int64), rows] = True
    _write_limits(part, clients)
    needs = _codes([one.get("support_need", SupportNeed.ALWAYS) for one in clients], NEED)
    part("needs")[needs, np.arange(count)] = True
    for name in ("goes_alone", "non_disclosure"):
        part(name)[0, :count] = [bool(one.get(name)) for one in clients]
    part("alive")[0, :count] = True


def _codes(words: Iterable[Any], table: Mapping[Any, int]) -> NDArray[np.int64]:
    return np.array([table[word] for word in words], dtype=np.int64)


def _write_limits(part: Callable[[str], NDArray[np.bool_]], clients: Sequence[Values]) -> None:
    """Who has a limit on a scale, and whose is below each level."""
    limits = [one.get("limits", {}) for one in clients]
    lengths = np.fromiter(map(len, limits), dtype=np.int64, count=len(limits))
    rows = np.repeat(np.arange(len(limits)), lengths)
    scales = _codes(chain.from_iterable(limits), SCALE)
    levels = np.fromiter(
        chain.from_iterable(one.values() for one in limits), dtype=np.int64, count=len(rows)
    )
    if len(levels) and not 0 <= int(levels.min()) <= int(levels.max()) <= TOP_LEVEL:
        raise ValueError("a limit that is no level of its scale")
    part("limited")[scales, rows] = True
    for level in range(1, TOP_LEVEL + 1):
        low = levels < level
        part("below")[scales[low] * TOP_LEVEL + level - 1, rows[low]] = True


# --- dense columns and ties


def _limit(clients: Sequence[Values], name: str) -> NDArray[np.int32]:
    """A ceiling, or `UNLIMITED`; one that no column holds is as good as none."""
    known = [one.get(name) for one in clients]
    return np.array(
        [UNLIMITED if value is None else min(value, UNLIMITED - 1) for value in known],
        dtype=np.int32,
    )


def _dense(clients: Sequence[Values], names: Names) -> dict[str, NDArray[Any]]:
    places = [one.get("place") or NOWHERE for one in clients]
    flat = np.fromiter(chain.from_iterable(places), dtype=np.float64, count=2 * len(places))
    units = names.units.many([one["unit_id"].int for one in clients])
    ids = [one.get("coach_id") for one in clients]
    coached = np.array([one is not None for one in ids], dtype=np.bool_)
    coaches = np.zeros(len(ids), dtype=np.int64)
    coaches[coached] = names.coaches.many([one.int for one in ids if one is not None])
    languages = [one.get("language", Language.FI) for one in clients]
    return {
        "lat": flat[::2].copy(),
        "lon": flat[1::2].copy(),
        "max_travel": _limit(clients, "max_travel_minutes"),
        "max_week": _limit(clients, "max_minutes_week"),
        "max_month": _limit(clients, "max_minutes_month"),
        "max_cents": _limit(clients, "max_cents_month"),
        "waiting": np.array([one.get("waiting_days", 0) for one in clients], dtype=np.int32),
        "unit": np.array(units, dtype=np.int32),
        "coach": np.where(coached, coaches, -1).astype(np.int32),
        "language": _codes(languages, LANGUAGE).astype(np.int8),
    }


def _ties(
    clients: Sequence[Values], names: Names
) -> dict[str, tuple[NDArray[np.int64], NDArray[np.int64]]]:
    found = {}
    for name, told, codes in (
        ("blocked", "blocked_organisation_ids", names.organisations),
        ("asked", "asked_shift_ids", names.shifts),
        ("sites", "known_site_ids", names.sites),
        ("familiar", "familiar_shift_ids", names.shifts),
    ):
        rows, ids = _flat(clients, told)
        found[name] = rows, np.array(codes.many([one.int for one in ids]), dtype=np.int64)
    rows, weeks = _flat(clients, "covered_weeks")
    coded = [names.covered.code((task.int, week)) for task, week in weeks]
    found["covered"] = rows, np.array(coded, dtype=np.int64)
    return found | {"performed": _performed(clients, names), "since": _since(clients, names)}


def _performed(
    clients: Sequence[Values], names: Names
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    told = [one.get("performed_at_task") for one in clients]
    done = [
        (row, (task.int, min(times, FIRST_SHIFTS)))
        for row, counted in enumerate(told)
        if counted
        for task, times in counted.items()
        if times > 0
    ]
    codes = names.performed.many([key for _, key in done])
    return np.array([row for row, _ in done], dtype=np.int64), np.array(codes, dtype=np.int64)


def _since(clients: Sequence[Values], names: Names) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    counted = [
        (row, names.since.code((kind, day)))
        for row, one in enumerate(clients)
        for kind, day in one.get("pass_work_since", {}).items()
    ]
    table = np.array(counted, dtype=np.int64).reshape(-1, 2)
    return table[:, 0], table[:, 1]
