"""What came of the contacts that a plan asks for: what a note settles, and what is kept in time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from app.domain.errors import RuleBroken
from app.domain.lifecycle import AWAITED, DueState

if TYPE_CHECKING:
    from collections.abc import Iterable
    from uuid import UUID

# How far a contact may be moved.
MOVE_DAYS = 60


@dataclass(frozen=True, slots=True)
class Awaited:
    """A contact that is still to be made; `to_on` is the day it was moved to, if it was."""

    id: UUID
    from_on: date
    to_on: date
    employer: bool = False
    face_to_face: bool = False


@dataclass(frozen=True, slots=True)
class Made:
    """A contact that was made: when, whether they met, with whom."""

    on: date
    met: bool = True
    employer: bool = False


def settled_by(awaited: Iterable[Awaited], made: Made) -> tuple[list[UUID], list[UUID]]:
    """What a contact settles in one plan: what is done by it, and what was missed before it.

    Done is everything in whose window it falls; where there is none, the latest of what is late.
    """
    fitting = [
        one
        for one in awaited
        if one.employer is made.employer
        and (made.met or not one.face_to_face)
        and one.from_on <= made.on
    ]
    done = [one for one in fitting if made.on <= one.to_on]
    late = sorted((one for one in fitting if one.to_on < made.on), key=lambda one: one.to_on)
    if not done and late:
        done = [late.pop()]
    return [one.id for one in done], [one.id for one in late]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one contact. `to_on` is the end of its own window, also when it was moved."""

    state: DueState
    to_on: date
    settled_on: date | None = None


@dataclass(frozen=True, slots=True)
class Adherence:
    """How many contacts were made in time, of those that were due."""

    kept: int
    due: int


def adherence(outcomes: Iterable[Outcome], *, today: date) -> Adherence:
    """In time of due; what the client declined is left out, and so is what is still to come.

    A contact that was moved counts by its own window: moving does not make it be in time.
    Source: IPS item 23; contacts in a pause are no contacts of the plan at all.
    """
    counted = [one for one in outcomes if _is_due(one, today)]
    return Adherence(sum(_is_kept(one) for one in counted), len(counted))


def _is_due(one: Outcome, today: date) -> bool:
    if one.state in AWAITED:
        return one.to_on < today
    return one.state is not DueState.DECLINED


def _is_kept(one: Outcome) -> bool:
    return one.state is DueState.DONE and one.settled_on is not None and one.settled_on <= one.to_on


def check_move(to_on: date, *, today: date) -> date:
    """The day itself. Raises: RuleBroken("due_moved_back", "due_moved_too_far")."""
    if to_on < today:
        raise RuleBroken("due_moved_back")
    if to_on > today + timedelta(days=MOVE_DAYS):
        raise RuleBroken("due_moved_too_far", days=MOVE_DAYS)
    return to_on
