"""Everything a list is made of as tables of SQLite in memory, with sums and indexes kept ready."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING, Any

import numpy as np

from app.domain.calendar import DEFAULT_WORKING_HOURS, iso_week, local_day
from app.domain.travel import EARTH_RADIUS_KM
from app.matching.bits import rows_of
from app.matching.client_rows import (
    AT,
    CATEGORY,
    NEED,
    OWN_RULE,
    PASS_KIND,
    QUARTERS,
    SCALE,
    TOP_LEVEL,
)
from app.matching.coach_columns import CoachColumns
from app.matching.instants import local_times, micros, week_code
from app.matching.shortlist import tie_break_of
from app.matching.ways import _chord2, _unit, most_metres, unit_vectors

if TYPE_CHECKING:
    from app.matching.columns import ClientColumns
    from bench.instances.clients import Instance

HALVES = 2
HALF = QUARTERS // HALVES
ROWLESS = "WITHOUT ROWID"
# No way takes so long. Units: minutes.
MOST_GAP = 2_000


class SqlTables:
    """One table of clients with free times as fourteen whole numbers, and what belongs to them."""

    def __init__(self, columns: ClientColumns, instance: Instance) -> None:
        self.instance, self.columns = instance, columns
        self.link = sqlite3.connect(":memory:")
        self.weeks = sorted({iso_week(shift.on) for shift in instance.shifts})
        free = [f"free_{day}_{half}" for day in range(7) for half in range(HALVES)]
        names = [
            "id", *free, "known", "free_days", "work_days", "wishes", "avoided", "own", "passes",
            "needs", "goes_alone", *(f"below_{n}" for n in range(len(SCALE))), "x", "y", "z",
            "reach", "max_week", "max_month", "max_cents", "waiting", "unit", "coach",
            *(f"tie_{n}" for n in range(len(self.weeks))),
        ]  # fmt: skip
        self._fill("client", ["row INTEGER PRIMARY KEY", *names], self._rows())
        self._agree()
        self.longest = columns.agreed.longest
        for table, name in (("blocked", "blocked_organisation_ids"), ("site", "known_site_ids")):
            rows = [
                (str(key), columns.find(one["id"]))
                for one in instance.clients
                for key in one.get(name, ())
            ]
            self._fill(table, ["key", "row INTEGER", "PRIMARY KEY (key, row)"], rows, ROWLESS)
        self._count_performed()
        self._engage_coaches()
        self.link.execute("ANALYZE")

    def _fill(self, table: str, names: list[str], rows: list[Any], more: str = "") -> None:
        self.link.execute(f"CREATE TABLE {table} ({', '.join(names)}) {more}")
        marks = ",".join("?" * sum(not name.startswith("PRIMARY KEY (") for name in names))
        self.link.executemany(f"INSERT INTO {table} VALUES ({marks})", rows)

    def _agree(self) -> None:
        """Agreed shifts with where they are, and sums kept beside, as the columns keep them."""
        agreed = self.columns.agreed
        begun, over = local_times(agreed.starts), local_times(agreed.ends)
        numbers = [
            agreed.row, agreed.code, agreed.starts, agreed.ends, begun.day, begun.week,
            over.week, begun.month, agreed.minutes, agreed.cents,
        ]  # fmt: skip
        units = agreed.units * EARTH_RADIUS_KM
        self._fill(
            "agreed",
            ["row INTEGER", "code", "starts", "ends", "day", "week", "last_week", "month",
             "minutes", "cents", "x", "y", "z"],
            list(zip(*(one.tolist() for one in (*numbers, *units.T)), strict=True)),
        )  # fmt: skip
        self.link.execute("CREATE INDEX agreed_starts ON agreed (starts, ends, row)")
        self.link.execute("CREATE INDEX agreed_row ON agreed (row, starts)")
        self._fill(
            "held",
            ["row INTEGER", "span", "minutes", "cents", "PRIMARY KEY (span, row)"], [], ROWLESS,
        )  # fmt: skip
        for letter, span in (("d", "day"), ("w", "week"), ("m", "month")):
            self.link.execute(
                f"INSERT INTO held SELECT row, '{letter}' || {span}, sum(minutes), sum(cents)"
                f" FROM agreed GROUP BY row, {span}"
            )
        travel = self.instance.context.travel
        ways = [(gap, _chord2(most_metres(gap, travel))) for gap in range(MOST_GAP)]
        self._fill("way", ["gap INTEGER PRIMARY KEY", "reach"], ways)
        away = [
            (one.on.toordinal(), row, one.starts_minute, one.ends_minute)
            for row, exceptions in self.columns.exceptions.items()
            for one in exceptions
        ]
        self._fill("exception", ["day", "row INTEGER", "starts", "ends"], away)
        self.link.execute("CREATE INDEX exception_day ON exception (day, row)")

    def _count_performed(self) -> None:
        rows = [
            (str(task), self.columns.find(one["id"]), times)
            for one in self.instance.clients
            for task, times in one.get("performed_at_task", {}).items()
        ]
        names = ["task", "row INTEGER", "times", "PRIMARY KEY (task, row)"]
        self._fill("performed", names, rows, ROWLESS)

    def _engage_coaches(self) -> None:
        """Coaches with their hours, absences and visits; sums of their weeks kept beside."""
        codes = CoachColumns(self.instance.context.coaches).codes(self.columns.names)
        coaches, spans, away, visits = [], [], [], []
        for n, one in enumerate(self.instance.context.coaches.values()):
            coaches.append((n, int(codes[0][n]), int(codes[1][n]), one.week.most_minutes))
            hours = one.week.working_hours or DEFAULT_WORKING_HOURS
            spans += [(span.weekday, n, span.starts_minute, span.ends_minute) for span in hours]
            absences = one.week.absences
            away += [(n, first.toordinal(), last.toordinal()) for first, last in absences]
            for visit in dict.fromkeys(one.week.visits):
                where = (part * EARTH_RADIUS_KM for part in _unit(visit.place))
                week = week_code(local_day(visit.starts_at))
                visits.append((n, str(visit.shift_id), micros(visit.starts_at),
                               micros(visit.ends_at), week, visit.minutes, *where))  # fmt: skip
        self.longest_visit = max((one[3] - one[2] for one in visits), default=0)
        self._fill("coach", ["n INTEGER PRIMARY KEY", "code", "unit", "most"], coaches)
        self._fill("hours", ["weekday", "n INTEGER", "starts", "ends"], spans)
        self._fill("absence", ["n INTEGER", "first", "last"], away)
        names = "n INTEGER", "shift", "starts", "ends", "week", "minutes", "x", "y", "z"
        self._fill("visit", list(names), visits)
        self._fill("going", ["n INTEGER", "week", "minutes", "PRIMARY KEY (n, week)"], [], ROWLESS)
        self.link.execute("INSERT INTO going SELECT n, week, sum(minutes) FROM visit GROUP BY 1, 2")
        for name, index in (
            ("hours_day", "hours (weekday, starts, ends, n)"), ("visit_shift", "visit (shift, n)"),
            ("visit_starts", "visit (starts, ends, n)"),
        ):  # fmt: skip
            self.link.execute(f"CREATE INDEX {name} ON {index}")

    def _word(self, name: str, begins: int, width: int) -> np.ndarray:
        """A run of bitmaps as one whole number a client."""
        first = AT[name] + begins
        stack = self.columns.bits[first : first + width].view(np.uint8)
        flags = np.unpackbits(stack, axis=1, bitorder="little").astype(np.int64)
        return (flags << np.arange(width)[:, None]).sum(axis=0)

    def _rows(self) -> list[tuple[Any, ...]]:
        columns = self.columns
        rows = rows_of(columns.alive)
        words = [self._word("free", n * HALF, HALF) for n in range(7 * HALVES)]
        words += [
            self._word(name, 0, width)
            for name, width in (
                ("known", 1), ("free_days", 7), ("work_days", 7), ("wishes", len(CATEGORY)),
                ("avoided", len(CATEGORY)), ("own_rules", len(OWN_RULE)),
                ("passes", len(PASS_KIND)), ("needs", len(NEED)), ("goes_alone", 1),
            )
        ]  # fmt: skip
        words += [self._word("below", n * TOP_LEVEL, TOP_LEVEL) for n in range(len(SCALE))]
        travel = self.instance.context.travel
        reach = [_chord2(most_metres(int(one), travel)) for one in columns.max_travel]
        numbers = [
            *(unit_vectors(columns.lat, columns.lon) * EARTH_RADIUS_KM).T, np.array(reach),
            columns.max_week, columns.max_month, columns.max_cents, columns.waiting,
            columns.unit, columns.coach,
        ]  # fmt: skip
        table = [part[rows].tolist() for part in (*words, *numbers)]
        ids = [str(columns.id_of(int(row))) for row in rows]
        ties = [[tie_break_of(one, week) for one in ids] for week in self.weeks]
        return list(zip(rows.tolist(), ids, *table, *ties, strict=True))
