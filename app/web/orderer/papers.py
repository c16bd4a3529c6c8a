"""Paper for the place of work: the induction list, and who comes when, a page a day.

What is printed holds when the net is down: first names, the code of the door, a phone number.
"""

from __future__ import annotations

from datetime import timedelta
from itertools import groupby
from typing import TYPE_CHECKING

from flask import render_template

from app.domain.calendar import iso_week, local_day, week_from_name
from app.domain.errors import Missing, RuleBroken
from app.store import rosters, tasks
from app.web.orderer.blueprint import bp
from app.web.shared.access import current_actor
from app.web.shared.now import now
from app.web.shared.papers import show_induction_to

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date
    from uuid import UUID

    from app.store.rosters import ShiftRow

Page = tuple["date", str, list["ShiftRow"]]


@bp.get("/tasks/<uuid:task_id>/induction")
def show_induction(task_id: UUID) -> str:
    return show_induction_to("orderer", task_id)


@bp.get("/tasks/<uuid:task_id>/days")
def print_task(task_id: UUID) -> str:
    task = tasks.get_task(current_actor(), task_id)
    rows = rosters.list_ahead(current_actor(), task_id, now=now())
    return render_template("orderer/days.html", task=task, pages=pages_of(rows))


@bp.get("/weeks/<string:week>/days")
def print_week(week: str) -> str:
    try:
        monday = week_from_name(week)
    except RuleBroken:
        raise Missing from None
    rows = rosters.list_in_week(current_actor(), monday, now=now())
    return render_template(
        "orderer/days.html", pages=pages_of(rows), week=iso_week(monday),
        next_week=iso_week(monday + timedelta(days=7)),
    )  # fmt: skip


def pages_of(rows: Iterable[ShiftRow]) -> list[Page]:
    """One page for each day and place, by time of day; a list on the wall is of one place."""
    ordered = sorted(rows, key=lambda row: (local_day(row.starts_at), row.place, row.starts_at))
    days = groupby(ordered, key=lambda row: (local_day(row.starts_at), row.place))
    return [(day, place, list(found)) for (day, place), found in days]
