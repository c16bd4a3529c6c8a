"""What the matcher is told of clients: a handful of queries, however many clients there are.

Only what `matching/facts.py` has room for is read; age, benefit, answers and marks never are.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select

from app.domain import calendar
from app.domain.calendar import Span, iso_week, local_day
from app.domain.lifecycle import AGREED_OFFERS, OPEN_OFFERS, AttendanceState
from app.domain.money import pay_for
from app.domain.passes import PassRule, counting_since, rule_for
from app.domain.travel import Point, point
from app.domain.vocabulary import (
    Category,
    CoachWanted,
    Language,
    OwnRule,
    PassKind,
    RelationKind,
    Scale,
)
from app.store import bookings, crypto, teams, times
from app.store.db import db
from app.store.models.people import (
    Availability,
    BlockedPair,
    Client,
    Limit,
    OwnLimit,
    Pass,
    Relation,
    Site,
    Wish,
    WorkActivityDay,
)
from app.store.models.work import (
    Attendance,
    CoachBooking,
    CoachBookingClient,
    OfferShift,
    Shift,
    Task,
)
from app.store.relations import in_force

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence
    from uuid import UUID

# Rest and weeks reach over the edge of a month.
_AROUND = timedelta(days=8)

# One client as the matcher's own record takes it: values by the names of its fields.
Profile = dict[str, Any]


@dataclass(frozen=True)
class ShiftRow:
    """One shift with what its order asks, by the names of the matcher's own record."""

    id: UUID
    task_id: UUID
    site_id: UUID
    organisation_id: UUID
    starts_at: datetime
    ends_at: datetime
    category: Category | None
    demands: dict[Scale, int]
    passes: frozenset[PassKind]
    places: int
    taken: int
    place: Point | None
    cents_per_hour: int
    coach_wanted: CoachWanted
    languages: frozenset[Language]

    @property
    def on(self) -> date:
        """The local day on which it begins."""
        return local_day(self.starts_at)


def ask_passes(shifts: Iterable[ShiftRow]) -> bool:
    """Whether any of the shifts asks for a pass."""
    return any(shift.passes for shift in shifts)


def load_clients(
    client_ids: Collection[UUID],
    shifts: Sequence[ShiftRow],
    pass_rules: Sequence[PassRule],
    *,
    now: datetime,
    together: Mapping[UUID, teams.TeamFacts] | None = None,
) -> dict[UUID, Profile]:
    """The facts of these clients, as far as these shifts (in time order) ask for them.

    `together`: the teams of the clients, where they are known already.
    """
    rows = db.session.execute(
        select(
            Client.id, Client.unit_id, Client.language, Client.lat, Client.lon,
            Client.max_travel_minutes, Client.max_minutes_week, Client.max_minutes_month,
            Client.max_cents_month, Client.strengths_sealed, Client.support_need,
            Client.goes_alone, Client.non_disclosure, Client.started_on, Client.waiting_since,
        ).where(Client.id.in_(client_ids))
    ).all()  # fmt: skip
    ids = [row.id for row in rows]
    if not ids:
        return {}
    on = local_day(now)
    known = _Known(ids, shifts, on)
    history = _History(ids, shifts, pass_rules)
    one_only = [one for one, rules in known.own_rules.items() if OwnRule.ONE_AT_A_TIME in rules]
    history.add_ties(one_only, teams.load_teams(ids) if together is None else together, now)
    return {row.id: _client(row, known, history, on) for row in rows}


class _Known:
    """What is written of the clients: times, wishes, limits, passes, ties."""

    def __init__(self, ids: list[UUID], shifts: Sequence[ShiftRow], on: date) -> None:
        spans = (Availability.weekday, Availability.starts_minute, Availability.ends_minute)
        self.spans = _many(Availability, ids, *spans)
        self.days = _many(WorkActivityDay, ids, WorkActivityDay.weekday)
        self.wishes = _many(Wish, ids, Wish.category, Wish.wanted)
        self.limits = _many(Limit, ids, Limit.scale, Limit.level)
        self.own_rules = _many(OwnLimit, ids, OwnLimit.rule)
        self.passes = _many(Pass, ids, Pass.kind)
        last = max((shift.on for shift in shifts), default=on)
        self.blocked = _many(
            BlockedPair, ids, BlockedPair.organisation_id, where=BlockedPair.starts_on <= last
        )
        first, last = _days(shifts, on)
        self.exceptions = times.list_exceptions(ids, first, last)
        self.sessions = times.list_sessions(ids, first, last)
        self.coaches = _many(
            Relation, ids, Relation.user_id,
            where=(Relation.kind == RelationKind.COACH) & in_force(on),
        )  # fmt: skip


