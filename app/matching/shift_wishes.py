"""The wishes of one client that some of the shifts meet; they count in the order of lists.

One function per rule, of the same name as its per-pair test, and how many they are in one go.
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

import numpy as np

from app.matching.bits import flags_of
from app.matching.client_rows import CATEGORY
from app.matching.free_times import chosen_weekdays

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from app.matching.bits import Flags
    from app.matching.few_shifts import FewShifts


def wish(few: FewShifts) -> Flags:
    """Those of a kind that the client wants."""
    wanted = few.asked.client.wishes.__contains__
    # After all kinds work of no kind.
    return np.array([*map(wanted, CATEGORY), False]).take(few.column("category"))


def chosen_weekday(few: FewShifts) -> Flags:
    """Those on a weekday kept for paid work, when the client is free."""
    kept = chosen_weekdays(few.asked.client).__contains__
    chosen: Flags = np.array([*map(kept, range(7))]).take(few.column("weekday"))
    if not few.free:
        chosen &= flags_of(few.asked.covered, few.rows).view(np.bool_)
    return chosen


def kind_and_weekday(few: FewShifts) -> NDArray[np.int64]:
    """How many of these two wishes each meets: the kind of work, and a chosen weekday.

    One table says both where the client is free for all of them.
    """
    client = few.asked.client
    if not few.free:
        return wish(few).astype(np.int64) + chosen_weekday(few)
    # As `chosen_weekdays`.
    of_kind = _OF_DAYS[frozenset(few.asked.weekdays - client.work_activity_weekdays)]
    kinds = map(client.wishes.__contains__, CATEGORY)
    table = b"".join([*map(of_kind.__getitem__, kinds), of_kind[False]])
    return np.frombuffer(table, dtype=np.int64).take(few.column("kind_and_day"))


def _of_days(chosen: Iterable[int]) -> tuple[bytes, bytes]:
    """How many wishes each weekday meets, of a kind that isn't wanted and of one that is."""
    met = np.array([day in chosen for day in range(7)], dtype=np.int64)
    return met.tobytes(), (met + 1).tobytes()


_OF_DAYS = {
    frozenset(days): _of_days(days)
    for count in range(8)
    for days in itertools.combinations(range(7), count)
}


def near(few: FewShifts) -> Flags | None:
    """Those close to home."""
    chords = few.chords
    return None if chords is None else chords.within(few.asked.context.match.near_minutes)


def known_site(few: FewShifts) -> Flags | None:
    """Those at a place where the client has worked."""
    known = few.asked.client.known_site_ids
    return few.any_of("site", known) if known else None


def wishes_met(few: FewShifts) -> NDArray[np.int64]:
    """How many of all wishes each meets."""
    met = kind_and_weekday(few)
    for flags in (near(few), known_site(few)):
        if flags is not None:
            met += flags
    return met
