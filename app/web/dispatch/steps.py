"""How the work of an order is done, step by step, and the stop near its place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from app.domain.errors import RuleBroken
from app.services import steps as acts
from app.store import steps, tasks
from app.web.dispatch.blueprint import bp
from app.web.shared.access import current_actor
from app.web.shared.now import now
from app.web.shared.sentences import sentence
from app.web.shared.step_form import StopForm, rows_of, steps_of_form, stop_form
from app.web.shared.words_steps import picture_choices, ready_steps

if TYPE_CHECKING:
    from collections.abc import Sequence
    from uuid import UUID

    from werkzeug.wrappers import Response

    from app.domain.steps import Step
    from app.store.models.work import Task

    Answer = Response | str | tuple[str, int]


@bp.get("/tasks/<uuid:task_id>/steps")
def show_steps(task_id: UUID) -> str:
    task = tasks.get_task(current_actor(), task_id)
    return _page(task, steps.list_steps(task_id), stop_form(task))


def _page(task: Task, shown: Sequence[Step], form: StopForm, problem: str = "") -> str:
    return render_template(
        "dispatch/steps.html", task=task, rows=rows_of(shown), choices=picture_choices(), stop=form,
        ready=bool(ready_steps(task.category)) and not shown, problem=problem,
    )  # fmt: skip


@bp.post("/tasks/<uuid:task_id>/steps")
def save_steps(task_id: UUID) -> Answer:
    task = tasks.get_task(current_actor(), task_id)
    said = steps_of_form(request.form, task)
    try:
        acts.save_steps(current_actor(), task_id, said, now=now())
    except RuleBroken as error:
        task = tasks.get_task(current_actor(), task_id)
        return _page(task, said, stop_form(task), sentence(error)), 422
    flash(_("Vaiheet ovat tallessa."), "success")
    return redirect(url_for("dispatch.show_steps", task_id=task_id), 303)


@bp.post("/tasks/<uuid:task_id>/stop")
def save_stop(task_id: UUID) -> Answer:
    task, form = tasks.get_task(current_actor(), task_id), StopForm()
    if not form.validate():
        return _page(task, steps.list_steps(task_id), form), 422
    try:
        acts.save_stop(current_actor(), task_id, form.stop.data or "", form.minutes, now=now())
    except RuleBroken as error:
        form.blame(form.walk_minutes, error)
        task = tasks.get_task(current_actor(), task_id)
        return _page(task, steps.list_steps(task_id), form), 422
    flash(_("Pysäkki on tallessa."), "success")
    return redirect(url_for("dispatch.show_steps", task_id=task_id), 303)
