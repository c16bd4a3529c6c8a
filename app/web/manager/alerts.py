"""What a manager does with an alert that nobody took on in time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import url_for
from flask_babel import gettext as _

from app.services import alerts
from app.web.manager.acting import act
from app.web.manager.blueprint import bp
from app.web.shared.access import current_actor
from app.web.shared.now import now

if TYPE_CHECKING:
    from uuid import UUID

    from werkzeug.wrappers import Response


@bp.post("/alerts/<uuid:alert_id>/acknowledge")
def acknowledge_alert(alert_id: UUID) -> Response:
    return act(
        lambda: alerts.acknowledge(current_actor(), alert_id, now=now()),
        _("Merkitsit, että hoidat tämän. Kuittaa valmiiksi, kun asia on kunnossa."),
        url_for("manager.home"),
    )


@bp.post("/alerts/<uuid:alert_id>/finish")
def finish_alert(alert_id: UUID) -> Response:
    return act(
        lambda: alerts.finish(current_actor(), alert_id, now=now()),
        _("Asia on hoidettu."),
        url_for("manager.home"),
    )
