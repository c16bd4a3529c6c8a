"""What clients have done, agreed on and are bound by: the past and the future of their work."""

from __future__ import annotations

import json
from collections import defaultdict
from functools import cache
from typing import TYPE_CHECKING, Any

from sqlalchemy import String, and_, bindparam, cast, func, select

from app.domain import calendar
from app.domain.calendar import iso_week, local_day
from app.domain.lifecycle import AGREED_OFFERS, OPEN_OFFERS, AttendanceState
from app.domain.money import pay_for
from app.domain.passes import PassRule, counting_since, rule_for
from app.domain.travel import point
from app.domain.vocabulary import OwnRule, PassKind
from app.store import bookings, teams
from app.store.db import db
from app.store.former_terms import PAY, SITE_ID
from app.store.models.people import Client, OwnLimit, Site
from app.store.models.work import (
    Attendance,
    CoachBooking,
    CoachBookingClient,
    OfferShift,
    Shift,
    Task,
)
from app.store.prepared import among, any_word, fetch, fetch_of, listed, one_of
from app.store.sites import WAY_LAT, WAY_LON

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
    from datetime import date, datetime
    from uuid import UUID

    from app.store.reach import Reach

    Profile = dict[str, Any]


_DONE = Attendance.state == AttendanceState.PERFORMED


class History:
    """What these clients have done and agreed on, as far as is asked."""

    def __init__(self, ids: list[UUID], reach: Reach, pass_rules: Sequence[PassRule]) -> None:
        self._ids, self._reach = ids, reach
        self.performed = load_performed(ids)
        self.agreed = load_agreed(ids, reach)
        self.asked = grouped(list_asked(ids, reach))
        self.covered = grouped(list_covered(ids, reach))
        self.familiar = (
            defaultdict(set) if reach.shift_ids is None else load_familiar(ids, reach.shift_ids)
        )
        self.pass_since: dict[UUID, dict[PassKind, date]] = defaultdict(dict)
        for client_id, kind, day in list_pass_work(ids, reach, pass_rules):
            self.pass_since[client_id][kind] = day

    def add_ties(
        self, one_only: list[UUID], together: Mapping[UUID, teams.TeamFacts], now: datetime
    ) -> None:
        """What binds clients: agreed work of those who do one at a time, and their teams."""
        self.committed = grouped(list_committed(one_only, now)) if one_only else {}
        self.team_shifts = teams.list_taken(together.values(), asked_about(self._reach))
        self.team = teams.sizes(together.values())


def grouped(pairs: Iterable[tuple[Any, Any]]) -> dict[Any, set[Any]]:
    """The values of each client, each once."""
    found: dict[Any, set[Any]] = defaultdict(set)
    for client_id, value in pairs:
        found[client_id].add(value)
    return found


# --- rows by client; of everybody (no ids) as `fetch_columns` reads them


def load_performed(ids: list[UUID]) -> dict[UUID, list[Any]]:
    """By client the places and tasks worked at, how often and when last."""
    grouped: dict[UUID, list[Any]] = defaultdict(list)
    for row in fetch(performed_query(everybody=False), ids=ids):
        grouped[row.client_id].append(row)
    return grouped


def last_performed() -> Any:
    """When a client of the query around has worked for the last time."""
    return (
        select(func.max(Shift.starts_at))
        .join(Attendance, Attendance.shift_id == Shift.id)
        .where(Attendance.client_id == Client.id, _DONE)
        .correlate(Client)
        .scalar_subquery()
    )


@cache
def performed_query(*, everybody: bool) -> Any:
    """Whose work it was, at which task and place, of what kind, how often and when last."""
    return (
        select(
            Attendance.client_id, Shift.task_id, SITE_ID.label("site_id"), Task.category,
            func.count().label("times"), func.max(Shift.starts_at).label("last_at"),
        )
        .join(Shift, Shift.id == Attendance.shift_id)
        .join(Task, Task.id == Shift.task_id)
        .where(among(Attendance.client_id, anything=everybody))
        .where(_DONE)
        .group_by(Attendance.client_id, Shift.task_id, SITE_ID, Task.category)
    )  # fmt: skip


def load_agreed(ids: list[UUID], reach: Reach) -> dict[UUID, list[Profile]]:
    """What each client works or has said yes to in the months and weeks that are asked about."""
    grouped: dict[UUID, list[Profile]] = defaultdict(list)
    for client_id, agreed in list_agreed(ids, reach):
        grouped[client_id].append(agreed)
    return grouped


