"""Rules of worked hours: planned minutes, proposals, and when an agreement becomes final.

Source: the lifecycle of hours in the design pages.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from app.domain.calendar import DAY_MINUTES, day_bounds, local_day, shift_minutes
from app.domain.errors import RuleBroken
from app.domain.lifecycle import HoursState
from app.domain.money import pay_for

# How hours came to be agreed that nobody worked: the shift was cancelled late.
LATE_CANCEL = "late_cancel"
# How hours came to be agreed when nobody answered in time.
BY_TIME = "time"


@dataclass(frozen=True, slots=True)
class HoursSetting:
    """The numbers of the rules. Units: hours and minutes as named."""

    say_within_hours: int = 24
    agree_after_hours: int = 72
    counter_after_hours: int = 72
    reopen_minutes: int = 15
    correct_hours: int = 168
    hold_hours: int = 72
    step_minutes: int = 15
    most_minutes: int = DAY_MINUTES

    def __post_init__(self) -> None:
        waits = (self.say_within_hours, self.agree_after_hours, self.counter_after_hours)
        silent = (self.correct_hours, self.hold_hours)
        if min(*waits, *silent, self.reopen_minutes, self.step_minutes) < 1:
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


def stays_for(state: HoursState, setting: HoursSetting = DEFAULT, how: str = "") -> timedelta:
    """How long hours stay in an open or agreed state before they may move on.

    What silence agreed stays longer before it may leave for payroll: three days hold at least one
    working day, so that whoever was written to can still look. They don't stay for all of the time
    in which one may correct them: with the days of waiting before, a silent workplace would take
    eleven days, and pay by the hour is due twice a month. So payroll gets them a week after the
    work at the latest, and what is found later is taken back by a reversal.
    Source: Employment Contracts Act 55/2001, chapter 2, section 13.
    """
    if state is HoursState.AGREED and how == BY_TIME:
        return timedelta(hours=setting.hold_hours)
    return {
        HoursState.PLANNED: timedelta(hours=setting.say_within_hours),
        HoursState.PROPOSED: timedelta(hours=setting.agree_after_hours),
        HoursState.COUNTERED: timedelta(hours=setting.counter_after_hours),
        HoursState.AGREED: timedelta(minutes=setting.reopen_minutes),
    }[state]


def agrees_itself_at(proposed_at: datetime, setting: HoursSetting = DEFAULT) -> datetime:
    """When hours that the orderer leaves unanswered count as agreed."""
    return proposed_at + stays_for(HoursState.PROPOSED, setting)


def goes_to_dispatcher_at(countered_at: datetime, setting: HoursSetting = DEFAULT) -> datetime:
    """When a counter-proposal that is not accepted becomes the dispatcher's."""
    return countered_at + stays_for(HoursState.COUNTERED, setting)


def last_day_to_correct(agreed_at: datetime, setting: HoursSetting = DEFAULT) -> date:
    """The local day until whose end hours can be corrected that time alone agreed."""
    return local_day(agreed_at + timedelta(hours=setting.correct_hours))


def reopen_until(
    agreed_at: datetime, setting: HoursSetting = DEFAULT, *, how: str = ""
) -> datetime:
    """Until when an agreement can be taken back; what time alone agreed, to the end of a day."""
    if how == BY_TIME:
        return day_bounds(last_day_to_correct(agreed_at, setting))[1]
    return agreed_at + stays_for(HoursState.AGREED, setting)


def may_reopen(
    state: HoursState,
    agreed_at: datetime | None,
    now: datetime,
    setting: HoursSetting = DEFAULT,
    *,
    how: str = "",
) -> bool:
    """Whether agreed hours can go back to being a proposal now.

    Never once they are exported, nor what a late cancelling pays: nobody agreed it.
    """
    if state is not HoursState.AGREED or agreed_at is None or how == LATE_CANCEL:
        return False
    return now < reopen_until(agreed_at, setting, how=how)


def correctable_to(
    state: HoursState,
    agreed_at: datetime | None,
    today: date,
    setting: HoursSetting = DEFAULT,
    *,
    how: str,
) -> date | None:
    """The last day to correct hours that time alone agreed; None when one can't (any more)."""
    if state is not HoursState.AGREED or agreed_at is None or how != BY_TIME:
        return None
    last = last_day_to_correct(agreed_at, setting)
    return last if today <= last else None


def leaves_from(agreed_at: datetime, setting: HoursSetting = DEFAULT, *, how: str) -> datetime:
    """From when agreed hours may leave for payroll."""
    return agreed_at + stays_for(HoursState.AGREED, setting, how)


def is_exportable(
    state: HoursState,
    agreed_at: datetime | None,
    now: datetime,
    setting: HoursSetting = DEFAULT,
    *,
    how: str = "",
) -> bool:
    """Whether agreed hours may leave for the payroll office now."""
    if state is not HoursState.AGREED or agreed_at is None:
        return False
    return now >= leaves_from(agreed_at, setting, how=how)


def earned_cents(minutes: int, cents_per_hour: int) -> int:
    """What the minutes bring. Units: cents; a reversal has minutes below zero."""
    return pay_for(minutes, cents_per_hour)
