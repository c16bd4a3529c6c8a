"""Alerts: what a coach must know about a client, and by when."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import exists, or_, select, update
from sqlalchemy.orm import joinedload

from app.domain.calendar import local_day
from app.domain.errors import Missing
from app.domain.lifecycle import AlertState
from app.domain.on_site import Trouble
from app.domain.policy import Actor, Facts, Verb, may
from app.domain.vocabulary import RelationKind, Role
from app.store import moves, relations
from app.store.db import db
from app.store.models.people import Client, Relation
from app.store.models.support import Alert
from app.store.relations import in_force

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

OPEN = (AlertState.OPEN, AlertState.ACKNOWLEDGED)
# Said on the spot: whoever answers the phone sees to it, also for a colleague's client.
ON_SITE = frozenset(trouble.value for trouble in Trouble)


@dataclass(frozen=True)
class Cause:
    """What an alert is about; the key keeps one cause from raising two alerts."""

    kind: str
    level: str
    key: str
    client_id: UUID
    shift_id: UUID | None = None


def is_raised(key: str) -> bool:
    """Whether this cause has raised an alert, be it open or seen to."""
    return db.session.scalar(select(Alert.id).where(Alert.source_key == key)) is not None


def raise_alert(
    cause: Cause, *, coach_id: UUID | None, due_at: datetime, now: datetime
) -> UUID | None:
    """The id of a new alert, or None when this cause has raised one already."""
    if is_raised(cause.key):
        return None
    alert = Alert(
        client_id=cause.client_id, coach_id=coach_id, shift_id=cause.shift_id, kind=cause.kind,
        level=cause.level, source_key=cause.key, state=AlertState.OPEN, raised_at=now,
        due_at=due_at,
    )  # fmt: skip
    db.session.add(alert)
    db.session.flush()
    return alert.id


def get_alert(actor: Actor, alert_id: UUID, *, now: datetime) -> tuple[Alert, Facts]:
    """The alert and what it is to the actor. Raises: Missing for a stranger."""
    row = db.session.execute(
        select(Alert, Client.unit_id)
        .join(Client, Client.id == Alert.client_id)
        .where(Alert.id == alert_id)
    ).first()
    if row is None:
        raise Missing
    alert, unit_id = row
    kinds = relations.list_kinds(actor, [alert.client_id], on=local_day(now))
    facts = Facts(
        client_id=alert.client_id,
        unit_id=unit_id,
        relations=kinds[alert.client_id],
        escalated=alert.state is AlertState.OPEN and alert.due_at < now,
        called=alert.kind in ON_SITE and alert.coach_id == actor.user_id,
    )
    if not may(actor, Verb.HANDLE_ALERT, facts):
        raise Missing
    return alert, facts


def move(alert: Alert, new: AlertState, **values: Any) -> None:
    """Move the alert on from the state in which it was read. Raises: Conflict."""
    moves.move(Alert, alert.id, alert.state, new, **values)


def finish_of(key_start: str, *, now: datetime) -> None:
    """Close the alerts whose cause was taken back."""
    db.session.execute(
        update(Alert)
        .where(Alert.source_key.startswith(key_start, autoescape=True), Alert.state.in_(OPEN))
        .values(state=AlertState.DONE, done_at=now)
        .execution_options(synchronize_session=False)
    )


def list_alerts(actor: Actor, *, now: datetime, limit: int = 50) -> list[Alert]:
    """The alerts that wait for this coach, soonest due first; a manager sees the late ones."""
    query = select(Alert).join(Client, Client.id == Alert.client_id).where(Alert.state.in_(OPEN))
    if actor.role is Role.COACH:
        own = exists().where(
            Relation.client_id == Alert.client_id, Relation.user_id == actor.user_id,
            Relation.kind == RelationKind.COACH, in_force(local_day(now)),
        )  # fmt: skip
        called = (Alert.coach_id == actor.user_id) & Alert.kind.in_(ON_SITE)
        query = query.where(or_(own, called & (Client.unit_id == actor.unit_id)))
    elif actor.role is Role.UNIT_MANAGER:
        query = query.where(Client.unit_id == actor.unit_id)
        query = query.where(Alert.state == AlertState.OPEN, Alert.due_at < now)
    else:
        return []
    query = query.options(joinedload(Alert.client)).order_by(Alert.due_at, Alert.id)
    return list(db.session.scalars(query.limit(limit)))
