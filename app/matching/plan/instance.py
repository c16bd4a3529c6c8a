"""What a week plan is made from: whole-number columns in one canonical order.

Rows may come in any order; `make_instance` sorts them by id (shifts by start and id), so that the
same week always gives the same plan.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from app.matching.plan.problems import PlanInputError
from app.matching.plan.visits import Visits, make_visits, priced_support

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import ArrayLike, NDArray

LARGEST = 2**31 - 1
NO_COACH = -1

CLIENT_COLUMNS = ("ceiling", "room", "waiting")
PAIR_OPTIONS = ("minutes", "goes", "first_time")
SHIFT_COLUMNS = ("places", "start", "end", "day", "x", "y", "pay")


class Columns(NamedTuple):
    """The arrays that kernels read, all int32 but `first` (int64).

    Clients (n): `ceiling` minutes a week, `room` cents of earnings, `coach` row (the last row is
    nobody, with 0 minutes), `bonus` points for being served at all, `seats` how many places of a
    shift the row takes (a team is one row). Shifts (s), in time order:
    `start` and `end` minutes of the week, `day`, `x` and `y` metres, `pay` cents. Pairs (m), by
    client then shift: rows `first[i]:first[i + 1]` are client i's, with `shift` row, `value`
    points, `support` minutes of the coach (of a pair with a visit those that prices reckon with),
    `minutes` of the client's week. `visits` are the coaches who go along, `going` is 0 in a
    week without any. `travel_base` minutes
    and `travel_tenths` of a minute a kilometre lie between two sites, `rest` minutes between the
    shifts of two days.
    """

    first: NDArray[np.int64]
    shift: NDArray[np.int32]
    value: NDArray[np.int32]
    support: NDArray[np.int32]
    minutes: NDArray[np.int32]
    ceiling: NDArray[np.int32]
    room: NDArray[np.int32]
    coach: NDArray[np.int32]
    bonus: NDArray[np.int32]
    seats: NDArray[np.int32]
    start: NDArray[np.int32]
    end: NDArray[np.int32]
    day: NDArray[np.int32]
    x: NDArray[np.int32]
    y: NDArray[np.int32]
    pay: NDArray[np.int32]
    visits: Visits
    going: int
    travel_base: int
    travel_tenths: int
    rest: int


@dataclass(frozen=True)
class PlanInstance:
    """A week in canonical order: ids, columns, and the limits that clients share.

    `places` (s) people a shift takes, `coach_minutes` (c + 1) minutes a coach has, the last row
    for clients without a coach. `waiting` (n) whole days. `orderer` (s) names who ordered.
    `teams` names the people of each client row that is more than one.
    """

    client_ids: NDArray[np.str_]
    shift_ids: NDArray[np.str_]
    coach_ids: NDArray[np.str_]
    columns: Columns
    places: NDArray[np.int32]
    coach_minutes: NDArray[np.int32]
    waiting: NDArray[np.int32]
    orderer: NDArray[np.str_] = field(repr=False)
    teams: Mapping[str, tuple[str, ...]] = field(default_factory=dict, repr=False)

    @property
    def clients(self) -> int:
        """How many people."""
        return len(self.client_ids)

    @property
    def shifts(self) -> int:
        """How many shifts."""
        return len(self.shift_ids)

    @property
    def pairs(self) -> int:
        """How many pairs of a person and a shift that fits by itself."""
        return len(self.columns.shift)

    def pair_clients(self) -> NDArray[np.int32]:
        """The client row of every pair (m)."""
        counts = np.diff(self.columns.first)
        return np.repeat(np.arange(self.clients, dtype=np.int32), counts)

    def team_of(self, client_id: str) -> str:
        """The id of the client's row: of the team whose one, else the client's own."""
        named = (team for team, people in self.teams.items() if client_id in people)
        return next(named, client_id)

    def people_of(self, row_id: str) -> tuple[str, ...]:
        """The clients of a row: those of the team, or the one."""
        return self.teams.get(row_id, (row_id,))

    def with_bonus(self, bonus: NDArray[np.int32]) -> PlanInstance:
        """The same week with these points for being served."""
        return replace(self, columns=self.columns._replace(bonus=_int32(bonus, "bonus")))


def _int32(values: ArrayLike, name: str) -> NDArray[np.int32]:
    """A column of whole numbers; refused when it holds others or too large ones."""
    given = np.asarray(values)
    if given.size == 0:
        return np.zeros(0, dtype=np.int32)
    if given.dtype.kind not in "iub":
        raise PlanInputError("not_whole_numbers", column=name)
    if int(given.max()) > LARGEST or int(given.min()) < -LARGEST:
        raise PlanInputError("number_too_large", column=name)
    return given.astype(np.int32)


def _ids(values: ArrayLike, name: str) -> NDArray[np.str_]:
    ids = np.asarray(values, dtype=np.str_).reshape(-1)
    if len(np.unique(ids)) != len(ids):
        raise PlanInputError("id_twice", column=name)
    return ids


def _not_negative(columns: Mapping[str, NDArray[np.int32]], *names: str) -> None:
    for name in names:
        if columns[name].size and int(columns[name].min()) < 0:
            raise PlanInputError("below_zero", column=name)


def _table(rows: Mapping[str, Any], names: tuple[str, ...]) -> dict[str, NDArray[np.int32]]:
    """The named columns, all as long as the ids."""
    columns = {name: _int32(rows[name], name) for name in names}
    for name, column in columns.items():
        if len(column) != len(rows["id"]):
            raise PlanInputError("column_length", column=name)
    return columns


def _where(order: NDArray[np.int64]) -> NDArray[np.int32]:
    """For each old row its new row."""
    places = np.empty(len(order), dtype=np.int32)
    places[order] = np.arange(len(order), dtype=np.int32)
    return places


def make_instance(
    clients: Mapping[str, Any],
    shifts: Mapping[str, Any],
    coaches: Mapping[str, Any],
    pairs: Mapping[str, Any],
    travel: tuple[int, int] = (8, 24),
    rest: int = 660,
) -> PlanInstance:
    """The canonical instance of these columns, whatever order their rows are in.

    Clients: id, ceiling (min), room (cents), coach (row or -1), waiting (days), and where rows are
    teams seats and people (a tuple of ids, empty of a client). Coaches: id, minutes. Shifts: id,
    places, start, end (min of the week), day, x, y (m), pay (cents), orderer. Pairs: client, shift
    (rows), value (points), support (min), and minutes where they are not the shift's length. Where
    a coach goes along, `goes` is the coach's row (else -1), who is there for `support` minutes
    whoever else comes; `first_time` is 1 where at most one of these pairs a coach and day is
    wanted. Raises PlanInputError with what is wrong.
    """
    known_c, known_s, coach_minutes = _checked(clients, shifts, coaches)
    named = (("client", clients), ("shift", shifts), ("coach", coaches))
    ids = [_ids(table["id"], name) for name, table in named]
    client_order, coach_order = (np.argsort(ids[t], kind="stable") for t in (0, 2))
    shift_order = np.lexsort((ids[1], known_s["start"]))
    to = _where(client_order), _where(shift_order), _where(coach_order)
    table = _pair_table(pairs, known_s, to)
    by_client = {name: column[client_order] for name, column in known_c.items()}
    by_client["coach"] = _coach_rows(clients["coach"], to[2], len(client_order))[client_order]
    by_shift = {name: column[shift_order] for name, column in known_s.items()}
    columns = _made_columns(by_client, by_shift, table, (*travel, rest))
    support = priced_support(columns, by_shift["places"])
    return PlanInstance(
        client_ids=ids[0][client_order], shift_ids=ids[1][shift_order],
        coach_ids=ids[2][coach_order], places=by_shift["places"],
        coach_minutes=np.append(coach_minutes[coach_order], np.int32(0)).astype(np.int32),
        waiting=by_client["waiting"],
        orderer=np.asarray(shifts["orderer"], dtype=np.str_).reshape(-1)[shift_order],
        columns=columns._replace(support=support), teams=_teams(clients),
    )  # fmt: skip


def _made_columns(
    clients: Mapping[str, NDArray[np.int32]],
    shifts: Mapping[str, NDArray[np.int32]],
    pairs: Mapping[str, NDArray[np.int32]],
    ways: tuple[int, int, int],
) -> Columns:
    """The columns of these tables, which are in canonical order; travel and rest are in `ways`."""
    counts = np.bincount(pairs["client"], minlength=len(clients["seats"]))
    visits = make_visits(pairs, shifts["day"])
    return Columns(
        first=np.concatenate(([0], np.cumsum(counts))).astype(np.int64),
        **{name: pairs[name] for name in ("shift", "value", "support", "minutes")},
        **{name: clients[name] for name in ("ceiling", "room", "seats", "coach")},
        bonus=np.zeros(len(clients["seats"]), dtype=np.int32),
        **{name: shifts[name] for name in ("start", "end", "day", "x", "y", "pay")},
        visits=visits, going=int(len(visits.visit) > 0),
        travel_base=ways[0], travel_tenths=ways[1], rest=ways[2],
    )  # fmt: skip


def _teams(clients: Mapping[str, Any]) -> dict[str, tuple[str, ...]]:
    """The people of each row that is a team."""
    people = clients.get("people", ())
    named = zip(clients["id"], people, strict=True) if len(people) else ()
    return {str(row): tuple(each) for row, each in named if each}


def _checked(
    clients: Mapping[str, Any], shifts: Mapping[str, Any], coaches: Mapping[str, Any]
) -> tuple[dict[str, NDArray[np.int32]], dict[str, NDArray[np.int32]], NDArray[np.int32]]:
    """The columns of clients and shifts and the coaches' minutes, none below zero."""
    known_c = _table(clients, CLIENT_COLUMNS)
    known_c["seats"] = _int32(clients.get("seats", [1] * len(clients["id"])), "seats")
    if np.any(known_c["seats"] < 1) or len(known_c["seats"]) != len(clients["id"]):
        raise PlanInputError("team_of_nobody")
    known_s = _table(shifts, SHIFT_COLUMNS)
    coach_minutes = _table(coaches, ("minutes",))["minutes"]
    _not_negative(known_c, *CLIENT_COLUMNS)
    _not_negative(known_s, "places", "pay")
    _not_negative({"minutes": coach_minutes}, "minutes")
    if np.any(known_s["end"] <= known_s["start"]):
        raise PlanInputError("shift_ends_before_it_starts")
    return known_c, known_s, coach_minutes


