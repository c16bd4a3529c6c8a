"""What a coach does with an alert: sees to it, and closes it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.domain.lifecycle import AlertState
from app.domain.policy import Verb, require
from app.store import alerts, audit
from app.store.transaction import unit_of_work

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from app.domain.policy import Actor
    from app.store.models.support import Alert


def _record(actor: Actor, alert: Alert, fields: list[str], now: datetime) -> None:
    entry = audit.Entry(
        "update", "alert", alert.id, purpose="support", client_ids=[alert.client_id],
        fields=fields,
    )  # fmt: skip
    audit.record(actor, entry, now=now)


def acknowledge(actor: Actor, alert_id: UUID, *, now: datetime) -> None:
    """The coach has seen the alert and is on it. Raises: Missing, Conflict."""
    with unit_of_work():
        alert, facts = alerts.get_alert(actor, alert_id, now=now)
        require(actor, Verb.HANDLE_ALERT, facts)
        if alert.state is AlertState.ACKNOWLEDGED:
            return
        values = {"acknowledged_at": now, "acknowledged_by_id": actor.user_id}
        alerts.move(alert, AlertState.ACKNOWLEDGED, **values)
        _record(actor, alert, ["state"], now)


def finish(actor: Actor, alert_id: UUID, *, now: datetime) -> None:
    """The alert is dealt with. Raises: Missing, Conflict."""
    with unit_of_work():
        alert, facts = alerts.get_alert(actor, alert_id, now=now)
        require(actor, Verb.HANDLE_ALERT, facts)
        if alert.state is AlertState.DONE:
            return
        alerts.move(alert, AlertState.DONE, done_at=now)
        _record(actor, alert, ["state"], now)
