"""The trail as its readers see it: a client's own log, and the auditor's."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from app.domain.calendar import local_day
from app.domain.vocabulary import Role
from app.store.db import db
from app.store.models.people import Organisation, Unit, User
from app.store.models.trail import AuditEvent, AuditEventClient

if TYPE_CHECKING:
    from datetime import date, datetime
    from uuid import UUID


@dataclass(frozen=True)
class LogLine:
    """Somebody who read or changed a client's data on one day, for one purpose."""

    on: date
    last_at: datetime
    actor_name: str
    actor_role: Role | None
    place: str
    purpose: str
    changed: bool
    count: int
    actor_id: UUID | None = None
    # Both together: a coach sat beside the client.
    together: bool = False
    # What a workplace got to know with the client's leave, by the names of the things.
    told: tuple[str, ...] = ()


_READING = frozenset({"read", "list"})


def list_events_of_client(
    client_id: UUID, *, before: datetime | None = None, limit: int = 500
) -> list[LogLine]:
    """Who has handled this client's data, newest first; the same on one day is one line.

    Only the client's own page may ask. `before` gives the next page.
    """
    return _one_a_day(_events(client_id, before, limit))


def list_others_of_client(client_id: UUID, own_user_id: UUID, *, limit: int = 500) -> list[LogLine]:
    """Which other people have handled this client's data; a coach sitting beside counts too."""
    other = (AuditEvent.actor_id != own_user_id) | AuditEvent.assisted_by_id.is_not(None)
    return _one_a_day(_events(client_id, None, limit, other))


def _events(client_id: UUID, before: datetime | None, limit: int, *wanted: Any) -> list[Any]:
    query = (
        select(
            AuditEvent.at,
            AuditEvent.actor_id,
            AuditEvent.actor_role,
            AuditEvent.purpose,
            AuditEvent.action,
            AuditEvent.object_type,
            AuditEvent.fields,
            AuditEvent.assisted_by_id,
            User.first_name,
            Unit.name.label("unit"),
            Organisation.name.label("organisation"),
        )
        .join(AuditEventClient, AuditEventClient.event_id == AuditEvent.id)
        .outerjoin(User, User.id == AuditEvent.actor_id)
        .outerjoin(Unit, Unit.id == User.unit_id)
        .outerjoin(Organisation, Organisation.id == User.organisation_id)
        .where(AuditEventClient.client_id == client_id, *wanted)
        .order_by(AuditEvent.at.desc(), AuditEvent.id)
        .limit(limit)
    )
    if before is not None:
        query = query.where(AuditEvent.at < before)
    return list(db.session.execute(query))


def _one_a_day(rows: list[Any]) -> list[LogLine]:
    days: dict[tuple[object, ...], list[Any]] = {}
    for row in rows:
        how = (row.action not in _READING, _is_told(row), row.assisted_by_id is not None)
        key = (local_day(row.at), row.actor_id, row.actor_role, row.purpose, *how)
        days.setdefault(key, []).append(row)
    return [_line(group) for group in days.values()]


def _is_told(row: Any) -> bool:
    return bool(row.action == "disclose" and row.object_type == "disclosure")


def _line(group: list[Any]) -> LogLine:
    newest = group[0]
    return LogLine(
        on=local_day(newest.at),
        last_at=newest.at,
        actor_name=newest.first_name or "",
        actor_role=Role(newest.actor_role) if newest.actor_role else None,
        place=newest.unit or newest.organisation or "",
        purpose=newest.purpose,
        changed=newest.action not in _READING,
        count=len(group),
        actor_id=newest.actor_id,
        together=newest.assisted_by_id is not None,
        told=tuple(sorted({one for row in group for one in row.fields if _is_told(row)})),
    )
