"""Orders: found with the eyes of the person who asks, written, moved on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import exists, false, select, true, update
from sqlalchemy.orm import joinedload, selectinload

from app.domain.errors import Conflict, Missing
from app.domain.lifecycle import OfferState, TaskState
from app.domain.policy import Actor, Facts, TaskStage
from app.domain.tasks import OF_THE_PLACE, Screening, TaskDraft, screen
from app.domain.vocabulary import ORDERER_ROLES, Category, Language, PassKind, Role
from app.domain.wages import WageFloor as FloorRow
from app.domain.working_time import LIMIT_KEYS, setting_on
from app.store import moves, rules
from app.store.db import db
from app.store.models.rules import WageFloor
from app.store.models.work import Demand, Offer, Task
from app.store.sites import find_or_add_site, tell_of_site

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from uuid import UUID

    from app.domain.dated_rules import DatedRule

_APPROVED_ROLES = frozenset({Role.COACH, Role.RESPONSIBLE_WORKER, Role.COORDINATOR})
WITH_ALL = (
    joinedload(Task.site),
    joinedload(Task.organisation),
    selectinload(Task.demands),
)


def visible_to(actor: Actor) -> Any:
    """The condition under which this person may see an order."""
    if actor.role in ORDERER_ROLES:
        return Task.organisation_id == actor.organisation_id
    if actor.role is Role.DISPATCHER:
        return true()
    if actor.role in _APPROVED_ROLES:
        return Task.opened_at.is_not(None)
    if actor.role is Role.UNIT_MANAGER:
        return Task.submitted_at.is_not(None)
    return _offered_to(actor.client_id) if actor.role is Role.CLIENT else false()


def _offered_to(client_id: UUID | None) -> Any:
    shown = Offer.state != OfferState.QUEUED
    return exists().where(
        Offer.task_id == Task.id, Offer.client_id == client_id, shown, Offer.sent_at.is_not(None)
    )


def get_task(actor: Actor, task_id: UUID) -> Task:
    """The order with its site, organisation and demands. Raises: Missing for a stranger."""
    task = db.session.scalar(
        select(Task).where(Task.id == task_id, visible_to(actor)).options(*WITH_ALL)
    )
    if task is None:
        raise Missing
    return task


def list_tasks(actor: Actor, *, states: tuple[TaskState, ...] = (), limit: int = 200) -> list[Task]:
    """The newest orders this person may see, with site and organisation."""
    query = select(Task).where(visible_to(actor)).options(*WITH_ALL)
    if states:
        query = query.where(Task.state.in_(states))
    return list(db.session.scalars(query.order_by(Task.created_at.desc(), Task.id).limit(limit)))


def find_last_of(organisation_id: UUID) -> Task | None:
    """The organisation's newest order, from which a new form takes its defaults."""
    return db.session.scalar(
        select(Task)
        .where(Task.organisation_id == organisation_id)
        .options(*WITH_ALL)
        .order_by(Task.created_at.desc(), Task.id)
        .limit(1)
    )


def stage_of(task: Task) -> TaskStage:
    """How far the order has come, as far as access goes."""
    if task.opened_at is not None:
        return TaskStage.APPROVED
    return TaskStage.DRAFT if task.submitted_at is None else TaskStage.WAITING


def facts_of(task: Task, actor: Actor) -> Facts:
    """What the order is to this person; a client who sees it has been offered it."""
    return Facts(
        organisation_id=task.organisation_id,
        stage=stage_of(task),
        offered=actor.role is Role.CLIENT,
    )


def add_task(
    organisation_id: UUID, draft: TaskDraft, *, created_by_id: UUID | None, now: datetime
) -> Task:
    """A new order in the state draft."""
    task = Task(
        organisation_id=organisation_id, created_by_id=created_by_id, created_at=now,
        touched_at=now, title=draft.title, first_on=draft.first_on, start_time=draft.start_time,
        end_time=draft.end_time, state=TaskState.DRAFT, version=1, demands=[],
    )  # fmt: skip
    write_draft(task, draft)
    db.session.add(task)
    db.session.flush()
    return task


_PLAIN = (
    "first_on", "start_time", "end_time", "description", "category", "recurrence", "skip_holidays",
    "places", "pay_cents_per_hour", "coach_wanted", "instructor_along", "learner_welcome",
    "engagement_model", "answer_window_hours", "bring", "clothes", "place_kind", "contact_name",
    "contact_phone",
)  # fmt: skip


