"""An orderer's own calendar of the organisation's shifts: a secret address, made anew at will."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _

from app.services import calendars as acts
from app.web.orderer.blueprint import bp
from app.web.shared.access import current_actor
from app.web.shared.calendars import made_calendar
from app.web.shared.now import now

if TYPE_CHECKING:
    from werkzeug.wrappers import Response


@bp.post("/calendar")
def make_calendar() -> str:
    made = made_calendar(acts.make_calendar(current_actor(), now=now()))
    return render_template("orderer/calendar_made.html", made=made)


@bp.post("/calendar/end")
def end_calendar() -> Response:
    acts.end_calendar(current_actor(), now=now())
    flash(_("Kalenteri ei saa enää uusia tietoja."), "success")
    return redirect(url_for("orderer.organisation", _anchor="calendar"), code=303)
