"""What a coach sees coming for the own clients: pay near a limit, passes that are needed soon."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.domain.alerts import PASS_AHEAD
from app.domain.calendar import local_day
from app.store import clients, watching

if TYPE_CHECKING:
    from datetime import date, datetime
    from uuid import UUID

    from app.domain.policy import Actor
    from app.domain.vocabulary import PassKind
    from app.store.watching import NearLimit


@dataclass(frozen=True)
class Ahead:
    """Pay near a limit by client, passes needed by client, and the names of them all."""

    limits: list[NearLimit]
    passes: list[tuple[UUID, PassKind, date]]
    names: dict[UUID, str]


def list_ahead(actor: Actor, *, now: datetime) -> Ahead:
    """The same for the clients of whom this person is in charge today."""
    own = clients.list_own_ids(actor, now=now)
    if not own:
        return Ahead([], [], {})
    limits = watching.list_limits(own, now=now)
    passes = watching.list_passes_soon(own, until=local_day(now) + PASS_AHEAD, now=now)
    named = {one.client_id for one in limits} | {client_id for client_id, _kind, _on in passes}
    return Ahead(limits, sorted(passes, key=lambda one: one[2]), clients.full_names(named))
