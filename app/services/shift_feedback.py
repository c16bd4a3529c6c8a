"""After a shift: the workplace says how it went, the coach passes words on, and who meets again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.domain.alerts import AlertKind
from app.domain.errors import Conflict, Missing, RuleBroken
from app.domain.lifecycle import AttendanceState
from app.domain.policy import Verb, require
from app.domain.purposes import purpose_of
from app.domain.shift_feedback import TEXT_LENGTH, Again, Feeling, Side, keeps_apart
from app.domain.vocabulary import Role
from app.store import alerts, attendance, audit, shift_feedback
from app.store.transaction import unit_of_work

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from app.domain.policy import Actor
    from app.store.attendance import Attended
    from app.store.models.work import Attendance


def say_how_it_went(
    actor: Actor, attendance_id: UUID, feeling: Feeling, text: str = "", *, now: datetime
) -> None:
    """The workplace says how a shift went; words of its own go to the coach first.

    Raises: Missing, NotAllowed, Conflict("shift_not_done"), RuleBroken("text_too_long").
    """
    said = text.strip()
    if len(said) > TEXT_LENGTH:
        raise RuleBroken("text_too_long", most=TEXT_LENGTH)
    with unit_of_work():
        attended = _done(actor, attendance_id, Verb.SAY_OF_SHIFT, now)
        row = attended.attendance
        if actor.user_id is None:
            raise Missing
        shift_feedback.put(row, feeling, said, by=actor.user_id, now=now)
        if feeling is Feeling.TALK or said:
            kind = AlertKind.ORDERER_WANTS_TALK
            _tell_coach(actor, kind, row, f"{kind.value}:{row.id}", now=now)
        _record(actor, row, ["feeling", *(["text"] if said else [])], now=now)


def say_again(actor: Actor, attendance_id: UUID, again: Again | None, *, now: datetime) -> None:
    """Client or orderer says whether they would meet again; None takes it back.

    Only the coach hears of it. Raises: Missing, NotAllowed, Conflict("shift_not_done").
    """
    side = Side.CLIENT if actor.role is Role.CLIENT else Side.ORDERER
    verb = Verb.SAY_HOW_IT_WENT if side is Side.CLIENT else Verb.SAY_OF_SHIFT
    with unit_of_work():
        attended = _done(actor, attendance_id, verb, now)
        row, orderer_id = attended.attendance, attended.task.organisation_id
        known = shift_feedback.find_wish(row.client_id, orderer_id, side)
        if (known.again if known else None) is again:
            return
        if known is not None and keeps_apart(side, known.again):
            shift_feedback.meet_again(row.client_id, orderer_id)
        shift_feedback.put_wish(row.client_id, orderer_id, side, again, now=now)
        if again is Again.NOT_HERE:
            _not_here(actor, attended, side, now=now)
        _record(actor, row, [f"again_{side.value}"], now=now)


def _not_here(actor: Actor, attended: Attended, side: Side, *, now: datetime) -> None:
    row, kind = attended.attendance, AlertKind.NOT_HERE_AGAIN
    if keeps_apart(side, Again.NOT_HERE):
        organisation_id = attended.task.organisation_id
        shift_feedback.keep_apart(actor, row.client_id, organisation_id, now=now)
    key = f"{kind.value}:{row.id}:{side.value}:{int(now.timestamp())}"
    _tell_coach(actor, kind, row, key, now=now)


def pass_on(actor: Actor, attendance_id: UUID, text: str, *, now: datetime) -> None:
    """The coach passes a workplace's words on to the client, as they are or put more kindly.

    Raises: Missing, NotAllowed, RuleBroken("text_too_long", "feedback_empty").
    """
    told = text.strip()
    with unit_of_work():
        attended = attendance.get_attendance(actor, attendance_id, now=now)
        require(actor, Verb.RELAY_WORDS, attended.facts)
        if not told:
            raise RuleBroken("feedback_empty")
        if len(told) > TEXT_LENGTH:
            raise RuleBroken("text_too_long", most=TEXT_LENGTH)
        known = shift_feedback.find_of(attendance_id)
        if known is None:
            raise Missing
        if known.passed_on_at is not None:
            return
        known.text, known.passed_on_at, known.passed_on_by_id = told, now, actor.user_id
        alerts.finish_of(f"{AlertKind.ORDERER_WANTS_TALK.value}:{attendance_id}", now=now)
        _record(actor, attended.attendance, ["passed_on"], now=now)


def _done(actor: Actor, attendance_id: UUID, verb: Verb, now: datetime) -> Attended:
    attended = attendance.get_attendance(actor, attendance_id, now=now)
    require(actor, verb, attended.facts)
    if attended.attendance.state is not AttendanceState.PERFORMED:
        raise Conflict("shift_not_done")
    return attended


def _tell_coach(actor: Actor, kind: AlertKind, row: Attendance, key: str, *, now: datetime) -> None:
    to = {"shift_id": row.shift_id, "teller": actor.user_id}
    alerts.call(kind, row.client_id, key, now=now, **to)


def _record(actor: Actor, row: Attendance, fields: list[str], *, now: datetime) -> None:
    entry = audit.Entry(
        "create", "shift_feedback", row.id, purpose=purpose_of(actor), client_ids=[row.client_id],
        fields=fields,
    )  # fmt: skip
    audit.record(actor, entry, now=now)
