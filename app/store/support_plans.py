"""Follow-along plans: made by the work of a placement, and reckoned anew when it changes."""

from __future__ import annotations

from collections import defaultdict
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, case, delete, func, insert, or_, select

from app.domain.cadence import Course, OwnPace, Pause, PlanKind, list_items
from app.domain.calendar import local_day
from app.domain.errors import Missing
from app.domain.lifecycle import AttendanceState, DueState, PlacementState
from app.domain.policy import Actor, Facts, Verb, may, require
from app.store import alerts, cadence_templates, relations
from app.store.db import db
from app.store.models.cadence import DueContact, PlanPace, PlanPause, SupportPlan
from app.store.models.people import Client
from app.store.models.work import Attendance, Placement, Shift

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence
    from datetime import date, datetime
    from uuid import UUID

    from app.domain.cadence import Item
    from app.store.cadence_templates import KeptStep

# Work that began longer ago gets no plan any more.
BACK = timedelta(days=35)
# So many placements are reckoned in one go.
CHUNK = 200
_NO_WORK = (
    AttendanceState.CANCELLED, AttendanceState.CANNOT_COME, AttendanceState.DID_NOT_COME,
)  # fmt: skip


def list_stale(*, now: datetime, limit: int = CHUNK) -> list[UUID]:
    """The placements whose work has changed since their plan was reckoned, or that have none."""
    seen, newest = func.count(), func.max(Attendance.changed_at)
    has_work = func.sum(case((Attendance.state.in_(_NO_WORK), 0), else_=1)) > 0
    return list(
        db.session.scalars(
            select(Placement.id)
            .join(Attendance, Attendance.placement_id == Placement.id)
            .join(Shift, Shift.id == Attendance.shift_id)
            .outerjoin(
                SupportPlan,
                and_(SupportPlan.placement_id == Placement.id, SupportPlan.kind == PlanKind.GIG),
            )
            .where(Placement.state != PlacementState.ENDED, SupportPlan.ended_on.is_(None))
            .group_by(Placement.id, SupportPlan.id)
            .having(
                or_(
                    and_(
                        SupportPlan.id.is_(None), has_work, func.max(Shift.starts_at) > now - BACK
                    ),
                    newest > SupportPlan.seen_at,
                    seen != SupportPlan.shifts_seen,
                )
            )
            .order_by(Placement.id)
            .limit(limit)
        )
    )


def grow(placement_ids: Collection[UUID], *, now: datetime) -> int:
    """Make or renew the plans of these placements by their shifts; how many contacts changed."""
    work = _work_of(placement_ids)
    plans = {plan.placement_id: plan for plan in _gig_plans(placement_ids)}
    for placement in db.session.scalars(select(Placement).where(Placement.id.in_(placement_ids))):
        days, seen, newest = work[placement.id]
        plan = plans.get(placement.id)
        if plan is None and days:
            plan = SupportPlan(
                placement_id=placement.id, client_id=placement.client_id, kind=PlanKind.GIG,
                starts_on=days[0], agreed_at=now, seen_at=now,
            )  # fmt: skip
            db.session.add(plan)
            plans[placement.id] = plan
        if plan is not None:
            plan.shifts_seen, plan.seen_at = seen, newest
            plan.starts_on = days[0] if days else plan.starts_on
    db.session.flush()
    days_of = {plan.id: work[placement_id][0] for placement_id, plan in plans.items()}
    return _reckon(list(plans.values()), days_of, now=now)


def reckon(plans: Sequence[SupportPlan], *, now: datetime) -> int:
    """Reckon these plans anew after a change of their own; how many contacts changed."""
    db.session.flush()
    gigs = {plan.id: plan.placement_id for plan in plans if plan.kind is PlanKind.GIG}
    work = _work_of(gigs.values()) if gigs else {}
    days_of = {plan_id: work[placement_id][0] for plan_id, placement_id in gigs.items()}
    return _reckon(plans, days_of, now=now)


def _gig_plans(placement_ids: Collection[UUID]) -> Iterable[SupportPlan]:
    return db.session.scalars(
        select(SupportPlan).where(
            SupportPlan.placement_id.in_(placement_ids), SupportPlan.kind == PlanKind.GIG
        )
    )


def _work_of(placement_ids: Collection[UUID]) -> dict[UUID, Any]:
    """By placement: the days of work, how many rows there are, and when the newest changed."""
    rows = db.session.execute(
        select(Attendance.placement_id, Attendance.state, Attendance.changed_at, Shift.starts_at)
        .join(Shift, Shift.id == Attendance.shift_id)
        .where(Attendance.placement_id.in_(list(placement_ids)))
    ).all()
    work: dict[UUID, list[Any]] = defaultdict(list)
    for row in rows:
        work[row.placement_id].append(row)
    return {placement_id: _summed(work.get(placement_id, [])) for placement_id in placement_ids}


def _summed(rows: Sequence[Any]) -> tuple[list[date], int, datetime | None]:
    days = sorted({local_day(row.starts_at) for row in rows if row.state not in _NO_WORK})
    return days, len(rows), max((row.changed_at for row in rows), default=None)


def _reckon(plans: Sequence[SupportPlan], days_of: dict[UUID, list[date]], *, now: datetime) -> int:
    ids = [plan.id for plan in plans]
    kept, courses = cadence_templates.list_kept() if plans else [], _own_courses(ids)
    there: dict[UUID, list[DueContact]] = defaultdict(list)
    for row in db.session.scalars(select(DueContact).where(DueContact.plan_id.in_(ids))):
        there[row.plan_id].append(row)
    changed = 0
    for plan in plans:
        course = _course(plan, days_of.get(plan.id, []), *courses[plan.id])
        items = _items(plan, kept, course)
        changed += _write(plan, items, there[plan.id], today=local_day(now), now=now)
    return changed


