"""A week as the planner takes it: whole-number columns made of the matcher's own records.

Every pair that is given to the planner has passed every rule; what shifts of one week do to each
other (overlap, rest, ceilings, a coach's minutes and days) is the planner's own to keep.

Of recurring work this is kept: whoever has worked at a task, or has agreed shifts of it ahead, is
worth clearly more on its next shifts than anybody else. The times of a new order go to one person
where the plan loses nothing by it (`plan.gathering`).
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from math import cos, radians
from typing import TYPE_CHECKING, Any

import numpy as np

from app.domain.calendar import iso_week, local_day, month_start, shift_minutes
from app.matching.bits import rows_of, unpack
from app.matching.coach_columns import CoachColumns
from app.matching.columns import ClientColumns, values_of
from app.matching.plan.instance import NO_COACH, PlanInstance, make_instance
from app.matching.standing import ShiftStanding
from app.matching.ways import minutes as way_minutes
from app.matching.week_teams import Team, join_teams

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date, datetime
    from uuid import UUID

    from numpy.typing import NDArray

    from app.domain.bookings import CoachWeek
    from app.matching.bits import Rows
    from app.matching.facts import AgreedShift, ClientFacts, ShiftFacts
    from app.matching.inputs import Inputs

# What a pair is worth to the planner. These numbers never leave it but as words.
PLACED, WISH, ALONE, CONTINUES, FAR = 40, 15, 10, 60, 20
# Nobody's own week may go over the law's; nobody's month is longer than this. Units: min, cents.
LAW_WEEK_MINUTES = 40 * 60
NO_ROOM_LIMIT = 100_000_000
METRES_A_DEGREE = 111_195
HELSINKI_LAT = 60.2


@dataclass(frozen=True, slots=True)
class Pair:
    """A client and a shift that fits by itself: points, and who goes along for how many minutes.

    `goes` is the own coach where that is possible, else a substitute, else nobody has to;
    `support` is 0 where that coach is on the shift already. `first_time`: a coach goes along on the
    client's first shift of the task.
    """

    client_id: UUID
    shift_id: UUID
    value: int
    support: int = 0
    goes: UUID | None = None
    first_time: bool = False


class _Known:
    """The clients as columns, and what pairs of all shifts look up."""

    def __init__(self, inputs: Inputs) -> None:
        self.context = inputs.context
        known = [values_of(client) for client in inputs.clients.values()]
        self.columns = ClientColumns(known, inputs.context.travel)
        self.coaches = CoachColumns(inputs.context.coaches)
        self.ids = {row: self.columns.id_of(row) for row in rows_of(self.columns.alive).tolist()}
        self.doing: dict[UUID, list[int]] = defaultdict(list)
        self.done: dict[UUID, list[int]] = defaultdict(list)
        for row, client_id in self.ids.items():
            client = inputs.clients[client_id]
            done = {task for task, times in client.performed_at_task.items() if times}
            for task in done:
                self.done[task].append(row)
            for task in done | client.committed_task_ids:
                self.doing[task].append(row)

    def pairs(self, shift: ShiftFacts) -> Iterator[Pair]:
        """Every client whom the shift fits."""
        standing = ShiftStanding(self.columns, shift, self.context, self.coaches)
        few = standing.fitting
        rows = few.rows
        if not len(rows):
            return
        needs = unpack(standing.question.need_coach)[rows]
        worth = PLACED + WISH * standing.met(few) - self._ways(rows, shift)
        worth += np.where(needs, 0, ALONE)
        worth += np.where(np.isin(rows, self.doing[shift.task_id]), CONTINUES, 0)
        fresh = ~np.isin(rows, self.done[shift.task_id])
        who = _Choice(standing, shift) if needs.any() else None
        for row, value, needed, first in zip(
            rows.tolist(), worth.tolist(), needs.tolist(), fresh.tolist(), strict=True
        ):
            if not needed or who is None:
                yield Pair(self.ids[row], shift.id, value)
                continue
            goes = who.coach_for(int(self.columns.coach[row]), int(self.columns.unit[row]))
            if goes is not None:
                support = 0 if goes in who.there else shift.minutes
                yield Pair(self.ids[row], shift.id, value, support, goes, first)

    def _ways(self, rows: Rows, shift: ShiftFacts) -> Rows:
        """What a long way takes off; nothing where a place is not known."""
        off = np.zeros(len(rows), dtype=np.int64)
        if shift.place is None:
            return off
        lat, lon = self.columns.lat[rows], self.columns.lon[rows]
        told = np.flatnonzero(~np.isnan(lat))
        way = way_minutes(lat[told], lon[told], shift.place, self.context.travel)
        off[told] = np.minimum(FAR, way // 3)
        return off


class _Choice:
    """Who goes along on one shift: the own coach, else one substitute for all of a unit."""

    def __init__(self, standing: ShiftStanding, shift: ShiftFacts) -> None:
        coaches, question = standing.question.coaches, standing.question
        own, unit = coaches.codes(standing.columns.names)
        self.there = {
            one.id for one in coaches.listed if any(v.shift_id == shift.id for v in one.week.visits)
        }
        self.own: dict[int, UUID] = {}
        self.unit: dict[int, UUID] = {}
        able = np.flatnonzero(question.able_coaches).tolist()
        # Another order on every shift, so that it is not always the same substitute.
        for n in sorted(able, key=lambda n: self._order(coaches.listed[n].id, shift)):
            self.own[int(own[n])] = coaches.listed[n].id
            self.unit.setdefault(int(unit[n]), coaches.listed[n].id)

    def _order(self, coach_id: UUID, shift: ShiftFacts) -> tuple[bool, int, int]:
        return coach_id not in self.there, coach_id.int ^ shift.id.int, coach_id.int

    def coach_for(self, own: int, unit: int) -> UUID | None:
        """The coach for a client with such numbers of coach and unit."""
        found = self.own.get(own) if own >= 0 else None
        return found or (self.unit.get(unit) if unit >= 0 else None)


def list_pairs(inputs: Inputs) -> list[Pair]:
    """Every pair without a stop, with the coach who would go along where one must."""
    known = _Known(inputs)
    return [pair for shift in inputs.shifts for pair in known.pairs(shift)]


def build_instance(inputs: Inputs, pairs: Sequence[Pair], monday: datetime) -> PlanInstance:
    """The planner's columns of a week that begins at `monday` (an instant).

    A team that goes together is one row, with the places of all. Raises: PlanInputError for a week
    that cannot be read.
    """
    shifts = list(inputs.shifts)
    coaches = sorted(inputs.context.coaches, key=str)
    rows = {coach_id: row for row, coach_id in enumerate(coaches)}
    week = iso_week(local_day(monday))
    teams, alone = join_teams(inputs, pairs)
    people = {one.id: _client_row(one, week, shifts, rows) for one in inputs.clients.values()}
    for team in teams:
        members = [people.pop(one) for one in team.client_ids]
        people[team.id] = _team_row(team, members)
    return make_instance(
        _columns(people.values()),
        _columns(_shift_row(shift, monday) for shift in shifts),
        _columns(
            {"id": str(one), "minutes": _minutes_left(inputs.context.coaches[one].week, week)}
            for one in coaches
        ),
        _pair_columns([*alone, *(pair for team in teams for pair in team.pairs)], people, shifts,
                      rows),
        travel=(inputs.context.travel.base_minutes, inputs.context.travel.tenths_per_km),
    )  # fmt: skip


def orders_of(inputs: Inputs, week: PlanInstance) -> NDArray[np.int64]:
    """The number of the order of each of the week's shifts (s)."""
    orders = {str(shift.id): str(shift.task_id) for shift in inputs.shifts}
    listed = [orders[one] for one in week.shift_ids.tolist()]
    return np.unique(np.array(listed, dtype=np.str_), return_inverse=True)[1].astype(np.int64)


