"""A week plan as a coach reads it: own clients by name, the unit's others as numbers."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from app.domain.calendar import local_day
from app.store import clients, reading, week_plans
from app.store.db import db
from app.store.models.plan import PlanRow, WeekPlan
from app.store.models.work import Shift, Task
from app.store.plan_scopes import covering

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime
    from uuid import UUID

    from app.domain.policy import Actor


@dataclass(frozen=True)
class Proposal:
    """A client of one's own on a shift."""

    row: PlanRow
    shift: Shift
    name: str


@dataclass(frozen=True)
class Unplaced:
    """A client of one's own for whom the plan has nothing, and why."""

    row: PlanRow
    name: str


@dataclass(frozen=True)
class OpenPlaces:
    """Places of a shift that the plan leaves free, and what keeps them so."""

    row: PlanRow
    shift: Shift


@dataclass
class Board:
    """The plan by day; `others` counts proposals for the unit's other clients."""

    days: dict[date, list[Proposal]] = field(default_factory=dict)
    unplaced: list[Unplaced] = field(default_factory=list)
    open_places: list[OpenPlaces] = field(default_factory=list)
    others: int = 0

    @property
    def proposals(self) -> list[Proposal]:
        """All of them in order of time."""
        return [one for day in self.days.values() for one in day]


def load_board(actor: Actor, plan: WeekPlan, *, now: datetime) -> Board:
    """What this coach may read of the plan."""
    own = clients.list_own_ids(actor, now=now)
    names = clients.full_names(own)
    lines = week_plans.list_lines(plan.id, actor.unit_id)
    shifts = _shifts({line.shift_id for line in lines if line.shift_id})
    board = Board()
    for line in sorted(lines, key=lambda one: _order(one, shifts, names)):
        _put(board, line, shifts, names)
    reading.note(own)
    return board


def _order(line: PlanRow, shifts: dict[UUID, Shift], names: dict[UUID, str]) -> tuple[str, str]:
    when = shifts[line.shift_id].starts_at.isoformat() if line.shift_id else ""
    return when, names.get(line.client_id, "") if line.client_id else ""


def _put(board: Board, line: PlanRow, shifts: dict[UUID, Shift], names: dict[UUID, str]) -> None:
    name = names.get(line.client_id) if line.client_id else None
    shift = shifts.get(line.shift_id) if line.shift_id else None
    if line.client_id is None and shift is not None:
        board.open_places.append(OpenPlaces(line, shift))
    elif name is None:
        board.others += line.shift_id is not None
    elif shift is None:
        board.unplaced.append(Unplaced(line, name))
    else:
        day = board.days.setdefault(local_day(shift.starts_at), [])
        day.append(Proposal(line, shift, name))


def _shifts(shift_ids: Iterable[UUID]) -> dict[UUID, Shift]:
    rows = db.session.scalars(
        select(Shift)
        .where(Shift.id.in_(shift_ids))
        .options(joinedload(Shift.task).joinedload(Task.site))
    )
    return {row.id: row for row in rows}


def find_earlier(actor: Actor, plan: WeekPlan) -> WeekPlan | None:
    """The plan for the same unit and week that was made before this one."""
    return db.session.scalar(
        select(WeekPlan)
        .where(covering(actor.unit_id), WeekPlan.week_on == plan.week_on)
        .where(WeekPlan.started_at < plan.started_at, WeekPlan.plan_hash != "")
        .order_by(WeekPlan.started_at.desc(), WeekPlan.id)
        .limit(1)
    )


def list_pairs(plan_id: UUID, unit_id: UUID | None) -> set[tuple[UUID, UUID]]:
    """Who of a unit is proposed for what in a plan."""
    return {
        (line.client_id, line.shift_id)
        for line in week_plans.list_lines(plan_id, unit_id)
        if line.client_id is not None and line.shift_id is not None
    }
