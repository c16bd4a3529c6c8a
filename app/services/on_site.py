"""One button each for what is wrong at the place of work; somebody is called at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.domain.alerts import AlertKind, level_of
from app.domain.errors import Conflict, RuleBroken
from app.domain.on_site import BY_CLIENT, BY_ORDERER, Trouble, is_on
from app.domain.policy import Verb, require
from app.domain.purposes import purpose_of
from app.store import alerts, attendance, audit, letters, on_site, shifts, tasks
from app.store.transaction import unit_of_work

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from app.domain.policy import Actor
    from app.store.attendance import Attended
    from app.store.models.work import Shift


def say_own(
    actor: Actor, attendance_id: UUID, trouble: Trouble, *, office: str, now: datetime
) -> None:
    """The client says what is wrong; whoever answers now is told, a closed door also the place.

    Pressing twice changes nothing. Raises: Missing, NotAllowed, Conflict("not_on_site_now").
    """
    with unit_of_work():
        attended = _own(actor, attendance_id, now)
        _check(trouble, BY_CLIENT, attended.shift, now)
        client_id = attended.attendance.client_id
        if _raise(actor, trouble, attended.shift, client_id, office=office, now=now):
            if trouble is Trouble.DOOR_CLOSED:
                key = f"{on_site.key_of(trouble, attended.shift.id, client_id)}{_stamp(now)}:place"
                letters.tell_orderer(attended.task, "worker_at_door", key, now=now)
            _record(actor, "create", trouble, attended.shift, [client_id], now=now)


def undo_own(actor: Actor, attendance_id: UUID, *, now: datetime) -> None:
    """The client says that all is well again. Raises: Missing, NotAllowed."""
    with unit_of_work():
        attended = _own(actor, attendance_id, now)
        client_id = attended.attendance.client_id
        for alert in on_site.list_said([attended.shift.id], client_id):
            trouble = Trouble(alert.kind)
            if trouble in BY_CLIENT:
                key = on_site.key_of(trouble, attended.shift.id, client_id)
                alerts.finish_of(key, now=now)
                _record(actor, "update", trouble, attended.shift, [client_id], now=now)


def _own(actor: Actor, attendance_id: UUID, now: datetime) -> Attended:
    attended = attendance.get_attendance(actor, attendance_id, now=now)
    require(actor, Verb.CHECK_IN, attended.facts)
    return attended


def say_of_shift(
    actor: Actor, shift_id: UUID, trouble: Trouble, *, office: str, now: datetime
) -> None:
    """The orderer says what is wrong: each expected client's people are told.

    Nobody is marked as not having come: they may stand at another door.
    Raises: Missing, NotAllowed, Conflict("not_on_site_now", "nobody_expected").
    """
    with unit_of_work():
        shift = _of_orderer(actor, shift_id)
        _check(trouble, BY_ORDERER, shift, now)
        there = on_site.list_expected(shift_id)
        if trouble is Trouble.COACH_MISSING:
            there = on_site.list_there(shift_id)
        if not there:
            raise Conflict("nobody_expected")
        told = [
            one for one in there if _raise(actor, trouble, shift, one, office=office, now=now)
        ]  # fmt: skip
        if told:
            _record(actor, "create", trouble, shift, told, now=now)


def undo_of_shift(actor: Actor, shift_id: UUID, *, now: datetime) -> None:
    """The orderer says that all is well again. Raises: Missing, NotAllowed."""
    with unit_of_work():
        shift = _of_orderer(actor, shift_id)
        said = [one for one in on_site.list_said([shift_id]) if Trouble(one.kind) in BY_ORDERER]
        for trouble in {Trouble(one.kind) for one in said}:
            alerts.finish_of(on_site.key_of(trouble, shift_id), now=now)
            touched = [one.client_id for one in said if one.kind == trouble.value]
            _record(actor, "update", trouble, shift, touched, now=now)


def _of_orderer(actor: Actor, shift_id: UUID) -> Shift:
    shift = shifts.get_shift(actor, shift_id)
    require(actor, Verb.CALL_TO_SITE, tasks.facts_of(shift.task, actor))
    return shift


def _check(trouble: Trouble, known: tuple[Trouble, ...], shift: Shift, now: datetime) -> None:
    if trouble not in known:
        raise RuleBroken("trouble_unknown")
    if not is_on(shift.starts_at, shift.ends_at, now):
        raise Conflict("not_on_site_now")


def _raise(
    actor: Actor, trouble: Trouble, shift: Shift, client_id: UUID, *, office: str, now: datetime
) -> bool:
    """Whether this is news: who answers now is told, or the dispatchers where nobody does."""
    said = on_site.list_said([shift.id], client_id)
    if any(alert.kind == trouble.value for alert in said):
        return False
    key = f"{on_site.key_of(trouble, shift.id, client_id)}{_stamp(now)}"
    found = on_site.find_reachable(shift.id, [client_id], office=office, now=now)
    if found.user_id is None:
        letters.tell_dispatchers(shift.task, "help_wanted_on_site", key, now=now)
    elif found.user_id != actor.user_id:
        letters.tell_user(found.user_id, "help_on_site", key, now=now)
    level = level_of(AlertKind(trouble.value)).value
    cause = alerts.Cause(trouble.value, level, key, client_id, shift.id)
    due_at = on_site.answer_due(now)
    alerts.raise_alert(cause, coach_id=found.user_id, due_at=due_at, now=now)
    return True


def _stamp(now: datetime) -> int:
    return int(now.timestamp())


def _record(
    actor: Actor, action: str, trouble: Trouble, shift: Shift, client_ids: list[UUID], *,
    now: datetime,
) -> None:  # fmt: skip
    entry = audit.Entry(
        action, "on_site", shift.id, purpose=purpose_of(actor), client_ids=client_ids,
        facts={"kind": trouble.value, "right_again": action == "update"},
    )  # fmt: skip
    audit.record(actor, entry, now=now)


def tell_unanswered(*, now: datetime) -> int:
    """How many calls nobody took on in time; the dispatchers hear of each once."""
    with unit_of_work():
        late = on_site.list_unanswered(now=now)
        for alert, task in late:
            letters.tell_dispatchers(task, "help_wanted_on_site", f"late:{alert.id}", now=now)
        return len(late)
