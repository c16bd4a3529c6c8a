"""Showing and saving the steps of a task and the stop near its place, for whoever may write them.

The pages of orderers and dispatchers are one page; its audience tells only its frame and addresses.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from app.domain.errors import RuleBroken
from app.services import steps as acts
from app.store import steps, tasks
from app.web.shared.access import current_actor
from app.web.shared.now import now
from app.web.shared.sentences import sentence
from app.web.shared.step_form import StopForm, rows_of, steps_of_form, stop_form
from app.web.shared.words_steps import picture_choices

if TYPE_CHECKING:
    from collections.abc import Sequence
    from uuid import UUID

    from werkzeug.wrappers import Response

    from app.domain.steps import Step
    from app.store.models.work import Task

    Audience = Literal["orderer", "dispatch"]
    Answer = Response | str | tuple[str, int]


def show_steps_to(audience: Audience, task_id: UUID) -> str:
    """The page as it is kept."""
    task = tasks.get_task(current_actor(), task_id)
    return _page(audience, task, steps.list_steps(task_id), stop_form(task))


def save_steps_of(audience: Audience, task_id: UUID) -> Answer:
    """Keep the steps as written, or show the page again with what is wrong and nothing lost."""
    task = tasks.get_task(current_actor(), task_id)
    said = steps_of_form(request.form, task)
    try:
        acts.save_steps(current_actor(), task_id, said, now=now())
    except RuleBroken as error:
        task = tasks.get_task(current_actor(), task_id)
        return _page(audience, task, said, stop_form(task), sentence(error)), 422
    flash(_("Vaiheet ovat tallessa."), "success")
    return _back(audience, task_id)


def save_stop_of(audience: Audience, task_id: UUID) -> Answer:
    """Keep the stop and the walk, or show the form again with what is wrong."""
    task, form = tasks.get_task(current_actor(), task_id), StopForm()
    if not form.validate():
        return _page(audience, task, steps.list_steps(task_id), form), 422
    try:
        acts.save_stop(current_actor(), task_id, form.stop.data or "", form.minutes, now=now())
    except RuleBroken as error:
        form.blame(form.walk_minutes, error)
        task = tasks.get_task(current_actor(), task_id)
        return _page(audience, task, steps.list_steps(task_id), form), 422
    flash(_("Pysäkki on tallessa."), "success")
    return _back(audience, task_id)


def _page(
    audience: Audience, task: Task, shown: Sequence[Step], form: StopForm, problem: str = ""
) -> str:
    return render_template(
        "shared/steps_page.html", audience=audience, task=task, rows=rows_of(shown),
        choices=picture_choices(), stop=form, problem=problem,
        ready=task.category is not None and not shown,
    )  # fmt: skip


def _back(audience: Audience, task_id: UUID) -> Response:
    return redirect(url_for(f"{audience}.show_steps", task_id=task_id), 303)
