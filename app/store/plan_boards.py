"""A week plan as a coach reads it: own clients by name, the unit's others as numbers."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from app.domain.calendar import local_day
from app.domain.lifecycle import PlanRowState
from app.domain.vocabulary import RelationKind
from app.store import clients, reading, week_plans
from app.store.db import db
from app.store.models.people import Client, Relation, User
from app.store.models.plan import PlanRow, WeekPlan
from app.store.models.work import Shift, Task
from app.store.plan_scopes import covering
from app.store.prepared import one_of
from app.store.relations import in_force

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date, datetime

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


@dataclass(frozen=True)
class Change:
    """What is otherwise for a client than in the plan before: shifts that came and that went."""

    client_id: UUID
    name: str
    new: list[Shift]
    gone: list[Shift]


@dataclass(frozen=True)
class PinCost:
    """A pin of a client of one's own, and how much more work there would be without it."""

    name: str
    shift: Shift
    people: int
    shifts: int


@dataclass(frozen=True)
class CoachPart:
    """How many clients of a colleague have something in the plan, and how many shifts."""

    name: str
    people: int
    shifts: int


@dataclass
class Board:
    """The plan by day; `others` counts proposals for the unit's other clients."""

    days: dict[date, list[Proposal]] = field(default_factory=dict)
    unplaced: list[Unplaced] = field(default_factory=list)
    open_places: list[OpenPlaces] = field(default_factory=list)
    others: int = 0

    @property
    def mended(self) -> list[Proposal]:
        """What is proposed since somebody had to cancel, and nobody has decided on."""
        waiting = PlanRowState.PROPOSED
        return [one for one in self.proposals if one.row.mended and one.row.state is waiting]

    @property
    def clients(self) -> dict[str, list[Proposal]]:
        """The same by client, in the order of names."""
        found: dict[str, list[Proposal]] = {}
        for one in sorted(self.proposals, key=lambda one: one.name):
            found.setdefault(one.name, []).append(one)
        return found

    @property
    def proposals(self) -> list[Proposal]:
        """All of them in order of time."""
        return [one for day in self.days.values() for one in day]


def load_board(actor: Actor, plan: WeekPlan, *, now: datetime) -> Board:
    """What this coach may read of the plan."""
    own = clients.list_own_ids(actor, now=now)
    names = clients.full_names(own)
    lines = week_plans.list_lines(plan.id, actor.unit_id)
    shifts = load_shifts({line.shift_id for line in lines if line.shift_id})
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


def load_shifts(shift_ids: Collection[UUID]) -> dict[UUID, Shift]:
    """These shifts with their orders and sites, by id."""
    rows = db.session.scalars(
        select(Shift)
        .where(one_of(Shift.id, shift_ids))
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


def list_changes(actor: Actor, plan: WeekPlan, *, now: datetime) -> list[Change]:
    """What is otherwise for one's own clients than in the plan before; none where it is the first.

    By the order of names; shifts in order of time.
    """
    earlier = find_earlier(actor, plan)
    if earlier is None:
        return []
    names = clients.full_names(clients.list_own_ids(actor, now=now))
    before, after = (_by_client(one.id, actor.unit_id) for one in (earlier, plan))
    asked = {one for found in (before, after) for one in found if one in names}
    shift_ids = {shift for found in (before, after) for one in asked for shift in found[one]}
    rows = load_shifts(shift_ids)
    changes = (
        Change(who, names[who], _timed(after[who] - before[who], rows),
               _timed(before[who] - after[who], rows))
        for who in sorted(asked, key=lambda one: (names[one], one))
    )  # fmt: skip
    reading.note(asked)
    return [one for one in changes if one.new or one.gone]


def _by_client(plan_id: UUID, unit_id: UUID | None) -> defaultdict[UUID, set[UUID]]:
    found: defaultdict[UUID, set[UUID]] = defaultdict(set)
    for line in week_plans.list_lines(plan_id, unit_id):
        if line.client_id is not None and line.shift_id is not None:
            found[line.client_id].add(line.shift_id)
    return found


def _timed(shift_ids: set[UUID], rows: dict[UUID, Shift]) -> list[Shift]:
    return sorted((rows[one] for one in shift_ids), key=lambda shift: (shift.starts_at, shift.id))


def list_pin_costs(actor: Actor, plan: WeekPlan, *, now: datetime) -> list[PinCost]:
    """What the pins of one's own clients change, in the order of names."""
    names = clients.full_names(clients.list_own_ids(actor, now=now))
    told = [(UUID(who), UUID(what), *more) for who, what, *more in plan.certificate.get("pins", [])]
    mine = [one for one in told if one[0] in names]
    rows = load_shifts({shift for _client, shift, *_more in mine})
    costs = [PinCost(names[who], rows[what], *more) for who, what, *more in mine if what in rows]
    reading.note({one[0] for one in mine})
    return sorted(costs, key=lambda one: (one.name, one.shift.starts_at))


def list_coaches(actor: Actor, plan: WeekPlan, *, now: datetime) -> list[CoachPart]:
    """The plan by coach of the person's unit, in numbers; by name."""
    rows = db.session.execute(
        select(User.first_name, func.count(PlanRow.client_id.distinct()), func.count(PlanRow.id))
        .join(Relation, Relation.user_id == User.id)
        .join(PlanRow, PlanRow.client_id == Relation.client_id)
        .join(Client, Client.id == PlanRow.client_id)
        .where(Relation.kind == RelationKind.COACH, in_force(local_day(now)))
        .where(PlanRow.plan_id == plan.id, PlanRow.shift_id.is_not(None))
        .where(Client.unit_id == actor.unit_id)
        .group_by(User.id, User.first_name)
        .order_by(User.first_name, User.id)
    )
    return [CoachPart(name, people, shifts) for name, people, shifts in rows]
