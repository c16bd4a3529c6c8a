"""A client sees which work fits and why, and may say what would be nice to do."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from app.domain.errors import Missing
from app.domain.policy import Facts, Verb, require
from app.domain.purposes import purpose_of
from app.matching.explain import Explanation, explain
from app.matching.inputs import build
from app.matching.resident import kept_columns
from app.matching.shortlist import shifts_for
from app.store import audit, columns, facts, interests
from app.store.transaction import unit_of_work

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from app.domain.policy import Actor
    from app.store.models.work import Shift

AHEAD = timedelta(days=14)
SHOWN = 5


@dataclass(frozen=True)
class Fitting:
    """An open shift that fits the client, why, and whether the client has said to be interested."""

    shift: Shift
    explanation: Explanation
    interested: bool


def list_fitting(actor: Actor, *, now: datetime) -> list[Fitting]:
    """The client's best fitting open shifts, one of each order; nothing is written.

    Found in the columns among all open shifts, then judged from facts read anew. Raises: Missing
    for anybody but a client.
    """
    client_id = _client_of(actor)
    with kept_columns(columns, now) as kept:
        best = kept.best_shifts(client_id, now, now + AHEAD, SHOWN, once_an_order=True)
    return _judged(client_id, best, now=now)


def get_fitting(actor: Actor, shift_id: UUID, *, now: datetime) -> Fitting:
    """One open shift that fits the client. Raises: Missing when it does not, or not any more."""
    for one in _judged(_client_of(actor), [shift_id], now=now):
        return one
    raise Missing


def _client_of(actor: Actor) -> UUID:
    if actor.client_id is None:
        raise Missing
    require(actor, Verb.SEE_FITTING, Facts(client_id=actor.client_id))
    return actor.client_id


def _judged(client_id: UUID, shift_ids: list[UUID], *, now: datetime) -> list[Fitting]:
    """Those of these shifts that are open and fit the client, the best first."""
    rows = {row.id: row for row in interests.list_open(shift_ids, now=now, until=now + AHEAD)}
    inputs = build(**facts.load_facts([client_id], list(rows), now=now))
    judged = shifts_for(inputs.clients[client_id], inputs.shifts, inputs.context)
    said = interests.list_of_client(client_id)
    return [
        Fitting(rows[one.shift_id], explain(one), interested=one.shift_id in said) for one in judged
    ]


def say_interest(actor: Actor, shift_id: UUID, *, now: datetime) -> None:
    """Note that the client would like the shift; saying it twice changes nothing.

    Raises: Missing when the shift does not fit the client now, NotAllowed.
    """
    with unit_of_work():
        found = get_fitting(actor, shift_id, now=now)
        require(actor, Verb.SAY_INTEREST, Facts(client_id=actor.client_id))
        if actor.client_id is not None and interests.add_interest(
            actor.client_id, found.shift.id, now=now
        ):
            _record(actor, actor.client_id, shift_id, "create", now=now)


def undo_interest(actor: Actor, shift_id: UUID, *, now: datetime) -> None:
    """Take the word back; nothing when it was not said. Raises: Missing, NotAllowed."""
    if actor.client_id is None:
        raise Missing
    with unit_of_work():
        require(actor, Verb.SAY_INTEREST, Facts(client_id=actor.client_id))
        if interests.drop_interest(actor.client_id, shift_id):
            _record(actor, actor.client_id, shift_id, "delete", now=now)


def _record(actor: Actor, client_id: UUID, shift_id: UUID, action: str, *, now: datetime) -> None:
    entry = audit.Entry(
        action, "interest", shift_id, purpose=purpose_of(actor), client_ids=[client_id]
    )
    audit.record(actor, entry, now=now)
