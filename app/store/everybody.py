"""All clients at once, for the matcher's columns: a statement a table, read a column at a time.

No record of a client is made: ids become numbers of rows as they are read. What is asked and what
it means is said in `profiles`, `histories`, `times` and `teams` alone.
"""

from __future__ import annotations

from itertools import compress, repeat
from typing import TYPE_CHECKING, Any
from uuid import UUID

import numpy as np

from app.domain.calendar import DAY_MINUTES, Span, local_day
from app.domain.travel import point
from app.store import histories, profiles, teams, times
from app.store.models.people import (
    Availability,
    BlockedPair,
    Limit,
    OwnLimit,
    Pass,
    Relation,
    Wish,
    WorkActivityDay,
)
from app.store.prepared import fetch_columns
from app.store.reach import Reach

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date, datetime

    from numpy.typing import NDArray

    from app.domain.passes import PassRule

    Rows = NDArray[np.int64]
    # Whose each value is, and the values; or the keys and the values.
    Many = tuple[Any, ...]

_AS_THEY_ARE = (
    "language", "max_travel_minutes", "max_minutes_week", "max_minutes_month", "max_cents_month",
    "support_need", "goes_alone", "non_disclosure",
)  # fmt: skip
# More than the minutes of a day, so that midnight is not in two days.
_DAY = DAY_MINUTES + 1


def load_everybody(pass_rules: Sequence[PassRule], *, now: datetime) -> dict[str, Any]:
    """All clients for any shift from today on, by the names of the matcher's tables."""
    everybody, reach = _Everybody(), Reach.onward(local_day(now))
    done, together = _Done(everybody), teams.load_teams(None).values()
    ahead = _ahead(everybody, reach, now)
    return {
        "ids": bytes.fromhex("".join(everybody.own["id"])),
        "single": {
            **_plain(everybody, done, reach.begins), "together": _sizes(everybody, together),
        },
        "many": {
            **_written(everybody, reach.begins), **_apart(everybody, reach.begins),
            **_times(everybody, reach.begins), **done.tables(), **ahead,
            "pass_work_since": _since(everybody, reach, pass_rules),
            "team_shift_ids": _team_shifts(everybody, together, reach),
        },
    }  # fmt: skip


class _Ids(dict[str, UUID]):
    """Ids by their digits, each made once."""

    def __missing__(self, digits: str) -> UUID:
        made = self[digits] = UUID(digits)
        return made


class _Everybody:
    """Who is in which row, and what clients' own rows say."""

    def __init__(self) -> None:
        query = profiles.clients_query(everybody=True)
        names = query.selected_columns.keys()
        self.own = dict(zip(names, fetch_columns(query), strict=True))
        self.count = len(self.own["id"])
        self._rows: dict[str, int] = dict(zip(self.own["id"], range(self.count), strict=True))
        self._ids = _Ids()

    def row(self, client_id: UUID) -> int:
        """The row of a client, or -1."""
        return self._rows.get(client_id.hex, -1)

    def ids(self, digits: Iterable[str]) -> list[UUID]:
        return list(map(self._ids.__getitem__, digits))

    def read(self, query: Any, **values: Any) -> Many:
        """The rows of clients beside what a query tells of them."""
        return _known_only(*fetch_columns(query, self._rows, **values))

    def table(self, model: Any, *columns: Any) -> Many:
        """The rows of a table about clients, and these columns."""
        return self.read(profiles.rows_query(model, columns, everybody=True, ordered=False))

    def told(self, told: Iterable[tuple[Any, ...]], width: int = 2) -> Many:
        """The same of what was read one by one: whose it is, and the value or more."""
        whose, *values = _columns(told, width)
        return _known_only(map(self._rows.get, whose, repeat(-1)), *values)


def _known_only(rows: Iterable[int], *columns: Sequence[Any]) -> Many:
    """The same without who has come since: they are told as news."""
    found = np.array(list(rows), dtype=np.int64)
    known = found >= 0
    if known.all():
        return found, *columns
    return found[known], *(list(compress(one, known)) for one in columns)


def _columns(told: Iterable[tuple[Any, ...]], width: int) -> Many:
    return tuple(zip(*told, strict=True)) or ((),) * width


# --- one value each


def _plain(everybody: _Everybody, done: _Done, on: date) -> dict[str, Sequence[Any]]:
    own = everybody.own
    waited = zip(done.last_at(), own["waiting_since"], own["started_on"], strict=True)
    return {name: own[name] for name in _AS_THEY_ARE} | {
        "unit_id": everybody.ids(own["unit_id"]),
        "place": list(map(point, own["lat"], own["lon"])),
        "coach_id": _coaches(everybody, on),
        "waiting_days": [profiles.waiting_days(*one, on) for one in waited],
    }


def _coaches(everybody: _Everybody, on: date) -> list[UUID | None]:
    query = profiles.rows_query(Relation, (Relation.user_id,), profiles.COACH, everybody=True)
    rows, users = everybody.read(query, on=on)
    coaches: list[UUID | None] = [None] * everybody.count
    # The first is the one who stays.
    for row, coach_id in zip(rows.tolist()[::-1], everybody.ids(users)[::-1], strict=True):
        coaches[row] = coach_id
    return coaches


