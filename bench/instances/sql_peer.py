"""The same question asked of SQLite in memory: the best plain SQL over the same facts.

It gives the same people in the same order, and the same numbers of who is shut out by what.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.domain.calendar import DAY_MINUTES, iso_week, local_minute, week_bounds
from app.domain.presence import FIRST_SHIFTS
from app.domain.travel import EARTH_RADIUS_KM
from app.domain.vocabulary import Category, CoachWanted, OwnRule, SupportNeed
from app.domain.working_time import is_evening_work, is_weekend_work
from app.matching.client_question import FREE_CODES
from app.matching.client_rows import CATEGORY, NEED, OWN_RULE, PASS_KIND, SCALE
from app.matching.free_times import QUARTER
from app.matching.instants import DAY, MINUTE, micros, month_code, week_code
from app.matching.standing import code_of
from app.matching.ways import _chord2, _unit, most_metres
from bench.instances.sql_tables import HALF, HALVES, SqlTables

if TYPE_CHECKING:
    from app.matching.facts import ShiftFacts

_FREE = "free_time"
# Squares of distances below this are one place. Units: km².
_SAME = 1e-9


class SqlPeer(SqlTables):
    """The questions of a list as SQL over those tables."""

    def top(self, shift: ShiftFacts, most: int = 20) -> list[int]:
        """The rows of the first twenty whom nothing stops."""
        asked = _Sql(self, shift)
        # The cheapest conditions first, so that SQLite stops there; sets are made once.
        where = " AND ".join(f"NOT ({sql})" for _, sql, _ in sorted(asked.stops(), key=_dear))
        found = self.link.execute(
            f"{asked.sets()} SELECT client.row FROM {asked.table()} WHERE {where}"
            f" ORDER BY {asked.wishes()} DESC, waiting DESC, {asked.tie}, id LIMIT {most}"
        ).fetchall()
        return [row for (row,) in found]

    def reasons(self, shift: ShiftFacts) -> tuple[list[int], dict[str, int]]:
        """The first twenty, and how many each reason shuts out of those it is told of."""
        asked = _Sql(self, shift)
        stops = asked.stops()
        each = ", ".join(f"(({sql}) != 0) AS c{n}" for n, (_, sql, _) in enumerate(stops))
        told = " ".join(f"WHEN c{n} THEN '{name}'" for n, (name, _, _) in enumerate(stops))
        number = " + ".join(f"c{n}" for n in range(len(stops)))
        hard = " OR ".join(f"c{n}" for n, (_, _, lifted) in enumerate(stops) if not lifted)
        counted = self.link.execute(
            f"{asked.sets()}, stopped AS MATERIALIZED (SELECT {each} FROM {asked.table()})"
            f" SELECT CASE {told} END AS told, count(*) FROM stopped"
            f" WHERE {number} > 1 OR {hard} GROUP BY told"
        ).fetchall()
        return self.top(shift), dict(counted)


def _dear(stop: tuple[str, str, bool]) -> int:
    if stop[0] in ("pass_missing", _FREE):
        return 0
    return 1 + 2 * (" IN " in stop[1]) + ("reach" in stop[1])


def same_codes(shut_out: dict[str, int]) -> dict[str, int]:
    """What a list counts, by the rules that SQL tells apart."""
    found: dict[str, int] = {}
    for code, number in shut_out.items():
        name = _FREE if code in FREE_CODES else code
        found[name] = found.get(name, 0) + number
    return found


class _Sql:
    """The SQL of one shift."""

    def __init__(self, tables: SqlTables, shift: ShiftFacts) -> None:
        self.shift, self.context = shift, tables.instance.context
        self.starts, self.ends = micros(shift.starts_at), micros(shift.ends_at)
        self.on = shift.on
        self.day, self.week = f"d{self.on.toordinal()}", f"w{week_code(self.on)}"
        self.month = f"m{month_code(self.on)}"
        self.first, self.last = local_minute(shift.starts_at), local_minute(shift.ends_at)
        self.last = self.last or DAY_MINUTES
        self.place = [EARTH_RADIUS_KM * one for one in _unit(shift.place)]
        self.tie = f"tie_{tables.weeks.index(iso_week(self.on))}"
        self.code = tables.columns.agreed.shifts.find(shift.id.int)
        self.longest, self.longest_visit = tables.longest, tables.longest_visit
        self.longest_way = tables.columns.agreed.longest_way(shift.place, self.context.travel)

    def table(self) -> str:
        """The clients with what they have agreed to in the week and in the month."""
        return (
            f"client LEFT JOIN held w ON w.row = client.row AND w.span = '{self.week}'"
            f" LEFT JOIN held m ON m.row = client.row AND m.span = '{self.month}'"
        )

    def sets(self) -> str:
        """What is asked of few, worked out once."""
        return f"WITH able AS MATERIALIZED ({self._able()})"

    def stops(self) -> list[tuple[str, str, bool]]:
        """Each reason with the SQL of who is stopped by it, and whether anything lifts it."""
        hard = [
            ("blocked_pair", self._tied("blocked", self.shift.organisation_id)),
            ("own_shift", self._agreed(0, f"{self._gap} < 0")),
            ("daily_limit", self._over(self.context.working_time.day_minutes, self.day)),
            ("weekly_limit", self._over(self.context.working_time.week_minutes, self.week)),
            ("weekly_rest", f"client.row IN ({self._tired()})"),
        ]
        told = [(name, sql, False) for name, sql in hard]
        lifted = (*self._clashes(), *self._demands(), *self._own_rules(), *self._ceilings())
        told += [(name, sql, True) for name, sql in lifted]
        return [(code_of(name), sql, lifts) for name, sql, lifts in told]

    # --- each rule

    def _near(self, room: int, more: str, table: str = "agreed") -> str:
        """Whose work begins or ends within so many minutes, of which something more holds."""
        longest = self.longest_visit if table == "visit" else self.longest
        reach = room * MINUTE
        return (
            f"starts < {self.ends + reach} AND starts > {self.starts - reach - longest} AND {more}"
        )

    def _agreed(self, room: int, more: str) -> str:
        return f"client.row IN (SELECT row FROM agreed WHERE {self._near(room, more)})"

    @property
    def _gap(self) -> str:
        """Between the shift and other work, whichever comes first. Units: microseconds."""
        return f"max(starts - {self.ends}, {self.starts} - ends)"

    @property
    def _here(self) -> str:
        x, y, z = self.place
        return f"((x - {x}) * (x - {x}) + (y - {y}) * (y - {y}) + (z - {z}) * (z - {z}))"

    @property
    def _too_far(self) -> str:
        """Whether the way takes more minutes than there are; there is none to the same place."""
        least = f"(SELECT reach FROM way WHERE way.gap = {self._gap} / {MINUTE})"
        return f"({_SAME} < {self._here} AND {self._here} > {least})"

    def _tied(self, table: str, key: object) -> str:
        return f"client.row IN (SELECT row FROM {table} WHERE key = '{key}')"

    def _over(self, most: int, held: str) -> str:
        left = most - self.shift.minutes
        over = f"SELECT row FROM held WHERE span = '{held}' AND minutes > {left}"
        return f"client.row IN ({over})" if left >= 0 else "1"

    def _tired(self) -> str:
        """Who would have no rest that is long enough in the week, this shift taken."""
        monday, after = (micros(one) for one in week_bounds(self.on))
        rest, week = self.context.working_time.weekly_rest_minutes * MINUTE, week_code(self.on)
        # Only who works after the shift, and in the week's first hours if the shift is not in them.
        some = f"starts >= {self.starts} AND starts < {after + rest} AND code <> {self.code}"
        if self.starts >= monday + rest:
            early = f"starts > {monday - self.longest} AND starts < {monday + rest}"
            some += f" AND row IN (SELECT row FROM agreed WHERE {early} AND ends > {monday})"
        around = f"starts > {monday - 2 * DAY} AND starts < {after + rest}"
        return (
            f"WITH some AS MATERIALIZED (SELECT DISTINCT row FROM agreed WHERE {some}), pieces AS ("
            f"SELECT some.row AS row, starts, ends, last_week FROM some CROSS JOIN agreed"
            f" ON agreed.row = some.row AND {around} AND code <> {self.code} UNION ALL"
            f" SELECT row, {self.starts}, {self.ends}, {week} FROM some),"
            f" ordered AS (SELECT row, starts, ends, last_week, lead(starts) OVER"
            f" (PARTITION BY row ORDER BY starts, ends) AS following FROM pieces)"
            f" SELECT row FROM ordered GROUP BY row HAVING NOT max(last_week = {week}"
            f" AND (following IS NULL OR following - ends >= {rest}))"
            f" AND min(CASE WHEN ends > {monday} THEN starts END) < {monday + rest}"
        )

    def _free(self) -> str:
        day, first, last = self.on.weekday(), self.first // QUARTER, -(-self.last // QUARTER)
        wanted = [
            sum(1 << q - half * HALF for q in range(first, last) if q // HALF == half)
            for half in range(HALVES)
        ]
        bits = [f"free_{day}_{n} & {mask} = {mask}" for n, mask in enumerate(wanted) if mask]
        away = f"starts < {self.last} AND ends > {self.first}"
        return " AND ".join([*bits, f"client.row NOT IN ({self._changed} AND {away})"])

    @property
    def _changed(self) -> str:
        return f"SELECT row FROM exception WHERE day = {self.on.toordinal()}"

    def _clashes(self) -> list[tuple[str, str]]:
        """Times, the law and passes, in the order in which they are told."""
        least = self.context.working_time.daily_rest_minutes
        other = f"code <> {self.code}"
        tired = f"{other} AND day <> {self.on.toordinal()} AND {self._gap} < {least * MINUTE}"
        late = f"{other} AND {self._gap} >= 0 AND {self._too_far}"
        found = [
            (_FREE, f"(known OR client.row IN ({self._changed})) AND NOT ({self._free()})"),
            ("way_between", self._agreed(self.longest_way, late)),
            ("daily_rest", self._agreed(least, tired)),
        ]
        lacking = [f"passes & {1 << PASS_KIND[kind]} = 0" for kind in sorted(self.shift.passes)]
        if lacking:
            found.append(("passes", " OR ".join(lacking)))
        nobody = "unit NOT IN (SELECT unit FROM able) AND coach NOT IN (SELECT code FROM able)"
        return [*found, ("coach_presence", f"goes_alone = 0 AND ({self._needed()}) AND {nobody}")]

    def _needed(self) -> str:
        """Who cannot come without a coach."""

        def needs(need: SupportNeed) -> str:
            return f"needs & {1 << NEED[need]}"

        def done(times: int) -> str:
            task = f"task = '{self.shift.task_id}' AND times >= {times}"
            return f"client.row IN (SELECT row FROM performed WHERE {task})"

        if self.shift.coach_wanted is CoachWanted.ALWAYS:
            return "1"
        asked = [
            f"{needs(SupportNeed.FIRST_SHIFTS)} AND NOT {done(FIRST_SHIFTS)}",
            needs(SupportNeed.ALWAYS), needs(SupportNeed.WEEKLY),
        ]  # fmt: skip
        if self.shift.coach_wanted is CoachWanted.FIRST_SHIFT:
            asked.append(f"NOT {done(1)}")
        return " OR ".join(f"({one})" for one in asked)

    def _able(self) -> str:
        """The coaches whose week has room for going along."""
        day, week, minutes = self.on.toordinal(), week_code(self.on), self.shift.minutes
        times = f"starts <= {self.first} AND ends >= {self.last}"
        elsewhere = self._near(self.longest_way, f"({self._gap} < 0 OR {self._too_far})", "visit")
        held = f"SELECT minutes FROM going WHERE going.n = coach.n AND week = {week}"
        return (
            f"SELECT code, unit FROM coach"
            f" WHERE n NOT IN (SELECT n FROM absence WHERE first <= {day} AND last >= {day})"
            f" AND (n IN (SELECT n FROM visit WHERE shift = '{self.shift.id}')"
            f" OR n IN (SELECT n FROM hours WHERE weekday = {self.on.weekday()} AND {times})"
            f" AND n NOT IN (SELECT n FROM visit WHERE {elsewhere})"
            f" AND coalesce(({held}), 0) + {minutes} <= most)"
        )

    def _demands(self) -> list[tuple[str, str]]:
        return [
            (f"limit_{scale.value}", f"below_{SCALE[scale]} & {1 << self.shift.demands[scale] - 1}")
            for scale in SCALE
            if self.shift.demands.get(scale)
        ]

    def _own_rules(self) -> list[tuple[str, str]]:
        category = self.shift.category or Category.SHOP
        found = [("avoided_category", f"avoided & {1 << CATEGORY[category]}")]
        for rule, holds in (
            (OwnRule.NO_FOOD_WORK, category is Category.KITCHEN),
            (OwnRule.NO_EVENINGS, is_evening_work(self.shift.period)),
            (OwnRule.NO_WEEKENDS, is_weekend_work(self.shift.period)),
        ):
            if holds:
                found.append((rule.value, f"own & {1 << OWN_RULE[rule]}"))
        return found

    def _ceilings(self) -> list[tuple[str, str]]:
        minutes, cents = self.shift.minutes, self.shift.cents
        return [
            ("travel_limit", f"{self._here} > reach"),
            ("own_week", f"max_week < {minutes} + coalesce(w.minutes, 0)"),
            ("own_month", f"max_month < {minutes} + coalesce(m.minutes, 0)"),
            ("own_earnings", f"max_cents < {cents} + coalesce(m.cents, 0)"),
        ]

    def wishes(self) -> str:
        """How many wishes the shift meets."""
        near = _chord2(most_metres(self.context.match.near_minutes, self.context.travel))
        bit = 1 << self.on.weekday()
        return (
            f"((wishes & {1 << CATEGORY[self.shift.category or Category.SHOP]}) != 0)"
            f" + ((free_days & {bit}) != 0 AND (work_days & {bit}) = 0 AND {self._free()})"
            f" + ({self._here} <= {near}) + ({self._tied('site', self.shift.site_id)})"
        )
