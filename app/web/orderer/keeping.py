"""A draft that is kept by itself while it is written: the page's script asks, nobody presses.

Only drafts: what has been sent changes by the button alone. The answers are data for the script.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import url_for
from flask_babel import gettext as _

from app.domain.errors import Conflict, RuleBroken
from app.services import tasks as acts
from app.store import tasks
from app.web.orderer.blueprint import bp
from app.web.orderer.forms import TaskForm, blame
from app.web.orderer.reach import at_known_point
from app.web.orderer.tasks import posted
from app.web.shared.access import current_actor
from app.web.shared.formats import clock_short
from app.web.shared.language import locale
from app.web.shared.now import now

if TYPE_CHECKING:
    from uuid import UUID

    Answer = tuple[dict[str, Any], int]


@bp.post("/tasks/keep")
def keep_new_task() -> Answer:
    form = TaskForm()
    if not form.validate():
        return _not_yet(form)
    try:
        task_id = posted(form)
    except RuleBroken as error:
        blame(form, error)
        return _not_yet(form)
    pages = {
        "page": url_for("orderer.edit_task", task_id=task_id),
        "keep": url_for("orderer.keep_task", task_id=task_id),
    }
    return _kept(1) | pages, 200


@bp.post("/tasks/<uuid:task_id>/keep")
def keep_task(task_id: UUID) -> Answer:
    base = tasks.draft_of(tasks.get_task(current_actor(), task_id))
    form = TaskForm()
    if not form.validate():
        return _not_yet(form)
    draft = at_known_point(form.to_draft(base), base)
    try:
        version = acts.keep_draft(
            current_actor(), task_id, draft, version=form.shown_version, now=now()
        )
    except RuleBroken as error:
        blame(form, error)
        return _not_yet(form)
    except Conflict:
        return {"words": _changed_elsewhere()}, 409
    return _kept(version), 200


def _kept(version: int) -> dict[str, Any]:
    clock = clock_short(now(), None, locale())
    return {"version": version, "words": _("Luonnos tallessa %(clock)s.", clock=clock)}


def _not_yet(form: TaskForm) -> Answer:
    """What has to be mended before the draft can be kept: the first thing of the page."""
    faults = [*form.form_errors, *(text for field in form for text in field.errors)]
    return {"words": _("Muutokset eivät ole vielä tallessa. %(why)s", why=faults[0])}, 422


def _changed_elsewhere() -> str:
    return str(_(
        "Tämä tilaus on muuttunut toisessa ikkunassa tai toisen käsissä. Emme tallenna sen päälle."
        " Tallenna napista, niin voit verrata."
    ))  # fmt: skip