def _coach_rows(rows: ArrayLike, where: NDArray[np.int32], clients: int) -> NDArray[np.int32]:
    """Each client's coach in the canonical order; nobody is the row after the last."""
    given = _int32(rows, "coach")
    if len(given) != clients or np.any(given >= len(where)) or np.any(given < NO_COACH):
        raise PlanInputError("unknown_coach")
    return np.append(where, np.int32(len(where))).astype(np.int32)[given]


def _pair_table(
    pairs: Mapping[str, Any],
    shifts: Mapping[str, NDArray[np.int32]],
    to: tuple[NDArray[np.int32], NDArray[np.int32], NDArray[np.int32]],
) -> dict[str, NDArray[np.int32]]:
    """The pairs in canonical order, with the minutes that each takes of the client's week.

    `to` are the canonical rows of clients, shifts and coaches.
    """
    table = {name: _int32(pairs[name], name) for name in ("client", "shift", "value", "support")}
    table |= {name: _int32(pairs[name], name) for name in PAIR_OPTIONS if name in pairs}
    if len({len(column) for column in table.values()}) != 1:
        raise PlanInputError("column_length", column="pairs")
    for name, where in (("client", to[0]), ("shift", to[1])):
        if np.any(table[name] < 0) or np.any(table[name] >= len(where)):
            raise PlanInputError("unknown_row", column=name)
    length = (shifts["end"] - shifts["start"]).astype(np.int32)
    table.setdefault("minutes", length[table["shift"]])
    _not_negative(table, "support", "minutes")
    table["client"], table["shift"] = to[0][table["client"]], to[1][table["shift"]]
    if "goes" in table:
        table["goes"] = _goes(table["goes"], to[2])
    order = np.lexsort((table["shift"], table["client"]))
    table = {name: column[order] for name, column in table.items()}
    same = (np.diff(table["client"]) == 0) & (np.diff(table["shift"]) == 0)
    if np.any(same):
        raise PlanInputError("pair_twice")
    return table


def _goes(rows: NDArray[np.int32], where: NDArray[np.int32]) -> NDArray[np.int32]:
    """The canonical row of the coach who goes along with each pair, -1 for nobody."""
    if np.any(rows >= len(where)) or np.any(rows < NO_COACH):
        raise PlanInputError("unknown_coach")
    return np.append(where, np.int32(NO_COACH)).astype(np.int32)[rows]
