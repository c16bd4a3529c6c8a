"""A week as the planner takes it: whole-number columns made of the matcher's own records.

Every pair that is given to the planner has passed every rule; what shifts of one week do to each
other (overlap, rest, ceilings, a coach's minutes) is the planner's own to keep.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import cos, radians
from typing import TYPE_CHECKING, Any

from app.domain.calendar import iso_week, local_day, month_start, shift_minutes
from app.domain.travel import travel_minutes
from app.matching.bits import rows_of
from app.matching.columns import ClientColumns, values_of
from app.matching.plan.instance import NO_COACH, PlanInstance, make_instance
from app.matching.presence import can_attend, wanted_presence
from app.matching.rules import BY_NAME
from app.matching.shortlist import WISHES, Group
from app.matching.standing import ShiftStanding

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date, datetime
    from uuid import UUID

    from app.domain.bookings import CoachWeek
    from app.matching.facts import AgreedShift, ClientFacts, Context, ShiftFacts
    from app.matching.inputs import Inputs

# What a pair is worth to the planner. These numbers never leave it but as words.
PLACED, WISH, ALONE, FAR = 40, 15, 10, 20
# Nobody's own week may go over the law's; nobody's month is longer than this. Units: min, cents.
LAW_WEEK_MINUTES = 40 * 60
NO_ROOM_LIMIT = 100_000_000
METRES_A_DEGREE = 111_195
HELSINKI_LAT = 60.2


@dataclass(frozen=True)
class Pair:
    """A client and a shift that fits by itself: points, and minutes of the own coach."""

    client_id: UUID
    shift_id: UUID
    value: int
    support: int


def list_pairs(inputs: Inputs) -> list[Pair]:
    """Every pair without a stop whose coach, where one must go along, is the client's own."""
    context = inputs.context
    known = [values_of(client) for client in inputs.clients.values()]
    columns = ClientColumns(known, context.travel)
    found: list[Pair] = []
    for shift in inputs.shifts:
        rows = rows_of(ShiftStanding(columns, shift, context).groups[Group.FITS])
        people = (inputs.clients[columns.id_of(row)] for row in rows.tolist())
        pairs = (_pair(client, shift, context) for client in people)
        found += [pair for pair in pairs if pair is not None]
    return found


def _pair(client: ClientFacts, shift: ShiftFacts, context: Context) -> Pair | None:
    support = shift.minutes if wanted_presence(client, shift).required else 0
    if support and not _own_coach_can(client, shift, context):
        return None
    return Pair(client.id, shift.id, _value(client, shift, context, support), support)


def _own_coach_can(client: ClientFacts, shift: ShiftFacts, context: Context) -> bool:
    own = context.coaches.get(client.coach_id) if client.coach_id else None
    return own is not None and can_attend(own, shift, context)


def _value(client: ClientFacts, shift: ShiftFacts, context: Context, support: int) -> int:
    """Points: for work at all, each wish met, nobody needed along; less for a long way."""
    met = sum(BY_NAME[name].test(client, shift, context) is not None for name in WISHES)
    return PLACED + WISH * met + (0 if support else ALONE) - _way(client, shift, context)


def _way(client: ClientFacts, shift: ShiftFacts, context: Context) -> int:
    if client.place is None or shift.place is None:
        return 0
    return min(FAR, travel_minutes(client.place, shift.place, context.travel) // 3)


def build_instance(inputs: Inputs, pairs: Sequence[Pair], monday: datetime) -> PlanInstance:
    """The planner's columns of a week that begins at `monday` (an instant).

    Raises: PlanInputError for a week that cannot be read.
    """
    clients, shifts = list(inputs.clients.values()), list(inputs.shifts)
    coaches = sorted(inputs.context.coaches, key=str)
    rows = {coach_id: row for row, coach_id in enumerate(coaches)}
    week = iso_week(local_day(monday))
    at_client = {client.id: row for row, client in enumerate(clients)}
    at_shift = {shift.id: row for row, shift in enumerate(shifts)}
    return make_instance(
        _columns(_client_row(client, week, shifts, rows) for client in clients),
        _columns(_shift_row(shift, monday) for shift in shifts),
        _columns(
            {"id": str(one), "minutes": _minutes_left(inputs.context.coaches[one].week, week)}
            for one in coaches
        ),
        {
            "client": [at_client[pair.client_id] for pair in pairs],
            "shift": [at_shift[pair.shift_id] for pair in pairs],
            "value": [pair.value for pair in pairs],
            "support": [pair.support for pair in pairs],
        },
        travel=(inputs.context.travel.base_minutes, inputs.context.travel.tenths_per_km),
    )


def _columns(rows: Iterator[dict[str, Any]]) -> dict[str, list[Any]]:
    """The same values by column; no rows give the columns no row has named: none but `id`."""
    listed = list(rows)
    names = listed[0] if listed else _NAMES
    return {name: [row[name] for row in listed] for name in names}


# What columns there are when there is nobody and nothing.
_NAMES = (
    "id", "ceiling", "room", "coach", "waiting", "places", "start", "end", "day", "x", "y", "pay",
    "orderer", "minutes",
)  # fmt: skip


def _client_row(
    client: ClientFacts, week: str, shifts: Sequence[ShiftFacts], rows: dict[UUID, int]
) -> dict[str, Any]:
    own = rows.get(client.coach_id, NO_COACH) if client.coach_id else NO_COACH
    return {
        "id": str(client.id), "waiting": client.waiting_days, "coach": own,
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
