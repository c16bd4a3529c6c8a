"""The orderer's own organisation: what it is called and known by, and who orders for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _

from app.domain.errors import Conflict, RuleBroken
from app.domain.organisations import LOOKED_BACK, OwnFacts, answering
from app.domain.policy import Facts, Verb, may, require
from app.services import organisations as acts
from app.store import orderer_answers, orderers, organisations
from app.web.orderer.blueprint import bp, own_organisation
from app.web.orderer.forms import OrganisationForm
from app.web.shared.access import current_actor
from app.web.shared.calendars import has_own_calendar
from app.web.shared.companies import ask_register, register_kind
from app.web.shared.fields import whole_number
from app.web.shared.now import now

if TYPE_CHECKING:
    from werkzeug.wrappers import Response

    from app.services.companies import Answer


@bp.get("/organisation")
def organisation() -> str:
    found = organisations.get_organisation(current_actor(), own_organisation())
    most = found.contacts_a_month
    return _page(OrganisationForm(obj=found, contacts_a_month="" if most is None else str(most)))


@bp.post("/organisation")
def edit_organisation() -> Response | tuple[str, int]:
    form, actor = OrganisationForm(), current_actor()
    require(actor, Verb.EDIT_ORGANISATION, Facts(organisation_id=own_organisation()))
    if not form.validate():
        return _page(form), 422
    try:
        acts.edit_organisation(actor, own_organisation(), _told(form), now=now())
    except (RuleBroken, Conflict) as error:
        form.blame(form.business_id, error)
        return _page(form), 422
    flash(_("Tallensimme organisaation tiedot."), "success")
    return redirect(url_for("orderer.organisation"), 303)


@bp.post("/organisation/company")
def fill_organisation() -> str | tuple[str, int]:
    form, actor = OrganisationForm(), current_actor()
    require(actor, Verb.EDIT_ORGANISATION, Facts(organisation_id=own_organisation()))
    try:
        return _page(form, ask_register(form, form.business_id))
    except RuleBroken as error:
        form.blame(form.business_id, error)
        return _page(form), 422


def _told(form: OrganisationForm) -> OwnFacts:
    return OwnFacts(
        name=form.name.data or "", business_id=form.business_id.data or "",
        cost_centre=form.cost_centre.data or "", address=form.address.data or "",
        contacts_a_month=whole_number(form.contacts_a_month.data),
    )  # fmt: skip


def _page(form: OrganisationForm, answer: Answer | None = None) -> str:
    actor = current_actor()
    found = organisations.get_organisation(actor, own_organisation())
    own = Facts(organisation_id=found.id)
    waits = orderer_answers.list_waits(found.id, since=now() - LOOKED_BACK, now=now())
    return render_template(
        "orderer/organisation.html", organisation=found, form=form,
        may_edit=may(actor, Verb.EDIT_ORGANISATION, own),
        may_manage=may(actor, Verb.MANAGE_ORDERERS, own),
        people=orderers.list_orderers(found.id), answering=answering(waits),
        has_calendar=has_own_calendar(), answer=answer, register=register_kind(),
    )  # fmt: skip
