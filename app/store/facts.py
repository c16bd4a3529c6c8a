"""What the matcher is told: loaded for many clients at once, a handful of queries for all.

Only what `matching/facts.py` has room for is read; age, benefit, answers and marks never are.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, select

from app.domain.bookings import CoachWeek, Visit
from app.domain.calendar import day_bounds, iso_week, local_day
from app.domain.lifecycle import ShiftState, TaskState
from app.domain.passes import CounterScope, PassNeed, PassRule
from app.domain.travel import point
from app.domain.vocabulary import CoachWanted, Language, PassKind, Role, SupportNeed
from app.store import bookings, teams
from app.store.db import db
from app.store.everybody import load_everybody
from app.store.histories import load_agreed
from app.store.models import rules
from app.store.models.people import (
    Client,
    Site,
    User,
)
from app.store.models.work import (
    Demand,
    Shift,
    Task,
)
from app.store.parts import load_parts
from app.store.prepared import among, fetch, listed
from app.store.profiles import Profile, load_clients, load_onward
from app.store.reach import Reach, ShiftRow, ask_passes
from app.store.sites import WAY_LAT, WAY_LON
from app.store.working_times import limits_on

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from datetime import date, datetime
    from uuid import UUID

    from app.store.news import News

# Ids in one query: SQLite counts every one of them as a parameter.
_AT_ONCE = 1000


def load_facts(
    client_ids: Collection[UUID], shift_ids: Collection[UUID], *, now: datetime
) -> dict[str, Any]:
    """The facts of these clients, these shifts in time order, the coaches around and the rules.

    Plain values by name, as `matching.inputs.build` takes them.
    """
    shifts = load_shifts(shift_ids)
    pass_rules = load_pass_rules() if ask_passes(shifts) else ()
    together = teams.load_teams(client_ids)
    profiles = load_clients(client_ids, shifts, pass_rules, now=now, together=together)
    return {
        "now": now,
        "clients": profiles,
        "shifts": [vars(shift) for shift in shifts],
        "coaches": _load_coaches(profiles, shifts),
        "teams": [vars(team) for team in together.values()],
        "pass_rules": pass_rules,
        "working_time": limits_on(local_day(now)),
    }


def load_all(*, now: datetime) -> dict[str, Any]:
    """Everybody and everything that can be matched, for any shift from today on; by name.

    Clients a field at a time, as `matching.client_tables` takes them.
    """
    pass_rules = load_pass_rules()
    return {
        "clients": load_everybody(pass_rules, now=now),
        "shifts": _load_coming(None, now=now),
        "coaches": _load_units_coaches(None, local_day(now)),
        "pass_rules": pass_rules,
        "working_time": limits_on(local_day(now)),
    }


def load_news(news: News, pass_rules: Sequence[PassRule], *, now: datetime) -> dict[str, Any]:
    """What news tell to read again, the same way; None for who or what is there no more."""
    found = load_onward(news.clients, pass_rules, now=now) if news.clients else {}
    return {
        "clients": {client_id: found.get(client_id) for client_id in news.clients},
        "shifts": _load_coming(news.shifts, now=now),
        "coaches": _load_units_coaches(news.coaches, local_day(now)),
        "parts": load_parts(news.parts, pass_rules, now=now),
    }


def load_agreed_facts(
    client_id: UUID, shift_ids: Collection[UUID], *, now: datetime
) -> dict[str, Any]:
    """Only what a yes has to be asked again about: the shifts and the client's other work."""
    shifts = load_shifts(shift_ids)
    unit_id = db.session.scalars(select(Client.unit_id).where(Client.id == client_id)).one()
    agreed = load_agreed([client_id], Reach.of(shifts, local_day(now)))[client_id]
    return {
        "now": now,
        "clients": {client_id: {"id": client_id, "unit_id": unit_id, "agreed": agreed}},
        "working_time": limits_on(local_day(now)),
        "shifts": [vars(shift) for shift in shifts],
    }


# --- shifts


def load_shift_values(shift_ids: Collection[UUID]) -> list[dict[str, Any]]:
    """These shifts in time order, as plain values by name."""
    return [vars(shift) for shift in load_shifts(shift_ids)]


def load_shifts(shift_ids: Collection[UUID]) -> list[ShiftRow]:
    """These shifts with what their orders ask, in time order."""
    rows = fetch(_shifts_query(), shift_ids=list(shift_ids)).all() if shift_ids else []
    demands: dict[UUID, dict[Any, int]] = defaultdict(dict)
    tasks = list({row.task_id for row in rows})
    for demand in fetch(_demands_query(), task_ids=tasks) if tasks else ():
        demands[demand.task_id][demand.scale] = demand.level
    return [_shift(row, demands[row.task_id]) for row in rows]


@cache
def _shifts_query() -> Any:
    return (
        select(
            Shift.id, Shift.task_id, Shift.starts_at, Shift.ends_at, Shift.places, Shift.taken,
            Task.organisation_id, Task.site_id, Task.category, Task.passes, Task.languages,
            Task.pay_cents_per_hour, Task.coach_wanted, WAY_LAT, WAY_LON,
        )
        .join(Task, Task.id == Shift.task_id)
        .join(Site, Site.id == Task.site_id)
        .where(among(Shift.id, "shift_ids"))
        .order_by(Shift.starts_at, Shift.id)
    )  # fmt: skip