class _Done:
    """The work that everybody has done."""

    def __init__(self, everybody: _Everybody) -> None:
        self._everybody = everybody
        query = histories.performed_query(everybody=True)
        self._rows, *self._columns = everybody.read(query)

    def last_at(self) -> list[datetime | None]:
        """When each has worked for the last time."""
        last: list[datetime | None] = [None] * self._everybody.count
        for row, at in zip(self._rows.tolist(), self._columns[-1], strict=True):
            known = last[row]
            if known is None or at > known:
                last[row] = at
        return last

    def tables(self) -> dict[str, Many]:
        """Where, what and how often."""
        tasks, sites, kinds, times_there, _last = self._columns
        rows = self._rows.tolist()
        places = _columns(dict.fromkeys(zip(rows, sites, strict=True)), 2)
        known = [kind is not None for kind in kinds]
        return {
            "performed_at_task": (self._rows, self._everybody.ids(tasks), times_there),
            "known_site_ids": (places[0], self._everybody.ids(places[1])),
            "known_categories": (list(compress(rows, known)), list(compress(kinds, known))),
        }


# --- what is written of them


def _written(everybody: _Everybody, on: date) -> dict[str, Many]:
    table = everybody.table
    rows, kinds, wanted = table(Wish, Wish.category, Wish.wanted)
    wished = np.array(wanted, dtype=np.bool_)
    return {
        "wishes": (rows[wished], list(compress(kinds, wished))),
        "avoided": (rows[~wished], list(compress(kinds, ~wished))),
        "work_activity_weekdays": table(WorkActivityDay, WorkActivityDay.weekday),
        "limits": table(Limit, Limit.scale, Limit.level),
        "own_rules": table(OwnLimit, OwnLimit.rule),
        "passes": _passes(everybody, on),
    }


def _passes(everybody: _Everybody, on: date) -> Many:
    rows, kinds, untils = everybody.table(Pass, Pass.kind, Pass.valid_until)
    last = on.isoformat()
    holds = [until is None or str(until) >= last for until in untils]
    return rows[np.array(holds, dtype=np.bool_)], list(compress(kinds, holds))


def _apart(everybody: _Everybody, on: date) -> dict[str, Many]:
    rows, organisations, firsts = everybody.table(BlockedPair, *profiles.KEPT_APART)
    pairs: dict[int, list[tuple[UUID, date]]] = {}
    for row, *pair in zip(rows.tolist(), everybody.ids(organisations), firsts, strict=True):
        pairs.setdefault(row, []).append((pair[0], pair[1]))
    apart = {row: profiles.kept_apart(told, on) for row, told in pairs.items()}
    return {
        name: _columns(((row, one) for row, told in apart.items() for one in told[name]), 2)
        for name in ("blocked_organisation_ids", "blocked_from")
    }


def _times(everybody: _Everybody, on: date) -> dict[str, Many]:
    rows, *spans = everybody.table(Availability, *profiles.SPAN)
    return {
        "availability": _joined(rows, np.array(spans, dtype=np.int64).reshape(3, -1).T),
        "exceptions": everybody.told(times.exceptions(None, on)),
        "sessions": everybody.told(times.sessions(None, on)),
    }


def _joined(rows: Rows, spans: Rows) -> Many:
    """The free times, those of one day that touch made into one."""
    weekdays, starts, ends = spans.T
    day = (rows * 7 + weekdays) * _DAY
    order = np.argsort(day + starts, kind="stable")
    begins, reached = (day + starts)[order], np.maximum.accumulate((day + ends)[order])
    some = np.unique(rows[order][1:][begins[1:] <= reached[:-1]])
    touching = np.isin(rows, some)
    told = {row: list[Span]() for row in some.tolist()}
    for row, span in zip(rows[touching].tolist(), spans[touching].tolist(), strict=True):
        told[row].append(Span(*span))
    joined = [(row, span) for row, spans in told.items() for span in profiles.free_times(spans)]
    if not joined:
        return rows, spans
    more = _columns(joined, 2)
    return (
        np.concatenate((rows[~touching], np.array(more[0], dtype=np.int64))),
        np.concatenate((spans[~touching], np.array(more[1], dtype=np.int64))),
    )


# --- what lies ahead of them, and what is counted


def _ahead(everybody: _Everybody, reach: Reach, now: datetime) -> dict[str, Many]:
    asked = everybody.told(histories.list_asked(None, reach))
    committed = everybody.told(histories.list_committed(None, now))
    covered = everybody.told(dict.fromkeys(histories.list_covered(None, reach)))
    tasks = everybody.ids(task for task, _week in covered[1])
    weeks = [week for _task, week in covered[1]]
    return {
        "asked_shift_ids": (asked[0], everybody.ids(asked[1])),
        "committed_task_ids": (committed[0], everybody.ids(committed[1])),
        "covered_weeks": (covered[0], list(zip(tasks, weeks, strict=True))),
        "agreed": _agreed(everybody, reach),
    }


def _agreed(everybody: _Everybody, reach: Reach) -> Many:
    whose, told = _columns(histories.list_agreed(None, reach), 2)
    ids = everybody.ids(one["shift_id"] for one in told)
    named = [one | {"shift_id": shift_id} for one, shift_id in zip(told, ids, strict=True)]
    return everybody.told(zip(whose, named, strict=True))


def _since(everybody: _Everybody, reach: Reach, pass_rules: Sequence[PassRule]) -> Many:
    return everybody.told(histories.list_pass_work(None, reach, pass_rules), 3)


def _sizes(everybody: _Everybody, together: Iterable[teams.TeamFacts]) -> list[int]:
    sizes = [1] * everybody.count
    for client_id, size in teams.sizes(together).items():
        if (row := everybody.row(client_id)) >= 0:
            sizes[row] = size
    return sizes


def _team_shifts(
    everybody: _Everybody, together: Iterable[teams.TeamFacts], reach: Reach
) -> Many:  # fmt: skip
    taken = teams.list_taken(together, histories.asked_about(reach))
    return everybody.told((one.hex, shift) for one, shifts in taken.items() for shift in shifts)
