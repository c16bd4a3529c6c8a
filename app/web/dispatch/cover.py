"""Somebody is missing on a shift: the ladder of what can be tried, with an act on each rung."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from app.domain.cover import PEOPLE, Rung
from app.domain.errors import Conflict
from app.services import cover as acts
from app.web.dispatch.blueprint import bp
from app.web.shared.access import current_actor
from app.web.shared.now import now
from app.web.shared.sentences import sentence

if TYPE_CHECKING:
    from uuid import UUID

    from werkzeug.wrappers import Response


@bp.get("/shifts/<uuid:shift_id>/cover")
def show_cover(shift_id: UUID) -> str:
    ladder = acts.get_ladder(current_actor(), shift_id, now=now())
    return render_template("dispatch/cover.html", ladder=ladder, people=(*PEOPLE, Rung.OTHERS))


@bp.post("/shifts/<uuid:shift_id>/cover")
def take_rung(shift_id: UUID) -> Response:
    rung = request.form.get("rung", "")
    if rung not in {*Rung}:
        # Whoever may not see the shift learns nothing else about it.
        acts.get_ladder(current_actor(), shift_id, now=now())
        abort(400)
    chosen = Rung(rung)
    try:
        written = acts.take_rung(current_actor(), shift_id, chosen, now=now())
        flash(_told(chosen, written), "success")
    except Conflict as error:
        flash(sentence(error), "warning")
    return redirect(url_for("dispatch.show_cover", shift_id=shift_id), 303)


def _told(rung: Rung, written: int) -> str:
    if rung in (Rung.POSTPONE, Rung.TELL):
        return str(_("Tilaaja sai viestin."))
    words = ngettext(
        "Viesti lähti 1 valmentajalle.", "Viesti lähti %(num)s valmentajalle.", written
    )
    return str(words)


@bp.post("/shifts/<uuid:shift_id>/remind-coaches")
def remind_coaches(shift_id: UUID) -> Response:
    written = acts.remind_coaches(current_actor(), shift_id, now=now())
    flash(_told(Rung.TEAM, written), "success")
    return redirect(url_for("dispatch.home", _anchor="risk"), 303)