@cache
def _demands_query() -> Any:
    query = select(Demand.task_id, Demand.scale, Demand.level)
    return query.where(among(Demand.task_id, "task_ids"))


def _load_coming(
    shift_ids: Collection[UUID] | None, *, now: datetime
) -> dict[UUID, dict[str, Any] | None]:
    """The shifts that can be offered today or later, of all or of these; None for the others."""
    if shift_ids is not None and not shift_ids:
        return {}
    query = _coming_query(anything=shift_ids is None)
    begins = day_bounds(local_day(now))[0]
    found: dict[UUID, dict[str, Any] | None] = dict.fromkeys(shift_ids or ())
    ids = list(fetch(query, shift_ids=listed(shift_ids), begins=begins).scalars())
    for first in range(0, len(ids), _AT_ONCE):
        found |= {row.id: vars(row) for row in load_shifts(ids[first : first + _AT_ONCE])}
    return found


@cache
def _coming_query(*, anything: bool) -> Any:
    return (
        select(Shift.id)
        .join(Task, Task.id == Shift.task_id)
        .where(Shift.state == ShiftState.OPEN, Task.state == TaskState.OPEN)
        .where(Shift.starts_at >= bindparam("begins"))
        .where(among(Shift.id, "shift_ids", anything=anything))
    )


def _shift(row: Any, demands: dict[Any, int]) -> ShiftRow:
    return ShiftRow(
        id=row.id, task_id=row.task_id, site_id=row.site_id, organisation_id=row.organisation_id,
        starts_at=row.starts_at, ends_at=row.ends_at, category=row.category, demands=demands,
        passes=frozenset(PassKind(kind) for kind in row.passes), places=row.places,
        taken=row.taken, place=point(row.lat, row.lon), cents_per_hour=row.pay_cents_per_hour or 0,
        coach_wanted=row.coach_wanted,
        languages=frozenset(Language(one) for one in row.languages),
    )  # fmt: skip


def load_pass_rules() -> tuple[PassRule, ...]:
    """The dated rules of when a pass is needed."""
    return tuple(
        PassRule(
            row.kind, PassNeed(row.needed), row.valid_from, row.source,
            CounterScope(row.counter_scope or CounterScope.ALL),
        )
        for row in db.session.scalars(select(rules.PassRule).order_by(rules.PassRule.valid_from))
    )  # fmt: skip


# --- coaches


def _load_coaches(
    clients: Mapping[UUID, Profile], shifts: Sequence[ShiftRow]
) -> list[tuple[UUID, CoachWeek]]:
    """The own coaches and their unit's colleagues, if anybody wants one along."""
    wanted = any(shift.coach_wanted is not CoachWanted.NO for shift in shifts)
    if not wanted and all(c["support_need"] is SupportNeed.NONE for c in clients.values()):
        return []
    units = {client["unit_id"] for client in clients.values()}
    own = {client["coach_id"] for client in clients.values() if client["coach_id"]}
    rows = db.session.execute(
        select(User.id, User.unit_id)
        .where(User.role == Role.COACH, User.active)
        .where(User.unit_id.in_(units) | User.id.in_(own))
        .order_by(User.id)
    ).all()
    weeks = _weeks([row.id for row in rows], shifts) if rows else {}
    return [(row.unit_id, weeks[row.id]) for row in rows if row.id in weeks]


def _load_units_coaches(
    coach_ids: Collection[UUID] | None, on: date
) -> dict[UUID, tuple[UUID, CoachWeek] | None]:
    """All coaches with their units, or these: None for who is none any more."""
    if coach_ids is not None and not coach_ids:
        return {}
    query = select(User.id, User.unit_id).where(User.role == Role.COACH, User.active)
    if coach_ids is not None:
        query = query.where(User.id.in_(coach_ids))
    rows = db.session.execute(query.order_by(User.id)).all()
    weeks = bookings.load_weeks_onward([row.id for row in rows], on) if rows else {}
    found: dict[UUID, tuple[UUID, CoachWeek] | None] = dict.fromkeys(coach_ids or ())
    return found | {row.id: (row.unit_id, weeks[row.id]) for row in rows}


def _weeks(coach_ids: list[UUID], shifts: Sequence[ShiftRow]) -> dict[UUID, CoachWeek]:
    """The coaches' time in every week in which one of the shifts is."""
    by_week: dict[str, list[ShiftRow]] = defaultdict(list)
    for shift in shifts:
        by_week[iso_week(shift.on)].append(shift)
    merged: dict[UUID, CoachWeek] = {}
    for same in by_week.values():
        span = Visit(same[0].id, same[0].starts_at, max(shift.ends_at for shift in same))
        for coach_id, week in bookings.load_weeks(coach_ids, span).items():
            merged[coach_id] = _joined(merged.get(coach_id), week)
    return merged


def _joined(known: CoachWeek | None, week: CoachWeek) -> CoachWeek:
    if known is None:
        return week
    visits = tuple(dict.fromkeys((*known.visits, *week.visits)))
    absences = tuple(dict.fromkeys((*known.absences, *week.absences)))
    return replace(known, visits=visits, absences=absences)
