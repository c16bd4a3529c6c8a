"""What an orderer wishes of an order: that it rests for a while, or somebody by name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import flash, request
from flask_babel import gettext as _

from app.domain.errors import Conflict, RuleBroken
from app.services import tasks as acts
from app.services import wanted_workers
from app.web.orderer.blueprint import bp
from app.web.orderer.forms import PauseForm
from app.web.orderer.task_page import page_of, to_task, too_late
from app.web.shared.access import current_actor
from app.web.shared.identifiers import as_id
from app.web.shared.now import now

if TYPE_CHECKING:
    from uuid import UUID

    from werkzeug.wrappers import Response


@bp.post("/tasks/<uuid:task_id>/pause")
def pause_task(task_id: UUID) -> Response | tuple[str, int]:
    form = PauseForm(prefix="pause")
    if not form.validate():
        return page_of(task_id, pause_form=form), 422
    try:
        acts.pause_task(current_actor(), task_id, until_on=form.until_on, now=now())
    except RuleBroken as error:
        form.blame(form.day, error)
        return page_of(task_id, pause_form=form), 422
    except Conflict as error:
        return too_late(task_id, error)
    flash(_("Tilaus on tauolla. Sovitut vuorot pysyvät."), "success")
    return to_task(task_id)


@bp.post("/tasks/<uuid:task_id>/resume")
def resume_task(task_id: UUID) -> Response:
    try:
        acts.resume_task(current_actor(), task_id, now=now())
    except Conflict as error:
        return too_late(task_id, error)
    flash(_("Etsimme taas tekijää."), "success")
    return to_task(task_id)


@bp.post("/tasks/<uuid:task_id>/wanted-worker")
def ask_for_worker(task_id: UUID) -> Response:
    chosen = as_id(request.form.get("worker", ""))
    try:
        if chosen is None:
            wanted_workers.drop_wanted(current_actor(), task_id, now=now())
        else:
            wanted_workers.ask_for_worker(current_actor(), task_id, chosen, now=now())
    except Conflict as error:
        return too_late(task_id, error)
    flash(_("Toive on tallessa. Tekijä saa itse päättää.") if chosen else _("Poistimme toiveen."))
    return to_task(task_id)