def write_draft(task: Task, draft: TaskDraft) -> None:
    """Take everything the draft says into the order, its place and its demands."""
    for name in _PLAIN:
        setattr(task, name, getattr(draft, name))
    task.title = draft.title.strip()
    task.passes = sorted(kind.value for kind in draft.passes)
    task.languages = [language.value for language in draft.languages]
    task.site_id = _write_site(task, draft)
    _write_demands(task, draft)


def _write_site(task: Task, draft: TaskDraft) -> UUID:
    """The id of the place, which learns what the order tells of it.

    A new order that leaves something out takes nothing away from what is known of the place.
    """
    site_id = find_or_add_site(task.organisation_id, draft)
    told = {name: getattr(draft, name) for name in OF_THE_PLACE}
    if site_id != task.site_id:
        told = {name: value for name, value in told.items() if value}
    tell_of_site(site_id, told)
    return site_id


def _write_demands(task: Task, draft: TaskDraft) -> None:
    there = {demand.scale: demand for demand in task.demands}
    for scale, level in draft.demands.items():
        if scale in there:
            there[scale].level = level
        else:
            task.demands.append(Demand(task_id=task.id, scale=scale, level=level))
    for scale, demand in there.items():
        if scale not in draft.demands:
            task.demands.remove(demand)


def draft_of(task: Task) -> TaskDraft:
    """The order as a draft again: to fill a form, to copy it, to compare it with a change."""
    site = task.site
    return TaskDraft(
        title=task.title, place=site.name, area=site.area, lat=site.lat, lon=site.lon,
        door=site.door, way_in=site.way_in, break_room=site.break_room, toilet=site.toilet,
        passes=tuple(PassKind(kind) for kind in task.passes),
        languages=tuple(Language(one) for one in task.languages),
        demands={demand.scale: demand.level for demand in task.demands},
        contact_phone=task.contact_phone or "",
        **{name: getattr(task, name) for name in _PLAIN if name != "contact_phone"},
    )  # fmt: skip


def touched(now: datetime) -> dict[str, Any]:
    """The columns of an order that somebody has just done something with."""
    return {"touched_at": now, "asked_at": None}


def raise_version(task: Task, version: int, *, now: datetime) -> None:
    """Nothing, when nobody has changed or moved the order meanwhile; it counts as touched.

    Raises: Conflict("changed_meanwhile").
    """
    raised: Any = db.session.execute(
        update(Task)
        .where(Task.id == task.id, Task.version == version, Task.state == task.state)
        .values(version=version + 1, **touched(now))
        .execution_options(synchronize_session=False)
    )
    if raised.rowcount != 1:
        raise Conflict("changed_meanwhile")


def move(task: Task, new: TaskState, **values: object) -> None:
    """Move the order on. Raises: Conflict("illegal_move") also when somebody was first."""
    moves.move(Task, task.id, task.state, new, **values)


def list_floors() -> list[FloorRow]:
    """Every row of the wage floors."""
    return [
        FloorRow(
            row.agreement, row.valid_from, row.cents_per_hour, row.source,
            Category(row.category) if row.category else None,
        )
        for row in db.session.scalars(select(WageFloor).order_by(WageFloor.valid_from))
    ]  # fmt: skip


def screening_of(task: Task, *, now: datetime) -> Screening:
    """What the rules say of an order before it is opened."""
    return _screened(task, list_floors(), rules.list_dated(LIMIT_KEYS), now)


def screenings_of(waiting: list[Task], *, now: datetime) -> dict[UUID, Screening]:
    """What the rules say of each waiting order, by its id; the floors are read once."""
    floors, limits = list_floors(), rules.list_dated(LIMIT_KEYS)
    return {task.id: _screened(task, floors, limits, now) for task in waiting}


def _screened(
    task: Task, floors: list[FloorRow], limits: Sequence[DatedRule], now: datetime
) -> Screening:
    verified = task.organisation.verified_at is not None
    held = setting_on(limits, task.first_on)
    return screen(draft_of(task), floors, now=now, verified=verified, limits=held)


def list_of_organisation(actor: Actor, organisation_id: UUID, *, limit: int = 50) -> list[Task]:
    """The organisation's newest orders that this person may see."""
    query = (
        select(Task)
        .where(visible_to(actor), Task.organisation_id == organisation_id)
        .options(*WITH_ALL[:2])
        .order_by(Task.created_at.desc(), Task.id)
    )
    return list(db.session.scalars(query.limit(limit)))


def list_unopened(organisation_id: UUID) -> list[Task]:
    """The organisation's orders that go on and that nobody has opened yet."""
    states = (TaskState.DRAFT, TaskState.SUBMITTED, TaskState.CHANGES_REQUESTED)
    query = select(Task).where(Task.organisation_id == organisation_id, Task.state.in_(states))
    return list(db.session.scalars(query.order_by(Task.id)))
