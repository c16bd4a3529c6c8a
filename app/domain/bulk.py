"""What a dispatcher does with several orders at once: said before, done, and undone for a while.

Whatever leaves the house by it waits until it cannot be undone any more: letters lie in the outbox
so long, and the next round of asking begins only then.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from app.domain.lifecycle import ShiftState, TaskState
from app.domain.reasons import Reason, reason

if TYPE_CHECKING:
    from app.domain.tasks import Screening

UNDO_WITHIN = timedelta(minutes=15)
# So many are looked through on one page.
MOST = 50
_STANDING = (ShiftState.OPEN, ShiftState.FILLED)


class BulkKind(StrEnum):
    """What is done with all of them."""

    OPEN = "open"
    ASK = "ask"
    REMIND = "remind"


def undo_until(done_at: datetime) -> datetime:
    """Until when it can be undone, and from when anybody hears of it."""
    return done_at + UNDO_WITHIN


def may_undo(done_at: datetime, undone_at: datetime | None, now: datetime) -> bool:
    """Whether it can still be undone."""
    return undone_at is None and now < undo_until(done_at)


def why_not_opened(state: TaskState, found: Screening) -> Reason | None:
    """What keeps an order from being opened with others; a doubt needs a look of its own."""
    if state is not TaskState.SUBMITTED:
        return reason("bulk_not_waiting")
    return next(iter((*found.stops, *found.to_confirm, *found.hard_texts)), None)


@dataclass(frozen=True, slots=True)
class Asking:
    """How asking for a shift stands. Units: places.

    `left` are free, of which `first` are kept for those who wait for one; `somebody`: there are
    people whom nobody has asked; `soon`: they are to be asked soon already.
    """

    task: TaskState
    shift: ShiftState
    begun: bool
    left: int
    first: int
    somebody: bool
    soon: bool


def why_not_asked(one: Asking) -> Reason | None:
    """What keeps the next people from being asked for a shift."""
    found = (
        (one.task is not TaskState.OPEN, "bulk_task_rests"),
        (one.begun or one.shift not in _STANDING, "bulk_shift_over"),
        (one.left < 1, "bulk_shift_full"),
        (one.left <= one.first, "bulk_kept_for_waiting"),
        (not one.somebody, "bulk_nobody_left"),
        (one.soon, "bulk_asked_soon"),
    )
    return next((reason(code) for holds, code in found if holds), None)


def why_not_reminded(*, people: int, rested: bool) -> Reason | None:
    """What keeps an orderer from being reminded of what waits. `rested`: not written to lately."""
    if not people:
        return reason("bulk_nobody_to_write_to")
    return None if rested else reason("bulk_written_lately")
