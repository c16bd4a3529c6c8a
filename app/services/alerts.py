"""What a coach does with alerts: sees to them, closes them, raises one for whoever arranges."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.domain.alerts import AlertKind, AlertLevel, Next, due_of, step_after, told_from
from app.domain.calendar import local_day
from app.domain.errors import Missing
from app.domain.lifecycle import AlertState
from app.domain.policy import SYSTEM, Facts, Verb, require
from app.domain.purposes import purpose_of
from app.store import alerts, audit, client_facts, letters, on_site, relations, shifts
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


def ask_for_help(actor: Actor, *, now: datetime) -> None:
    """The client asks to be called; while that waits, pressing again changes nothing.

    Raises: Missing for anybody but a client, NotAllowed.
    """
    client_id = actor.client_id
    if client_id is None:
        raise Missing
    with unit_of_work():
        require(actor, Verb.ASK_FOR_HELP, Facts(client_id=client_id))
        if alerts.is_waiting(client_id, AlertKind.HELP):
            return
        key = f"{AlertKind.HELP.value}:{client_id}:{now:%Y%m%d%H%M}"
        made = alerts.call(AlertKind.HELP, client_id, key, now=now).alert_id
        if made is not None:
            entry = audit.Entry(
                "create", "alert", made, purpose=purpose_of(actor), client_ids=[client_id],
                facts={"kind": AlertKind.HELP.value},
            )  # fmt: skip
            audit.record(actor, entry, now=now)


def pass_on(*, now: datetime, limit: int = 50) -> int:
    """How many alerts that nobody took on in time somebody else has heard of now.

    First a colleague who is at work, then the manager of the unit; each hears once.
    """
    with unit_of_work():
        waiting = alerts.list_to_pass_on(now=now, limit=limit)
        return sum(_pass_on(alert, now=now) for alert in waiting)


def _pass_on(alert: Alert, *, now: datetime) -> int:
    kind, level = AlertKind(alert.kind), AlertLevel(alert.level)
    step = step_after(kind, level, alert.steps, now)
    colleague = None
    if step is not None and step.who is Next.SUBSTITUTE:
        colleague = on_site.find_colleague(alert.client_id, without=alert.coach_id, now=now)
    # Where no colleague can answer, whoever is next hears in the next pass.
    waits = step is not None and (colleague or step.who is Next.MANAGER)
    next_at = step.then_at if step is not None and waits else now if step is not None else None
    if not alerts.pass_on(alert, next_at=next_at, substitute_id=colleague or alert.substitute_id):
        return 0
    if colleague is not None:
        letter = "alert_passed_on_now" if level is AlertLevel.NOW else "alert_passed_on"
        _tell(colleague, letter, f"alert:{alert.id}:substitute", kind, now=now)
    elif step is not None and step.who is Next.MANAGER:
        key = f"alert:{alert.id}" if level is AlertLevel.NOW else f"alerts:{local_day(now)}"
        for manager in relations.list_managers(alert.client_id):
            _tell(manager, "alert_unanswered", f"{key}:manager", kind, now=now, path="/manager/")
    _record(SYSTEM, alert, ["steps"], now)
    return 1


def _tell(
    user_id: UUID, letter: str, key: str, kind: AlertKind, *, now: datetime, path: str = "/coach/"
) -> None:
    letters.tell_user(user_id, letter, key, now=now, path=path, send_from=told_from(kind, now))


# What a coach can note to arrange for an own client.
ARRANGED = frozenset({AlertKind.GET_PASS, AlertKind.ASK_UNIT})


def arrange(
    actor: Actor, shift_id: UUID, client_id: UUID, kind: AlertKind, *, now: datetime
) -> None:
    """Put what must be solved first on the coach's own list; the same thing is there once.

    Raises: Missing, NotAllowed, ValueError for a kind that nobody arranges.
    """
    if kind not in ARRANGED:
        raise ValueError(f"{kind} is not arranged")
    with unit_of_work():
        shift = shifts.get_shift(actor, shift_id)
        require(actor, Verb.OFFER, client_facts.get_facts(actor, [client_id], now=now)[client_id])
        key = f"{kind.value}:{shift.id}:{client_id}"
        _raise(actor, alerts.Cause(kind.value, "soon", key, client_id, shift.id), now=now)


def tell_colleague(actor: Actor, shift_id: UUID, client_id: UUID, *, now: datetime) -> None:
    """Let the own coach of a client of the unit know of a shift, once; the client hears nothing.

    Raises: Missing for a client of another unit or without a coach, NotAllowed.
    """
    with unit_of_work():
        shift = shifts.get_shift(actor, shift_id)
        facts = client_facts.get_facts(actor, [client_id], now=now)[client_id]
        if facts.unit_id != actor.unit_id:
            raise Missing
        require(actor, Verb.TELL_COLLEAGUE, facts)
        key = f"{AlertKind.COLLEAGUE.value}:{shift.id}:{client_id}"
        path = f"/coach/shifts/{shift.id}"
        coach = letters.tell_coach(client_id, "colleague_told", key, now=now, path=path)
        if coach is None:
            raise Missing
        cause = alerts.Cause(AlertKind.COLLEAGUE.value, "soon", key, client_id, shift.id)
        _raise(actor, cause, coach_id=coach, now=now)


def _raise(
    actor: Actor, cause: alerts.Cause, *, coach_id: UUID | None = None, now: datetime
) -> None:
    due_at = due_of(AlertKind(cause.kind), AlertLevel(cause.level), now)
    made = alerts.raise_alert(cause, coach_id=coach_id or actor.user_id, due_at=due_at, now=now)
    if made is not None:
        entry = audit.Entry(
            "create", "alert", made, purpose="offer", client_ids=[cause.client_id],
            facts={"kind": cause.kind},
        )  # fmt: skip
        audit.record(actor, entry, now=now)
