"""Answering a coach's wish that a shift be at another time or lighter, for whoever may answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import flash, redirect, request, url_for
from flask_babel import gettext as _

from app.domain.errors import Conflict
from app.services import change_requests
from app.store import change_requests as wishes
from app.web.shared.access import current_actor
from app.web.shared.now import now
from app.web.shared.sentences import sentence

if TYPE_CHECKING:
    from uuid import UUID

    from werkzeug.wrappers import Response


def answer_change_of(change_id: UUID, task_page: str) -> Response:
    """Take the answer, say what came of it, and go back to the audience's page of the order."""
    agreed = request.form.get("answer") == "yes"
    task_id = wishes.get_change(current_actor(), change_id).shift.task_id
    try:
        change_requests.answer_change(current_actor(), change_id, agreed=agreed, now=now())
    except Conflict as error:
        flash(sentence(error), "warning")
    else:
        done = _("Kiitos! Muutimme vuoron ja kerroimme valmentajalle.")
        flash(done if agreed else _("Kiitos vastauksesta. Vuoro pysyy ennallaan."), "success")
    return redirect(url_for(task_page, task_id=task_id), 303)
