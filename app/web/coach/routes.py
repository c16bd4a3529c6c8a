"""The coach's week and one day of it as a route: where to be when, and how one gets there."""

from __future__ import annotations

from datetime import date, timedelta

from flask import render_template, request

from app.domain.calendar import week_start
from app.store import routes
from app.web.coach.blueprint import bp
from app.web.shared.access import current_actor
from app.web.shared.calendars import has_own_calendar
from app.web.shared.now import now, today

# Farther away nobody has work; the calendar itself ends in the year 9999.
FAR = timedelta(days=3660)


@bp.get("/week")
def show_week() -> str:
    monday = week_start(_asked_day())
    return render_template(
        "coach/week.html", days=routes.list_week(current_actor(), monday, now=now()),
        room=routes.get_room(current_actor(), monday), monday=monday,
        has_calendar=has_own_calendar(), previous=monday - timedelta(days=7),
        following=monday + timedelta(days=7),
    )  # fmt: skip


@bp.get("/route")
def show_route() -> str:
    on = _asked_day()
    return render_template(
        "coach/route.html", day=routes.get_day(current_actor(), on, now=now()),
        previous=on - timedelta(days=1), following=on + timedelta(days=1),
    )  # fmt: skip


def _asked_day() -> date:
    """The day in the address; today without one."""
    try:
        day = date.fromisoformat(request.args.get("on", ""))
    except ValueError:
        return today()
    return day if abs(day - today()) < FAR else today()
