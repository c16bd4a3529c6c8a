"""The orderer's own choice: whether an order has an open page, and what the page tells."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]

from app.domain.errors import Conflict
from app.domain.public_tasks import PLACE_LENGTH, PublicFact, coarse_place
from app.services import public_tasks as acts
from app.store import public_tasks, steps, tasks
from app.web.orderer.blueprint import bp
from app.web.shared.access import current_actor
from app.web.shared.fields import SomeOf, text_field
from app.web.shared.forms import SiteForm, needed
from app.web.shared.now import now
from app.web.shared.sentences import sentence

if TYPE_CHECKING:
    from uuid import UUID

    from werkzeug.wrappers import Response

    from app.store.models.public import PublicTask
    from app.store.models.work import Task

    Answer = Response | str | tuple[str, int]

_FACTS = [
    SelectChoice(PublicFact.DESCRIPTION.value, _l("Mitä tekijä tekee")),
    SelectChoice(PublicFact.STEPS.value, _l("Työn vaiheet")),
    SelectChoice(PublicFact.PAY.value, _l("Palkka tunnissa")),
    SelectChoice(PublicFact.ORGANISATION.value, _l("Organisaation nimi")),
]


class PublicForm(SiteForm):
    """What the open page of an order tells; nothing is chosen beforehand."""

    place = text_field(
        _l("Mikä paikka kerrotaan?"), PLACE_LENGTH,
        needed(_l("Kirjoita, mikä paikka avoimella sivulla kerrotaan.")),
        description=_l(
            "Kaupunginosa riittää, esimerkiksi: Kallio, Helsinki. Älä kirjoita osoitetta."
        ),
    )  # fmt: skip
    facts = SomeOf(_l("Mitä muuta sivulla saa kertoa?"), choices=_FACTS)


@bp.get("/tasks/<uuid:task_id>/open-page")
def show_public(task_id: UUID) -> str:
    task = tasks.get_task(current_actor(), task_id)
    row = public_tasks.find_of_task(task_id)
    place = row.place if row else coarse_place(task.site.area)
    return _page(task, row, PublicForm(data={"place": place, "facts": row.facts if row else []}))


@bp.post("/tasks/<uuid:task_id>/open-page")
def publish_task(task_id: UUID) -> Answer:
    task, form = tasks.get_task(current_actor(), task_id), PublicForm()
    looking = request.form.get("act") == "preview"
    if looking or not form.validate():
        shown = _page(task, public_tasks.find_of_task(task_id), form)
        return shown if looking else (shown, 422)
    facts = [PublicFact(one) for one in form.facts.data or ()]
    try:
        acts.publish_task(current_actor(), task_id, form.place.data or "", facts, now=now())
    except Conflict as error:
        flash(sentence(error), "warning")
        return redirect(url_for("orderer.show_task", task_id=task_id), 303)
    flash(_("Avoin sivu on päällä. Siinä on vain se, minkä valitsit."), "success")
    return redirect(url_for("orderer.show_public", task_id=task_id), 303)


@bp.post("/tasks/<uuid:task_id>/open-page/end")
def hide_task(task_id: UUID) -> Response:
    acts.hide_task(current_actor(), task_id, now=now())
    flash(_("Avoin sivu on poissa. Tilaus jatkuu ennallaan."), "success")
    return redirect(url_for("orderer.show_public", task_id=task_id), 303)


def _page(task: Task, row: PublicTask | None, form: PublicForm) -> str:
    known = {fact.value for fact in PublicFact}
    facts = [one for one in form.facts.data or () if one in known]
    page = public_tasks.preview_of(task, form.place.data or "", facts, now=now())
    return render_template(
        "orderer/public_task.html", task=task, form=form, row=row, page=page,
        on=row is not None and row.ended_at is None,
        steps=steps.list_steps(task.id) if PublicFact.STEPS in facts else [],
    )  # fmt: skip
