"""States and legal moves of everything that has a life of its own.

Every move is made by compare-and-swap on the stored state, with an audit row and its messages in
the same transaction. The tables here say which moves exist; nothing else does.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from app.domain.errors import Conflict


class TaskState(StrEnum):
    """How far an order has come."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    CHANGES_REQUESTED = "changes_requested"
    OPEN = "open"
    PAUSED = "paused"
    CLOSED = "closed"


class TaskOutcome(StrEnum):
    """How an order ended; computed from its shifts or said by a person."""

    FILLED = "filled"
    PARTLY = "partly"
    NOT_FILLED = "not_filled"
    CANCELLED = "cancelled"
    REFUSED = "refused"
    EXPIRED = "expired"


class ShiftState(StrEnum):
    """How far one time of work has come."""

    PLANNED = "planned"
    OPEN = "open"
    FILLED = "filled"
    DONE = "done"
    CANCELLED = "cancelled"
    MOVED = "moved"


class OfferState(StrEnum):
    """Where an offer stands between the coach, the client and the clock."""

    QUEUED = "queued"
    SENT = "sent"
    SEEN = "seen"
    ASKED_COACH = "asked_coach"
    ACCEPTED = "accepted"
    CONFIRMED = "confirmed"
    DECLINED = "declined"
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"
    FILLED_ELSEWHERE = "filled_elsewhere"


# An open offer may still become a yes; only one per client and shift may be open.
OPEN_OFFERS = frozenset(
    {
        OfferState.QUEUED,
        OfferState.SENT,
        OfferState.SEEN,
        OfferState.ASKED_COACH,
        OfferState.ACCEPTED,
        OfferState.CONFIRMED,
    }
)
# Shown to the client now; at most one per client.
SHOWN_OFFERS = frozenset({OfferState.SENT, OfferState.SEEN})
# These take one of the shift's places.
PLACE_HOLDING_OFFERS = frozenset(
    {OfferState.ASKED_COACH, OfferState.ACCEPTED, OfferState.CONFIRMED}
)
# These are a yes: they must not overlap another yes of the same client.
AGREED_OFFERS = frozenset({OfferState.ACCEPTED, OfferState.CONFIRMED})


class WaveState(StrEnum):
    """Where one round of asking stands."""

    WAITING = "waiting"
    SENT = "sent"
    FILLED = "filled"
    EXHAUSTED = "exhausted"


class AttendanceState(StrEnum):
    """Whether somebody came; a support signal, never a penalty."""

    BOOKED = "booked"
    WILL_COME = "will_come"
    CHECKED_IN = "checked_in"
    PERFORMED = "performed"
    CANNOT_COME = "cannot_come"
    DID_NOT_COME = "did_not_come"
    UNKNOWN = "unknown"
    CANCELLED = "cancelled"


# Who is expected at a shift and has not come yet; and with those who are there already.
COMING = frozenset({AttendanceState.BOOKED, AttendanceState.WILL_COME})
COMING_OR_THERE = COMING | {AttendanceState.CHECKED_IN}


class HoursState(StrEnum):
    """How far the minutes of a shift have come towards pay."""

    PLANNED = "planned"
    PROPOSED = "proposed"
    COUNTERED = "countered"
    AGREED = "agreed"
    CLOSED = "closed"
    REVERSED = "reversed"


class PlacementState(StrEnum):
    """Where a client's time at a task stands."""

    AGREED = "agreed"
    ACTIVE = "active"
    ENDED = "ended"


class PlacementEnd(StrEnum):
    """How a placement ended; none of them is a failure."""

    BACK_TO_WORK_ACTIVITY = "back_to_work_activity"
    MORE_HOURS = "more_hours"
    HIRED = "hired"
    OTHER_JOB = "other_job"
    STOPPED = "stopped"


class AlertState(StrEnum):
    """Whether somebody has taken care of an alert."""

    OPEN = "open"
    ACKNOWLEDGED = "acknowledged"
    DONE = "done"


