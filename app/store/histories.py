"""What clients have done, agreed on and are bound by: the past and the future of their work."""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, bindparam, func, select

from app.domain import calendar
from app.domain.calendar import iso_week, local_day
from app.domain.lifecycle import AGREED_OFFERS, OPEN_OFFERS, AttendanceState
from app.domain.money import pay_for
from app.domain.passes import PassRule, counting_since, rule_for
from app.domain.travel import point
from app.domain.vocabulary import PassKind
from app.store import bookings, teams
from app.store.db import db
from app.store.models.people import Site
from app.store.models.work import (
    Attendance,
    CoachBooking,
    CoachBookingClient,
    OfferShift,
    Shift,
    Task,
)
from app.store.prepared import among, fetch, listed, one_of

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from datetime import date, datetime
    from uuid import UUID

    from app.store.reach import Reach

    Profile = dict[str, Any]


class History:
    """What the clients have done and agreed on, as far as is asked."""

    def __init__(
        self, ids: Collection[UUID] | None, reach: Reach, pass_rules: Sequence[PassRule]
    ) -> None:
        self._reach = reach
        self.performed = load_performed(ids)
        self.agreed = load_agreed(ids, reach)
        self.asked = _asked(ids, reach)
        self.covered = _covered(ids, reach)
        self.familiar = _familiar(ids, reach)
        since = _pass_work_since(ids, pass_rules, reach.begins) if reach.asks_passes else {}
        self.pass_since: Mapping[UUID, dict[PassKind, date]] = since

    def add_ties(
        self, one_only: list[UUID], together: Mapping[UUID, teams.TeamFacts], now: datetime
    ) -> None:
        """What binds clients: agreed work of those who do one at a time, and their teams."""
        self.committed = _committed(one_only, now) if one_only else {}
        self.team_shifts = teams.list_taken(together.values(), _asked_about(self._reach))
        self.team = {
            one: len(team.client_ids)
            for team in together.values()
            if team.together
            for one in team.client_ids
        }


def load_performed(ids: Collection[UUID] | None) -> dict[UUID, list[Any]]:
    """By client the places and tasks worked at, how often and when last."""
    grouped: dict[UUID, list[Any]] = defaultdict(list)
    for row in fetch(_performed_query(everybody=ids is None), ids=listed(ids)):
        grouped[row.client_id].append(row)
    return grouped


@cache
def _performed_query(*, everybody: bool) -> Any:
    return (
        select(
            Attendance.client_id, Shift.task_id, Task.site_id, Task.category,
            func.count().label("times"), func.max(Shift.starts_at).label("last_at"),
        )
        .join(Shift, Shift.id == Attendance.shift_id)
        .join(Task, Task.id == Shift.task_id)
        .where(among(Attendance.client_id, anything=everybody))
        .where(Attendance.state == AttendanceState.PERFORMED)
        .group_by(Attendance.client_id, Shift.task_id, Task.site_id, Task.category)
    )  # fmt: skip


def load_agreed(ids: Collection[UUID] | None, reach: Reach) -> dict[UUID, list[Profile]]:
    """What each client works or has said yes to in the months and weeks that are asked about."""
    grouped: dict[UUID, list[Profile]] = defaultdict(list)
    if not reach.any_shift:
        return grouped
    begins, ends = reach.months
    query = _agreed_query(everybody=ids is None, onward=ends is None)
    for row in fetch(query, ids=listed(ids), begins=begins, ends=ends):
        minutes = calendar.shift_minutes(row.starts_at, row.ends_at)
        agreed = {
            "shift_id": row.shift_id, "starts_at": row.starts_at, "ends_at": row.ends_at,
            "cents": pay_for(minutes, row.pay_cents_per_hour or 0),
            "place": point(row.lat, row.lon),
        }  # fmt: skip
        grouped[row.client_id].append(agreed)
    return grouped


@cache
def _agreed_query(*, everybody: bool, onward: bool) -> Any:
    return (
        select(
            OfferShift.client_id, OfferShift.shift_id, OfferShift.starts_at, OfferShift.ends_at,
            Task.pay_cents_per_hour, Site.lat, Site.lon,
        )
        .join(Shift, Shift.id == OfferShift.shift_id)
        .join(Task, Task.id == Shift.task_id)
        .join(Site, Site.id == Task.site_id)
        .where(among(OfferShift.client_id, anything=everybody))
        .where(OfferShift.state.in_(AGREED_OFFERS), _within(OfferShift.starts_at, onward=onward))
        .order_by(OfferShift.starts_at, OfferShift.id)
    )  # fmt: skip


def _within(column: Any, *, onward: bool) -> Any:
    begun = column >= bindparam("begins")
    return begun if onward else and_(begun, column < bindparam("ends"))


def _asked_about(reach: Reach) -> Any:
    """The condition that an offer is of one of the shifts, or of any that is not over."""
    if reach.shift_ids is not None:
        return one_of(OfferShift.shift_id, reach.shift_ids)
    return OfferShift.ends_at >= calendar.day_bounds(reach.begins)[0]


@cache
def _asked_query(*, everybody: bool, onward: bool) -> Any:
    not_over = OfferShift.ends_at >= bindparam("since")
    return (
        select(OfferShift.client_id, OfferShift.shift_id)
        .where(among(OfferShift.client_id, anything=everybody))
        .where(OfferShift.state.in_(OPEN_OFFERS))
        .where(not_over if onward else among(OfferShift.shift_id, "shift_ids"))
    )


