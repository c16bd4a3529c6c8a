"""Who comes instead of a coach: skill, then relation, then language, then room in the week.

Source: features K7. Nobody is ordered by how well they did earlier visits, only by what they know.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING

from app.domain.bookings import CoachWeek, Visit, find_obstacle
from app.domain.calendar import iso_week, local_day
from app.domain.reasons import Reason, reason
from app.domain.routes import week_minutes
from app.domain.travel import DEFAULT, TravelSetting

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from uuid import UUID


class Skill(IntEnum):
    """How well a coach knows the work, by visits that were made."""

    NONE = 0
    KIND = 1
    TASK = 2


class Tie(IntEnum):
    """How a coach is known to a client."""

    NONE = 0
    MET = 1
    HELPER = 2


_SKILL = {Skill.TASK: "sub_knows_task", Skill.KIND: "sub_knows_kind"}
_TIE = {Tie.HELPER: "sub_helper", Tie.MET: "sub_met"}


@dataclass(frozen=True, slots=True)
class Colleague:
    """A coach who might come, and what that coach knows of the work and the people."""

    coach_id: UUID
    name: str = ""
    skill: Skill = Skill.NONE
    tie: Tie = Tie.NONE
    speaks: bool = False


@dataclass(frozen=True, slots=True)
class Choice:
    """A colleague for one visit: what stands in the way, and what speaks for it in codes."""

    colleague: Colleague
    obstacle: Reason | None
    reasons: tuple[Reason, ...]
    # What is left of the week after the visit; None without a ceiling. Units: minutes.
    room_minutes: int | None
    there: bool = False


def rank(
    colleagues: Iterable[Colleague],
    weeks: Mapping[UUID, CoachWeek],
    visit: Visit,
    travel: TravelSetting = DEFAULT,
) -> tuple[Choice, ...]:
    """The colleagues in the order in which they come in question, those who cannot come last.

    Who is on that shift already comes before the others: nobody has to go there for it.
    """
    known = (one for one in colleagues if one.coach_id in weeks)
    return tuple(sorted((_judge(one, weeks[one.coach_id], visit, travel) for one in known),
                        key=_place))  # fmt: skip


def _place(choice: Choice) -> tuple[bool, bool, int, int, bool, int, UUID]:
    one, room = choice.colleague, choice.room_minutes
    left = -room if room is not None else -10_000
    return (
        choice.obstacle is not None, not choice.there, -one.skill, -one.tie, not one.speaks, left,
        one.coach_id,
    )  # fmt: skip


def _judge(one: Colleague, week: CoachWeek, visit: Visit, travel: TravelSetting) -> Choice:
    there = any(other.shift_id == visit.shift_id for other in week.visits)
    room = _room(week, visit)
    codes = [
        "sub_there" if there else None, _SKILL.get(one.skill), _TIE.get(one.tie),
        "sub_speaks" if one.speaks else None,
    ]  # fmt: skip
    told = [reason(code) for code in codes if code]
    if room is not None and room >= 0:
        told.append(reason("sub_room", minutes=room))
    return Choice(one, find_obstacle(week, visit, travel), tuple(told), room, there)


def _room(week: CoachWeek, visit: Visit) -> int | None:
    if week.most_minutes is None:
        return None
    name = iso_week(local_day(visit.starts_at))
    return week.most_minutes - week_minutes((*week.visits, visit), name)
