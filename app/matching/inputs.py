"""The matcher's own records, built from plain values by name as they come from a store."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from app.matching.facts import (
    AgreedShift,
    ClientFacts,
    CoachFacts,
    Context,
    ShiftFacts,
    TeamFacts,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime
    from uuid import UUID

    from app.domain.bookings import CoachWeek


@dataclass(frozen=True)
class Inputs:
    """Everything that judgements rest on; the shifts in time order."""

    clients: Mapping[UUID, ClientFacts]
    shifts: Sequence[ShiftFacts]
    context: Context


def build(
    *,
    now: datetime,
    clients: Mapping[UUID, Mapping[str, Any]],
    shifts: Iterable[Mapping[str, Any]],
    coaches: Iterable[tuple[UUID, CoachWeek]] = (),
    teams: Iterable[Mapping[str, Any]] = (),
    **rules: Any,  # noqa: ANN401
) -> Inputs:
    """The records of these values; a coach comes with the unit.

    `rules`: what the dated rows say, by the names of `Context`.
    """
    together = [TeamFacts(**values) for values in teams]
    known = {week.coach_id: CoachFacts(unit_id, week) for unit_id, week in coaches}
    return Inputs(
        clients={client_id: _client(values) for client_id, values in clients.items()},
        shifts=[ShiftFacts(**values) for values in shifts],
        context=Context(
            now=now,
            coaches=known,
            teams={team.id: team for team in together},
            **rules,
        ),
    )


def _client(values: Mapping[str, Any]) -> ClientFacts:
    agreed = tuple(AgreedShift(**one) for one in values.get("agreed", ()))
    return ClientFacts(**{**values, "agreed": agreed})
