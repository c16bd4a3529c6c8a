"""What nobody has said and the site sees by itself: a few queries for everybody at once."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from sqlalchemy import exists, func, select, true

from app.domain.alerts import limit_kind
from app.domain.benefits import RULE_KEYS, Situation, judge
from app.domain.calendar import local_day, month_start
from app.domain.lifecycle import COMING, COMING_OR_THERE, AttendanceState, ShiftState
from app.domain.passes import counting_since, needed_passes, rule_for
from app.domain.vocabulary import PassKind, RelationKind
from app.store import benefits, rules
from app.store.caseloads import SILENT_AFTER
from app.store.db import db
from app.store.facts import load_pass_rules
from app.store.models.people import BenefitSituation, Client, Pass, Relation
from app.store.models.support import SupportContact
from app.store.models.work import Attendance, Shift, Task
from app.store.relations import in_force

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime, timedelta
    from uuid import UUID

    from app.domain.alerts import AlertKind


def list_not_checked_in(*, after: timedelta, now: datetime) -> list[tuple[UUID, UUID, UUID]]:
    """Who is not there so long after the start of a shift: attendance, client and shift."""
    rows = db.session.execute(
        select(Attendance.id, Attendance.client_id, Attendance.shift_id)
        .join(Shift, Shift.id == Attendance.shift_id)
        .where(Attendance.state.in_(COMING), Shift.state != ShiftState.CANCELLED)
        .where(Shift.starts_at <= now - after, Shift.ends_at > now)
        .order_by(Shift.starts_at, Attendance.id)
    )
    return [(row[0], row[1], row[2]) for row in rows]


def list_silent(*, now: datetime) -> list[tuple[UUID, UUID]]:
    """Clients with a coach, nothing ahead and no word or work for long: client and coach."""
    border, own = now - SILENT_AFTER, Client.id
    heard = exists().where(SupportContact.client_id == own, SupportContact.happened_at >= border)
    there = exists().where(
        Attendance.client_id == own, Attendance.shift_id == Shift.id,
        Attendance.state == AttendanceState.PERFORMED, Shift.ends_at >= border,
    )  # fmt: skip
    ahead = exists().where(
        Attendance.client_id == own, Attendance.shift_id == Shift.id,
        Attendance.state.in_(COMING_OR_THERE), Shift.ends_at > now,
    )  # fmt: skip
    rows = db.session.execute(
        select(Client.id, Relation.user_id)
        .join(Relation, Relation.client_id == Client.id)
        .where(Relation.kind == RelationKind.COACH, in_force(local_day(now)))
        .where(Client.created_at < border, ~heard, ~there, ~ahead)
        .order_by(Client.id, Relation.starts_on)
    )
    return [(row[0], row[1]) for row in rows]


@dataclass(frozen=True)
class NearLimit:
    """A client whose pay of this month is near a limit or over it; `left_cents` below nought."""

    client_id: UUID
    kind: AlertKind
    limit_cents: int
    left_cents: int


def list_limits(of: Collection[UUID] | None = None, *, now: datetime) -> list[NearLimit]:
    """Whose pay of this month is near the limit or over it, as the dated rules judge it.

    `of`: of these clients alone.
    """
    today = local_day(now)
    month, table = month_start(today), rules.list_dated(RULE_KEYS)
    known, found = _situations(today, of), []
    for client_id, earned in benefits.earnings_of_all(month, list(known)).items():
        standing = judge(known[client_id], earned, 0, table)
        limit, left = standing.limit_cents, standing.left_cents
        kind = limit_kind(limit, left)
        if kind is not None and limit is not None and left is not None:
            found.append(NearLimit(client_id, kind, limit, left))
    return sorted(found, key=lambda one: (one.left_cents, one.client_id))


def _among(column: Any, of: Collection[UUID] | None) -> Any:
    return true() if of is None else column.in_(of)


def _situations(on: date, of: Collection[UUID] | None) -> dict[UUID, Situation]:
    """What each client lives on, on a day, of whom it is known."""
    last = (
        select(BenefitSituation.client_id, func.max(BenefitSituation.valid_from).label("since"))
        .where(BenefitSituation.valid_from <= on, _among(BenefitSituation.client_id, of))
        .group_by(BenefitSituation.client_id)
        .subquery()
    )
    rows = db.session.scalars(
        select(BenefitSituation).join(
            last,
            (last.c.client_id == BenefitSituation.client_id)
            & (last.c.since == BenefitSituation.valid_from),
        )
    )
    return {
        row.client_id: Situation(
            row.benefit, row.own_limit_cents, row.social_assistance, row.housing_allowance,
            row.other_cents_month,
        )
        for row in rows
    }  # fmt: skip


def list_passes_soon(
    of: Collection[UUID] | None = None, *, until: date, now: datetime
) -> list[tuple[UUID, PassKind, date]]:
    """Passes that agreed work asks for by a day and that are not there: whose, which, by when.

    `of`: of these clients alone.
    """
    ahead = (Shift.starts_at > now, Attendance.state.in_(COMING))
    coming = _work_with_passes(*ahead, _among(Attendance.client_id, of))
    if not coming:
        return []
    held = {(row[0], row[1]): row[2] or date.max for row in db.session.execute(
        select(Pass.client_id, Pass.kind, Pass.valid_until).where(Pass.client_id.in_(coming))
    )}  # fmt: skip
    done = _work_with_passes(
        Attendance.state == AttendanceState.PERFORMED, Attendance.client_id.in_(coming)
    )
    table = load_pass_rules()
    found: dict[tuple[UUID, PassKind], date] = {}
    for client_id, works in coming.items():
        for day, kinds in works:
            wanted = [kind for kind in kinds if held.get((client_id, kind), date.min) < day]
            since = _since(done.get(client_id, []), wanted, table, day)
            for need in needed_passes(wanted, table, since, day):
                if need.needed_on <= until:
                    key = (client_id, need.kind)
                    found[key] = min(need.needed_on, found.get(key, need.needed_on))
    return sorted((client_id, kind, on) for (client_id, kind), on in found.items())


def list_passes_ending(*, until: date, now: datetime) -> list[tuple[UUID, PassKind, date]]:
    """Passes of people with a coach that end by a day: whose, which, and the last day."""
    today = local_day(now)
    rows = db.session.execute(
        select(Pass.client_id, Pass.kind, Pass.valid_until)
        .join(Relation, Relation.client_id == Pass.client_id)
        .where(Relation.kind == RelationKind.COACH, in_force(today))
        .where(Pass.valid_until >= today, Pass.valid_until <= until)
        .distinct()
        .order_by(Pass.valid_until, Pass.client_id, Pass.kind)
    )
    return [(row[0], row[1], row[2]) for row in rows if row[2] is not None]


def _work_with_passes(*where: Any) -> dict[UUID, list[tuple[date, frozenset[PassKind]]]]:
    rows = db.session.execute(
        select(Attendance.client_id, Shift.starts_at, Task.passes)
        .join(Shift, Shift.id == Attendance.shift_id)
        .join(Task, Task.id == Shift.task_id)
        .where(*where)
    )
    found: dict[UUID, list[tuple[date, frozenset[PassKind]]]] = defaultdict(list)
    for client_id, starts_at, passes in rows:
        if passes:
            kinds = frozenset(PassKind(kind) for kind in passes)
            found[client_id].append((local_day(starts_at), kinds))
    return dict(found)


def _since(
    done: list[tuple[date, frozenset[PassKind]]], kinds: list[PassKind], table: Any, on: date
) -> dict[PassKind, date]:
    found = {}
    for kind in kinds:
        rule = rule_for(table, kind, on)
        days = [day for day, asked in done if kind in asked]
        since = counting_since(days, rule, on) if rule else None
        if since is not None:
            found[kind] = since
    return found
