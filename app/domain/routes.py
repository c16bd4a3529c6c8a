"""A coach's day as a route: where to be when, when to leave, and where it does not fit.

The way is the same estimate by which bookings are refused (`domain.bookings.collides`), so what is
told here never differs from what can be booked.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from app.domain.bookings import Visit, collides
from app.domain.calendar import iso_week, local_day
from app.domain.travel import DEFAULT, Point, TravelSetting, minutes_between

if TYPE_CHECKING:
    from collections.abc import Iterable
    from uuid import UUID


@dataclass(frozen=True, slots=True)
class Stop:
    """One visit of the day with the way to it. Units: minutes.

    `leave_at`: the latest instant to leave the place before, nothing when there is no way to go.
    `clashes`: the earlier visits of the day after which one cannot be here in time.
    """

    visit: Visit
    way_minutes: int
    leave_at: datetime | None
    free_minutes: int | None
    clashes: tuple[UUID, ...] = ()

    @property
    def fits(self) -> bool:
        """Whether one can be here in time."""
        return not self.clashes


def plan_route(
    visits: Iterable[Visit], start: Point | None = None, travel: TravelSetting = DEFAULT
) -> tuple[Stop, ...]:
    """The visits in the order in which they are made; `start` is where the day begins."""
    ordered = sorted(visits, key=lambda one: (one.starts_at, one.ends_at, one.shift_id))
    return tuple(_stop(ordered[:n], visit, start, travel) for n, visit in enumerate(ordered))


def _stop(before: list[Visit], visit: Visit, start: Point | None, travel: TravelSetting) -> Stop:
    last = before[-1] if before else None
    way = minutes_between(last.place if last else start, visit.place, travel)
    leave_at = visit.starts_at - timedelta(minutes=way)
    return Stop(
        visit,
        way,
        leave_at if way else None,
        int((leave_at - last.ends_at).total_seconds() // 60) if last else None,
        tuple(one.shift_id for one in before if collides(one, visit, travel)),
    )


def week_minutes(visits: Iterable[Visit], week: str) -> int:
    """How long the visits of an ISO week are together, each shift once. Units: minutes."""
    same = {v.shift_id: v.minutes for v in visits if iso_week(local_day(v.starts_at)) == week}
    return sum(same.values())