def _days(shifts: Sequence[ShiftRow], on: date) -> tuple[date, date]:
    """The first and the last local day of these shifts."""
    ends = max((local_day(shift.ends_at) for shift in shifts), default=on)
    return min((shift.on for shift in shifts), default=on), ends


def _many(model: Any, ids: list[UUID], *columns: Any, where: Any = None) -> dict[UUID, list[Any]]:
    """The rows of each client: tuples, or plain values where one column is asked for."""
    query = select(model.client_id, *columns).where(model.client_id.in_(ids)).order_by(model.id)
    if where is not None:
        query = query.where(where)
    grouped: dict[UUID, list[Any]] = defaultdict(list)
    for client_id, *values in db.session.execute(query):
        grouped[client_id].append(values[0] if len(values) == 1 else tuple(values))
    return grouped


class _History:
    """What the clients have done and agreed on, as far as these shifts ask."""

    def __init__(
        self, ids: list[UUID], shifts: Sequence[ShiftRow], pass_rules: Sequence[PassRule]
    ) -> None:
        self.shift_ids = [shift.id for shift in shifts]
        self.performed = _performed(ids)
        self.agreed = load_agreed(ids, shifts)
        self.asked = _asked(ids, shifts)
        self.covered = _covered(ids, shifts)
        self.familiar = _familiar(ids, shifts)
        asks = ask_passes(shifts)
        self.pass_since = _pass_work_since(ids, shifts, pass_rules) if asks else {}

    def add_ties(
        self, one_only: list[UUID], together: Mapping[UUID, teams.TeamFacts], now: datetime
    ) -> None:
        """What binds clients: agreed work of those who do one at a time, and their teams."""
        self.committed = _committed(one_only, now) if one_only else {}
        self.team_shifts = teams.list_taken(together.values(), self.shift_ids)
        self.team = {
            one: len(team.client_ids)
            for team in together.values()
            if team.together
            for one in team.client_ids
        }


def _performed(ids: list[UUID]) -> dict[UUID, list[Any]]:
    rows = db.session.execute(
        select(
            Attendance.client_id, Shift.task_id, Task.site_id, Task.category,
            func.count().label("times"), func.max(Shift.starts_at).label("last_at"),
        )
        .join(Shift, Shift.id == Attendance.shift_id)
        .join(Task, Task.id == Shift.task_id)
        .where(Attendance.client_id.in_(ids), Attendance.state == AttendanceState.PERFORMED)
        .group_by(Attendance.client_id, Shift.task_id, Task.site_id, Task.category)
    )  # fmt: skip
    grouped: dict[UUID, list[Any]] = defaultdict(list)
    for row in rows:
        grouped[row.client_id].append(row)
    return grouped


def _reach(shifts: Sequence[ShiftRow]) -> tuple[datetime, datetime]:
    """The months and weeks around the shifts."""
    begins = calendar.month_bounds(shifts[0].on)[0]
    ends = calendar.month_bounds(shifts[-1].on)[1]
    return begins - _AROUND, ends + _AROUND


