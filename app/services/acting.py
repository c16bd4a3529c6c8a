"""A client says that what a coach wrote down is not right, or that it is right after all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.domain.alerts import AlertKind
from app.domain.errors import Missing
from app.domain.policy import Facts, Verb, require
from app.domain.purposes import purpose_of
from app.store import acting, alerts, audit, letters, relations
from app.store.transaction import unit_of_work

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from app.domain.policy import Actor
    from app.store.models.acting import ActedFor

_KIND = AlertKind.NOT_RIGHT


def say_not_right(actor: Actor, acted_id: UUID, *, now: datetime) -> None:
    """The client did not say so: the coach hears, and when it was the coach, the manager too.

    Pressing twice changes nothing. Raises: Missing, NotAllowed.
    """
    with unit_of_work():
        acted = _load(actor, acted_id)
        if acting.mark(acted, not_right_at=now):
            _tell(acted, now=now)
            _record(actor, acted, now=now)


def say_right(actor: Actor, acted_id: UUID, *, now: datetime) -> None:
    """It was right after all; the alert is done with it. Raises: Missing, NotAllowed."""
    with unit_of_work():
        acted = _load(actor, acted_id)
        if acting.mark(acted, not_right_at=None):
            alerts.finish_of(f"{_KIND.value}:{acted.id}:", now=now)
            _record(actor, acted, now=now)


def _load(actor: Actor, acted_id: UUID) -> ActedFor:
    if actor.client_id is None:
        raise Missing
    acted = acting.get_own(actor.client_id, acted_id)
    require(actor, Verb.SAY_NOT_RIGHT, Facts(client_id=acted.client_id))
    return acted


def _tell(acted: ActedFor, *, now: datetime) -> None:
    key = f"{_KIND.value}:{acted.id}:{int(now.timestamp())}"
    called = alerts.call(_KIND, acted.client_id, key, shift_id=acted.shift_id, now=now)
    if called.coach_id in (None, acted.coach_id):
        for manager in relations.list_managers(acted.client_id):
            letters.tell_user(manager, "client_says_not_right", key, now=now, path="/manager/")
    else:
        letters.tell_user(acted.coach_id, "client_says_not_right", key, now=now)


def _record(actor: Actor, acted: ActedFor, *, now: datetime) -> None:
    entry = audit.Entry(
        "update", "acted_for", acted.id, purpose=purpose_of(actor), client_ids=[acted.client_id],
        fields=["not_right_at"],
    )  # fmt: skip
    audit.record(actor, entry, now=now)
