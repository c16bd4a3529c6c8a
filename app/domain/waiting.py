"""What waits for an orderer's answer, and how the orderer is reminded of it.

The hours are those left before the thing's own deadline: when hours agree by themselves, when the
time of work begins for which a change is asked, when an order with a wish of ours would begin.
The steps are a mail, a text message and a call by a dispatcher; at most one a day.
Source: features, UX point 17 (72 h mail, 48 h SMS, 24 h call list).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from app.domain.calendar import window_end


class WaitsFor(StrEnum):
    """What an orderer is asked for."""

    HOURS = "hours"
    CHANGES = "changes"
    CHANGE_ASKED = "change_asked"
    # Here the orderer waits for us: a call was asked for and promised.
    TALK = "talk"


class Rung(StrEnum):
    """How an orderer is reminded, the gentlest first."""

    MAIL = "mail"
    SMS = "sms"
    CALL = "call"


@dataclass(frozen=True, slots=True)
class WaitingSetting:
    """The numbers of the rules. Units: hours left before the deadline."""

    mail_hours: int = 72
    sms_hours: int = 48
    call_hours: int = 24

    def __post_init__(self) -> None:
        if not 0 < self.call_hours <= self.sms_hours <= self.mail_hours:
            raise ValueError("reminding hours out of order")


DEFAULT = WaitingSetting()
# Two letters about the same thing are at least so far apart.
APART = timedelta(hours=20)


def rung_at(deadline: datetime, now: datetime, setting: WaitingSetting = DEFAULT) -> Rung | None:
    """The step that is due now; None while there is time, and once the deadline has passed.

    When a thing comes so late that a step was never due, the next one is taken at once.
    """
    left = deadline - now
    if left <= timedelta():
        return None
    for rung, hours in (
        (Rung.CALL, setting.call_hours), (Rung.SMS, setting.sms_hours),
        (Rung.MAIL, setting.mail_hours),
    ):  # fmt: skip
        if left <= timedelta(hours=hours):
            return rung
    return None


# A call that an orderer asks for is made within so many hours of daytime, 8 to 20.
PROMISED_HOURS = 4
PROMISE_RULE = "calls.promise_hours"
# What was called about stands on the list so long, with its note.
CALLED_STANDS = timedelta(hours=24)


def call_by(asked_at: datetime, hours: int = PROMISED_HOURS) -> datetime:
    """By when whoever asked for a call is called; nights don't count."""
    return window_end(asked_at, hours)


def may_write(last_at: datetime | None, now: datetime) -> bool:
    """Whether another letter about the same thing may be written already."""
    return last_at is None or now - last_at >= APART
