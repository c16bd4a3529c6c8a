"""Agreements with employers: whose reference is missing, and which there are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from app.domain.errors import Conflict, RuleBroken
from app.services import agreements as acts
from app.store import agreements
from app.web.dispatch.blueprint import bp
from app.web.shared.access import current_actor
from app.web.shared.now import now
from app.web.shared.sentences import sentence

if TYPE_CHECKING:
    from uuid import UUID

    from werkzeug.wrappers import Response


@bp.get("/agreements")
def list_agreements() -> str:
    actor = current_actor()
    return render_template(
        "dispatch/agreements.html",
        due=agreements.list_due(actor, now=now()), made=agreements.list_made(actor, now=now()),
    )  # fmt: skip


@bp.post("/placements/<uuid:placement_id>/agreement")
def make_agreement(placement_id: UUID) -> Response:
    try:
        acts.make_agreement(
            current_actor(), placement_id, request.form.get("reference", ""),
            name_released="named" in request.form, now=now(),
        )  # fmt: skip
    except (RuleBroken, Conflict) as error:
        flash(sentence(error), "error")
    else:
        flash(_("Viite on kirjattu. Työ voi alkaa ja tunnit lähteä palkanlaskentaan."), "success")
    return redirect(url_for("dispatch.list_agreements"), 303)


@bp.post("/agreements/<uuid:agreement_id>/end")
def end_agreement(agreement_id: UUID) -> Response:
    acts.end_agreement(current_actor(), agreement_id, now=now())
    flash(_("Sopimus on päätetty."), "success")
    return redirect(url_for("dispatch.list_agreements"), 303)
