"""What a coach does in a client's stead: which acts there are, and how the client said it.

The client's own "yes" is never guessed: whoever writes it down says how it was heard, and the
client may say that it is not right.
"""

from __future__ import annotations

from enum import StrEnum

from app.domain.errors import RuleBroken


class ActFor(StrEnum):
    """Everything that a coach can do for a client who has said so."""

    TAKE_WORK = "take_work"
    LEAVE_WORK = "leave_work"
    ASK_FIRST = "ask_first"
    UNDO_ANSWER = "undo_answer"
    CHECK_IN = "check_in"
    CHECK_OUT = "check_out"
    CAME_LATE = "came_late"
    CANNOT_COME = "cannot_come"
    BARRIERS = "barriers"
    UNDO_ATTENDANCE = "undo_attendance"
    PROPOSE_HOURS = "propose_hours"
    ACCEPT_HOURS = "accept_hours"
    INCOME = "income"
    ALLOWANCE = "allowance"
    NO_ALLOWANCE = "no_allowance"
    NO_CONTACT = "no_contact"


class SaidHow(StrEnum):
    """How the client said it to the coach."""

    IN_PERSON = "in_person"
    PHONE = "phone"
    MESSAGE = "message"
    SHOWN = "shown"
    AGREED = "agreed"
    # Nobody said anything: the coach takes back what the coach has written wrongly.
    OWN_SLIP = "own_slip"


# What the client can have said; a slip of the coach's own is taken back with the rest below.
WAYS = (SaidHow.IN_PERSON, SaidHow.PHONE, SaidHow.MESSAGE, SaidHow.SHOWN, SaidHow.AGREED)
_TAKES_BACK = frozenset({ActFor.UNDO_ANSWER, ActFor.UNDO_ATTENDANCE, ActFor.NO_ALLOWANCE})


def check_said(act: ActFor, said: SaidHow | None) -> SaidHow:
    """The way, when it is one that this act can come by. Raises: RuleBroken("said_how_missing")."""
    if said is None or (said is SaidHow.OWN_SLIP and act not in _TAKES_BACK):
        raise RuleBroken("said_how_missing")
    return said


def read_way(text: str) -> SaidHow | None:
    """The way that a form names, or None."""
    return SaidHow(text) if text in set(SaidHow) else None
