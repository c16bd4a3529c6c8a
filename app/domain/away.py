"""A coach is away: who comes instead, who may be asked to go alone, and what must move.

Source: features K8. Only the client decides about going alone; a shift for which the orderer asked
a coach cannot be left without one.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from hashlib import sha256
from typing import TYPE_CHECKING

from app.domain.errors import RuleBroken
from app.domain.substitutes import Choice, Colleague, rank
from app.domain.travel import DEFAULT, TravelSetting

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from uuid import UUID

    from app.domain.bookings import CoachWeek, Visit

# So many days can be said at once; so long it can be taken back.
MOST_DAYS = 60
UNDO = timedelta(minutes=15)


class Way(StrEnum):
    """What comes of one client's visit while the coach is away."""

    SUBSTITUTE = "substitute"
    ALONE = "alone"
    MOVE = "move"


@dataclass(frozen=True, slots=True)
class Accompanied:
    """A client with whom the coach was to go, and whether the orderer asked for a coach."""

    client_id: UUID
    name: str
    orderer_wants: bool


@dataclass(frozen=True, slots=True)
class Planned:
    """A visit of the coach who is away, with the colleagues who might come."""

    booking_id: UUID
    visit: Visit
    leads: bool
    people: tuple[Accompanied, ...]
    colleagues: tuple[Colleague, ...]


@dataclass(frozen=True, slots=True)
class Proposal:
    """What is proposed for one visit; `ways` has each client's."""

    planned: Planned
    substitute: Choice | None
    others: tuple[Choice, ...]
    ways: tuple[tuple[Accompanied, Way], ...]

    @property
    def must_move(self) -> bool:
        """Whether the visit cannot be made without a coach, whatever a client says."""
        return self.substitute is None and (
            self.planned.leads or any(way is Way.MOVE for _one, way in self.ways)
        )


def check_days(first_on: date, last_on: date, *, today: date) -> None:
    """Nothing, when an absence can be said for these days. Raises: RuleBroken."""
    if not today <= first_on <= last_on or (last_on - first_on).days >= MOST_DAYS:
        raise RuleBroken("away_days_odd", most=MOST_DAYS)


def may_undo(said_at: datetime, now: datetime) -> bool:
    """Whether an absence can still be taken back."""
    return now - said_at <= UNDO


def plan_cover(
    visits: Sequence[Planned],
    weeks: Mapping[UUID, CoachWeek],
    travel: TravelSetting = DEFAULT,
) -> tuple[Proposal, ...]:
    """What to do about each visit, the earliest first: who covers one has less room for the next.

    `weeks`: of the colleagues only, never of the coach who is away.
    """
    room, found = dict(weeks), []
    for planned in sorted(visits, key=lambda one: (one.visit.starts_at, one.booking_id)):
        choices = rank(planned.colleagues, room, planned.visit, travel)
        chosen = next((one for one in choices if one.obstacle is None), None)
        if chosen is not None:
            week = room[chosen.colleague.coach_id]
            room[chosen.colleague.coach_id] = replace(week, visits=(*week.visits, planned.visit))
        others = tuple(one for one in choices if one is not chosen)
        ways = tuple((one, _way(one, planned, chosen)) for one in planned.people)
        found.append(Proposal(planned, chosen, others, ways))
    return tuple(found)


def _way(one: Accompanied, planned: Planned, chosen: Choice | None) -> Way:
    if chosen is not None:
        return Way.SUBSTITUTE
    return Way.MOVE if one.orderer_wants or planned.leads else Way.ALONE


def mark_of(proposals: Sequence[Proposal]) -> str:
    """A short mark that is another one when anything proposed is another."""
    told = [
        (p.planned.booking_id, p.substitute.colleague.coach_id if p.substitute else None,
         [(one.client_id, way.value) for one, way in p.ways])
        for p in proposals
    ]  # fmt: skip
    return sha256(repr(told).encode()).hexdigest()[:24]
