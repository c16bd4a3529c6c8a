"""The trail as the auditor reads it: ids and codes, no names."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from app.store.db import db
from app.store.models.trail import AuditEvent, AuditEventClient

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

PAGE_ROWS = 50


@dataclass(frozen=True)
class TrailRow:
    """One event. `clients` is how many clients it touched, `actor` a pseudonym."""

    at: datetime
    actor: str
    role: str
    action: str
    purpose: str
    what: str
    clients: int
    outcome: str
    sealed: bool


def list_page(page: int, *, action: str = "") -> tuple[list[TrailRow], int]:
    """The rows of one page, newest first, and how many pages there are."""
    where = [AuditEvent.action == action] if action else []
    total = db.session.scalar(select(func.count()).select_from(AuditEvent).where(*where)) or 0
    clients = (
        select(func.count())
        .where(AuditEventClient.event_id == AuditEvent.id)
        .correlate(AuditEvent)
        .scalar_subquery()
    )
    rows = db.session.execute(
        select(AuditEvent, clients)
        .where(*where)
        .order_by(AuditEvent.at.desc(), AuditEvent.id)
        .limit(PAGE_ROWS)
        .offset((page - 1) * PAGE_ROWS)
    )
    return [_row(event, number) for event, number in rows], -(-total // PAGE_ROWS)


def _row(event: AuditEvent, clients: int) -> TrailRow:
    return TrailRow(
        event.at, _pseudonym(event.actor_id), event.actor_role, event.action, event.purpose,
        str(event.facts.get("page") or event.object_type), clients, event.outcome,
        event.seq is not None,
    )  # fmt: skip


def _pseudonym(actor_id: UUID | None) -> str:
    return actor_id.hex[:6] if actor_id else "–"


def count_unsealed() -> int:
    """How many rows still wait for their place in the chain."""
    waiting = select(func.count()).select_from(AuditEvent).where(AuditEvent.seq.is_(None))
    return db.session.scalar(waiting) or 0


def list_actions() -> list[str]:
    """The kinds of act that the trail holds."""
    found = select(AuditEvent.action).distinct().order_by(AuditEvent.action)
    return list(db.session.scalars(found))
