"""The same question asked of SQLite in memory: the best plain SQL over the same columns."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING, Any

import numpy as np

from app.domain.calendar import iso_week
from app.domain.vocabulary import Category, OwnRule
from app.domain.working_time import is_evening_work, is_weekend_work
from app.matching.bits import rows_of
from app.matching.client_question import ClientQuestion
from app.matching.client_rows import AT, CATEGORY, OWN_RULE, PASS_KIND, QUARTERS, SCALE, TOP_LEVEL
from app.matching.instants import local_times
from app.matching.ways import _chord2, most_metres

if TYPE_CHECKING:
    from app.matching.columns import ClientColumns
    from app.matching.facts import ShiftFacts
    from bench.instances.clients import Instance

_HALVES = 2
_BITS = QUARTERS // _HALVES


class SqlPeer:
    """One table of clients with free times as fourteen whole numbers, and their agreed shifts."""

    def __init__(self, columns: ClientColumns, instance: Instance) -> None:
        self.instance, self.columns = instance, columns
        self.link = sqlite3.connect(":memory:")
        free = [f"free_{day}_{half}" for day in range(7) for half in range(_HALVES)]
        names = [
            "id", *free, "known", "free_days", "work_days", "wishes", "avoided", "own", "passes",
            *(f"below_{n}" for n in range(len(SCALE))), "x", "y", "z", "reach", "max_week",
            "max_month", "max_cents", "waiting", "tie",
        ]  # fmt: skip
        self.link.execute(f"CREATE TABLE client (row INTEGER PRIMARY KEY, {', '.join(names)})")
        marks = ",".join("?" * (len(names) + 1))
        self.link.executemany(f"INSERT INTO client VALUES ({marks})", self._rows())
        # A key without a type is not found by its index from one that is a whole number.
        self.link.execute(
            "CREATE TABLE agreed (row INTEGER, starts, ends, week, month, minutes, cents)"
        )
        agreed = columns.agreed
        begun = local_times(agreed.starts)
        self.link.executemany(
            "INSERT INTO agreed VALUES (?,?,?,?,?,?,?)",
            np.stack((agreed.row, agreed.starts, agreed.ends, begun.week, begun.month,
                      agreed.minutes, agreed.cents), axis=1).tolist(),
        )  # fmt: skip
        self.link.execute("CREATE INDEX agreed_starts ON agreed (starts, ends, row)")
        # Sums kept beside, as the columns keep them.
        self.link.execute(
            "CREATE TABLE held (row INTEGER, span, minutes, cents, PRIMARY KEY (row, span))"
            " WITHOUT ROWID"
        )
        for letter, span in (("w", "week"), ("m", "month")):
            self.link.execute(
                f"INSERT INTO held SELECT row, '{letter}' || {span}, sum(minutes), sum(cents)"
                f" FROM agreed GROUP BY row, {span}"
            )
        self.link.execute("CREATE TABLE blocked (row INTEGER, organisation)")
        self.link.execute("CREATE TABLE site (row INTEGER, site)")
        self._tie("blocked", "blocked_organisation_ids")
        self._tie("site", "known_site_ids")
        self.link.execute("ANALYZE")

    def _tie(self, table: str, name: str) -> None:
        rows = [
            (self.columns.find(one["id"]), str(key))
            for one in self.instance.clients
            for key in one.get(name, ())
        ]
        self.link.executemany(f"INSERT INTO {table} VALUES (?,?)", rows)
        column = "organisation" if table == "blocked" else "site"
        self.link.execute(f"CREATE INDEX {table}_key ON {table} ({column}, row)")

    def _word(self, name: str, begins: int, width: int) -> np.ndarray:
        """A run of bitmaps as one whole number a client."""
        first = AT[name] + begins
        stack = self.columns.bits[first : first + width].view(np.uint8)
        flags = np.unpackbits(stack, axis=1, bitorder="little").astype(np.int64)
        return (flags << np.arange(width)[:, None]).sum(axis=0)

    def _rows(self) -> list[tuple[Any, ...]]:
        columns = self.columns
        rows = rows_of(columns.alive)
        words = [self._word("free", n * _BITS, _BITS) for n in range(7 * _HALVES)]
        words += [
            self._word(name, 0, width)
            for name, width in (
                ("known", 1), ("free_days", 7), ("work_days", 7), ("wishes", len(CATEGORY)),
                ("avoided", len(CATEGORY)), ("own_rules", len(OWN_RULE)),
                ("passes", len(PASS_KIND)),
            )
        ]  # fmt: skip
        words += [self._word("below", n * TOP_LEVEL, TOP_LEVEL) for n in range(len(SCALE))]
        numbers = [
            *columns.space[:3].astype(float), columns.reach.astype(float), columns.max_week,
            columns.max_month, columns.max_cents, columns.waiting,
        ]  # fmt: skip
        week = iso_week(self.instance.shifts[0].on)
        table = [part[rows].tolist() for part in (*words, *numbers)]
        ties = columns.tie_breaks(week)[rows].tolist()
        ids = [str(columns.id_of(int(row))) for row in rows]
        return list(zip(rows.tolist(), ids, *table, ties, strict=True))

    # --- questions

    def _free(self, asked: ClientQuestion) -> str:
        day, first, last = asked.on.weekday(), *asked._quarters[0][1:]
        wanted = [
            sum(1 << q - half * _BITS for q in range(first, last) if q // _BITS == half)
            for half in range(_HALVES)
        ]
        return " AND ".join(
            f"free_{day}_{n} & {mask} = {mask}" for n, mask in enumerate(wanted) if mask
        )

    def _conditions(self, shift: ShiftFacts) -> list[tuple[str, str]]:
        """Each reason with the SQL of who is stopped by it, in the order in which it is told."""
        asked = ClientQuestion(self.columns, shift, self.instance.context)
        far = asked.distances
        blocked = f"SELECT row FROM blocked WHERE organisation = '{shift.organisation_id}'"
        here, together = self._here(asked), f"starts < {asked.ends} AND ends > {asked.starts}"
        found = [
            ("blocked_pair", f"client.row IN ({blocked})"),
            ("own_shift", f"client.row IN (SELECT row FROM agreed WHERE {together})"),
            ("free_time", f"known AND NOT ({self._free(asked)})"),
        ]  # fmt: skip
        lacking = [f"passes & {1 << PASS_KIND[kind]} = 0" for kind in sorted(shift.passes)]
        if lacking:
            found.append(("passes", " OR ".join(lacking)))
        for scale, demand in shift.demands.items():
            if demand:
                found.append((scale.value, f"below_{SCALE[scale]} & {1 << demand - 1}"))
        category = shift.category or Category.SHOP
        found.append(("avoided", f"avoided & {1 << CATEGORY[category]}"))
        for rule, holds in (
            (OwnRule.NO_FOOD_WORK, category is Category.KITCHEN),
            (OwnRule.NO_EVENINGS, is_evening_work(shift.period)),
            (OwnRule.NO_WEEKENDS, is_weekend_work(shift.period)),
        ):
            if holds:
                found.append((rule.value, f"own & {1 << OWN_RULE[rule]}"))
        if far is not None:
            found.append(("too_far", f"{here} > reach"))
        for column, held, amount in (
            ("max_week", "w.minutes", asked.minutes),
            ("max_month", "m.minutes", asked.minutes),
            ("max_cents", "m.cents", shift.cents),
        ):
            found.append((column, f"{column} < {amount} + coalesce({held}, 0)"))
        return found

    def _here(self, asked: ClientQuestion) -> str:
        from app.domain.travel import EARTH_RADIUS_KM
        from app.matching.ways import _unit

        pairs = zip(_unit(asked.shift.place), _unit(self.columns.around), strict=True)
        x, y, z = ((a - b) * EARTH_RADIUS_KM for a, b in pairs)
        return f"((x - {x}) * (x - {x}) + (y - {y}) * (y - {y}) + (z - {z}) * (z - {z}))"

    def _wishes(self, shift: ShiftFacts) -> str:
        asked = ClientQuestion(self.columns, shift, self.instance.context)
        near = _chord2(most_metres(self.instance.context.match.near_minutes, asked.context.travel))
        bit = 1 << asked.on.weekday()
        return (
            f"((wishes & {1 << CATEGORY[shift.category or Category.SHOP]}) != 0)"
            f" + ((free_days & {bit}) != 0 AND (work_days & {bit}) = 0 AND {self._free(asked)})"
            f" + ({self._here(asked)} <= {near})"
            f" + (client.row IN (SELECT row FROM site WHERE site = '{shift.site_id}'))"
        )

    def _table(self, shift: ShiftFacts) -> str:
        """The clients with what they have agreed to in the week and the month of the shift."""
        asked = ClientQuestion(self.columns, shift, self.instance.context)
        return (
            f"client LEFT JOIN held w ON w.row = client.row AND w.span = 'w{asked.week}'"
            f" LEFT JOIN held m ON m.row = client.row AND m.span = 'm{asked.month}'"
        )

    def top(self, shift: ShiftFacts, most: int = 20) -> list[Any]:
        """The rows of the first twenty whom nothing stops."""
        # The cheapest and sharpest condition first, so that SQLite stops there.
        stops = [sql for _, sql in self._conditions(shift)]
        where = " AND ".join(f"NOT ({sql})" for sql in [*stops[2:], *stops[:2]])
        return self.link.execute(
            f"SELECT client.row FROM {self._table(shift)} WHERE {where}"
            f" ORDER BY {self._wishes(shift)} DESC, waiting DESC, tie, id LIMIT {most}"
        ).fetchall()

    def reasons(self, shift: ShiftFacts) -> list[Any]:
        """The first twenty, and how many each reason shuts out of those it is told of."""
        stops = self._conditions(shift)
        each = ", ".join(f"(({sql}) != 0) AS c{n}" for n, (_, sql) in enumerate(stops))
        told = " ".join(f"WHEN c{n} THEN '{name}'" for n, (name, _) in enumerate(stops))
        number = " + ".join(f"c{n}" for n in range(len(stops)))
        counted = self.link.execute(
            f"WITH stopped AS MATERIALIZED (SELECT {each} FROM {self._table(shift)})"
            f" SELECT CASE {told} END AS told, count(*) FROM stopped"
            f" WHERE {number} > 1 OR c0 OR c1 GROUP BY told"
        ).fetchall()
        return [self.top(shift), counted]
