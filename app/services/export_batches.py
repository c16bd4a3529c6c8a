"""Agreed hours handed to the payroll office: each row goes into exactly one batch."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.domain.errors import Missing, RuleBroken
from app.domain.hours_parts import INVOICE, PARTS, invoiced, lines_of_part
from app.domain.invoice_lines import invoice_lines
from app.domain.policy import Verb, require
from app.integrations import hours_files, invoice_files, tables
from app.store import audit, engagement, export_batches
from app.store.transaction import unit_of_work

if TYPE_CHECKING:
    from datetime import date, datetime
    from uuid import UUID

    from app.domain.hours_lines import HoursFile
    from app.domain.policy import Actor


def export_hours(actor: Actor, *, until_on: date, now: datetime) -> UUID:
    """The id of a new batch with all hours agreed for good that were worked until that day.

    Two who export at the same time never get the same row.
    Raises: NotAllowed, RuleBroken("nothing_to_export").
    """
    with unit_of_work():
        require(actor, Verb.EXPORT_HOURS)
        if actor.user_id is None:
            raise Missing
        batch = export_batches.add_batch(until_on=until_on, by=actor.user_id, now=now)
        count = export_batches.fill(batch, now=now)
        if count == 0:
            raise RuleBroken("nothing_to_export")
        lines = export_batches.list_lines(batch.id)
        batch.row_count = count
        batch.facts = {
            "minutes": sum(line.minutes for line in lines),
            "cents": sum(line.cents for line in lines),
        }
        _record_batch(actor, "export", batch.id, now=now, rows=count)
        return batch.id


def get_hours_file(actor: Actor, batch_id: UUID, kind: str, *, now: datetime) -> HoursFile:
    """The batch as a file, "csv" or "xlsx"; each time it is taken is in the trail.

    Raises: Missing.
    """
    if kind not in tables.KINDS:
        raise Missing
    with unit_of_work():
        batch = export_batches.get_batch(actor, batch_id)
        name = f"tunnit-{batch.until_on.isoformat()}-{str(batch.id)[:8]}"
        lines = export_batches.list_lines(batch.id)
        _record_batch(actor, "disclose", batch.id, now=now, kind=kind)
    return hours_files.write(lines, kind, name=name)


def get_part_file(
    actor: Actor, batch_id: UUID, part: str, kind: str, *, now: datetime
) -> HoursFile:
    """One way of engaging of the batch, or the basis of its invoices, as "csv" or "xlsx".

    Each time it is taken is in the trail. Raises: Missing.
    """
    if kind not in tables.KINDS or part not in PARTS:
        raise Missing
    with unit_of_work():
        batch = export_batches.get_batch(actor, batch_id)
        name = f"{part}-{batch.until_on.isoformat()}-{str(batch.id)[:8]}"
        lines = export_batches.list_lines(batch.id)
        versions = engagement.list_versions()
        _record_batch(actor, "disclose", batch.id, now=now, kind=kind, part=part)
    if part == INVOICE:
        return invoice_files.write(invoice_lines(invoiced(lines, versions)), kind, name=name)
    return hours_files.write(lines_of_part(lines, part), kind, name=name)


def _record_batch(
    actor: Actor, action: str, batch_id: UUID, *, now: datetime, **facts: object
) -> None:
    clients = export_batches.list_client_ids(batch_id)
    entry = audit.Entry(
        action, "export_batch", batch_id, client_ids=clients, fields=["minutes"], facts=facts
    )
    audit.record(actor, entry, now=now)
