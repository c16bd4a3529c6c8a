"""The people who order for the organisation: its admin adds them and gives them rights."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.exceptions import BadRequest
from wtforms import BooleanField

from app.domain.errors import Conflict, RuleBroken
from app.domain.policy import Facts, Verb, require
from app.services import orderers as acts
from app.store import orderers
from app.web.orderer.blueprint import bp, own_organisation
from app.web.shared.access import current_actor
from app.web.shared.now import now
from app.web.shared.person_form import PersonForm
from app.web.shared.sentences import sentence

if TYPE_CHECKING:
    from uuid import UUID

    from werkzeug.wrappers import Response


class ColleagueForm(PersonForm):
    """A colleague, and what the colleague may do."""

    admin = BooleanField(_l("Voi myös lisätä ja poistaa tilaajia"))


def _require_admin() -> None:
    require(current_actor(), Verb.MANAGE_ORDERERS, Facts(organisation_id=own_organisation()))


@bp.get("/people/new")
def new_colleague() -> str:
    _require_admin()
    return render_template("orderer/colleague.html", form=ColleagueForm())


@bp.post("/people")
def add_colleague() -> Response | tuple[str, int]:
    form = ColleagueForm()
    _require_admin()
    if form.validate():
        try:
            acts.add_colleague(current_actor(), form.person, admin=form.admin.data, now=now())
        except Conflict as error:
            form.blame(form.email, error)
    if form.errors:
        return render_template("orderer/colleague.html", form=form), 422
    flash(_("Lisäsimme tilaajan. Hän sai sähköpostin."), "success")
    return redirect(url_for("orderer.organisation"), 303)


@bp.post("/people/<uuid:orderer_id>/rights")
def change_rights(orderer_id: UUID) -> Response:
    rights = request.form.get("rights")
    if rights not in {"admin", "orderer"}:
        orderers.get_orderer(current_actor(), orderer_id)
        _require_admin()
        raise BadRequest
    try:
        acts.change_rights(current_actor(), orderer_id, admin=rights == "admin", now=now())
    except RuleBroken as error:
        return _told(sentence(error), "warning")
    return _told(_("Muutimme oikeudet."), "success")


@bp.post("/people/<uuid:orderer_id>/close")
def close_account(orderer_id: UUID) -> Response:
    try:
        acts.close_account(current_actor(), orderer_id, now=now())
    except RuleBroken as error:
        return _told(sentence(error), "warning")
    return _told(_("Hän ei voi enää tilata. Voit lisätä hänet uudelleen."), "success")


def _told(text: str, kind: str) -> Response:
    flash(text, kind)
    return redirect(url_for("orderer.organisation"), 303)