def _own_courses(plan_ids: Collection[UUID]) -> dict[UUID, tuple[dict[Any, OwnPace], list[Pause]]]:
    """Each plan's own rhythms and pauses."""
    found: dict[UUID, tuple[dict[Any, OwnPace], list[Pause]]] = defaultdict(lambda: ({}, []))
    for pace in db.session.scalars(select(PlanPace).where(PlanPace.plan_id.in_(plan_ids))):
        found[pace.plan_id][0][pace.step] = OwnPace(pace.pace, pace.from_on)
    for pause in db.session.scalars(select(PlanPause).where(PlanPause.plan_id.in_(plan_ids))):
        found[pause.plan_id][1].append(Pause(pause.from_on, pause.until_on))
    return found


def _course(
    plan: SupportPlan, days: list[date], paces: dict[Any, OwnPace], pauses: list[Pause]
) -> Course:
    return Course(plan.starts_on, plan.ended_on, days, paces, pauses)


def _items(plan: SupportPlan, kept: Sequence[KeptStep], course: Course) -> list[Item]:
    if plan.kind is PlanKind.GIG and not course.shift_days:
        return []
    rules = cadence_templates.rules_of(
        kept, plan.kind, agreed_at=plan.agreed_at, on=local_day(plan.agreed_at)
    )
    return list_items(rules, course)


def _write(
    plan: SupportPlan, items: Sequence[Item], rows: Sequence[DueContact], *, today: date,
    now: datetime,
) -> int:  # fmt: skip
    """Bring the rows to the items. What is settled stays, and nothing is born late."""
    wanted = {(item.step, item.number): item for item in items}
    known = {(row.step, row.number): row for row in rows}
    gone = [row for key, row in known.items() if row.state is DueState.DUE and key not in wanted]
    moved = [
        (row, wanted[key]) for key, row in known.items()
        if key in wanted and row.state is DueState.DUE
        and (row.from_on, row.to_on) != (wanted[key].from_on, wanted[key].to_on)
    ]  # fmt: skip
    new = [item for key, item in wanted.items() if key not in known and item.to_on >= today]
    for row, item in moved:
        row.from_on, row.to_on, row.told = item.from_on, item.to_on, 0
    if gone:
        hush([row.id for row in gone if row.told], now=now)
        db.session.execute(
            delete(DueContact)
            .where(DueContact.id.in_([row.id for row in gone]), DueContact.state == DueState.DUE)
            .execution_options(synchronize_session=False)
        )
    db.session.flush()
    if new:
        db.session.execute(insert(DueContact), [_values(plan, item) for item in new])
    return len(gone) + len(moved) + len(new)


def _values(plan: SupportPlan, item: Item) -> dict[str, Any]:
    return {
        "plan_id": plan.id, "client_id": plan.client_id, "step": item.step, "number": item.number,
        "from_on": item.from_on, "to_on": item.to_on, "employer": item.employer,
        "face_to_face": item.face_to_face, "state": DueState.DUE, "told": 0,
    }  # fmt: skip


def hush(due_ids: Collection[UUID], *, now: datetime) -> None:
    """Close the alerts of contacts that are not awaited any more."""
    for due_id in due_ids:
        alerts.finish_of(f"contact_late:{due_id}", now=now)


def check_access(actor: Actor, client_id: UUID, *, now: datetime) -> None:
    """Nothing for whoever may keep the plan. Raises: Missing for a stranger, NotAllowed."""
    kinds = relations.list_kinds(actor, [client_id], on=local_day(now))[client_id]
    facts = Facts(client_id=client_id, relations=kinds)
    if not may(actor, Verb.READ_NOTES, facts):
        raise Missing
    require(actor, Verb.WRITE_NOTE, facts)


def get_plan(actor: Actor, plan_id: UUID, *, now: datetime) -> SupportPlan:
    """One plan. Raises: Missing, NotAllowed."""
    plan = db.session.get(SupportPlan, plan_id, with_for_update=True)
    if plan is None:
        raise Missing
    check_access(actor, plan.client_id, now=now)
    return plan


def get_placement(actor: Actor, placement_id: UUID, *, now: datetime) -> Placement:
    """The placement, for whoever keeps its plan. Raises: Missing, NotAllowed."""
    placement = db.session.get(Placement, placement_id, with_for_update=True)
    if placement is None:
        raise Missing
    check_access(actor, placement.client_id, now=now)
    return placement


def find_plan(placement_id: UUID, kind: PlanKind) -> SupportPlan | None:
    """The plan of a placement of this kind, if there is one."""
    return db.session.scalar(
        select(SupportPlan).where(
            SupportPlan.placement_id == placement_id, SupportPlan.kind == kind
        )
    )


def find_pause(plan_id: UUID, *, on: date) -> PlanPause | None:
    """The pause that holds on a day or begins later."""
    return db.session.scalar(
        select(PlanPause)
        .where(PlanPause.plan_id == plan_id)
        .where(or_(PlanPause.until_on.is_(None), PlanPause.until_on >= on))
        .order_by(PlanPause.from_on)
        .limit(1)
    )


def list_paces(plan_id: UUID) -> dict[Any, PlanPace]:
    """The client's own rhythms by step."""
    rows = db.session.scalars(select(PlanPace).where(PlanPace.plan_id == plan_id))
    return {row.step: row for row in rows}


def get_client(client_id: UUID) -> Client:
    """Whose plan it is."""
    return db.session.get_one(Client, client_id)
