"""A plan of several units as a dispatcher reads it: places one by one, people as counts by unit.

No name and no client's row is loaded. Counts of people are to the nearest five, and None for one to
four of them, so that neither a unit nor a difference of two plans tells of anybody.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from sqlalchemy import distinct, func, select
from sqlalchemy.orm import joinedload

from app.domain.errors import NotAllowed
from app.domain.lifecycle import PlanRowState
from app.domain.policy import Verb, require
from app.domain.suppression import rounded
from app.store import plan_boards, week_plans
from app.store.db import db
from app.store.models.people import Client
from app.store.models.plan import PlanRow, WeekPlan
from app.store.models.work import Shift, Task
from app.store.plan_boards import OpenPlaces
from app.store.plan_scopes import list_units, newest_by_unit, scope_of

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date, datetime
    from uuid import UUID

    from app.domain.policy import Actor

# More than anybody reads; the counts are of all of them.
MOST_LISTED = 40


@dataclass(frozen=True)
class UnitPart:
    """The part of one unit: clients with work and without, and how far its coaches have come.

    `stage`: waiting, partly or done; nothing, where it has no proposal; newer, where the unit has
    a newer plan.
    """

    name: str
    people: int | None
    without: int | None
    stage: str


@dataclass(frozen=True)
class Without:
    """How many clients of all units have no work for the same reason."""

    reason: str
    facts: dict[str, Any]
    people: int


@dataclass(frozen=True)
class OpenReason:
    """How many places stay open for the same reason."""

    reason: str
    places: int
    facts: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Moved:
    """A shift to which more or fewer people are proposed than in the plan before."""

    shift: Shift
    before: int
    now: int


@dataclass(frozen=True)
class Changes:
    """What is otherwise than in the plan before; `shifts` holds the first of them in time."""

    new: int
    gone: int
    people: int | None
    shifts: list[Moved]
    more: int


@dataclass(frozen=True)
class JointBoard:
    """The plan in numbers. `hidden`: some reasons are those of fewer than five people."""

    people: int | None
    filled: int
    open: int
    parts: list[UnitPart]
    without: list[Without]
    hidden: bool
    reasons: list[OpenReason]
    open_places: list[OpenPlaces]
    changes: Changes | None


@dataclass(frozen=True)
class Need:
    """The open shifts of a week and their free places."""

    shifts: int
    places: int


def count_need(week_on: date, *, now: datetime) -> Need:
    """What there is to plan in a week."""
    ids = week_plans.list_shift_ids(week_on, now=now)
    query = select(func.sum(Shift.places - Shift.taken)).where(Shift.id.in_(ids))
    return Need(len(ids), int(db.session.scalar(query) or 0))


def list_newest(actor: Actor, weeks: Collection[date]) -> dict[date, list[WeekPlan]]:
    """Of each week the newest plans that were not set aside: of all units, then by area."""
    require(actor, Verb.PLAN_UNITS)
    rows = db.session.scalars(
        select(WeekPlan)
        .where(WeekPlan.unit_id.is_(None), WeekPlan.week_on.in_(weeks))
        .where(WeekPlan.state.in_(week_plans.LIVE))
        .order_by(WeekPlan.started_at, WeekPlan.id)
    )
    newest = {(row.week_on, row.area): row for row in rows}
    return {week: [newest[key] for key in sorted(newest) if key[0] == week] for week in weeks}


def load_joint(actor: Actor, plan: WeekPlan) -> JointBoard:
    """What a dispatcher may read of the plan. Raises: NotAllowed."""
    require(actor, Verb.PLAN_UNITS)
    if plan.unit_id is not None:
        raise NotAllowed
    without = _without(plan.id)
    told = [Without(*key, people=n) for key, number in without if (n := rounded(number))]
    reasons = _open_reasons(plan.id)
    return JointBoard(
        people=rounded(_people(plan.id)), filled=_filled(plan.id), parts=_parts(plan),
        without=sorted(told, key=lambda one: (-one.people, one.reason)),
        hidden=len(told) < len(without), open=sum(one.places for one in reasons),
        reasons=reasons, open_places=_open_places(plan.id), changes=_changes(plan),
    )  # fmt: skip


# --- who has work


def _given(plan_id: UUID) -> Any:
    """The condition that a line puts a client on a shift, and still holds."""
    return (
        (PlanRow.plan_id == plan_id)
        & PlanRow.client_id.is_not(None)
        & PlanRow.shift_id.is_not(None)
        & (PlanRow.state != PlanRowState.OVERTAKEN)
    )


def _people(plan_id: UUID) -> int:
    query = select(func.count(distinct(PlanRow.client_id))).where(_given(plan_id))
    return db.session.scalar(query) or 0


def _filled(plan_id: UUID) -> int:
    query = select(func.count()).select_from(PlanRow).where(_given(plan_id))
    return db.session.scalar(query) or 0


def _parts(plan: WeekPlan) -> list[UnitPart]:
    """Every unit that the plan is for, in the order of codes."""
    people = _by_unit(func.count(distinct(PlanRow.client_id)), _given(plan.id))
    lines = _by_unit(func.count(), _given(plan.id))
    undecided = _by_unit(
        func.count(), _given(plan.id) & (PlanRow.state == PlanRowState.PROPOSED)
    )  # fmt: skip
    without = _by_unit(func.count(), (PlanRow.plan_id == plan.id) & PlanRow.shift_id.is_(None))
    newest = newest_by_unit(plan.week_on)
    return [
        UnitPart(
            unit.name, rounded(people[unit.id]), rounded(without[unit.id]),
            "newer" if newest.get(unit.id, plan.id) != plan.id
            else _stage(lines[unit.id], undecided[unit.id]),
        )
        for unit in list_units(scope_of(plan))
    ]  # fmt: skip


def _by_unit(what: Any, where: Any) -> Counter[UUID]:
    rows = db.session.execute(
        select(Client.unit_id, what)
        .select_from(PlanRow)
        .join(Client, Client.id == PlanRow.client_id)
        .where(where)
        .group_by(Client.unit_id)
    )
    return Counter({unit_id: int(number) for unit_id, number in rows})


def _stage(lines: int, undecided: int) -> str:
    if not lines:
        return "nothing"
    if not undecided:
        return "done"
    return "waiting" if undecided == lines else "partly"


# --- what is left over


def _without(plan_id: UUID) -> list[tuple[tuple[str, dict[str, Any]], int]]:
    """For each reason, with what it is about, how many clients have nothing for it."""
    rows = db.session.execute(
        select(PlanRow.reason, PlanRow.facts)
        .where(PlanRow.plan_id == plan_id)
        .where(PlanRow.client_id.is_not(None), PlanRow.shift_id.is_(None))
    )
    counts = Counter((reason, str(facts.get("code", ""))) for reason, facts in rows)
    return [((reason, {"code": code}), number) for (reason, code), number in counts.items()]


def _open_lines(plan_id: UUID) -> Any:
    return (PlanRow.plan_id == plan_id) & PlanRow.client_id.is_(None)


def _open_reasons(plan_id: UUID) -> list[OpenReason]:
    rows = db.session.execute(
        select(PlanRow.reason, func.sum(PlanRow.places))
        .where(_open_lines(plan_id))
        .group_by(PlanRow.reason)
    )
    found = [OpenReason(reason, int(places)) for reason, places in rows]
    return sorted(found, key=lambda one: (-one.places, one.reason))


def _open_places(plan_id: UUID) -> list[OpenPlaces]:
    """The first of them in time."""
    rows = db.session.execute(
        select(PlanRow, Shift)
        .join(Shift, Shift.id == PlanRow.shift_id)
        .where(_open_lines(plan_id))
        .options(joinedload(Shift.task).joinedload(Task.site))
        .order_by(Shift.starts_at, Shift.id)
        .limit(MOST_LISTED)
    )
    return [OpenPlaces(row, shift) for row, shift in rows]


# --- since the plan before


def _changes(plan: WeekPlan) -> Changes | None:
    """None where there was no plan of the same units and week before."""
    earlier = db.session.scalar(
        select(WeekPlan.id)
        .where(WeekPlan.scope == plan.scope, WeekPlan.week_on == plan.week_on)
        .where(WeekPlan.started_at < plan.started_at, WeekPlan.plan_hash != "")
        .order_by(WeekPlan.started_at.desc(), WeekPlan.id)
        .limit(1)
    )
    if earlier is None:
        return None
    before, now = _pairs(earlier), _pairs(plan.id)
    moved = _moved(Counter(shift for _, shift in before), Counter(shift for _, shift in now))
    return Changes(
        new=len(now - before), gone=len(before - now),
        people=rounded(len({client for client, _ in before ^ now})),
        shifts=moved[:MOST_LISTED], more=max(0, len(moved) - MOST_LISTED),
    )  # fmt: skip


def _pairs(plan_id: UUID) -> set[tuple[UUID, UUID]]:
    rows = db.session.execute(select(PlanRow.client_id, PlanRow.shift_id).where(_given(plan_id)))
    return {(client, shift) for client, shift in rows if client and shift}


def _moved(before: Counter[UUID], now: Counter[UUID]) -> list[Moved]:
    changed = [one for one in before.keys() | now.keys() if before[one] != now[one]]
    rows = plan_boards.load_shifts(changed)
    found = [Moved(rows[one], before[one], now[one]) for one in changed if one in rows]
    return sorted(found, key=lambda one: (one.shift.starts_at, one.shift.id))