class BookingState(StrEnum):
    """Where a coach's presence on a shift stands."""

    WANTED = "wanted"
    BOOKED = "booked"
    SUBSTITUTED = "substituted"
    CANCELLED = "cancelled"
    DONE = "done"


class DueState(StrEnum):
    """What came of a contact that a follow-along plan asks for."""

    DUE = "due"
    MOVED = "moved"
    DONE = "done"
    DECLINED = "declined"
    MISSED = "missed"


# A contact that is still to be made.
AWAITED = (DueState.DUE, DueState.MOVED)


class ChangeState(StrEnum):
    """A coach's wish that an order be changed, for its orderer to answer."""

    OPEN = "open"
    AGREED = "agreed"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


class PlanState(StrEnum):
    """How far a week's plan has come from a wish to offers."""

    RUNNING = "running"
    PROPOSED = "proposed"
    PARTLY_ACCEPTED = "partly_accepted"
    ACCEPTED = "accepted"
    DISCARDED = "discarded"


class PlanRowState(StrEnum):
    """What became of one line of a plan."""

    PROPOSED = "proposed"
    OFFERED = "offered"
    # Not possible any more when the plan was accepted.
    OVERTAKEN = "overtaken"


class GoalState(StrEnum):
    """Where a client's goal is: a changed one has a new one in its place, and none ever fails."""

    OPEN = "open"
    DONE = "done"
    CHANGED = "changed"
    LEFT = "left"


class HandoverState(StrEnum):
    """Whether a coach takes over somebody's people, for a time or for good."""

    PROPOSED = "proposed"
    ACCEPTED = "accepted"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


Moves = Mapping[StrEnum, frozenset[StrEnum]]

TASK_MOVES: Moves = {
    TaskState.DRAFT: frozenset({TaskState.SUBMITTED, TaskState.CLOSED}),
    TaskState.SUBMITTED: frozenset({TaskState.CHANGES_REQUESTED, TaskState.OPEN, TaskState.CLOSED}),
    TaskState.CHANGES_REQUESTED: frozenset({TaskState.SUBMITTED, TaskState.CLOSED}),
    # Back to waiting while an opening can be undone and nobody has done anything with it.
    TaskState.OPEN: frozenset({TaskState.PAUSED, TaskState.CLOSED, TaskState.SUBMITTED}),
    TaskState.PAUSED: frozenset({TaskState.OPEN, TaskState.CLOSED}),
    TaskState.CLOSED: frozenset(),
}

SHIFT_MOVES: Moves = {
    ShiftState.PLANNED: frozenset({ShiftState.OPEN, ShiftState.CANCELLED, ShiftState.MOVED}),
    ShiftState.OPEN: frozenset(
        {ShiftState.FILLED, ShiftState.DONE, ShiftState.CANCELLED, ShiftState.MOVED}
    ),
    ShiftState.FILLED: frozenset(
        {ShiftState.OPEN, ShiftState.DONE, ShiftState.CANCELLED, ShiftState.MOVED}
    ),
    ShiftState.DONE: frozenset(),
    ShiftState.CANCELLED: frozenset(),
    ShiftState.MOVED: frozenset(),
}

_LEAVING = frozenset({OfferState.EXPIRED, OfferState.WITHDRAWN, OfferState.FILLED_ELSEWHERE})
_ANSWERS = frozenset({OfferState.ACCEPTED, OfferState.DECLINED, OfferState.ASKED_COACH})

