"""Alerts that nobody took on in time, as the manager of the unit sees them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.orm import aliased

from app.domain.alerts import PLANS, AlertKind, Next
from app.domain.vocabulary import Role
from app.store.alerts import OPEN, late_for
from app.store.db import db
from app.store.models.people import Client, User
from app.store.models.support import Alert

if TYPE_CHECKING:
    from datetime import datetime

    from app.domain.policy import Actor

# Late contacts are counted on their own; what is wrong on the spot is the dispatcher's.
KINDS = [
    kind.value for kind, plan in PLANS.items()
    if Next.MANAGER in plan.next and kind is not AlertKind.CONTACT_LATE
]  # fmt: skip
MOST = 100


@dataclass(frozen=True)
class PassedOn:
    """An alert, whose it is by name, and who was called: the own coach, then a colleague."""

    alert: Alert
    name: str
    coach: str
    substitute: str


def list_passed_on(actor: Actor, *, now: datetime) -> list[PassedOn]:
    """What waits for this manager, the longest late first."""
    if actor.role is not Role.UNIT_MANAGER or actor.unit_id is None:
        return []
    coach, substitute = aliased(User), aliased(User)
    rows = db.session.execute(
        select(Alert, Client, coach.first_name, substitute.first_name)
        .join(Client, Client.id == Alert.client_id)
        .outerjoin(coach, coach.id == Alert.coach_id)
        .outerjoin(substitute, substitute.id == Alert.substitute_id)
        .where(Client.unit_id == actor.unit_id, Alert.state.in_(OPEN), Alert.kind.in_(KINDS))
        .where(late_for(actor, now))
        .order_by(Alert.due_at, Alert.id)
        .limit(MOST)
    )
    return [
        PassedOn(alert, f"{one.first_name} {one.last_name or ''}".strip(), name or "", other or "")
        for alert, one, name, other in rows
    ]
