"""Who hears that another coach comes along, or none: colleague, client, orderer; in one outbox."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.domain.alerts import AlertKind, due_at, level_of
from app.domain.away import Way
from app.store import alerts, letters, presence_changes
from app.store.db import db
from app.store.models.work import Task

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from uuid import UUID

    from app.store.models.presence import CoachAway, PresenceChange
    from app.store.models.work import CoachBooking, Shift


def tell_of_substitute(
    old: CoachBooking, new: CoachBooking, client_ids: Sequence[UUID], *,
    away_id: UUID | None = None, now: datetime,
) -> None:  # fmt: skip
    """That a colleague comes: the colleague, each client before the shift, and who ordered."""
    shift = old.shift
    path = f"/coach/shifts/{shift.id}/day"
    key = f"substitute:{old.id}"
    letters.tell_user(new.coach_id, "substitute_booked", key, now=now, path=path)
    people: Sequence[UUID | None] = client_ids or [None]
    for client_id in people:
        change = presence_changes.add_change(
            old, Way.SUBSTITUTE, client_id=client_id, new_id=new.id, away_id=away_id, now=now
        )
        _tell_client(change, shift, now=now)
    letters.tell_orderer(_task(shift), "coach_changed_orderer", f"{key}:orderer", now=now)


def tell_of_nobody(
    away: CoachAway, old: CoachBooking, ways: Sequence[tuple[UUID | None, Way]], *, now: datetime
) -> None:
    """That no colleague can: clients are asked or told, and the orderer what comes next."""
    shift, moves = old.shift, any(way is Way.MOVE for _client, way in ways)
    for client_id, way in ways:
        change = presence_changes.add_change(
            old, way, client_id=client_id, away_id=away.id, now=now
        )
        _tell_client(change, shift, now=now)
        if way is Way.MOVE:
            raise_alert(change, now=now)
    template = "coach_away_move" if moves else "coach_away_orderer"
    letters.tell_orderer(_task(shift), template, f"nobody:{old.id}", now=now)


def _tell_client(
    change: PresenceChange, shift: Shift, *, stage: str = "told", now: datetime
) -> None:
    if change.client_id is None:
        return
    keys = {change.client_id: f"presence:{change.id}:{stage}"}
    letters.tell_clients(
        keys, "coach_changed", now=now, path=f"/client/coming/{change.id}",
        begins_at=shift.starts_at, useful_until=shift.starts_at,
    )  # fmt: skip


def raise_alert(change: PresenceChange, *, now: datetime) -> None:
    """The client's coach, or who stands in, has something to settle before the shift."""
    if change.client_id is None:
        return
    level, kind = level_of(AlertKind.NO_COACH), AlertKind.NO_COACH.value
    key = f"{_cause(change)}{kind}"
    coach = letters.tell_coach(change.client_id, "presence_wanted", key, now=now)
    cause = alerts.Cause(kind, level.value, key, change.client_id, change.shift_id)
    until = min(due_at(level, now), max(change.shift.starts_at, now))
    alerts.raise_alert(cause, coach_id=coach, due_at=until, now=now)


def _cause(change: PresenceChange) -> str:
    return f"presence:{change.id}:"


def tell_of_return(change: PresenceChange, *, now: datetime) -> None:
    """That the own coach comes after all: the client, and who ordered."""
    shift, change.undone_at = change.shift, now
    _tell_client(change, shift, stage="undone", now=now)
    alerts.finish_of(_cause(change), now=now)
    key = f"returns:{change.old_booking_id}"
    letters.tell_orderer(_task(shift), "coach_changed_orderer", key, now=now)


def tell_of_answer(change: PresenceChange, template: str, *, now: datetime) -> None:
    """The orderer hears what the client decided about going alone."""
    key = f"presence:{change.id}:{template}:{int(now.timestamp())}"
    letters.tell_orderer(_task(change.shift), template, key, now=now)


def _task(shift: Shift) -> Task:
    return db.session.get_one(Task, shift.task_id)