def _asked(ids: Collection[UUID] | None, reach: Reach) -> dict[UUID, set[UUID]]:
    rows = fetch(
        _asked_query(everybody=ids is None, onward=reach.shift_ids is None),
        ids=listed(ids), shift_ids=listed(reach.shift_ids),
        since=calendar.day_bounds(reach.begins)[0],
    )  # fmt: skip
    grouped: dict[UUID, set[UUID]] = defaultdict(set)
    for client_id, shift_id in rows:
        grouped[client_id].add(shift_id)
    return grouped


def _covered(ids: Collection[UUID] | None, reach: Reach) -> dict[UUID, set[tuple[UUID, str]]]:
    """The tasks and ISO weeks in which a coach goes along with the client already."""
    grouped: dict[UUID, set[tuple[UUID, str]]] = defaultdict(set)
    if not reach.any_shift:
        return grouped
    begins, ends = reach.weeks
    rows = fetch(
        _covered_query(
            everybody=ids is None, onward=ends is None, any_task=reach.task_ids is None
        ),
        ids=listed(ids), begins=begins, ends=ends, task_ids=listed(reach.task_ids),
    )  # fmt: skip
    for client_id, task_id, starts_at in rows:
        grouped[client_id].add((task_id, iso_week(local_day(starts_at))))
    return grouped


@cache
def _covered_query(*, everybody: bool, onward: bool, any_task: bool) -> Any:
    return (
        select(CoachBookingClient.client_id, Shift.task_id, Shift.starts_at)
        .join(CoachBooking, CoachBooking.id == CoachBookingClient.booking_id)
        .join(Shift, Shift.id == CoachBooking.shift_id)
        .where(among(CoachBookingClient.client_id, anything=everybody))
        .where(CoachBooking.state.in_(bookings.KEPT), _within(Shift.starts_at, onward=onward))
        .where(among(Shift.task_id, "task_ids", anything=any_task))
    )


def _familiar(ids: Collection[UUID] | None, reach: Reach) -> dict[UUID, set[UUID]]:
    """The shifts to which somebody comes with whom the client has worked before."""
    coming: dict[UUID, set[UUID]] = defaultdict(set)
    grouped: dict[UUID, set[UUID]] = defaultdict(set)
    if ids is None or reach.shift_ids is None:
        return grouped
    for shift_id, client_id in db.session.execute(
        select(OfferShift.shift_id, OfferShift.client_id).where(
            one_of(OfferShift.shift_id, reach.shift_ids), OfferShift.state.in_(AGREED_OFFERS)
        )
    ):
        coming[client_id].add(shift_id)
    for client_id, other_id in _worked_together(ids, list(coming)):
        grouped[client_id] |= coming[other_id]
    return grouped


def _committed(ids: list[UUID], now: datetime) -> dict[UUID, set[UUID]]:
    """The tasks at which agreed work lies ahead."""
    grouped: dict[UUID, set[UUID]] = defaultdict(set)
    for client_id, task_id in db.session.execute(
        select(OfferShift.client_id, Shift.task_id)
        .join(Shift, Shift.id == OfferShift.shift_id)
        .where(one_of(OfferShift.client_id, ids), OfferShift.state.in_(AGREED_OFFERS))
        .where(OfferShift.ends_at > now)
    ):
        grouped[client_id].add(task_id)
    return grouped


def _worked_together(ids: Collection[UUID], other_ids: list[UUID]) -> list[tuple[UUID, UUID]]:
    if not other_ids:
        return []
    mine, theirs = Attendance.__table__.alias("mine"), Attendance.__table__.alias("theirs")
    done = AttendanceState.PERFORMED
    rows = db.session.execute(
        select(mine.c.client_id, theirs.c.client_id)
        .join(theirs, theirs.c.shift_id == mine.c.shift_id)
        .where(one_of(mine.c.client_id, ids), one_of(theirs.c.client_id, other_ids))
        .where(mine.c.client_id != theirs.c.client_id)
        .where(mine.c.state == done, theirs.c.state == done)
        .distinct()
    )
    return [(client_id, other_id) for client_id, other_id in rows]


def _pass_work_since(
    ids: Collection[UUID] | None, pass_rules: Sequence[PassRule], on: date
) -> dict[UUID, dict[PassKind, date]]:
    """Since when each client has done work that counts towards a pass, on a day.

    Kept from one day to the next it may say an earlier day than it need, as its source allows.
    """
    days: dict[tuple[UUID, str], list[date]] = defaultdict(list)
    for row in fetch(_worked_query(everybody=ids is None), ids=listed(ids)):
        for kind in row.passes:
            days[row.client_id, kind].append(local_day(row.starts_at))
    since: dict[UUID, dict[PassKind, date]] = defaultdict(dict)
    for (client_id, name), worked in days.items():
        rule = rule_for(pass_rules, PassKind(name), on)
        first = counting_since(worked, rule, on) if rule else None
        if first is not None:
            since[client_id][PassKind(name)] = first
    return since


@cache
def _worked_query(*, everybody: bool) -> Any:
    return (
        select(Attendance.client_id, Task.passes, Shift.starts_at)
        .join(Shift, Shift.id == Attendance.shift_id)
        .join(Task, Task.id == Shift.task_id)
        .where(among(Attendance.client_id, anything=everybody))
        .where(Attendance.state == AttendanceState.PERFORMED)
    )
