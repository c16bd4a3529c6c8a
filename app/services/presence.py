"""A client says what is fine: the coach who comes instead, or going alone this time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.domain.alerts import AlertKind, due_at, level_of
from app.domain.away import Way
from app.domain.errors import Conflict
from app.domain.policy import Facts, Verb, require
from app.domain.purposes import purpose_of
from app.domain.questions import Said
from app.store import alerts, audit, letters, presence_changes, presence_news
from app.store.transaction import unit_of_work

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from app.domain.policy import Actor
    from app.store.models.presence import PresenceChange


def answer_presence(actor: Actor, change_id: UUID, said: Said, *, now: datetime) -> None:
    """Keep the client's word; it may be changed until the shift.

    A no never takes the work away: the coach hears of it and settles it with the client. Raises:
    Missing, NotAllowed, Conflict("presence_over").
    """
    with unit_of_work():
        change = presence_changes.get_own(actor, change_id)
        require(actor, Verb.ANSWER_PRESENCE, Facts(client_id=change.client_id))
        if not presence_changes.is_alive(change, now):
            raise Conflict("presence_over")
        if change.answer is said:
            return
        was, change.answer, change.answered_at = change.answer, said, now
        alerts.finish_of(f"presence:{change.id}:", now=now)
        if said is not Said.YES:
            _call_coach(change, said, now=now)
        if change.way is Way.ALONE and Said.YES in (said, was):
            alone = said is Said.YES
            template = "coach_alone_orderer" if alone else "coach_away_orderer"
            presence_news.tell_of_answer(change, template, now=now)
        elif change.way is Way.ALONE and said is Said.NO:
            presence_news.tell_of_answer(change, "coach_away_move", now=now)
        _record(actor, change, said, now=now)


def _call_coach(change: PresenceChange, said: Said, *, now: datetime) -> None:
    """The coach, and whoever said that the coach is away, hears that a word is needed."""
    if change.client_id is None:
        return
    kind = AlertKind.ASKED_COACH if said is Said.ASK else AlertKind.NO_COACH
    level = level_of(kind)
    key = f"presence:{change.id}:{said.value}:{int(now.timestamp())}"
    coach = letters.tell_coach(change.client_id, "presence_wanted", key, now=now)
    cause = alerts.Cause(kind.value, level.value, key, change.client_id, change.shift_id)
    until = min(due_at(level, now), max(change.shift.starts_at, now))
    alerts.raise_alert(cause, coach_id=coach, due_at=until, now=now)
    new = change.new_booking
    if new is not None and new.coach_id != coach:
        path = f"/coach/shifts/{change.shift_id}/day"
        letters.tell_user(new.coach_id, "presence_wanted", key, now=now, path=path)


def _record(actor: Actor, change: PresenceChange, said: Said, *, now: datetime) -> None:
    about = [change.client_id] if change.client_id else []
    entry = audit.Entry(
        "update", "presence_change", change.id, purpose=purpose_of(actor), client_ids=about,
        fields=["answer"], facts={"way": change.way.value, "said": said.value},
    )  # fmt: skip
    audit.record(actor, entry, now=now)