OFFER_MOVES: Moves = {
    OfferState.QUEUED: frozenset({OfferState.SENT}) | _LEAVING,
    OfferState.SENT: frozenset({OfferState.SEEN}) | _ANSWERS | _LEAVING,
    OfferState.SEEN: _ANSWERS | _LEAVING,
    OfferState.ASKED_COACH: frozenset({OfferState.ACCEPTED, OfferState.DECLINED, OfferState.SEEN})
    | _LEAVING,
    # Undo leads back to seen, for half an hour even after the coach has confirmed; "cannot come"
    # after the confirmation withdraws without blame.
    OfferState.ACCEPTED: frozenset({OfferState.CONFIRMED, OfferState.SEEN, OfferState.WITHDRAWN}),
    OfferState.CONFIRMED: frozenset({OfferState.SEEN, OfferState.WITHDRAWN}),
    OfferState.DECLINED: frozenset({OfferState.SEEN}),
    OfferState.EXPIRED: frozenset(),
    # "Cannot come" can be taken back while the place is still free.
    OfferState.WITHDRAWN: frozenset({OfferState.CONFIRMED}),
    OfferState.FILLED_ELSEWHERE: frozenset(),
}

WAVE_MOVES: Moves = {
    WaveState.WAITING: frozenset({WaveState.SENT, WaveState.FILLED, WaveState.EXHAUSTED}),
    WaveState.SENT: frozenset({WaveState.FILLED, WaveState.EXHAUSTED}),
    WaveState.FILLED: frozenset(),
    WaveState.EXHAUSTED: frozenset(),
}

_SETTLED = frozenset(
    {AttendanceState.CANNOT_COME, AttendanceState.DID_NOT_COME, AttendanceState.UNKNOWN}
)

# Each of these can be undone until the hours are agreed, hence the ways back.
ATTENDANCE_MOVES: Moves = {
    AttendanceState.BOOKED: _SETTLED
    | {AttendanceState.WILL_COME, AttendanceState.CHECKED_IN, AttendanceState.CANCELLED},
    AttendanceState.WILL_COME: _SETTLED
    | {AttendanceState.BOOKED, AttendanceState.CHECKED_IN, AttendanceState.CANCELLED},
    AttendanceState.CHECKED_IN: COMING | {AttendanceState.PERFORMED},
    AttendanceState.PERFORMED: frozenset({AttendanceState.CHECKED_IN}),
    AttendanceState.CANNOT_COME: COMING,
    AttendanceState.DID_NOT_COME: COMING | {AttendanceState.CHECKED_IN},
    AttendanceState.UNKNOWN: COMING | {AttendanceState.CHECKED_IN, AttendanceState.DID_NOT_COME},
    AttendanceState.CANCELLED: frozenset(),
}

HOURS_MOVES: Moves = {
    HoursState.PLANNED: frozenset({HoursState.PROPOSED, HoursState.AGREED}),
    HoursState.PROPOSED: frozenset({HoursState.COUNTERED, HoursState.AGREED}),
    HoursState.COUNTERED: frozenset({HoursState.PROPOSED, HoursState.AGREED}),
    # Back to proposed within 15 minutes, countered when only time agreed; closed when exported.
    HoursState.AGREED: frozenset({HoursState.PROPOSED, HoursState.COUNTERED, HoursState.CLOSED}),
    HoursState.CLOSED: frozenset({HoursState.REVERSED}),
    HoursState.REVERSED: frozenset(),
}

PLACEMENT_MOVES: Moves = {
    PlacementState.AGREED: frozenset({PlacementState.ACTIVE, PlacementState.ENDED}),
    PlacementState.ACTIVE: frozenset({PlacementState.ENDED}),
    PlacementState.ENDED: frozenset(),
}

ALERT_MOVES: Moves = {
    AlertState.OPEN: frozenset({AlertState.ACKNOWLEDGED, AlertState.DONE}),
    AlertState.ACKNOWLEDGED: frozenset({AlertState.DONE, AlertState.OPEN}),
    AlertState.DONE: frozenset(),
}

