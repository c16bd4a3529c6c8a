"""Sets of shifts that many clients ask for: worked out once by their names, kept until a change.

A name is a tuple: the kind, by which the maker is found, and what the set is of; or a free time.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from app.domain.calendar import Span
from app.domain.presence import FIRST_SHIFTS, presence
from app.domain.vocabulary import CoachWanted
from app.matching.bits import none_of, pack
from app.matching.client_rows import PASS_KIND
from app.matching.free_times import inside, runs_on

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from uuid import UUID

    from numpy.typing import NDArray

    from app.domain.vocabulary import PassKind, SupportNeed
    from app.matching.bits import Bits, Flags, Rows
    from app.matching.kept_sets import Key, Name
    from app.matching.shift_columns import ShiftColumns
    from app.matching.shift_question import ShiftQuestion

    # Free times within a week: quarters counted from its beginning, the last one not included.
    Runs = tuple[tuple[int, int], ...]

WANTED = {word: n for n, word in enumerate(CoachWanted)}


class Parts(NamedTuple):
    """What shifts are on a local day, as columns: quarters counted from the beginning of a week."""

    row: Rows
    day: NDArray[np.int32]
    weekday: NDArray[np.int8]
    first: NDArray[np.int16]
    last: NDArray[np.int16]

    def outside(self, runs: Runs) -> Flags:
        """Which take time that is not in any of these times."""
        flags: Flags = self.first < self.last
        for first, last in runs:
            flags &= (self.first < first) | (self.last > last)
        return flags

    def but(self, flags: Flags, days: Iterable[int]) -> Flags:
        """Those of the flags that are on none of these days."""
        for day in days:
            flags &= self.day != day
        return flags


class United:
    """A rule that says whole kept sets of shifts: those of all such rules are united in one go."""

    def __init__(self, keys: Callable[[ShiftQuestion], Sequence[Key]]) -> None:
        """`keys` gives the names of the sets."""
        self.keys, self.__doc__, self.__name__ = keys, keys.__doc__, keys.__name__

    def __call__(self, asked: ShiftQuestion) -> Bits | None:
        """All that it says; None for nothing."""
        keys = self.keys(asked)
        return asked.columns.sets.union(keys) if keys else None


# --- times


def _of(columns: ShiftColumns, chosen: Callable[[Parts], Flags]) -> Bits:
    """The shifts of which any part is chosen."""
    flags, more = chosen(columns.first_parts), columns.later_parts
    if len(more.row):
        flags[more.row[chosen(more)]] = True
    return pack(flags)


def _outside(columns: ShiftColumns, span: Span) -> Bits:
    """Those of a weekday outside its only free time."""
    free = inside(span.starts_minute, span.ends_minute)
    return _weekday(columns, span.weekday, runs_on(span.weekday, free), ())


def _weekday(columns: ShiftColumns, number: int, runs: Runs, but: tuple[int, ...]) -> Bits:
    """Those outside some times on a weekday, but for some days."""
    return _of(
        columns,
        lambda parts: parts.but(parts.outside(runs) & (parts.weekday == number), but),
    )


def _day(columns: ShiftColumns, day: int, runs: Runs) -> Bits:
    """Those outside some times on a day."""
    return _of(columns, lambda parts: (parts.day == day) & parts.outside(runs))


def _other_days(columns: ShiftColumns, days: tuple[int, ...]) -> Bits:
    """Those that take time on any other day."""
    return _of(columns, lambda parts: parts.but(parts.outside(()), days))


def _after(columns: ShiftColumns, clock: int) -> Bits:
    """Those that end after so many microseconds of a day, or over midnight."""
    late = (columns.ends_within > clock) | (columns.ends_within == 0)
    return pack(late) | columns.row("overnight")


# --- passes


def _asking_more(columns: ShiftColumns, passes: frozenset[PassKind]) -> Bits:
    """Those that ask for another pass than these."""
    found = none_of(columns.capacity)
    for kind, number in PASS_KIND.items():
        if kind not in passes:
            found |= columns.row("passes", number)
    return found


def _due(columns: ShiftColumns, number: int, spans: tuple[tuple[int, int], ...]) -> Bits:
    """Those that ask for a pass at once, or later and are within some days."""
    day, flags = columns.day, np.zeros(columns.capacity, dtype=np.bool_)
    for begins, ends in spans:
        flags |= (day >= begins) & (day < ends)
    wanting: Bits = columns.row("passes", number)
    return wanting & (columns.row("at_once", number) | pack(flags))


# --- coaches


def _needing(columns: ShiftColumns, need: SupportNeed) -> Bits:
    """Those of work new to a client to which one with this need cannot come alone."""
    return pack(~np.isin(columns.wanted, list(_without_coach(need, 0, covered=False))))


def _without_coach(need: SupportNeed, times: int, *, covered: bool) -> frozenset[int]:
    """The numbers of what an orderer may want of a coach for which none is needed."""
    return frozenset(
        n
        for one, n in WANTED.items()
        if not presence(one, need, performed_at_task=times, covered_this_week=covered).required
    )


@cache
def newly_alone(need: SupportNeed, times: int, *, covered: bool = False) -> frozenset[int]:
    """What an orderer may want of a coach so that one who has done the task can come alone now.

    Who has done it so many times, or has had a coach there that week. As numbers; nothing where
    that is no other than for one to whom the task is new.
    """
    kinds = _without_coach(need, min(times, FIRST_SHIFTS), covered=covered)
    return kinds - _without_coach(need, 0, covered=False)


def alone(columns: ShiftColumns, task: UUID, kinds: frozenset[int]) -> list[int]:
    """The shifts of a task of which the orderer wants a coach in one of these ways."""
    if not kinds:
        return []
    rows = columns.rows_in("task", columns.code("task", task))
    wanted = zip(rows.tolist(), columns.wanted.take(rows).tolist(), strict=True)
    return [row for row, kind in wanted if kind in kinds]


def made(columns: ShiftColumns, name: Name) -> Bits:
    """The set of a name; a span stands for what is outside it on its weekday."""
    if isinstance(name, Span):
        return _outside(columns, name)
    kind, *what = name
    return _MAKERS[kind](columns, *what)


_MAKERS: dict[object, Callable[..., Bits]] = {
    "weekday": _weekday, "day": _day, "other_days": _other_days, "after": _after,
    "asking_more": _asking_more, "due": _due, "needing": _needing,
}  # fmt: skip
