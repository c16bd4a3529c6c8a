"""When something is wrong at the place of work: who answers the phone now, and what is said.

Source: the services' promise that somebody answers on the day: the coach, a substitute of the same
unit, the dispatcher, in this order. Whoever presses is told what happens next.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from app.domain.alerts import AlertKind
from app.domain.attendance import opens_at
from app.domain.bookings import CoachWeek, Visit, find_obstacle

if TYPE_CHECKING:
    from collections.abc import Iterable
    from uuid import UUID

# The dated rule of how soon somebody is to answer. Units: minutes.
ANSWER_MINUTES = "on_site.answer_minutes"
USUAL_MINUTES = 15
# What keeps a coach from the phone; a full week does not.
_SILENT = frozenset({"coach_absent", "coach_not_at_work", "coach_double_booked"})


class Trouble(StrEnum):
    """What is wrong at the place of work; also the kind of the alert that it raises."""

    DOOR_CLOSED = AlertKind.DOOR_CLOSED.value
    COACH_MISSING = AlertKind.COACH_MISSING.value
    NOBODY_CAME = AlertKind.NOBODY_CAME.value


BY_CLIENT = (Trouble.DOOR_CLOSED, Trouble.COACH_MISSING)
BY_ORDERER = (Trouble.NOBODY_CAME, Trouble.COACH_MISSING)


class Answerer(StrEnum):
    """Who answers: somebody of the unit, or the office of the service."""

    COACH = "coach"
    SUBSTITUTE = "substitute"
    OFFICE = "office"


@dataclass(frozen=True, slots=True)
class Reachable:
    """Whom to call. `user_id` is None for the office."""

    answerer: Answerer
    name: str
    phone: str
    user_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Colleague:
    """A coach who might answer: booked on this shift, the client's own, or of the same unit."""

    user_id: UUID
    name: str
    phone: str
    week: CoachWeek
    along: bool = False
    own: bool = False


def can_answer(one: Colleague, shift_id: UUID, now: datetime) -> bool:
    """Whether the coach has a phone, is at work now and not with others.

    Who is booked on this very shift answers for it, whatever the hours.
    """
    if not one.phone:
        return False
    moment = Visit(shift_id, now, now + timedelta(minutes=1))
    obstacle = find_obstacle(one.week, moment)
    return obstacle is None or obstacle.code not in _SILENT


def who_answers(
    coaches: Iterable[Colleague], shift_id: UUID, *, office: str, now: datetime
) -> Reachable:
    """The first who can: the coach on the shift, the own coach, a substitute, else the office."""
    able = [one for one in coaches if can_answer(one, shift_id, now)]
    able.sort(key=lambda one: (not one.along, not one.own, one.name, str(one.user_id)))
    if not able:
        return Reachable(Answerer.OFFICE, "", office)
    first = able[0]
    known = Answerer.COACH if first.along or first.own else Answerer.SUBSTITUTE
    return Reachable(known, first.name, first.phone, first.user_id)


def is_on(starts_at: datetime, ends_at: datetime, now: datetime) -> bool:
    """Whether the shift is going on: from when one may check in until its end."""
    return opens_at(starts_at) <= now < ends_at


def answer_by(now: datetime, minutes: int | None) -> datetime:
    """By when somebody is to answer; the usual time where no rule says another."""
    return now + timedelta(minutes=USUAL_MINUTES if minutes is None else minutes)
