"""The coach's question to the client: whether work against an own limit would do once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import flash, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.exceptions import BadRequest

from app.domain.errors import Conflict
from app.domain.questions import Said
from app.services import questions as acts
from app.store import questions
from app.web.client.blueprint import bp
from app.web.client.page import show
from app.web.shared.access import current_actor
from app.web.shared.now import now
from app.web.shared.sentences import sentence

if TYPE_CHECKING:
    from uuid import UUID

    from werkzeug.wrappers import Response


@bp.get("/questions/<uuid:question_id>")
def show_question(question_id: UUID) -> str:
    asked = questions.get_own_question(current_actor(), question_id)
    return show("question", question=asked, alive=questions.is_alive(asked, now()))


@bp.post("/questions/<uuid:question_id>/answer")
def answer_question(question_id: UUID) -> Response:
    said = request.form.get("answer", "")
    questions.get_own_question(current_actor(), question_id)
    if said not in set(Said):
        raise BadRequest
    try:
        acts.answer_question(current_actor(), question_id, Said(said), now=now())
    except Conflict as error:
        flash(sentence(error), "warning")
    else:
        flash(_("Kiitos, että vastasit. Valmentajasi näkee vastauksesi."), "success")
    return redirect(url_for("client.show_question", question_id=question_id), code=303)
