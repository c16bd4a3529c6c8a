"""The orderers: who they are, whom to call, what they have ordered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from app.domain.errors import RuleBroken
from app.domain.organisations import LOOKED_BACK, Standing, WhyRefused, answering
from app.services import orderers as acts
from app.store import orderer_answers, orderers, organisations, tasks
from app.web.dispatch.blueprint import bp
from app.web.dispatch.forms import RefusedForm
from app.web.shared.access import current_actor
from app.web.shared.now import now, settings

if TYPE_CHECKING:
    from uuid import UUID

    from werkzeug.wrappers import Response


@bp.get("/organisations")
def list_organisations() -> str:
    wanted = request.args.get("standing", "")
    standing = Standing(wanted) if wanted in set(Standing) else None
    found = organisations.list_with_counts(current_actor(), standing)
    return render_template("dispatch/organisations.html", organisations=found, standing=standing)


@bp.get("/organisations/<uuid:organisation_id>")
def show_organisation(organisation_id: UUID) -> str:
    return _page(organisation_id, RefusedForm(formdata=None))


def _page(organisation_id: UUID, form: RefusedForm) -> str:
    organisation = organisations.get_organisation(current_actor(), organisation_id)
    return render_template(
        "dispatch/organisation.html",
        organisation=organisation,
        form=form,
        looked_back=LOOKED_BACK,
        signs=orderer_answers.last_signs(organisation_id),
        answering=answering(
            orderer_answers.list_waits(organisation_id, since=now() - LOOKED_BACK, now=now())
        ),
        people=orderers.list_orderers(organisation_id),
        tasks=tasks.list_of_organisation(current_actor(), organisation_id),
    )


@bp.post("/organisations/<uuid:organisation_id>/verify")
def verify_organisation(organisation_id: UUID) -> Response:
    acts.verify_organisation(current_actor(), organisation_id, now=now())
    flash(_("Organisaatio on tarkistettu. Sen tilaukset voi nyt avata."), "success")
    return redirect(url_for("dispatch.show_organisation", organisation_id=organisation_id), 303)


@bp.post("/organisations/<uuid:organisation_id>/refuse")
def refuse_organisation(organisation_id: UUID) -> Response | tuple[str, int]:
    form = RefusedForm()
    if not form.validate():
        return _page(organisation_id, form), 422
    try:
        _refuse(organisation_id, form)
    except RuleBroken as error:
        form.blame(form.words, error)
        return _page(organisation_id, form), 422
    flash(
        _("Kirje lähti. Tilaajan tilaukset on suljettu ja kirjautuminen on päättynyt."), "success"
    )
    return redirect(url_for("dispatch.show_organisation", organisation_id=organisation_id), 303)


def _refuse(organisation_id: UUID, form: RefusedForm) -> None:
    why, words = WhyRefused(form.why.data), form.words.data or ""
    actor, phone = current_actor(), settings().phone
    acts.refuse_organisation(actor, organisation_id, why, words, phone=phone, now=now())


@bp.post("/organisations/<uuid:organisation_id>/reconsider")
def reconsider_organisation(organisation_id: UUID) -> Response:
    acts.take_refusal_back(current_actor(), organisation_id, now=now())
    flash(_("Tilaaja odottaa taas tarkistusta. Kerroimme siitä hänelle."), "success")
    return redirect(url_for("dispatch.show_organisation", organisation_id=organisation_id), 303)