def load_agreed(ids: list[UUID], shifts: Sequence[ShiftRow]) -> dict[UUID, list[Profile]]:
    """What each client works or has said yes to in the months and weeks around the shifts."""
    grouped: dict[UUID, list[Profile]] = defaultdict(list)
    if not shifts:
        return grouped
    begins, ends = _reach(shifts)
    rows = db.session.execute(
        select(
            OfferShift.client_id, OfferShift.shift_id, OfferShift.starts_at, OfferShift.ends_at,
            Task.pay_cents_per_hour, Site.lat, Site.lon,
        )
        .join(Shift, Shift.id == OfferShift.shift_id)
        .join(Task, Task.id == Shift.task_id)
        .join(Site, Site.id == Task.site_id)
        .where(OfferShift.client_id.in_(ids), OfferShift.state.in_(AGREED_OFFERS))
        .where(OfferShift.starts_at >= begins, OfferShift.starts_at < ends)
        .order_by(OfferShift.starts_at, OfferShift.id)
    )  # fmt: skip
    for row in rows:
        minutes = calendar.shift_minutes(row.starts_at, row.ends_at)
        agreed = {
            "shift_id": row.shift_id, "starts_at": row.starts_at, "ends_at": row.ends_at,
            "cents": pay_for(minutes, row.pay_cents_per_hour or 0),
            "place": point(row.lat, row.lon),
        }  # fmt: skip
        grouped[row.client_id].append(agreed)
    return grouped


def _asked(ids: list[UUID], shifts: Sequence[ShiftRow]) -> dict[UUID, set[UUID]]:
    rows = db.session.execute(
        select(OfferShift.client_id, OfferShift.shift_id)
        .where(OfferShift.shift_id.in_([shift.id for shift in shifts]))
        .where(OfferShift.client_id.in_(ids), OfferShift.state.in_(OPEN_OFFERS))
    )
    grouped: dict[UUID, set[UUID]] = defaultdict(set)
    for client_id, shift_id in rows:
        grouped[client_id].add(shift_id)
    return grouped


def _covered(ids: list[UUID], shifts: Sequence[ShiftRow]) -> dict[UUID, set[tuple[UUID, str]]]:
    """The tasks and ISO weeks in which a coach goes along with the client already."""
    grouped: dict[UUID, set[tuple[UUID, str]]] = defaultdict(set)
    if not shifts:
        return grouped
    begins, ends = calendar.week_bounds(shifts[0].on)[0], calendar.week_bounds(shifts[-1].on)[1]
    rows = db.session.execute(
        select(CoachBookingClient.client_id, Shift.task_id, Shift.starts_at)
        .join(CoachBooking, CoachBooking.id == CoachBookingClient.booking_id)
        .join(Shift, Shift.id == CoachBooking.shift_id)
        .where(CoachBookingClient.client_id.in_(ids), CoachBooking.state.in_(bookings.KEPT))
        .where(Shift.starts_at >= begins, Shift.starts_at < ends)
        .where(Shift.task_id.in_({shift.task_id for shift in shifts}))
    )
    for client_id, task_id, starts_at in rows:
        grouped[client_id].add((task_id, iso_week(local_day(starts_at))))
    return grouped


def _familiar(ids: list[UUID], shifts: Sequence[ShiftRow]) -> dict[UUID, set[UUID]]:
    """The shifts to which somebody comes with whom the client has worked before."""
    coming: dict[UUID, set[UUID]] = defaultdict(set)
    for shift_id, client_id in db.session.execute(
        select(OfferShift.shift_id, OfferShift.client_id)
        .where(OfferShift.shift_id.in_([shift.id for shift in shifts]))
        .where(OfferShift.state.in_(AGREED_OFFERS))
    ):
        coming[client_id].add(shift_id)
    grouped: dict[UUID, set[UUID]] = defaultdict(set)
    for client_id, other_id in _worked_together(ids, list(coming)):
        grouped[client_id] |= coming[other_id]
    return grouped


def _committed(ids: list[UUID], now: datetime) -> dict[UUID, set[UUID]]:
    """The tasks at which agreed work lies ahead."""
    grouped: dict[UUID, set[UUID]] = defaultdict(set)
    for client_id, task_id in db.session.execute(
        select(OfferShift.client_id, Shift.task_id)
        .join(Shift, Shift.id == OfferShift.shift_id)
        .where(OfferShift.client_id.in_(ids), OfferShift.state.in_(AGREED_OFFERS))
        .where(OfferShift.ends_at > now)
    ):
        grouped[client_id].add(task_id)
    return grouped


