"""A week as the planner takes it: whole-number columns made of the matcher's own records.

Every pair that is given to the planner has passed every rule (`week_pairs`); what shifts of one
week do to each other (overlap, rest, ceilings, a coach's minutes and days) is the planner's own to
keep.

Of recurring work this is kept: whoever has worked at a task, or has agreed shifts of it ahead, is
worth clearly more on its next shifts than anybody else. The times of a new order go to one person
where the plan loses nothing by it (`plan.gathering`).
"""

from __future__ import annotations

from math import cos, radians
from typing import TYPE_CHECKING, Any

import numpy as np

from app.domain.calendar import iso_week, local_day, month_start, shift_minutes
from app.matching.plan.instance import NO_COACH, PlanInstance, make_instance
from app.matching.week_teams import join_teams, list_teams, members_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date, datetime
    from uuid import UUID

    from numpy.typing import NDArray

    from app.domain.bookings import CoachWeek
    from app.matching.facts import AgreedShift, ClientFacts, ShiftFacts, TeamFacts
    from app.matching.inputs import Inputs
    from app.matching.week_pairs import Pairs

# Nobody's own week may go over the law's; nobody's month is longer than this. Units: min, cents.
LAW_WEEK_MINUTES = 40 * 60
NO_ROOM_LIMIT = 100_000_000
METRES_A_DEGREE = 111_195
HELSINKI_LAT = 60.2


def build_instance(inputs: Inputs, pairs: Pairs, monday: datetime) -> PlanInstance:
    """The planner's columns of a week that begins at `monday` (an instant).

    A team that goes together is one row, with the places of all. Raises: PlanInputError for a week
    that cannot be read.
    """
    coaches = sorted(inputs.context.coaches, key=str)
    rows = {coach_id: row for row, coach_id in enumerate(coaches)}
    week, teams = iso_week(local_day(monday)), list_teams(inputs)
    months = list(dict.fromkeys(month_start(shift.on) for shift in inputs.shifts))
    people = {one.id: _client_row(one, week, months, rows) for one in inputs.clients.values()}
    for team in teams:
        members = [people.pop(one) for one in members_of(team, inputs)]
        people[team.id] = _team_row(team, members)
    # The pairs as they were told are let go before the planner takes its own.
    pairs = join_teams(inputs, teams, pairs, rows)
    return make_instance(
        _columns(people.values()),
        _columns(_shift_row(shift, monday) for shift in inputs.shifts),
        _columns(
            {"id": str(one), "minutes": _minutes_left(inputs.context.coaches[one].week, week)}
            for one in coaches
        ),
        pairs._asdict(),
        travel=(inputs.context.travel.base_minutes, inputs.context.travel.tenths_per_km),
    )


def orders_of(inputs: Inputs, week: PlanInstance) -> NDArray[np.int64]:
    """The number of the order of each of the week's shifts (s)."""
    orders = {str(shift.id): str(shift.task_id) for shift in inputs.shifts}
    listed = [orders[one] for one in week.shift_ids.tolist()]
    return np.unique(np.array(listed, dtype=np.str_), return_inverse=True)[1].astype(np.int64)


def _team_row(team: TeamFacts, members: Sequence[dict[str, Any]]) -> dict[str, Any]:
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
    client: ClientFacts, week: str, months: Sequence[date], rows: dict[UUID, int]
) -> dict[str, Any]:
    own = rows.get(client.coach_id, NO_COACH) if client.coach_id else NO_COACH
    return {
        "id": str(client.id), "waiting": client.waiting_days, "coach": own, "seats": 1,
        "people": (),
        "ceiling": min(_minutes_of_week(client, week), _minutes_of_month(client, months)),
        "room": _room(client, months),
    }  # fmt: skip


def _minutes_of_week(client: ClientFacts, week: str) -> int:
    """What the own week and the law leave. Units: minutes."""
    agreed = (s.minutes for s in client.agreed if iso_week(local_day(s.starts_at)) == week)
    own = client.max_minutes_week
    most = LAW_WEEK_MINUTES if own is None else min(own, LAW_WEEK_MINUTES)
    return max(0, most - sum(agreed))


def _fuller_month(client: ClientFacts, months: Sequence[date]) -> list[AgreedShift]:
    """What is agreed in the fuller one of these months."""
    asked: dict[date, list[AgreedShift]] = {month: [] for month in months}
    for one in client.agreed:
        month = month_start(local_day(one.starts_at))
        if month in asked:
            asked[month].append(one)
    return max(asked.values(), key=lambda agreed: sum(a.minutes for a in agreed), default=[])


def _minutes_of_month(client: ClientFacts, months: Sequence[date]) -> int:
    """What the own month leaves. Units: minutes."""
    if client.max_minutes_month is None:
        return LAW_WEEK_MINUTES
    agreed = sum(one.minutes for one in _fuller_month(client, months))
    return max(0, client.max_minutes_month - agreed)


def _room(client: ClientFacts, months: Sequence[date]) -> int:
    """What may still be earned in the month. Units: cents."""
    if client.max_cents_month is None:
        return NO_ROOM_LIMIT
    agreed = sum(one.cents for one in _fuller_month(client, months))
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
