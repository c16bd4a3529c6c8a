"""What a coach and a client keep together: goals, things to see to, what helps."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from flask import flash, make_response, redirect, render_template, request, url_for
from flask_babel import gettext as _

from app.domain.errors import Conflict, RuleBroken
from app.domain.lifecycle import GoalState
from app.domain.vocabulary import PassKind
from app.services import goals as goal_acts
from app.services import readiness as acts
from app.store import client_cards, goals, readiness
from app.web.coach.blueprint import bp
from app.web.coach.together_forms import GoalForm, HelpsForm, PassForm, ReadyForm
from app.web.shared.access import current_actor
from app.web.shared.now import now

if TYPE_CHECKING:
    from werkzeug.wrappers import Response

    from app.web.shared.forms import SiteForm

PLACE = "/clients/<uuid:client_id>/together"


@bp.get(PLACE)
def show_together(client_id: UUID) -> str:
    return _page(client_id)


def _page(client_id: UUID, **given: SiteForm) -> str:
    actor, instant = current_actor(), now()
    known = readiness.find_helps(actor, client_id, now=instant)
    forms: dict[str, SiteForm] = {
        "goal_form": GoalForm(formdata=None), "ready_form": ReadyForm(formdata=None),
        "pass_form": PassForm(formdata=None),
        "helps_form": HelpsForm(
            formdata=None, helps=known.helps if known else "",
            must_change=known.must_change if known else "",
        ),
    }  # fmt: skip
    return render_template(
        "coach/together.html",
        card_of=client_cards.get_card(actor, client_id, now=instant),
        goals=goals.list_goals(actor, client_id, now=instant),
        ready=readiness.list_items(actor, client_id, now=instant),
        **(forms | given),
    )


def _kept(client_id: UUID, words: str) -> Response:
    flash(words, "success")
    return redirect(url_for("coach.show_together", client_id=client_id), code=303)


@bp.post(PLACE + "/goals")
def say_goal(client_id: UUID) -> Response:
    form = GoalForm()
    try:
        if form.validate():
            _say(client_id, form)
    except (RuleBroken, Conflict) as error:
        form.blame(form.words, error)
    if form.errors:
        return make_response(_page(client_id, goal_form=form), 422)
    return _kept(client_id, _("Tavoite on tallennettu."))


def _say(client_id: UUID, form: GoalForm) -> None:
    former = request.form.get("instead_of", type=UUID)
    goal_acts.say_goal(
        current_actor(), client_id, form.words.data or "", months=int(form.months.data),
        instead_of=former, now=now(),
    )  # fmt: skip


@bp.post("/goals/<uuid:goal_id>/close")
def close_goal(goal_id: UUID) -> Response:
    state = GoalState.LEFT if request.form.get("state") == "left" else GoalState.DONE
    client_id = goal_acts.close_goal(current_actor(), goal_id, state, now=now())
    return _kept(client_id, _("Merkitty. Tavoite jää näkyviin historiaan."))


@bp.post(PLACE + "/readiness")
def keep_ready(client_id: UUID) -> Response:
    form = ReadyForm()
    if not form.validate():
        return make_response(_page(client_id, ready_form=form), 422)
    acts.keep_item(current_actor(), client_id, form.ready(), now=now())
    return _kept(client_id, _("Tallennettu. Hän näkee tämän omilla sivuillaan."))


@bp.post(PLACE + "/passes")
def show_pass(client_id: UUID) -> Response:
    form = PassForm()
    try:
        if form.validate():
            kind, until = PassKind(form.kind.data), form.valid_until.data
            acts.show_pass(current_actor(), client_id, kind, until, now=now())
    except RuleBroken as error:
        form.blame(form.valid_until, error)
    if form.errors:
        return make_response(_page(client_id, pass_form=form), 422)
    return _kept(client_id, _("Merkitty näytetyksi."))


@bp.post(PLACE + "/helps")
def write_helps(client_id: UUID) -> Response:
    form = HelpsForm()
    if not form.validate():
        return make_response(_page(client_id, helps_form=form), 422)
    helps, must_change = form.helps.data or "", form.must_change.data or ""
    acts.write_helps(current_actor(), client_id, helps, must_change, now=now())
    return _kept(client_id, _("Tallennettu. Hän näkee tämän omilla sivuillaan."))