def _pair_columns(
    pairs: Sequence[Pair], people: dict[UUID, Any], shifts: Sequence[ShiftFacts],
    coaches: dict[UUID, int],
) -> dict[str, list[int]]:  # fmt: skip
    at_client = {one: row for row, one in enumerate(people)}
    at_shift = {shift.id: row for row, shift in enumerate(shifts)}
    return {
        "client": [at_client[pair.client_id] for pair in pairs],
        "shift": [at_shift[pair.shift_id] for pair in pairs],
        "value": [pair.value for pair in pairs],
        "support": [pair.support for pair in pairs],
        "goes": [coaches[pair.goes] if pair.goes else NO_COACH for pair in pairs],
        "first_time": [int(pair.first_time) for pair in pairs],
    }


def _team_row(team: Team, members: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """A team as one client: the tightest limits, the mean of waiting, as many places as people."""
    return members[0] | {
        "id": str(team.id), "people": tuple(one["id"] for one in members), "seats": len(members),
        "waiting": sum(one["waiting"] for one in members) // len(members),
        **{name: min(one[name] for one in members) for name in ("ceiling", "room")},
    }  # fmt: skip


def _columns(rows: Iterable[dict[str, Any]]) -> dict[str, list[Any]]:
    """The same values by column; no rows give the columns no row has named: none but `id`."""
    listed = list(rows)
    names = listed[0] if listed else _NAMES
    return {name: [row[name] for row in listed] for name in names}


# What columns there are when there is nobody and nothing.
_NAMES = (
    "id", "ceiling", "room", "coach", "waiting", "places", "start", "end", "day", "x", "y", "pay",
    "orderer", "minutes", "seats", "people",
)  # fmt: skip


def _client_row(
    client: ClientFacts, week: str, shifts: Sequence[ShiftFacts], rows: dict[UUID, int]
) -> dict[str, Any]:
    own = rows.get(client.coach_id, NO_COACH) if client.coach_id else NO_COACH
    return {
        "id": str(client.id), "waiting": client.waiting_days, "coach": own, "seats": 1,
        "people": (),
        "ceiling": min(_minutes_of_week(client, week), _minutes_of_month(client, shifts)),
        "room": _room(client, shifts),
    }  # fmt: skip


def _minutes_of_week(client: ClientFacts, week: str) -> int:
    """What the own week and the law leave. Units: minutes."""
    agreed = (s.minutes for s in client.agreed if iso_week(local_day(s.starts_at)) == week)
    own = client.max_minutes_week
    most = LAW_WEEK_MINUTES if own is None else min(own, LAW_WEEK_MINUTES)
    return max(0, most - sum(agreed))


def _fuller_month(client: ClientFacts, shifts: Sequence[ShiftFacts]) -> list[AgreedShift]:
    """What is agreed in the fuller one of the months in which the shifts are."""
    months: dict[date, list[AgreedShift]] = {month_start(shift.on): [] for shift in shifts}
    for one in client.agreed:
        months.setdefault(month_start(local_day(one.starts_at)), []).append(one)
    asked = [months[month_start(shift.on)] for shift in shifts]
    return max(asked, key=lambda agreed: sum(one.minutes for one in agreed), default=[])


def _minutes_of_month(client: ClientFacts, shifts: Sequence[ShiftFacts]) -> int:
    """What the own month leaves. Units: minutes."""
    if client.max_minutes_month is None:
        return LAW_WEEK_MINUTES
    agreed = sum(one.minutes for one in _fuller_month(client, shifts))
    return max(0, client.max_minutes_month - agreed)


def _room(client: ClientFacts, shifts: Sequence[ShiftFacts]) -> int:
    """What may still be earned in the month. Units: cents."""
    if client.max_cents_month is None:
        return NO_ROOM_LIMIT
    agreed = sum(one.cents for one in _fuller_month(client, shifts))
    return max(0, client.max_cents_month - agreed)


def _shift_row(shift: ShiftFacts, monday: datetime) -> dict[str, Any]:
    start = shift_minutes(monday, shift.starts_at)
    x, y = _metres(shift)
    return {
        "id": str(shift.id), "places": max(0, shift.places - shift.taken), "start": start,
        "end": start + shift.minutes, "day": shift.on.weekday(), "x": x, "y": y,
        "pay": shift.cents, "orderer": str(shift.organisation_id),
    }  # fmt: skip


def _metres(shift: ShiftFacts) -> tuple[int, int]:
    """The place on a plane: right to a few metres within a city."""
    if shift.place is None:
        return 0, 0
    lat, lon = shift.place
    return round(lon * METRES_A_DEGREE * cos(radians(HELSINKI_LAT))), round(lat * METRES_A_DEGREE)


def _minutes_left(coach: CoachWeek, week: str) -> int:
    """What of the coach's support hours no visit has taken yet. Units: minutes."""
    if coach.most_minutes is None:
        return LAW_WEEK_MINUTES
    same = {v.shift_id: v.minutes for v in coach.visits if iso_week(local_day(v.starts_at)) == week}
    return max(0, coach.most_minutes - sum(same.values()))
