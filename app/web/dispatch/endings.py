"""The dispatcher says why nobody was found for an order; the orderer hears it kindly."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import flash, redirect, url_for
from flask_babel import gettext as _

from app.domain.endings import WhyUnfilled
from app.domain.errors import RuleBroken
from app.services import endings as acts
from app.web.dispatch.blueprint import bp
from app.web.dispatch.forms import WhyForm
from app.web.dispatch.tasks import blamed
from app.web.shared.access import current_actor
from app.web.shared.now import now

if TYPE_CHECKING:
    from uuid import UUID

    from app.web.dispatch.tasks import Answer


@bp.post("/tasks/<uuid:task_id>/why")
def say_why(task_id: UUID) -> Answer:
    form = WhyForm(prefix="why")
    if not form.validate():
        return blamed(task_id, "why_form", form)
    why, words = WhyUnfilled(form.why.data), form.words.data or ""
    try:
        acts.say_why(current_actor(), task_id, why, words, now=now())
    except RuleBroken as error:
        form.blame(form.words, error)
        return blamed(task_id, "why_form", form)
    flash(_("Kiitos! Tilaaja sai viestin, jossa on syy ja neuvo."), "success")
    return redirect(url_for("dispatch.home"), 303)
