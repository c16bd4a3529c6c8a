"""A coach's own calendar of the visits: a secret address, made anew at will."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from app.services import calendars as acts
from app.web.coach.blueprint import bp
from app.web.shared.access import current_actor
from app.web.shared.calendars import made_calendar
from app.web.shared.now import now

if TYPE_CHECKING:
    from werkzeug.wrappers import Response


@bp.post("/calendar")
def make_calendar() -> str:
    with_initials = request.form.get("initials") == "yes"
    token = acts.make_calendar(current_actor(), with_initials=with_initials, now=now())
    return render_template("coach/calendar_made.html", made=made_calendar(token))


@bp.post("/calendar/end")
def end_calendar() -> Response:
    acts.end_calendar(current_actor(), now=now())
    flash(_("Kalenteri ei saa enää uusia tietoja."), "success")
    return redirect(url_for("coach.show_week", _anchor="calendar"), code=303)
