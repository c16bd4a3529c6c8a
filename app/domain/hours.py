"""Rules of worked hours: planned minutes, proposals, and when an agreement becomes final.

Source: the lifecycle of hours in the design pages.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from app.domain.calendar import DAY_MINUTES, shift_minutes
from app.domain.errors import RuleBroken
from app.domain.lifecycle import HoursState
from app.domain.money import pay_for


@dataclass(frozen=True, slots=True)
class HoursSetting:
    """The numbers of the rules. Units: hours and minutes as named."""

    agree_after_hours: int = 72
    counter_after_hours: int = 72
    reopen_minutes: int = 15
    step_minutes: int = 15
    most_minutes: int = DAY_MINUTES

    def __post_init__(self) -> None:
        if min(self.agree_after_hours, self.counter_after_hours, self.step_minutes) < 1:
            raise ValueError("an hours setting below one")


DEFAULT = HoursSetting()


def planned_minutes(starts_at: datetime, ends_at: datetime) -> int:
    """What the shift is planned to take. Units: minutes, true also across a clock change."""
    return shift_minutes(starts_at, ends_at)


def check_minutes(minutes: int, setting: HoursSetting = DEFAULT) -> int:
    """The minutes, when somebody can have worked so long on one shift.

    Raises: RuleBroken("minutes_out_of_bounds").
    """
    if not 0 <= minutes <= setting.most_minutes:
        raise RuleBroken("minutes_out_of_bounds", minutes=minutes, most=setting.most_minutes)
    return minutes


def agrees_itself_at(proposed_at: datetime, setting: HoursSetting = DEFAULT) -> datetime:
    """When hours that the orderer leaves unanswered count as agreed."""
    return proposed_at + timedelta(hours=setting.agree_after_hours)


def goes_to_dispatcher_at(countered_at: datetime, setting: HoursSetting = DEFAULT) -> datetime:
    """When a counter-proposal that is not accepted becomes the dispatcher's."""
    return countered_at + timedelta(hours=setting.counter_after_hours)


def reopen_until(agreed_at: datetime, setting: HoursSetting = DEFAULT) -> datetime:
    """Until when an agreement can be taken back."""
    return agreed_at + timedelta(minutes=setting.reopen_minutes)


def may_reopen(
    state: HoursState,
    agreed_at: datetime | None,
    now: datetime,
    setting: HoursSetting = DEFAULT,
) -> bool:
    """Whether agreed hours can go back to being a proposal now; never once they are exported."""
    if state is not HoursState.AGREED or agreed_at is None:
        return False
    return now < reopen_until(agreed_at, setting)


def is_exportable(
    state: HoursState,
    agreed_at: datetime | None,
    now: datetime,
    setting: HoursSetting = DEFAULT,
) -> bool:
    """Whether hours are agreed for good and wait for the payroll office."""
    final = state is HoursState.AGREED and agreed_at is not None
    return final and not may_reopen(state, agreed_at, now, setting)


def final_before(now: datetime, setting: HoursSetting = DEFAULT) -> datetime:
    """Hours agreed at this instant or before it can't be taken back any more."""
    return now - timedelta(minutes=setting.reopen_minutes)


def earned_cents(minutes: int, cents_per_hour: int) -> int:
    """What the minutes bring. Units: cents; a reversal has minutes below zero."""
    return pay_for(minutes, cents_per_hour)
