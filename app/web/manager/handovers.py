"""People of a coach who is ill given over to a colleague, in the coach's stead; taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import request, url_for
from flask_babel import gettext as _

from app.services import handovers as acts
from app.web.manager.acting import act
from app.web.manager.blueprint import bp
from app.web.shared import handovers_page
from app.web.shared.access import current_actor
from app.web.shared.identifiers import as_id
from app.web.shared.now import now

if TYPE_CHECKING:
    from uuid import UUID

    from werkzeug.wrappers import Response


@bp.get("/handovers")
def list_handovers() -> str:
    return handovers_page.show("manager", as_id(request.args.get("from", "")))


@bp.post("/handovers")
def propose_handover() -> Response | str:
    return handovers_page.propose("manager", as_id(request.form.get("from", "")))


@bp.post("/handovers/<uuid:handover_id>/withdraw")
def withdraw_handover(handover_id: UUID) -> Response:
    back = url_for("manager.list_handovers")
    done = _("Pyyntö on peruttu. Mikään ei muutu.")
    return act(lambda: acts.withdraw(current_actor(), handover_id, now=now()), done, back)
