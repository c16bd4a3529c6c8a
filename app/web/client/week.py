"""The client's own week: work-activity days, which stay, and the shifts of paid work."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from flask import request, url_for

from app.domain.calendar import local_day, week_bounds, week_start
from app.domain.lifecycle import COMING_OR_THERE, AttendanceState
from app.store import own_shifts
from app.web.client.blueprint import bp
from app.web.client.page import show
from app.web.shared.access import current_actor
from app.web.shared.now import now, today

if TYPE_CHECKING:
    from collections.abc import Sequence
    from uuid import UUID

    from app.store.own_shifts import OwnShift

WEEKS_AHEAD = 8
AHEAD = timedelta(weeks=WEEKS_AHEAD)
MOST_LINKS = 3


@dataclass(frozen=True)
class Day:
    """One day of the week: whether there is work activity, and the shifts."""

    on: date
    is_today: bool
    activity: bool
    shifts: Sequence[OwnShift]


@bp.get("/week")
def week() -> str:
    ahead = min(max(request.args.get("ahead", 0, type=int), 0), WEEKS_AHEAD)
    monday = week_start(today()) + timedelta(weeks=ahead)
    days = days_of(monday)
    return show(
        "week",
        days=days,
        next_shift=None if ahead else find_next(),
        linked=linked_of(days),
        ahead=ahead,
        next_url=url_for("client.week", ahead=ahead + 1) if ahead < WEEKS_AHEAD else "",
        back=url_for("client.week", ahead=ahead - 1) if ahead else "",
    )


def find_next() -> OwnShift | None:
    """The client's next shift, or the one that is on."""
    found = own_shifts.list_between(current_actor(), now(), now() + AHEAD)
    return next((one for one in found if one.state in COMING_OR_THERE), None)


def linked_of(days: Sequence[Day]) -> set[UUID]:
    """The shifts that can be opened from the week: what is to come, so few that it stays easy."""
    coming = [one for day in days for one in day.shifts if one.shift.ends_at > now()]
    return {one.attendance.id for one in coming[:MOST_LINKS]}


def days_of(monday: date) -> list[Day]:
    """The seven days with what is on them."""
    activity = set(own_shifts.list_work_activity_days(current_actor()))
    found = own_shifts.list_between(current_actor(), *week_bounds(monday))
    shifts = [one for one in found if one.state is not AttendanceState.CANCELLED]
    days = [monday + timedelta(days=n) for n in range(7)]
    return [
        Day(
            on=day,
            is_today=day == today(),
            activity=day.weekday() in activity,
            shifts=[one for one in shifts if local_day(one.shift.starts_at) == day],
        )
        for day in days
    ]
