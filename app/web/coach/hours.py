"""Hours of the coach's own clients: said for the client, or a proposal of the orderer taken."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import request, url_for
from flask_babel import gettext as _

from app.domain.errors import RuleBroken
from app.services import hours
from app.web.coach.acting import act, said_how
from app.web.coach.blueprint import bp
from app.web.shared.access import current_actor
from app.web.shared.now import now

if TYPE_CHECKING:
    from uuid import UUID

    from werkzeug.wrappers import Response


@bp.post("/attendances/<uuid:attendance_id>/hours")
def propose_hours(attendance_id: UUID) -> Response:
    return act(
        lambda: _propose(attendance_id),
        _("Tunnit on lähetetty tilaajalle hyväksyttäväksi."),
        url_for("coach.home"),
    )


def _propose(attendance_id: UUID) -> None:
    text, reason = request.form.get("minutes", "").strip(), request.form.get("reason", "")
    if text and not (text.isascii() and text.isdigit() and len(text) < 5):
        raise RuleBroken("minutes_out_of_bounds", minutes=text, most="")
    minutes = int(text) if text else None
    hours.propose_hours(
        current_actor(), attendance_id, minutes, reason=reason, said=said_how(), now=now()
    )


@bp.post("/hours/<uuid:hours_id>/accept")
def accept_counter(hours_id: UUID) -> Response:
    return act(
        lambda: hours.accept_counter(current_actor(), hours_id, said=said_how(), now=now()),
        _("Tunnit on sovittu tilaajan ehdotuksen mukaan."),
        url_for("coach.home"),
    )