def _worked_together(ids: list[UUID], other_ids: list[UUID]) -> list[tuple[UUID, UUID]]:
    if not other_ids:
        return []
    mine, theirs = Attendance.__table__.alias("mine"), Attendance.__table__.alias("theirs")
    done = AttendanceState.PERFORMED
    rows = db.session.execute(
        select(mine.c.client_id, theirs.c.client_id)
        .join(theirs, theirs.c.shift_id == mine.c.shift_id)
        .where(mine.c.client_id.in_(ids), theirs.c.client_id.in_(other_ids))
        .where(mine.c.client_id != theirs.c.client_id)
        .where(mine.c.state == done, theirs.c.state == done)
        .distinct()
    )
    return [(client_id, other_id) for client_id, other_id in rows]


def _pass_work_since(
    ids: list[UUID], shifts: Sequence[ShiftRow], pass_rules: Sequence[PassRule]
) -> dict[UUID, dict[PassKind, date]]:
    """Since when each client has done work that counts towards a pass these shifts ask for."""
    days: dict[tuple[UUID, str], list[date]] = defaultdict(list)
    for row in db.session.execute(
        select(Attendance.client_id, Task.passes, Shift.starts_at)
        .join(Shift, Shift.id == Attendance.shift_id)
        .join(Task, Task.id == Shift.task_id)
        .where(Attendance.client_id.in_(ids), Attendance.state == AttendanceState.PERFORMED)
    ):
        for kind in row.passes:
            days[row.client_id, kind].append(local_day(row.starts_at))
    since: dict[UUID, dict[PassKind, date]] = defaultdict(dict)
    on = shifts[0].on
    for (client_id, name), worked in days.items():
        rule = rule_for(pass_rules, PassKind(name), on)
        first = counting_since(worked, rule, on) if rule else None
        if first is not None:
            since[client_id][PassKind(name)] = first
    return since


def _client(row: Any, known: _Known, history: _History, on: date) -> Profile:
    performed = history.performed[row.id]
    strengths = row.strengths_sealed
    return dict(  # noqa: C408 - reads as the record it becomes
        id=row.id, unit_id=row.unit_id, coach_id=next(iter(known.coaches[row.id]), None),
        language=row.language, place=point(row.lat, row.lon),
        max_travel_minutes=row.max_travel_minutes,
        availability=calendar.merge_spans(Span(*span) for span in known.spans[row.id]),
        exceptions=tuple(known.exceptions.get(row.id, ())),
        sessions=tuple(known.sessions.get(row.id, ())),
        work_activity_weekdays=frozenset(known.days[row.id]),
        wishes=frozenset(category for category, wanted in known.wishes[row.id] if wanted),
        avoided=frozenset(category for category, wanted in known.wishes[row.id] if not wanted),
        limits=dict(known.limits[row.id]), own_rules=frozenset(known.own_rules[row.id]),
        passes=frozenset(known.passes[row.id]), pass_work_since=history.pass_since.get(row.id, {}),
        max_minutes_week=row.max_minutes_week, max_minutes_month=row.max_minutes_month,
        max_cents_month=row.max_cents_month, agreed=history.agreed[row.id],
        asked_shift_ids=frozenset(history.asked[row.id]),
        waiting_days=_waiting_days(row, performed, on),
        known_site_ids=frozenset(one.site_id for one in performed),
        known_categories=frozenset(one.category for one in performed if one.category),
        familiar_shift_ids=frozenset(history.familiar[row.id]),
        blocked_organisation_ids=frozenset(known.blocked[row.id]),
        support_need=row.support_need, goes_alone=row.goes_alone,
        non_disclosure=row.non_disclosure,
        committed_task_ids=frozenset(history.committed.get(row.id, ())),
        together=history.team.get(row.id, 1),
        team_shift_ids=frozenset(history.team_shifts.get(row.id, ())),
        performed_at_task={one.task_id: one.times for one in performed},
        covered_weeks=frozenset(history.covered[row.id]),
        strengths=crypto.unseal(strengths, "client", "strengths", row.id) if strengths else "",
    )  # fmt: skip


def _waiting_days(row: Any, performed: list[Any], on: date) -> int:
    """Whole days since the last performed shift, else since the client has waited or begun."""
    last = max((local_day(one.last_at) for one in performed), default=None)
    since = last or row.waiting_since or row.started_on
    return max((on - since).days, 0)
