"""Thanks after a shift whose hours are agreed: a few ticks, no free text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from app.domain.errors import Conflict
from app.domain.thanks import Thank
from app.services import thanks as acts
from app.store import timesheets
from app.store.timesheets import Heap
from app.web.orderer.blueprint import bp
from app.web.shared.access import current_actor
from app.web.shared.now import now
from app.web.shared.sentences import sentence

if TYPE_CHECKING:
    from uuid import UUID

    from werkzeug.wrappers import Response


@bp.get("/hours/<uuid:hours_id>/thanks")
def thanks_form(hours_id: UUID) -> str:
    row = timesheets.get_row(current_actor(), hours_id, now=now())
    return render_template("orderer/thanks.html", row=row, thanks=list(Thank))


@bp.post("/hours/<uuid:hours_id>/thanks")
def give_thanks(hours_id: UUID) -> Response:
    timesheets.get_row(current_actor(), hours_id, now=now())
    said = [Thank(one) for one in request.form.getlist("thanks") if one in set(Thank)]
    try:
        acts.give_thanks(current_actor(), hours_id, said, now=now())
    except Conflict as error:
        flash(sentence(error), "warning")
    else:
        if said:
            flash(_("Kiitos! Tekijä ja valmentaja näkevät kiitoksesi."), "success")
    return redirect(url_for("orderer.list_hours", show=Heap.AGREED.value), 303)
