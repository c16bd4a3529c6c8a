"""Contacts that follow-along plans ask for: what waits, what a note settles, what came of them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, or_, select, true, update

from app.domain.cadence import PlanKind
from app.domain.calendar import local_day
from app.domain.due_contacts import Adherence, Awaited, Made, Outcome, adherence, settled_by
from app.domain.errors import Missing
from app.domain.lifecycle import AWAITED, DueState
from app.domain.vocabulary import RelationKind, SupportKind, SupportPlace
from app.store import moves, support_plans
from app.store.db import db
from app.store.models.cadence import DueContact, PlanPause, SupportPlan
from app.store.models.people import Client, Relation, User
from app.store.models.support import SupportContact
from app.store.models.work import Placement, Task
from app.store.relations import in_force

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from datetime import date, datetime
    from uuid import UUID

    from app.domain.policy import Actor

# The last day for it: its own, or the one it was moved to.
DEADLINE = func.coalesce(DueContact.moved_to, DueContact.to_on)
_FROM = func.coalesce(DueContact.moved_to, DueContact.from_on)


def settle_by_visit(
    visit_id: UUID, *, by_id: UUID, client_id: UUID | None = None, now: datetime
) -> int:
    """Settle what a support note fulfils, each client's by the note's share; how many were done.

    A note of a shift counts for that placement, any other one for all work of the client. A talk
    with the workplace is no contact with the client. `client_id`: of this client alone.
    """
    of_whom = (SupportContact.client_id == client_id) if client_id else true()
    rows = db.session.execute(
        select(DueContact, SupportContact)
        .join(SupportContact, SupportContact.client_id == DueContact.client_id)
        .join(SupportPlan, SupportPlan.id == DueContact.plan_id)
        .where(SupportContact.visit_id == visit_id, of_whom, DueContact.state.in_(AWAITED))
        .where(
            or_(
                SupportContact.placement_id.is_(None),
                SupportContact.placement_id == SupportPlan.placement_id,
            )
        )
    ).all()
    by_note: dict[UUID, list[DueContact]] = defaultdict(list)
    notes = {note.id: note for _due, note in rows}
    for due, note in rows:
        by_note[note.id].append(due)
    done = 0
    for note_id, dues in by_note.items():
        note = notes[note_id]
        made = Made(
            local_day(note.happened_at), note.place is SupportPlace.ON_SITE,
            note.kind is SupportKind.EMPLOYER_TALK,
        )  # fmt: skip
        done += _settle(dues, made, by_id=by_id, contact_id=note.id, now=now)
    return done


def settle(client_ids: Collection[UUID], made: Made, *, by_id: UUID, now: datetime) -> int:
    """Settle what a contact of another kind fulfils for these clients; how many were done.

    For a word with the workplace: `Made(day, employer=True)`. Needs a unit of work.
    """
    if not client_ids:
        return 0
    dues = db.session.scalars(
        select(DueContact).where(
            DueContact.client_id.in_(client_ids), DueContact.state.in_(AWAITED)
        )
    )
    return _settle(list(dues), made, by_id=by_id, contact_id=None, now=now)


def _settle(
    dues: Iterable[DueContact], made: Made, *, by_id: UUID, contact_id: UUID | None, now: datetime
) -> int:
    plans: dict[UUID, list[DueContact]] = defaultdict(list)
    for due in dues:
        plans[due.plan_id].append(due)
    settled = {"settled_on": made.on, "settled_at": now, "settled_by_id": by_id}
    count = 0
    for some in plans.values():
        states = {due.id: due for due in some}
        done, missed = settled_by([_awaited(due) for due in some], made)
        for due_id in done:
            _move(states[due_id], DueState.DONE, contact_id=contact_id, **settled)
        for due_id in missed:
            _move(states[due_id], DueState.MISSED, **settled)
        support_plans.hush([one for one in (*done, *missed) if states[one].told], now=now)
        count += len(done)
    return count


def _awaited(due: DueContact) -> Awaited:
    until = max(due.to_on, due.moved_to) if due.moved_to else due.to_on
    return Awaited(due.id, due.from_on, until, due.employer, due.face_to_face)


def _move(due: DueContact, new: DueState, **values: Any) -> None:
    moves.move(DueContact, due.id, due.state, new, **values)
    db.session.expire(due)


def get_due(actor: Actor, due_id: UUID, *, now: datetime) -> DueContact:
    """One contact, for whoever keeps the plan. Raises: Missing, NotAllowed."""
    due = db.session.get(DueContact, due_id)
    if due is None:
        raise Missing
    support_plans.check_access(actor, due.client_id, now=now)
    return due


def close(
    due: DueContact, new: DueState, reason: str, *, by_id: UUID | None, now: datetime
) -> None:
    """Say by hand what came of it."""
    _reason(due, reason)
    told = due.told
    _move(due, new, settled_on=local_day(now), settled_at=now, settled_by_id=by_id)
    if told:
        support_plans.hush([due.id], now=now)


def move_to(due: DueContact, day: date, reason: str, *, by_id: UUID | None, now: datetime) -> None:
    """Move it to a day; one that was moved before gets another day."""
    _reason(due, reason)
    told = due.told
    if due.state is DueState.DUE:
        moves.move(DueContact, due.id, DueState.DUE, DueState.MOVED)
    db.session.execute(
        update(DueContact)
        .where(DueContact.id == due.id, DueContact.state == DueState.MOVED)
        .values(moved_to=day, settled_at=now, settled_by_id=by_id, told=0, substitute_id=None)
        .execution_options(synchronize_session=False)
    )
    db.session.expire(due)
    if told:
        support_plans.hush([due.id], now=now)


def undo(due: DueContact) -> None:
    """Take back what was said of it: it waits again, by its own days."""
    _reason(due, "")
    _move(
        due, DueState.DUE, settled_on=None, settled_at=None, settled_by_id=None, contact_id=None,
        moved_to=None, told=0, substitute_id=None,
    )  # fmt: skip


def unsettle(contact_id: UUID) -> int:
    """What a note settled waits again, and so does what it passed over; how many there were.

    Needs a unit of work.
    """
    by_note = select(DueContact).where(
        DueContact.contact_id == contact_id, DueContact.state == DueState.DONE
    )
    done = list(db.session.scalars(by_note))
    for plan_id, at in {(due.plan_id, due.settled_at) for due in done}:
        passed = select(DueContact).where(
            DueContact.plan_id == plan_id, DueContact.settled_at == at,
            DueContact.state == DueState.MISSED,
        )  # fmt: skip
        done.extend(db.session.scalars(passed))
    for due in done:
        undo(due)
    return len(done)


def _reason(due: DueContact, reason: str) -> None:
    due.reason = reason.strip() or None
    db.session.flush()


@dataclass(frozen=True)
class Waiting:
    """A contact that waits, as its coach reads it. `until` is the last day for it."""

    due: DueContact
    client: Client
    title: str
    starts_on: date
    until: date

    def is_late(self, today: date) -> bool:
        return self.until < today

    @property
    def name(self) -> str:
        return f"{self.client.first_name} {self.client.last_name or ''}".strip()


def list_waiting(actor: Actor, *, until: date, now: datetime, limit: int = 200) -> list[Waiting]:
    """The contacts of the coach's own clients that may be made until a day, the latest first."""
    rows = db.session.execute(
        select(DueContact, Client, Task.title, _FROM, DEADLINE)
        .join(Client, Client.id == DueContact.client_id)
        .join(Relation, Relation.client_id == Client.id)
        .join(SupportPlan, SupportPlan.id == DueContact.plan_id)
        .join(Placement, Placement.id == SupportPlan.placement_id)
        .join(Task, Task.id == Placement.task_id)
        .where(Relation.user_id == actor.user_id, Relation.kind == RelationKind.COACH)
        .where(in_force(local_day(now)), DueContact.state.in_(AWAITED), until >= _FROM)
        .order_by(DEADLINE, _FROM, DueContact.id)
        .limit(limit)
    )
    return [Waiting(*row) for row in rows]


