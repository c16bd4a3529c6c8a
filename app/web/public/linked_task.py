"""Saying by a link, without signing in, whether an order is still needed.

Opening the page changes nothing; each answer is a form of its own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _

from app.domain.errors import Conflict, Gone
from app.domain.lifecycle import TaskState
from app.services import endings as acts
from app.store import task_links, tasks
from app.web.public.blueprint import bp
from app.web.shared.now import now

if TYPE_CHECKING:
    from collections.abc import Callable

    from werkzeug.wrappers import Response

    Answer = Response | str | tuple[str, int]


@bp.get("/orders/<string:token>")
def linked_task(token: str) -> Answer:
    try:
        actor, task_id = task_links.find_orderer(token, now=now())
    except Gone:
        return render_template("public/linked_task_over.html"), 410
    task = tasks.get_task(actor, task_id)
    waits = task.state is not TaskState.CLOSED and task.asked_at is not None
    return render_template("public/linked_task.html", token=token, task=task, waits=waits)


@bp.post("/orders/<string:token>/keep")
def keep_linked_task(token: str) -> Answer:
    said = _("Kiitos! Tilaus on voimassa.")
    return _act(token, said, acts.refresh_by_link)


@bp.post("/orders/<string:token>/end")
def end_linked_task(token: str) -> Answer:
    said = _("Kiitos, että kerroit. Tilaus on päättynyt.")
    return _act(token, said, acts.end_by_link)


def _act(token: str, said: str, act: Callable[..., None]) -> Answer:
    try:
        act(token, now=now())
        flash(said, "success")
    except Gone:
        return render_template("public/linked_task_over.html"), 410
    except Conflict:
        flash(_("Tilaus on jo päättynyt."), "info")
    return redirect(url_for("public.linked_task", token=token), 303)