def list_agreed(ids: list[UUID] | None, reach: Reach) -> Iterator[tuple[Any, Profile]]:
    """The same in time order, each with whose it is."""
    if not reach.any_shift:
        return
    begins, ends = reach.months
    query = _agreed_query(everybody=ids is None, onward=ends is None)
    for client_id, *told in fetch_of(ids, query, begins=begins, ends=ends):
        yield client_id, _agreed(*told)


def _agreed(
    shift_id: Any, starts_at: datetime, ends_at: datetime, cents_per_hour: int | None,
    lat: float | None, lon: float | None,
) -> Profile:  # fmt: skip
    minutes = calendar.shift_minutes(starts_at, ends_at)
    return {
        "shift_id": shift_id, "starts_at": starts_at, "ends_at": ends_at,
        "cents": pay_for(minutes, cents_per_hour or 0), "place": point(lat, lon),
    }  # fmt: skip


_OFFERED = (
    OfferShift.client_id, OfferShift.shift_id, OfferShift.starts_at, OfferShift.ends_at,
    PAY, WAY_LAT, WAY_LON,
)  # fmt: skip


@cache
def _agreed_query(*, everybody: bool, onward: bool) -> Any:
    return (
        select(*_OFFERED)
        .join(Shift, Shift.id == OfferShift.shift_id)
        .join(Task, Task.id == Shift.task_id)
        .join(Site, Site.id == Task.site_id)
        .where(among(OfferShift.client_id, anything=everybody))
        .where(OfferShift.state.in_(AGREED_OFFERS), _within(OfferShift.starts_at, onward=onward))
        .order_by(OfferShift.starts_at, OfferShift.id)
    )  # fmt: skip


def load_offers(ids: list[UUID], reach: Reach, now: datetime) -> dict[UUID, Any]:
    """What each client is asked, has agreed on and is bound by from today on: in one query.

    The same as `load_agreed`, `list_asked` and `list_committed` tell one by one.
    """
    begins, since = reach.months[0], calendar.day_bounds(reach.begins)[0]
    agreed: dict[UUID, list[Profile]] = defaultdict(list)
    asked: dict[UUID, set[UUID]] = defaultdict(set)
    bound: dict[UUID, set[UUID]] = defaultdict(set)
    for row in fetch(_offers_query(), ids=ids, begins=begins, since=since, now=now):
        client_id, *told, task_id, state, one_only = row
        # Once agreed on an offer is still open.
        if state in OPEN_OFFERS and row.ends_at >= since:
            asked[client_id].add(row.shift_id)
        if state in AGREED_OFFERS and row.starts_at >= begins:
            agreed[client_id].append(_agreed(*told))
        if state in AGREED_OFFERS and one_only and row.ends_at > now:
            bound[client_id].add(task_id)
    return {
        one: {
            "agreed": agreed[one], "asked_shift_ids": frozenset(asked[one]),
            "committed_task_ids": frozenset(bound[one]),
        }
        for one in ids
    }  # fmt: skip


@cache
def _offers_query() -> Any:
    state, ends_at = OfferShift.state, OfferShift.ends_at
    ahead = (OfferShift.starts_at >= bindparam("begins")) | (ends_at > bindparam("now"))
    kept = any_word(state, AGREED_OFFERS) & ahead
    still_open = any_word(state, OPEN_OFFERS) & (ends_at >= bindparam("since"))
    return (
        select(*_OFFERED, Shift.task_id, state, OfferShift.client_id.in_(_one_only()))
        .join(Shift, Shift.id == OfferShift.shift_id)
        .join(Task, Task.id == Shift.task_id)
        .join(Site, Site.id == Task.site_id)
        .where(among(OfferShift.client_id), kept | still_open)
        .order_by(OfferShift.starts_at, OfferShift.id)
    )


def _one_only() -> Any:
    """The clients who do one work at a time."""
    return select(OwnLimit.client_id).where(OwnLimit.rule == OwnRule.ONE_AT_A_TIME)


def _within(column: Any, *, onward: bool) -> Any:
    begun = column >= bindparam("begins")
    return begun if onward else and_(begun, column < bindparam("ends"))


def asked_about(reach: Reach) -> Any:
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