@dataclass(frozen=True)
class Followed:
    """One plan of a client: what it goes with, what was kept of it, and its contacts."""

    plan: SupportPlan
    title: str
    kept: Adherence
    pause: PlanPause | None
    coming: tuple[DueContact, ...]
    past: tuple[DueContact, ...]


def list_of_client(actor: Actor, client_id: UUID, *, now: datetime) -> list[Followed]:
    """The plans of a client, the newest first. Raises: Missing, NotAllowed."""
    support_plans.check_access(actor, client_id, now=now)
    rows = db.session.execute(
        select(SupportPlan, Task.title)
        .join(Placement, Placement.id == SupportPlan.placement_id)
        .join(Task, Task.id == Placement.task_id)
        .where(SupportPlan.client_id == client_id)
        .order_by(SupportPlan.starts_on.desc(), SupportPlan.id)
    ).all()
    return [_followed(plan, title, now=now) for plan, title in rows]


def get_followed(actor: Actor, plan_id: UUID, *, now: datetime) -> Followed:
    """One plan with all its contacts. Raises: Missing, NotAllowed."""
    plan = support_plans.get_plan(actor, plan_id, now=now)
    title = select(Task.title).join(Placement, Placement.task_id == Task.id)
    known = db.session.scalar(title.where(Placement.id == plan.placement_id)) or ""
    return _followed(plan, known, now=now)


def _followed(plan: SupportPlan, title: str, *, now: datetime) -> Followed:
    today = local_day(now)
    dues = list(
        db.session.scalars(
            select(DueContact)
            .where(DueContact.plan_id == plan.id)
            .order_by(DEADLINE, DueContact.from_on, DueContact.id)
        )
    )
    kept = adherence((Outcome(one.state, one.to_on, one.settled_on) for one in dues), today=today)
    return Followed(
        plan, title, kept, support_plans.find_pause(plan.id, on=today),
        tuple(one for one in dues if one.state in AWAITED),
        tuple(one for one in reversed(dues) if one.state not in AWAITED),
    )  # fmt: skip


def settled_by_name(due: DueContact) -> str:
    """The first name of whoever said what came of it, else nothing."""
    who = db.session.get(User, due.settled_by_id) if due.settled_by_id else None
    return who.first_name if who else ""


def is_job(plan: SupportPlan) -> bool:
    """Whether the plan goes with a job that has a beginning and an end."""
    return plan.kind is PlanKind.JOB
