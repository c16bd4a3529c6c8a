"""Agreements of the coach's own clients: whose reference is missing, and which there are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import render_template, request, url_for
from flask_babel import gettext as _

from app.services import agreements as acts
from app.store import agreements
from app.web.coach.acting import act
from app.web.coach.blueprint import bp
from app.web.shared.access import current_actor
from app.web.shared.now import now

if TYPE_CHECKING:
    from uuid import UUID

    from werkzeug.wrappers import Response


@bp.get("/agreements")
def list_agreements() -> str:
    actor = current_actor()
    return render_template(
        "coach/agreements.html",
        due=agreements.list_due(actor, now=now()), made=agreements.list_made(actor, now=now()),
    )  # fmt: skip


@bp.post("/placements/<uuid:placement_id>/agreement")
def make_agreement(placement_id: UUID) -> Response:
    return act(
        lambda: acts.make_agreement(
            current_actor(), placement_id, request.form.get("reference", ""),
            name_released="named" in request.form, now=now(),
        ),
        _("Viite on kirjattu. Työ voi alkaa ja tunnit lähteä palkanlaskentaan."),
        url_for("coach.list_agreements"),
    )  # fmt: skip


@bp.post("/agreements/<uuid:agreement_id>/end")
def end_agreement(agreement_id: UUID) -> Response:
    return act(
        lambda: acts.end_agreement(current_actor(), agreement_id, now=now()),
        _("Sopimus on päätetty."), url_for("coach.list_agreements"),
    )  # fmt: skip
