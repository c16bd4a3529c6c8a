"""Alerts: what a coach must know about a client, and by when."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import exists, or_, select, update
from sqlalchemy.orm import joinedload

from app.domain.alerts import AlertKind, AlertLevel, Way, due_of, letter_of, plan_of, told_from
from app.domain.calendar import local_day
from app.domain.errors import Missing
from app.domain.lifecycle import AlertState
from app.domain.on_site import Trouble
from app.domain.policy import Actor, Facts, Verb, may
from app.domain.vocabulary import RelationKind, Role
from app.store import letters, moves, relations
from app.store.db import db
from app.store.models.people import Absence, Client, Relation
from app.store.models.support import Alert
from app.store.relations import find_coach, in_force

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date, datetime
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


def is_waiting(client_id: UUID, kind: AlertKind) -> bool:
    """Whether an alert of this kind waits for the client."""
    query = select(Alert.id).where(Alert.client_id == client_id, Alert.kind == kind.value)
    return db.session.scalar(query.where(Alert.state.in_(OPEN)).limit(1)) is not None


def list_raised(keys: Collection[str]) -> set[str]:
    """Which of these causes have raised an alert."""
    return set(db.session.scalars(select(Alert.source_key).where(Alert.source_key.in_(keys))))


def raise_alert(
    cause: Cause, *, coach_id: UUID | None, due_at: datetime, now: datetime
) -> UUID | None:
    """The id of a new alert, or None when this cause has raised one already.

    When its coach is away, the next one hears as soon as may be.
    """
    if is_raised(cause.key):
        return None
    kind = AlertKind(cause.kind)
    waits = coach_id is not None and not _is_away(coach_id, local_day(now))
    alert = Alert(
        client_id=cause.client_id, coach_id=coach_id, shift_id=cause.shift_id, kind=cause.kind,
        level=cause.level, source_key=cause.key, state=AlertState.OPEN, raised_at=now,
        due_at=due_at, next_at=_next_at(kind, due_at if waits else told_from(kind, now)),
    )  # fmt: skip
    db.session.add(alert)
    db.session.flush()
    return alert.id


def _next_at(kind: AlertKind, at: datetime) -> datetime | None:
    return at if plan_of(kind).next else None


def _is_away(user_id: UUID, on: date) -> bool:
    away = exists().where(
        Absence.user_id == user_id, Absence.starts_on <= on, Absence.ends_on >= on
    )
    return bool(db.session.scalar(select(away)))


@dataclass(frozen=True)
class Called:
    """Whose alert it is, and its id when it is new."""

    coach_id: UUID | None
    alert_id: UUID | None


def call(
    kind: AlertKind, client_id: UUID, key: str, *, now: datetime, shift_id: UUID | None = None,
    **known: Any,
) -> Called:  # fmt: skip
    """Call the client's own coach as the table of kinds has it; a cause calls once.

    `known`: `teller` who tells it and needs no letter, `path` where the letter leads, `level` and
    `due_at` where something else than the table decides them.
    """
    plan, coach = plan_of(kind), find_coach(client_id, on=local_day(now))
    level: AlertLevel = known.get("level") or plan.level
    coach_id = coach.id if coach else None
    if coach is not None and coach.id != known.get("teller") and plan.way is not Way.PAGE:
        letters.tell_user(
            coach.id, letter_of(kind, level), key, now=now, path=known.get("path") or "/coach/",
            send_from=told_from(kind, now),
        )  # fmt: skip
    cause = Cause(kind.value, level.value, key, client_id, shift_id)
    due_at = known.get("due_at") or due_of(kind, level, now)
    return Called(coach_id, raise_alert(cause, coach_id=coach_id, due_at=due_at, now=now))


def list_to_pass_on(*, now: datetime, limit: int) -> list[Alert]:
    """What nobody has taken on by the time that somebody else is to hear, the oldest first."""
    query = select(Alert).where(Alert.state == AlertState.OPEN, Alert.next_at <= now)
    return list(db.session.scalars(query.order_by(Alert.next_at, Alert.id).limit(limit)))


def pass_on(alert: Alert, **values: Any) -> bool:
    """Whether this step was taken now, and not by somebody else before."""
    done = db.session.execute(
        update(Alert)
        .where(Alert.id == alert.id, Alert.state == AlertState.OPEN, Alert.steps == alert.steps)
        .values(steps=alert.steps + 1, **values)
        .returning(Alert.id)
        .execution_options(synchronize_session=False)
    )
    return done.first() is not None


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
        escalated=alert.due_at < now and _is_managers(alert, actor),
        called=actor.user_id is not None and actor.user_id in _answering(alert),
    )
    if not may(actor, Verb.HANDLE_ALERT, facts):
        raise Missing
    return alert, facts


def _is_managers(alert: Alert, actor: Actor) -> bool:
    """Nobody has taken it on, or this manager has."""
    mine = actor.user_id is not None and alert.acknowledged_by_id == actor.user_id
    return alert.state is AlertState.OPEN or mine


def late_for(actor: Actor, now: datetime) -> Any:
    """The condition that an alert is late, and that nobody or this manager has taken it on."""
    free = (Alert.state == AlertState.OPEN) | (Alert.acknowledged_by_id == actor.user_id)
    return (Alert.due_at < now) & free


def _answering(alert: Alert) -> set[UUID | None]:
    """Who was called for a client who is not their own."""
    return {alert.substitute_id} | ({alert.coach_id} if alert.kind in ON_SITE else set())


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


def finish(keys: Collection[str], *, now: datetime) -> None:
    """Close the alerts of exactly these causes."""
    db.session.execute(
        update(Alert)
        .where(Alert.source_key.in_(keys), Alert.state.in_(OPEN))
        .values(state=AlertState.DONE, done_at=now)
        .execution_options(synchronize_session=False)
    )


def finish_kind(kind: AlertKind, *, but: Collection[UUID], now: datetime) -> None:
    """Close the alerts of a kind of all clients but these: their cause is gone."""
    db.session.execute(
        update(Alert)
        .where(Alert.kind == kind.value, Alert.state.in_(OPEN), Alert.client_id.not_in(but))
        .values(state=AlertState.DONE, done_at=now)
        .execution_options(synchronize_session=False)
    )


def no_check_in_key(attendance_id: UUID) -> str:
    """The cause of the alert about somebody who is not there after the start."""
    return f"{AlertKind.NO_CHECK_IN.value}:{attendance_id}"


def list_alerts(actor: Actor, *, now: datetime, limit: int = 50) -> list[Alert]:
    """The alerts that wait for this coach, soonest due first; a manager sees the late ones."""
    query = select(Alert).join(Client, Client.id == Alert.client_id).where(Alert.state.in_(OPEN))
    if actor.role is Role.COACH:
        own = exists().where(
            Relation.client_id == Alert.client_id, Relation.user_id == actor.user_id,
            Relation.kind == RelationKind.COACH, in_force(local_day(now)),
        )  # fmt: skip
        called = (Alert.coach_id == actor.user_id) & Alert.kind.in_(ON_SITE)
        called |= Alert.substitute_id == actor.user_id
        query = query.where(or_(own, called & (Client.unit_id == actor.unit_id)))
    elif actor.role is Role.UNIT_MANAGER:
        query = query.where(Client.unit_id == actor.unit_id)
        query = query.where(late_for(actor, now))
    else:
        return []
    query = query.options(joinedload(Alert.client)).order_by(Alert.due_at, Alert.id)
    return list(db.session.scalars(query.limit(limit)))
