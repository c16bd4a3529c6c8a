"""What a coach does with an alert, and with a message to be told in person."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import url_for
from flask_babel import gettext as _

from app.services import alerts, delivery
from app.web.coach.acting import act
from app.web.coach.blueprint import bp
from app.web.shared.access import current_actor
from app.web.shared.now import now

if TYPE_CHECKING:
    from uuid import UUID

    from werkzeug.wrappers import Response


@bp.post("/alerts/<uuid:alert_id>/acknowledge")
def acknowledge_alert(alert_id: UUID) -> Response:
    return act(
        lambda: alerts.acknowledge(current_actor(), alert_id, now=now()),
        _("Merkitsit, että hoidat tämän. Kuittaa valmiiksi, kun olette jutelleet."),
        url_for("coach.home"),
    )


@bp.post("/alerts/<uuid:alert_id>/finish")
def finish_alert(alert_id: UUID) -> Response:
    return act(
        lambda: alerts.finish(current_actor(), alert_id, now=now()),
        _("Asia on hoidettu. Kirjaa halutessasi tukikäynti."),
        url_for("coach.home"),
    )


@bp.post("/messages/<uuid:message_id>/told")
def tell_message(message_id: UUID) -> Response:
    return act(
        lambda: delivery.mark_told(current_actor(), message_id, now=now()),
        _("Merkitty kerrotuksi."),
        url_for("coach.home"),
    )
