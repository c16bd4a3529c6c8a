"""Who comes along instead of the own coach: told before the shift, and answered if one likes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import flash, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.exceptions import BadRequest

from app.domain.errors import Conflict
from app.domain.questions import Said
from app.services import presence as acts
from app.store import presence_changes
from app.web.client.blueprint import bp
from app.web.client.page import show
from app.web.shared.access import current_actor
from app.web.shared.now import now
from app.web.shared.sentences import sentence

if TYPE_CHECKING:
    from uuid import UUID

    from werkzeug.wrappers import Response


@bp.get("/coming/<uuid:news_id>")
def show_coming(news_id: UUID) -> str:
    news = presence_changes.get_own(current_actor(), news_id)
    return show("coming", news=news, alive=presence_changes.is_alive(news, now()))


@bp.post("/coming/<uuid:news_id>/answer")
def answer_coming(news_id: UUID) -> Response:
    said = request.form.get("answer", "")
    presence_changes.get_own(current_actor(), news_id)
    if said not in set(Said):
        raise BadRequest
    try:
        acts.answer_presence(current_actor(), news_id, Said(said), now=now())
    except Conflict as error:
        flash(sentence(error), "warning")
    else:
        flash(_("Kiitos, että vastasit."), "success")
    return redirect(url_for("client.show_coming", news_id=news_id), code=303)