BOOKING_MOVES: Moves = {
    BookingState.WANTED: frozenset({BookingState.BOOKED, BookingState.CANCELLED}),
    BookingState.BOOKED: frozenset(
        {BookingState.SUBSTITUTED, BookingState.CANCELLED, BookingState.DONE}
    ),
    BookingState.SUBSTITUTED: frozenset({BookingState.CANCELLED, BookingState.DONE}),
    BookingState.CANCELLED: frozenset(),
    BookingState.DONE: frozenset(),
}

_CAME = frozenset({DueState.DONE, DueState.DECLINED, DueState.MISSED})

# Each one can be taken back, as coaches err in haste.
DUE_MOVES: Moves = {
    DueState.DUE: _CAME | {DueState.MOVED},
    DueState.MOVED: _CAME | {DueState.DUE},
    DueState.DONE: frozenset({DueState.DUE}),
    DueState.DECLINED: frozenset({DueState.DUE}),
    DueState.MISSED: frozenset({DueState.DUE, DueState.DONE}),
}

PLAN_MOVES: Moves = {
    PlanState.RUNNING: frozenset({PlanState.PROPOSED, PlanState.DISCARDED}),
    PlanState.PROPOSED: frozenset(
        {PlanState.PARTLY_ACCEPTED, PlanState.ACCEPTED, PlanState.DISCARDED}
    ),
    PlanState.PARTLY_ACCEPTED: frozenset({PlanState.ACCEPTED, PlanState.DISCARDED}),
    # After a cancellation there may be something new to propose.
    PlanState.ACCEPTED: frozenset({PlanState.PARTLY_ACCEPTED}),
    PlanState.DISCARDED: frozenset(),
}

PLAN_ROW_MOVES: Moves = {
    PlanRowState.PROPOSED: frozenset({PlanRowState.OFFERED, PlanRowState.OVERTAKEN}),
    PlanRowState.OFFERED: frozenset(),
    PlanRowState.OVERTAKEN: frozenset(),
}

CHANGE_MOVES: Moves = {
    ChangeState.OPEN: frozenset({ChangeState.AGREED, ChangeState.DECLINED, ChangeState.WITHDRAWN}),
    ChangeState.AGREED: frozenset(),
    ChangeState.DECLINED: frozenset(),
    ChangeState.WITHDRAWN: frozenset(),
}

GOAL_MOVES: Moves = {
    GoalState.OPEN: frozenset({GoalState.DONE, GoalState.CHANGED, GoalState.LEFT}),
    GoalState.DONE: frozenset(),
    GoalState.CHANGED: frozenset(),
    GoalState.LEFT: frozenset(),
}

_ANSWERED = (HandoverState.ACCEPTED, HandoverState.REFUSED, HandoverState.WITHDRAWN)
HANDOVER_MOVES: Moves = {
    HandoverState.PROPOSED: frozenset(_ANSWERED),
    **{state: frozenset() for state in _ANSWERED},
}

_TABLES: dict[type[StrEnum], Moves] = {
    TaskState: TASK_MOVES,
    ShiftState: SHIFT_MOVES,
    OfferState: OFFER_MOVES,
    WaveState: WAVE_MOVES,
    AttendanceState: ATTENDANCE_MOVES,
    HoursState: HOURS_MOVES,
    PlacementState: PLACEMENT_MOVES,
    AlertState: ALERT_MOVES,
    BookingState: BOOKING_MOVES,
    DueState: DUE_MOVES,
    PlanState: PLAN_MOVES,
    PlanRowState: PLAN_ROW_MOVES,
    ChangeState: CHANGE_MOVES,
    GoalState: GOAL_MOVES,
    HandoverState: HANDOVER_MOVES,
}


def may_move(old: StrEnum, new: StrEnum) -> bool:
    """Whether the life of this kind of thing has a step from `old` to `new`."""
    return new in _TABLES[type(old)][old]


def check_move(old: StrEnum, new: StrEnum) -> None:
    """Nothing, when the step exists. Raises: Conflict("illegal_move") naming both states."""
    if not may_move(old, new):
        raise Conflict("illegal_move", old=old.value, new=new.value)