def list_asked(ids: list[UUID] | None, reach: Reach) -> Iterable[tuple[Any, Any]]:
    """The shifts for which an offer is open."""
    found: Iterable[tuple[Any, Any]] = fetch_of(
        ids, _asked_query(everybody=ids is None, onward=reach.shift_ids is None),
        shift_ids=listed(reach.shift_ids), since=calendar.day_bounds(reach.begins)[0],
    )  # fmt: skip
    return found


def list_covered(
    ids: list[UUID] | None, reach: Reach
) -> Iterator[tuple[Any, tuple[Any, str]]]:  # fmt: skip
    """The tasks and ISO weeks in which a coach goes along with the client already."""
    if not reach.any_shift:
        return
    begins, ends = reach.weeks
    query = _covered_query(
        everybody=ids is None, onward=ends is None, any_task=reach.task_ids is None
    )
    values = {"begins": begins, "ends": ends, "task_ids": listed(reach.task_ids)}
    for client_id, task_id, starts_at in fetch_of(ids, query, **values):
        yield client_id, (task_id, iso_week(local_day(starts_at)))


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


def load_familiar(ids: list[UUID], shift_ids: Collection[UUID]) -> dict[UUID, set[UUID]]:
    """The shifts to which somebody comes with whom the client has worked before."""
    coming: dict[UUID, set[UUID]] = defaultdict(set)
    grouped: dict[UUID, set[UUID]] = defaultdict(set)
    for shift_id, client_id in fetch(_coming_query(), shift_ids=list(shift_ids)):
        coming[client_id].add(shift_id)
    for client_id, other_id in _worked_together(ids, list(coming)):
        grouped[client_id] |= coming[other_id]
    return grouped


@cache
def _coming_query() -> Any:
    return select(OfferShift.shift_id, OfferShift.client_id).where(
        among(OfferShift.shift_id, "shift_ids"), OfferShift.state.in_(AGREED_OFFERS)
    )


def list_committed(ids: list[UUID] | None, now: datetime) -> Iterable[tuple[Any, Any]]:
    """The tasks at which agreed work lies ahead of those who do one at a time."""
    query = _committed_query(everybody=ids is None)
    found: Iterable[tuple[Any, Any]] = fetch_of(ids, query, now=now)
    return found


@cache
def _committed_query(*, everybody: bool) -> Any:
    return (
        select(OfferShift.client_id, Shift.task_id)
        .join(Shift, Shift.id == OfferShift.shift_id)
        .where(among(OfferShift.client_id, anything=everybody))
        .where(OfferShift.client_id.in_(_one_only()), OfferShift.state.in_(AGREED_OFFERS))
        .where(OfferShift.ends_at > bindparam("now"))
        .distinct()
    )


def _worked_together(ids: list[UUID], other_ids: list[UUID]) -> list[tuple[UUID, UUID]]:
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


def list_pass_work(
    ids: list[UUID] | None, reach: Reach, pass_rules: Sequence[PassRule]
) -> Iterator[tuple[Any, PassKind, date]]:
    """Since when each client has done work that counts towards a pass, on the first day asked.

    Kept from one day to the next it may say an earlier day than it need, as its source allows.
    """
    days: dict[tuple[Any, str], list[date]] = defaultdict(list)
    asked = reach.asks_passes and pass_rules
    worked = fetch_of(ids, _worked_query(everybody=ids is None)) if asked else ()
    for client_id, passes, starts_at in worked:
        for name in _kinds(passes):
            days[client_id, name].append(local_day(starts_at))
    for (client_id, name), found in days.items():
        rule = rule_for(pass_rules, PassKind(name), reach.begins)
        first = counting_since(found, rule, reach.begins) if rule else None
        if first is not None:
            yield client_id, PassKind(name), first


@cache
def _kinds(passes: str) -> tuple[str, ...]:
    return tuple(json.loads(passes))


@cache
def _worked_query(*, everybody: bool) -> Any:
    return (
        select(Attendance.client_id, cast(Task.passes, String), Shift.starts_at)
        .join(Shift, Shift.id == Attendance.shift_id)
        .join(Task, Task.id == Shift.task_id)
        .where(among(Attendance.client_id, anything=everybody))
        .where(_DONE)
        # Most work asks for none, and is not worth reading.
        .where(cast(Task.passes, String) != "[]")
    )
