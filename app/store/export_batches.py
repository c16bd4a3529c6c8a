"""Hand-offs of agreed hours: each row goes into exactly one batch."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select, update

from app.domain.errors import Missing
from app.domain.hours_lines import HoursLine, order_reference
from app.domain.hours_parts import INVOICE, PARTS, invoiced, lines_of_part
from app.domain.invoice_lines import Total, invoice_lines, total_of
from app.domain.lifecycle import HoursState
from app.domain.policy import Actor, Verb, may
from app.store import engagement, hour_rules, payroll_words, reading
from app.store.db import db
from app.store.former_terms import SITE_ID
from app.store.models.people import Client, Organisation, Site
from app.store.models.work import Attendance, ExportBatch, Placement, Shift, Task, WorkedHours

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import date, datetime
    from uuid import UUID


# A database takes only so many bound values at once.
_AT_ONCE = 500


def add_batch(*, until_on: date, by: UUID, now: datetime) -> ExportBatch:
    """A batch that is still empty. Needs a unit of work."""
    batch = ExportBatch(created_at=now, created_by_id=by, until_on=until_on, row_count=0)
    db.session.add(batch)
    db.session.flush()
    return batch


def fill(batch: ExportBatch, *, now: datetime) -> int:
    """How many rows of agreed hours that nobody can take back are now closed into the batch.

    Conditional updates: whoever comes second finds the rows closed and leaves them alone. A row
    that needs an agreement and has none waits for it.
    """
    waiting = db.session.scalars(
        select(WorkedHours)
        .where(WorkedHours.state == HoursState.AGREED, WorkedHours.batch_id.is_(None))
        .where(WorkedHours.worked_on <= batch.until_on, hour_rules.is_final(now=now))
    )
    groups: dict[tuple[str, bool], list[UUID]] = {}
    for hours_id, known_by in payroll_words.list_ready(list(waiting)):
        groups.setdefault(known_by, []).append(hours_id)
    return sum(_close(batch, ids, known_by) for known_by, ids in groups.items())


def _close(batch: ExportBatch, ids: Sequence[UUID], known_by: tuple[str, bool]) -> int:
    """How many of the rows nobody else has closed meanwhile, all known by the same words."""
    reference, named = known_by
    values = {
        "state": HoursState.CLOSED, "batch_id": batch.id, "payroll_reference": reference,
        "payroll_named": named,
    }  # fmt: skip
    return sum(_close_some(ids[at : at + _AT_ONCE], values) for at in range(0, len(ids), _AT_ONCE))


def _close_some(ids: Sequence[UUID], values: dict[str, Any]) -> int:
    closed: Any = db.session.execute(
        update(WorkedHours)
        .where(WorkedHours.id.in_(ids))
        .where(WorkedHours.state == HoursState.AGREED, WorkedHours.batch_id.is_(None))
        .values(**values)
        .execution_options(synchronize_session=False)
    )
    return int(closed.rowcount)


def count_exportable(*, until_on: date, now: datetime) -> int:
    """How many rows an export until that day would close now."""
    waiting = select(func.count()).where(
        WorkedHours.state == HoursState.AGREED,
        WorkedHours.worked_on <= until_on,
        hour_rules.is_final(now=now),
    )
    return db.session.scalar(waiting) or 0


def get_batch(actor: Actor, batch_id: UUID) -> ExportBatch:
    """The batch. Raises: Missing for anybody but the dispatchers."""
    batch = db.session.get(ExportBatch, batch_id) if may(actor, Verb.EXPORT_HOURS) else None
    if batch is None:
        raise Missing
    return batch


def list_batches(actor: Actor, *, limit: int = 50) -> list[ExportBatch]:
    """The latest batches, newest first."""
    if not may(actor, Verb.EXPORT_HOURS):
        return []
    newest = select(ExportBatch).order_by(ExportBatch.created_at.desc(), ExportBatch.id)
    return list(db.session.scalars(newest.limit(limit)))


def list_client_ids(batch_id: UUID) -> list[UUID]:
    """The clients whose hours are in the batch."""
    mine = select(WorkedHours.client_id).where(WorkedHours.batch_id == batch_id).distinct()
    return list(db.session.scalars(mine))


def list_lines(batch_id: UUID) -> list[HoursLine]:
    """The lines of the batch in order of organisation, order, day and person."""
    rows = rows_where(WorkedHours.batch_id == batch_id)
    reading.note({row.client_id for row in rows})
    return lines_of(rows)


def rows_where(*which: Any, first_name: Any = Client.first_name) -> Sequence[Any]:
    """The rows of hours with what a line needs, in order of organisation, order and day.

    Nobody is noted as read: that is for whoever shows something of a person.
    """
    query = (
        select(
            WorkedHours.task_id,
            WorkedHours.client_id,
            WorkedHours.worked_on,
            WorkedHours.agreed_minutes,
            WorkedHours.pay_cents_per_hour,
            WorkedHours.agreed_how,
            WorkedHours.state,
            WorkedHours.reverses_id,
            WorkedHours.engagement_model,
            WorkedHours.payroll_reference,
            WorkedHours.payroll_named,
            Task.ref,
            Task.title,
            Organisation.name.label("organisation"),
            Organisation.business_id,
            Organisation.cost_centre,
            Site.name.label("site"),
            first_name.label("first_name"),
        )
        .join(Task, Task.id == WorkedHours.task_id)
        .join(Attendance, Attendance.id == WorkedHours.attendance_id)
        .join(Shift, Shift.id == Attendance.shift_id)
        .join(Site, Site.id == SITE_ID)
        .join(Organisation, Organisation.id == WorkedHours.organisation_id)
        .join(Client, Client.id == WorkedHours.client_id)
        .where(*which)
        .order_by(Organisation.name, Task.title, Task.id, WorkedHours.worked_on, WorkedHours.id)
    )
    return db.session.execute(query).all()


def lines_of(rows: Sequence[Any]) -> list[HoursLine]:
    """The rows of hours as lines, one each."""
    numbers = person_numbers({row.task_id for row in rows})
    return [_line(row, numbers[row.task_id, row.client_id]) for row in rows]


@dataclass(frozen=True)
class PartOfBatch:
    """One file of a hand-off, and what it comes to."""

    part: str
    total: Total


def list_parts(batch_id: UUID) -> list[PartOfBatch]:
    """The files of a hand-off that have lines, with their sums reckoned from the rows."""
    lines = list_lines(batch_id)
    parts = {part: total_of(lines_of_part(lines, part)) for part in PARTS if part != INVOICE}
    parts[INVOICE] = total_of(invoice_lines(invoiced(lines, engagement.list_versions())))
    return [PartOfBatch(part, total) for part, total in parts.items() if total.lines]


def _line(row: Any, person_number: int) -> HoursLine:
    sign = -1 if row.reverses_id else 1
    return HoursLine(
        order_reference=order_reference(row.ref, row.task_id), title=row.title,
        organisation=row.organisation, business_id=row.business_id,
        cost_centre=row.cost_centre, site=row.site, worked_on=row.worked_on,
        person_number=person_number, payroll_reference=row.payroll_reference,
        first_name=row.first_name if row.payroll_named else "",
        minutes=sign * (row.agreed_minutes or 0), cents_per_hour=row.pay_cents_per_hour,
        agreed_how=row.agreed_how, reverses=row.reverses_id is not None,
        model=row.engagement_model,
    )  # fmt: skip


def person_numbers(task_ids: Collection[UUID]) -> dict[tuple[UUID, UUID], int]:
    """The number of each person within each order: 1 for who came to it first, and so on.

    It never changes, because later people get higher numbers.
    """
    first = func.min(Placement.agreed_at)
    rows = db.session.execute(
        select(Placement.task_id, Placement.client_id)
        .where(Placement.task_id.in_(task_ids))
        .group_by(Placement.task_id, Placement.client_id)
        .order_by(Placement.task_id, first, Placement.client_id)
    )
    numbers: dict[tuple[UUID, UUID], int] = {}
    counts: dict[UUID, int] = {}
    for task_id, client_id in rows:
        counts[task_id] = counts.get(task_id, 0) + 1
        numbers[task_id, client_id] = counts[task_id]
    return numbers
