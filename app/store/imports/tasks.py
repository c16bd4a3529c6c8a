"""Orders from files: they arrive as handed in, and open only through the screening."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import fields
from typing import TYPE_CHECKING

from sqlalchemy import and_, delete, or_, select
from sqlalchemy.orm import joinedload, selectinload

from app.domain import recurrence
from app.domain.calendar import span_to_utc
from app.domain.endings import ClosedBy
from app.domain.errors import RuleBroken
from app.domain.imports.columns import Remark
from app.domain.imports.report import changed_fields
from app.domain.imports.tasks import TASKS, TaskRow
from app.domain.lifecycle import TaskOutcome, TaskState
from app.domain.tasks import Screening, TaskDraft, check_late_change, has_future, screen
from app.store import series, tasks
from app.store.db import db
from app.store.imports.shelf import NOBODY, Change, Occasion, Stored, Touched, id_from_key
from app.store.models.people import Organisation, Site
from app.store.models.work import OfferShift, Series, Shift, Task

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date
    from uuid import UUID

    from app.domain.wages import WageFloor

_OPENED = frozenset({TaskState.OPEN, TaskState.PAUSED})
_WAY = frozenset({"stop", "walk_minutes"})
_FIELDS = tuple(one.name for one in fields(TaskDraft))


def _row(task: Task) -> TaskRow:
    draft = tasks.draft_of(task)
    values = {name: getattr(draft, name) for name in _FIELDS}
    values["demands"] = tuple(sorted(draft.demands.items()))
    values["passes"] = tuple(sorted(draft.passes))
    organisation = task.organisation
    org_ref = organisation.ref or organisation.id.hex
    return TaskRow(
        ref=task.ref or task.id.hex, org_ref=org_ref, stop=task.site.stop,
        walk_minutes=task.site.walk_minutes, **values,
    )  # fmt: skip


class TaskShelf:
    """Orders by the sender's keys; those made on the site by their ids."""

    def __init__(self, occasion: Occasion) -> None:
        self._occasion = occasion
        self._tasks: dict[UUID, Task] = {}
        self._organisations: dict[str, UUID] = {}
        self._asked: set[UUID] = set()
        # What the file tells of the way to each place: the same on each of its rows, else a fault.
        self._ways: defaultdict[tuple[object, ...], set[tuple[object, ...]]] = defaultdict(set)
        self._floors: list[WageFloor] = tasks.list_floors()

    def find(self, rows: Sequence[TaskRow]) -> Mapping[str, Stored]:
        """What is kept of these rows, by their keys."""
        keys = [row.ref for row in rows]
        for row in rows:
            self._ways[row.where].add((row.stop, row.walk_minutes))
        named = or_(Task.ref.in_(keys), and_(Task.ref.is_(None), Task.id.in_(_ids(keys))))
        found = self._load(named)
        self._tasks = {task.id: task for task in found}
        self._asked = self._with_offers()
        self._organisations = self._owners({row.org_ref for row in rows})
        return {task.ref or task.id.hex: Stored(task.id, _row(task)) for task in found}

    @staticmethod
    def _load(where: object) -> list[Task]:
        plan = (joinedload(Task.site), joinedload(Task.organisation), selectinload(Task.demands))
        query = select(Task).where(where).options(*plan)  # type: ignore[arg-type]
        return list(db.session.scalars(query))

    def _with_offers(self) -> set[UUID]:
        query = select(Shift.task_id).join(OfferShift, OfferShift.shift_id == Shift.id)
        return set(db.session.scalars(query.where(Shift.task_id.in_(self._tasks)).distinct()))

    @staticmethod
    def _owners(keys: Iterable[str]) -> dict[str, UUID]:
        listed = list(keys)
        unnamed = and_(Organisation.ref.is_(None), Organisation.id.in_(_ids(listed)))
        query = select(Organisation.id, Organisation.ref).where(
            or_(Organisation.ref.in_(listed), unnamed)
        )
        return {row.ref or row.id.hex: row.id for row in db.session.execute(query)}

    def check(self, row: TaskRow, stored: Stored | None) -> Iterator[Remark]:
        """An unknown organisation, a change that people were promised against, times gone by."""
        if len(self._ways[row.where]) > 1:
            yield Remark("place", "stops_differ", {"text": row.place})
        if row.org_ref not in self._organisations:
            yield Remark("org_ref", "organisation_unknown", {"text": row.org_ref})
        if stored is not None:
            yield from self._check_change(row, stored)
        if not has_future(row.draft, self._occasion.now):
            yield Remark("first_date", "all_occurrences_past", warning=True)
            return
        if past := self._past(row):
            yield Remark("first_date", "past_occurrences", {"count": past}, warning=True)
        if stored is None and self._occasion.open_tasks:
            yield from self._check_screening(row)

    def _check_change(self, row: TaskRow, stored: Stored) -> Iterator[Remark]:
        if row.org_ref != stored.row.org_ref:
            yield Remark("org_ref", "organisation_changed")
        if not _changes_order(stored.row, row):
            return
        if self._tasks[stored.id].state is TaskState.CLOSED:
            yield Remark("task_ref", "task_closed")
        elif stored.id in self._asked and _is_fixed(stored.row, row):
            yield Remark("task_ref", "accepted_shift")

    def _check_screening(self, row: TaskRow) -> Iterator[Remark]:
        found = self._screen(row.draft)
        for reason in (*found.stops, *found.to_confirm, *found.hard_texts[:1]):
            yield Remark("task_ref", f"waits_{reason.code}", reason.facts, warning=True)

    def _past(self, row: TaskRow) -> int:
        days = recurrence.list_days(
            row.recurrence, row.first_on, after=None, until=self._occasion.today
        )
        return sum(_has_begun(row, day, self._occasion) for day in days)

    def write(self, added: Sequence[TaskRow], changed: Sequence[Change]) -> Touched:
        """Keep the rows; with the option also open what passes the screening."""
        for row in added:
            self._add(row)
        for change in changed:
            self._change(change)
        db.session.flush()
        return NOBODY

    def _add(self, row: TaskRow) -> None:
        now, draft = self._occasion.now, row.draft
        owner = self._organisations[row.org_ref]
        task = tasks.add_task(owner, draft, created_by_id=None, now=now)
        task.ref, task.state, task.submitted_at = row.ref, TaskState.SUBMITTED, now
        if not has_future(draft, now):
            task.state, task.outcome, task.closed_at = TaskState.CLOSED, TaskOutcome.EXPIRED, now
            task.closed_by = ClosedBy.TIME
        elif self._occasion.open_tasks and self._screen(draft).passes:
            task.state, task.opened_at = TaskState.OPEN, now
            task.screened_by_id = self._occasion.actor.user_id
            series.add_series(task, now=now)
        self._tell_way(task, row)

    def _tell_way(self, task: Task, row: TaskRow) -> None:
        """Keep the stop and the walk that the file tells; they hold for all work of that place."""
        site = db.session.get_one(Site, task.site_id)
        for name in _WAY - self._occasion.absent:
            setattr(site, name, getattr(row, name))

    def _screen(self, draft: TaskDraft) -> Screening:
        return screen(draft, self._floors, now=self._occasion.now)

    def _change(self, change: Change) -> None:
        task = self._tasks[change.stored.id]
        if _changes_order(change.stored.row, change.row):
            self._change_order(task, change)
        self._tell_way(task, change.row)

    def _change_order(self, task: Task, change: Change) -> None:
        tasks.write_draft(task, change.row.draft)
        task.version += 1
        if task.state is TaskState.CHANGES_REQUESTED:
            # The sender's file is the answer to what was asked.
            now = self._occasion.now
            tasks.move(task, TaskState.SUBMITTED, submitted_at=now, **tasks.touched(now))
        if task.state in _OPENED and _is_fixed(change.stored.row, change.row):
            db.session.flush()
            db.session.execute(delete(Shift).where(Shift.task_id == task.id))
            db.session.execute(delete(Series).where(Series.task_id == task.id))
            series.add_series(task, now=self._occasion.now)

    def list_ids(self) -> Sequence[UUID]:
        """All orders by key."""
        order = (Task.ref.is_(None), Task.ref, Task.created_at, Task.id)
        return list(db.session.scalars(select(Task.id).order_by(*order)))

    def rows_of(self, ids: Sequence[UUID]) -> Iterable[TaskRow]:
        """The rows of these orders."""
        found = {task.id: task for task in self._load(Task.id.in_(ids))}
        return [_row(found[one]) for one in ids]


def _ids(keys: Iterable[str]) -> list[UUID]:
    return [found for key in keys if (found := id_from_key(key))]


def _changes_order(old: TaskRow, new: TaskRow) -> bool:
    """Whether more changes than the way to the place, which is no part of the order."""
    return bool(set(changed_fields(TASKS, old, new)) - _WAY)


def _is_fixed(old: TaskRow, new: TaskRow) -> bool:
    """Whether the change touches what people were told: time, place, pay or demands."""
    try:
        check_late_change(old.draft, new.draft)
    except RuleBroken:
        return True
    return False


def _has_begun(row: TaskRow, day: date, occasion: Occasion) -> bool:
    try:
        starts_at, _ = span_to_utc(day, row.start_time, row.end_time)
    except RuleBroken:
        return False
    return starts_at <= occasion.now
