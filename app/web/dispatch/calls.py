"""Calling orderers who have not answered in time: a press and a note."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import flash, redirect, url_for
from flask_babel import gettext as _

from app.services import waiting as acts
from app.web.dispatch.blueprint import bp
from app.web.dispatch.forms import CallForm
from app.web.shared.access import current_actor
from app.web.shared.now import now

if TYPE_CHECKING:
    from uuid import UUID

    from werkzeug.wrappers import Response


@bp.post("/calls/<string:kind>/<uuid:subject_id>")
def note_call(kind: str, subject_id: UUID) -> Response:
    form = CallForm()
    note = form.note.data or ""
    acts.note_call(current_actor(), kind, subject_id, note, now=now())
    flash(_("Hyvä! Soitto on merkitty."), "success")
    return redirect(url_for("dispatch.home", _anchor="calls"), 303)
