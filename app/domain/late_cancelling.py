"""What a shift pays that the orderer takes back shortly before it.

Source: Working Hours Act 872/2019 section 30a (since 1 August 2022): a shift that is called off
less than 48 hours before it begins is compensated reasonably. How much that is, is a dated rule of
the service.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from app.domain.hours import planned_minutes


@dataclass(frozen=True, slots=True)
class LateCancelSetting:
    """The numbers of the rule. Units: hours before the start; per cent of the planned time."""

    notice_hours: int = 48
    paid_percent: int = 50

    def __post_init__(self) -> None:
        if self.notice_hours < 0 or not 0 <= self.paid_percent <= 100:
            raise ValueError("a late cancelling out of bounds")


DEFAULT = LateCancelSetting()


@dataclass(frozen=True, slots=True)
class LateCost:
    """What taking a shift back now costs: to how many people, in all. Units: cents."""

    people: int = 0
    cents: int = 0

    def __add__(self, other: LateCost) -> LateCost:
        """Both together."""
        return LateCost(self.people + other.people, self.cents + other.cents)


def is_late(starts_at: datetime, now: datetime, setting: LateCancelSetting = DEFAULT) -> bool:
    """Whether less than the notice is left before the work."""
    return starts_at - now < timedelta(hours=setting.notice_hours)


def paid_minutes(
    starts_at: datetime, ends_at: datetime, now: datetime, setting: LateCancelSetting = DEFAULT
) -> int:
    """How much of a shift cancelled now is paid: whole minutes, rounded up; 0 when in time."""
    if not is_late(starts_at, now, setting):
        return 0
    return -(-planned_minutes(starts_at, ends_at) * setting.paid_percent // 100)
