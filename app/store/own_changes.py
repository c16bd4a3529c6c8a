"""What a client has changed of the own things lately, for the coach to talk about."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from app.domain.calendar import local_day
from app.domain.errors import Missing
from app.domain.policy import Facts, Verb, may
from app.domain.vocabulary import Role
from app.store import relations
from app.store.db import db
from app.store.models.trail import AuditEvent, AuditEventClient

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from app.domain.policy import Actor

LATELY = timedelta(days=30)
KINDS = ("wish", "availability", "limit", "disclosure", "strengths")
_CHANGING = ("create", "update", "delete")


@dataclass(frozen=True)
class OwnChange:
    """One kind of thing and when the client changed it last."""

    what: str
    at: datetime


def list_recent(actor: Actor, client_id: UUID, *, now: datetime) -> list[OwnChange]:
    """The latest change of each kind, newest first. Raises: Missing for whoever may not know."""
    kinds = relations.list_kinds(actor, [client_id], on=local_day(now))[client_id]
    if not may(actor, Verb.READ_CLIENT, Facts(client_id=client_id, relations=kinds)):
        raise Missing
    last = func.max(AuditEvent.at)
    rows = db.session.execute(
        select(AuditEvent.object_type, last)
        .join(AuditEventClient, AuditEventClient.event_id == AuditEvent.id)
        .where(AuditEventClient.client_id == client_id, AuditEvent.at > now - LATELY)
        .where(AuditEvent.actor_role == Role.CLIENT.value, AuditEvent.action.in_(_CHANGING))
        .where(AuditEvent.object_type.in_(KINDS))
        .group_by(AuditEvent.object_type)
        .order_by(last.desc(), AuditEvent.object_type)
    )
    return [OwnChange(what, at) for what, at in rows]
