"""A coach asks an own client whether work against an own limit would do this once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.domain.alerts import AlertKind
from app.domain.calendar import local_day
from app.domain.errors import Conflict, Missing, RuleBroken
from app.domain.policy import Facts, Verb, require
from app.domain.purposes import purpose_of
from app.domain.questions import Said
from app.domain.vocabulary import RelationKind
from app.matching.inputs import build
from app.matching.rules import RuleKind
from app.matching.shortlist import judge
from app.store import alerts, audit, facts, letters, questions, relations, shifts
from app.store.transaction import unit_of_work

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from app.domain.policy import Actor
    from app.domain.reasons import Reason
    from app.store.models.asking import Question


def ask_client(actor: Actor, shift_id: UUID, client_id: UUID, *, now: datetime) -> UUID:
    """The id of the question; asking the same twice changes nothing.

    Raises: Missing, NotAllowed, RuleBroken("nothing_to_ask") unless one own limit is in the way.
    """
    with unit_of_work():
        shift = shifts.get_shift(actor, shift_id)
        kinds = relations.list_kinds(actor, [client_id], on=local_day(now))[client_id]
        if RelationKind.COACH not in kinds or actor.user_id is None:
            raise Missing
        require(actor, Verb.ASK_CLIENT, Facts(client_id=client_id, relations=kinds))
        why = _find_limit(client_id, shift.id, now=now)
        asked, new = questions.add_question(
            client_id, shift.id, why.code, why.facts.get("scale"), by=actor.user_id, now=now
        )
        if new:
            key = f"question:{asked.id}:{int(now.timestamp())}"
            letters.tell_clients({client_id: key}, "question_new", now=now)
            _record(actor, asked, "create", now=now)
        return asked.id


def _find_limit(client_id: UUID, shift_id: UUID, *, now: datetime) -> Reason:
    """The one own limit that is in the way."""
    inputs = build(**facts.load_facts([client_id], [shift_id], now=now))
    stops = judge(inputs.clients[client_id], inputs.shifts[0], inputs.context).stops
    if len(stops) != 1 or stops[0].kind is not RuleKind.OWN:
        raise RuleBroken("nothing_to_ask")
    return stops[0].reason


def answer_question(actor: Actor, question_id: UUID, said: Said, *, now: datetime) -> None:
    """Keep the client's word and tell the coach; the client may change it while it matters.

    Raises: Missing, NotAllowed, Conflict("question_over").
    """
    with unit_of_work():
        asked = questions.get_own_question(actor, question_id)
        require(actor, Verb.ANSWER_QUESTION, Facts(client_id=asked.client_id))
        if not questions.is_alive(asked, now):
            raise Conflict("question_over")
        if asked.answer is said:
            return
        asked.answer, asked.answered_at = said, now
        _tell_coach(asked, said, now=now)
        _record(actor, asked, "update", now=now)


def _tell_coach(asked: Question, said: Said, *, now: datetime) -> None:
    key = f"question:{asked.id}:{said.value}:{int(now.timestamp())}"
    path = f"/coach/shifts/{asked.shift_id}"
    alerts.finish_of(f"question:{asked.id}:", now=now)
    if said is Said.NO:
        letters.tell_coach(asked.client_id, "question_answered", key, now=now, path=path)
        return
    kind = AlertKind.SAID_YES if said is Said.YES else AlertKind.ASKED_COACH
    alerts.call(kind, asked.client_id, key, shift_id=asked.shift_id, path=path, now=now)


def _record(actor: Actor, asked: Question, action: str, *, now: datetime) -> None:
    entry = audit.Entry(
        action, "question", asked.id, purpose=purpose_of(actor), client_ids=[asked.client_id],
        fields=["answer"] if action == "update" else [], facts={"code": asked.code},
    )  # fmt: skip
    audit.record(actor, entry, now=now)
