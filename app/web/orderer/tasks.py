"""Orders: the list, a new one, its changes and the picture of it while it is written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from app.domain.errors import Conflict, RuleBroken
from app.domain.lifecycle import TaskState
from app.domain.task_templates import find_template
from app.domain.vocabulary import Category, Scale
from app.services import tasks as acts
from app.store import organisations, task_cards, tasks
from app.store.task_cards import Group
from app.web.orderer.beginnings import beginning_of, first_values
from app.web.orderer.blueprint import bp, own_organisation
from app.web.orderer.comparison import compare
from app.web.orderer.forms import DetailsForm, TaskForm, blame, details_of, values_of, without_kept
from app.web.orderer.preview import sketch_of
from app.web.orderer.reach import advice_on, at_known_point, draft_of, reach_of
from app.web.orderer.status import all_steps
from app.web.shared.access import current_actor
from app.web.shared.now import now
from app.web.shared.paging import asked_page, paging
from app.web.shared.words_tasks import CATEGORY_NOTES, category_word

if TYPE_CHECKING:
    from uuid import UUID

    from werkzeug.wrappers import Response

    from app.domain.tasks import TaskDraft
    from app.store.models.work import Task

    Answer = Response | str | tuple[str, int]

PAGE_SIZE = 20
# Once opened, only details may change; before that, everything.
WHOLE = frozenset({TaskState.DRAFT, TaskState.SUBMITTED, TaskState.CHANGES_REQUESTED})


@bp.get("/tasks")
def list_tasks() -> str:
    actor, shown = current_actor(), request.args.get("show", "")
    group = Group(shown) if shown in set(Group) else Group.ALL
    counts = task_cards.count_groups(actor)
    cards = task_cards.list_cards(actor, group, now=now(), page=asked_page(), size=PAGE_SIZE)
    return render_template(
        "orderer/tasks.html", cards=cards, steps=all_steps(cards), group=group, counts=counts,
        paging=paging(counts[group], PAGE_SIZE, show=group.value),
    )  # fmt: skip


@bp.get("/tasks/new")
def new_task() -> Answer:
    begun = beginning_of(request.args)
    return _whole_page(TaskForm(data=first_values(own_organisation(), begun)))


@bp.post("/tasks/new")
def post_task() -> Answer:
    form = TaskForm()
    if _only_looking():
        return _whole_page(form)
    if not form.validate():
        return _whole_page(form), 422
    try:
        task_id = posted(form, submit=_wants_submit())
    except RuleBroken as error:
        blame(form, error)
        return _whole_page(form), 422
    return _saved(task_id)


def posted(form: TaskForm, *, submit: bool = False) -> UUID:
    """The id of the new order that a valid form tells of. Raises: RuleBroken."""
    begun, draft = find_template(form.template.data), at_known_point(form.to_draft())
    steps = begun.steps if begun else ()
    return acts.post_task(current_actor(), draft, now=now(), submit=submit, how=steps)


@bp.post("/tasks/preview")
def preview_task() -> str:
    """The client's card and the costs of what is in the form now; nothing is kept."""
    form = TaskForm()
    draft = draft_of(form)
    return render_template(
        "orderer/_preview.html", sketch=sketch_of(form), reach=reach_of(draft),
        advice=advice_on(draft),
    )  # fmt: skip


@bp.get("/tasks/<uuid:task_id>/edit")
def edit_task(task_id: UUID) -> Answer:
    task = tasks.get_task(current_actor(), task_id)
    if task.state is TaskState.CLOSED:
        flash(
            _("Tilaus on päättynyt, eikä sitä voi enää muuttaa. Voit tilata saman uudestaan."),
            "warning",
        )
        return redirect(url_for("orderer.show_task", task_id=task_id), 303)
    draft = tasks.draft_of(task)
    if task.state in WHOLE:
        return _whole_page(TaskForm(data=values_of(draft, version=task.version)), task)
    return _details_page(DetailsForm(data=details_of(draft, task.version)), task)


@bp.post("/tasks/<uuid:task_id>/edit")
def save_task(task_id: UUID) -> Answer:
    task = tasks.get_task(current_actor(), task_id)
    base = tasks.draft_of(task)
    form = TaskForm() if task.state in WHOLE else DetailsForm()
    if _only_looking() or not form.validate():
        return _again(form, task_id), 200 if _only_looking() else 422
    draft = _changed(form, base)
    try:
        acts.edit_task(
            current_actor(), task_id, draft, version=form.shown_version, now=now(),
            submit=_wants_submit(),
        )  # fmt: skip
    except (RuleBroken, Conflict) as error:
        return _not_saved(form, task_id, draft, error)
    return _saved(task_id)


def _changed(form: DetailsForm, base: TaskDraft) -> TaskDraft:
    if isinstance(form, TaskForm):
        return at_known_point(form.to_draft(base), base)
    return form.changed(base)


def _not_saved(
    form: DetailsForm, task_id: UUID, draft: TaskDraft, error: RuleBroken | Conflict
) -> Answer:
    if error.code == "changed_meanwhile":
        return _both_versions(task_id, draft), 409
    if isinstance(error, Conflict):
        raise error
    blame(form, error)
    return _again(form, task_id), 422


def _both_versions(task_id: UUID, mine: TaskDraft) -> str:
    """The page on which two people's changes stand side by side."""
    task = tasks.get_task(current_actor(), task_id)
    sent = [
        (name, value) for name, value in request.form.items(multi=True)
        if name not in {"csrf_token", "version"}
    ]  # fmt: skip
    rows = compare(tasks.draft_of(task), mine)
    return render_template("orderer/conflict.html", task=task, rows=rows, sent=sent)


def _again(form: DetailsForm, task_id: UUID) -> str:
    task = tasks.get_task(current_actor(), task_id)
    return _whole_page(form, task) if isinstance(form, TaskForm) else _details_page(form, task)


def _whole_page(form: TaskForm, task: Task | None = None) -> str:
    without_kept(form, task.recurrence if task else "")
    sites, draft = organisations.list_sites(own_organisation()), draft_of(form)
    return render_template(
        "orderer/edit_task.html", form=form, task=task, sketch=sketch_of(form),
        reach=reach_of(draft), advice=advice_on(draft), scales=list(Scale),
        places=sorted({site.name for site in sites})[:50], notes=_category_notes(),
        pictures={str(kind): str(kind) for kind in Category},
        template=None if task else find_template(form.template.data),
    )  # fmt: skip


def _details_page(form: DetailsForm, task: Task) -> str:
    return render_template("orderer/edit_details.html", form=form, task=task)


def _category_notes() -> dict[str, str]:
    return {str(code): _(text) for code, text in CATEGORY_NOTES.items() if category_word(code)}


def _only_looking() -> bool:
    return request.form.get("act") == "preview"


def _wants_submit() -> bool:
    return request.form.get("act") == "send"


def _saved(task_id: UUID) -> Response:
    if _wants_submit():
        flash(
            _("Lähetit tilauksen tarkistettavaksi. Näet tältä sivulta, miten se etenee."), "success"
        )
    else:
        flash(_("Tallensimme muutokset."), "success")
    return redirect(url_for("orderer.show_task", task_id=task_id), 303)
