"""The orderers: who they are, whom to call, what they have ordered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _

from app.services import orderers as acts
from app.store import orderers, organisations, tasks
from app.web.dispatch.blueprint import bp
from app.web.shared.access import current_actor
from app.web.shared.now import now

if TYPE_CHECKING:
    from uuid import UUID

    from werkzeug.wrappers import Response


@bp.get("/organisations")
def list_organisations() -> str:
    found = organisations.list_with_counts(current_actor())
    return render_template("dispatch/organisations.html", organisations=found)


@bp.get("/organisations/<uuid:organisation_id>")
def show_organisation(organisation_id: UUID) -> str:
    organisation = organisations.get_organisation(current_actor(), organisation_id)
    return render_template(
        "dispatch/organisation.html",
        organisation=organisation,
        people=orderers.list_orderers(organisation_id),
        tasks=tasks.list_of_organisation(current_actor(), organisation_id),
    )


@bp.post("/organisations/<uuid:organisation_id>/verify")
def verify_organisation(organisation_id: UUID) -> Response:
    acts.verify_organisation(current_actor(), organisation_id, now=now())
    flash(_("Organisaatio on tarkistettu. Sen tilaukset voi nyt avata."), "success")
    return redirect(url_for("dispatch.show_organisation", organisation_id=organisation_id), 303)
