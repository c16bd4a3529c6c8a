"""A client says how things are beside work: a face to a question, or nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.domain.calendar import local_day
from app.domain.errors import Missing
from app.domain.policy import Facts, Verb, require
from app.domain.purposes import purpose_of
from app.store import audit, self_checks
from app.store.transaction import unit_of_work

if TYPE_CHECKING:
    from datetime import datetime

    from app.domain.policy import Actor
    from app.domain.self_checks import Question
    from app.domain.vocabulary import Face


def say(actor: Actor, question: Question, face: Face | None, *, now: datetime) -> None:
    """Keep today's answer; a later one takes its place, None leaves the question out.

    Raises: Missing for anybody but a client, NotAllowed.
    """
    if actor.client_id is None:
        raise Missing
    with unit_of_work():
        require(actor, Verb.SAY_HOW_IT_WENT, Facts(client_id=actor.client_id))
        self_checks.put_answer(actor.client_id, local_day(now), question, face, now=now)
        entry = audit.Entry(
            "update", "self_check", actor.client_id, purpose=purpose_of(actor),
            client_ids=[actor.client_id], fields=[question.value],
        )  # fmt: skip
        audit.record(actor, entry, now=now)
