"""The client's shifts in the calendar of the own phone: a secret address, made anew at will."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import flash, redirect, url_for
from flask_babel import gettext as _

from app.services import calendars as acts
from app.store import calendars
from app.web.client.blueprint import bp, own_id
from app.web.client.page import show
from app.web.shared.access import current_actor
from app.web.shared.calendars import made_calendar
from app.web.shared.now import now

if TYPE_CHECKING:
    from werkzeug.wrappers import Response


@bp.get("/settings/calendar")
def calendar() -> str:
    known = calendars.has_calendar(own_id(), now=now())
    return show("calendar", known=known, back=url_for("client.settings"))


@bp.post("/settings/calendar")
def make_calendar() -> str:
    made = made_calendar(acts.make_calendar(current_actor(), now=now()))
    return show("calendar_made", made=made, back=url_for("client.calendar"))


@bp.post("/settings/calendar/end")
def end_calendar() -> Response:
    acts.end_calendar(current_actor(), now=now())
    flash(_("Kalenteri ei saa enää uusia tietoja."), "success")
    return redirect(url_for("client.calendar"), code=303)
