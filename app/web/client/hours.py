"""The client's own hours: as planned or changed, the workplace's proposal, and what was earned."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import flash, redirect, request, url_for
from flask_babel import gettext as _

from app.domain.errors import Conflict, Gone, Missing, RuleBroken
from app.domain.hours import DEFAULT
from app.domain.lifecycle import HoursState
from app.services import hours as acts
from app.store import own_shifts
from app.web.client.blueprint import bp
from app.web.client.page import show
from app.web.client.words import correct_to
from app.web.shared.access import current_actor
from app.web.shared.now import now, today
from app.web.shared.sentences import sentence

if TYPE_CHECKING:
    from uuid import UUID

    from werkzeug.wrappers import Response as BaseResponse

    from app.store.own_shifts import OwnShift

PAGE_SIZE = 4
STEP = DEFAULT.step_minutes
SAYABLE = (HoursState.PLANNED, HoursState.PROPOSED, HoursState.COUNTERED)


@bp.get("/hours")
def list_hours() -> str:
    page = max(request.args.get("page", 1, type=int), 1)
    rows = own_shifts.list_worked(current_actor(), limit=PAGE_SIZE, offset=(page - 1) * PAGE_SIZE)
    return show(
        "hours_list",
        rows=rows,
        page=page,
        has_more=own_shifts.count_worked(current_actor()) > page * PAGE_SIZE,
        earned_cents=own_shifts.earned_in_month(current_actor(), today()),
    )


@bp.get("/shifts/<uuid:attendance_id>/hours")
def show_hours(attendance_id: UUID) -> str:
    mine = _with_hours(attendance_id)
    return show("hours", mine=mine, back=_shift_url(attendance_id))


def _with_hours(attendance_id: UUID) -> OwnShift:
    """The shift, once it has hours of work; pay for a late cancelling has none. Raises: Missing."""
    mine = own_shifts.get_own_shift(current_actor(), attendance_id)
    if mine.hours is None or mine.is_late_pay:
        raise Missing
    return mine


def _shift_url(attendance_id: UUID) -> str:
    return url_for("client.show_shift", attendance_id=attendance_id)


@bp.get("/shifts/<uuid:attendance_id>/hours/change")
def change_hours(attendance_id: UUID) -> str:
    mine = _with_hours(attendance_id)
    sayable = mine.hours and (mine.hours.state in SAYABLE or correct_to(mine))
    if not sayable:
        raise Missing
    asked = request.args.get("minutes", mine.minutes, type=int)
    minutes = min(max(asked, STEP), DEFAULT.most_minutes)
    back = url_for("client.show_hours", attendance_id=attendance_id)
    return show("hours_change", mine=mine, minutes=minutes, step=STEP,
                most=DEFAULT.most_minutes, back=back)  # fmt: skip


@bp.post("/shifts/<uuid:attendance_id>/hours")
def say_hours(attendance_id: UUID) -> BaseResponse:
    """As planned when no minutes are sent."""
    minutes = request.form.get("minutes", type=int)
    try:
        acts.propose_hours(current_actor(), attendance_id, minutes, now=now())
    except (Conflict, Gone, RuleBroken) as error:
        flash(sentence(error), "warning")
    else:
        flash(_("Kiitos! Kerroit tunnit. Työpaikka tarkistaa ne."), "success")
    return redirect(_shift_url(attendance_id), code=303)


@bp.post("/shifts/<uuid:attendance_id>/hours/accept")
def accept_counter(attendance_id: UUID) -> BaseResponse:
    hours = _with_hours(attendance_id).hours
    try:
        acts.accept_counter(current_actor(), hours.id if hours else attendance_id, now=now())
    except Conflict as error:
        flash(sentence(error), "warning")
    else:
        flash(_("Kiitos! Tunnit ovat nyt sovitut."), "success")
    return redirect(_shift_url(attendance_id), code=303)
