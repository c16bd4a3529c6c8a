"""Changing pay, place and demands of an order: what is wanted, what comes of it, the yes.

The pages of orderers and dispatchers are one; its audience tells only its frame and addresses.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from app.domain.errors import Conflict, RuleBroken
from app.domain.terms import may_change
from app.domain.vocabulary import Scale
from app.services import terms as acts
from app.store import organisations, tasks
from app.web.shared.access import current_actor
from app.web.shared.now import now
from app.web.shared.sentences import sentence
from app.web.shared.terms_form import TermsForm, terms_values
from app.web.shared.words_terms import changed_rows

if TYPE_CHECKING:
    from uuid import UUID

    from werkzeug.wrappers import Response

    from app.store.models.work import Task

    Audience = Literal["orderer", "dispatch"]
    Answer = Response | str | tuple[str, int]

MOST_KNOWN = 50


def show_terms_to(audience: Audience, task_id: UUID) -> Answer:
    """The form with the order as it is; back to the order where nothing can be changed now."""
    task = tasks.get_task(current_actor(), task_id)
    if not may_change(task.state):
        return _refused(audience, task, TermsForm(formdata=None), Conflict("terms_wait"))
    return _form_page(audience, task, TermsForm(data=terms_values(tasks.draft_of(task))))


def foresee_terms_to(audience: Audience, task_id: UUID) -> Answer:
    """What the change would do, or the form again with what is wrong and nothing lost."""
    task, form = tasks.get_task(current_actor(), task_id), TermsForm()
    if request.form.get("act") == "back":
        return _form_page(audience, task, form)
    if not form.validate():
        return _form_page(audience, task, form), 422
    return _foreseen(audience, task, form)


def change_terms_of(audience: Audience, task_id: UUID) -> Answer:
    """Change what was shown; where something else would come of it by now, that is shown first."""
    task, form = tasks.get_task(current_actor(), task_id), TermsForm()
    if not form.validate():
        return _form_page(audience, task, form), 422
    try:
        acts.change_terms(
            current_actor(), task_id, form.to_wanted(), seen=request.form.get("seen", ""), now=now()
        )
    except (RuleBroken, Conflict) as error:
        return _not_changed(audience, task_id, form, error)
    flash(_("Muutit tilausta. Kerroimme muutoksesta kaikille, joita se koskee."), "success")
    return redirect(url_for(f"{audience}.show_task", task_id=task_id), 303)


def _not_changed(
    audience: Audience, task_id: UUID, form: TermsForm, error: RuleBroken | Conflict
) -> Answer:
    task = tasks.get_task(current_actor(), task_id)
    if error.code == "changed_meanwhile":
        return _foreseen(audience, task, form, stale=True)
    return _refused(audience, task, form, error)


def _foreseen(audience: Audience, task: Task, form: TermsForm, *, stale: bool = False) -> Answer:
    """The page of what the change would do; `stale`: it is not what was shown before."""
    try:
        impact = acts.foresee(current_actor(), task.id, form.to_wanted(), now=now())
    except (RuleBroken, Conflict) as error:
        return _refused(audience, task, form, error)
    page = render_template(
        "shared/terms_impact.html", audience=audience, task=task, form=form, impact=impact,
        rows=changed_rows(impact.old, impact.new), stale=stale,
    )  # fmt: skip
    return (page, 409) if stale else page


def _refused(
    audience: Audience, task: Task, form: TermsForm, error: RuleBroken | Conflict
) -> Answer:
    if isinstance(error, Conflict):
        flash(sentence(error), "warning")
        return redirect(url_for(f"{audience}.show_task", task_id=task.id), 303)
    form.show(error)
    return _form_page(audience, task, form), 422


def _form_page(audience: Audience, task: Task, form: TermsForm) -> str:
    sites = organisations.list_sites(task.organisation_id)
    return render_template(
        "shared/terms.html", audience=audience, task=task, form=form, scales=list(Scale),
        places=sorted({site.name for site in sites})[:MOST_KNOWN],
    )  # fmt: skip
