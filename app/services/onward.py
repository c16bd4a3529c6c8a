"""How work might go on: the workplace tells it to the coach, who notes what came of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.domain.alerts import AlertKind
from app.domain.errors import Conflict, Missing
from app.domain.lifecycle import AttendanceState
from app.domain.onward import Onward, OnwardOutcome, is_settled
from app.domain.policy import Verb, require
from app.domain.purposes import purpose_of
from app.store import alerts, attendance, audit, onward
from app.store.transaction import unit_of_work

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from app.domain.policy import Actor
    from app.store.models.own_words import OnwardWish
    from app.store.models.work import Attendance

_KIND = AlertKind.ORDERER_WANTS_MORE


def tell_onward(actor: Actor, attendance_id: UUID, kind: Onward | None, *, now: datetime) -> None:
    """The workplace tells what it would go on with, and the coach hears of it at once.

    Another word takes its place, None takes it back.
    Raises: Missing, NotAllowed, Conflict("shift_not_done").
    """
    with unit_of_work():
        attended = attendance.get_attendance(actor, attendance_id, now=now)
        require(actor, Verb.TELL_ONWARD, attended.facts)
        row = attended.attendance
        if row.state is not AttendanceState.PERFORMED:
            raise Conflict("shift_not_done")
        known = onward.find_waiting(row.placement_id)
        if (known.kind if known else None) is kind:
            return
        if known is not None:
            _take_back(actor, known, now=now)
        if kind is not None:
            _tell(actor, row, kind, now=now)


def _take_back(actor: Actor, wish: OnwardWish, *, now: datetime) -> None:
    alerts.finish_of(_key(wish), now=now)
    _record(actor, "delete", wish, now=now)
    onward.remove(wish)


def _tell(actor: Actor, row: Attendance, kind: Onward, *, now: datetime) -> None:
    if actor.user_id is None:
        raise Missing
    wish = onward.add(row, kind, by=actor.user_id, now=now)
    alerts.call(_KIND, row.client_id, _key(wish), shift_id=row.shift_id, now=now)
    _record(actor, "create", wish, now=now)


def note_outcome(actor: Actor, wish_id: UUID, outcome: OnwardOutcome, *, now: datetime) -> None:
    """The coach notes what came of a wish; a slip is set right by noting anew.

    Raises: Missing, NotAllowed, Conflict("onward_told_anew") when a newer wish waits.
    """
    with unit_of_work():
        wish = onward.get_wish(actor, wish_id, now=now)
        other = onward.find_waiting(wish.placement_id)
        if other is not None and other.id != wish.id:
            raise Conflict("onward_told_anew")
        wish.outcome, wish.outcome_at, wish.outcome_by_id = outcome, now, actor.user_id
        wish.settled_at = now if is_settled(outcome) else None
        alerts.finish_of(_key(wish), now=now)
        _record(actor, "update", wish, now=now)


def _key(wish: OnwardWish) -> str:
    return f"{_KIND.value}:{wish.id}"


def _record(actor: Actor, action: str, wish: OnwardWish, *, now: datetime) -> None:
    entry = audit.Entry(
        action, "onward_wish", wish.id, purpose=purpose_of(actor), client_ids=[wish.client_id],
        fields=["kind", "outcome"],
    )  # fmt: skip
    audit.record(actor, entry, now=now)
