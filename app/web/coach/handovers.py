"""People given over to a colleague: proposed with a look at what goes along, taken or not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import url_for
from flask_babel import gettext as _

from app.services import handovers as acts
from app.web.coach.acting import act
from app.web.coach.blueprint import bp
from app.web.shared import handovers_page
from app.web.shared.access import current_actor
from app.web.shared.now import now

if TYPE_CHECKING:
    from uuid import UUID

    from werkzeug.wrappers import Response


@bp.get("/handovers")
def list_handovers() -> str:
    return handovers_page.show("coach", current_actor().user_id)


@bp.post("/handovers")
def propose_handover() -> Response | str:
    return handovers_page.propose("coach", current_actor().user_id)


@bp.post("/handovers/<uuid:handover_id>/accept")
def accept_handover(handover_id: UUID) -> Response:
    back = url_for("coach.list_handovers")
    done = _("Otit asiakkaat vastaan. Heille kerrotaan siitä ennen ensimmäistä päivää.")
    return act(lambda: acts.accept(current_actor(), handover_id, now=now()), done, back)


@bp.post("/handovers/<uuid:handover_id>/refuse")
def refuse_handover(handover_id: UUID) -> Response:
    back = url_for("coach.list_handovers")
    done = _("Vastasit, ettet voi ottaa heitä. Mikään ei muutu.")
    return act(lambda: acts.refuse(current_actor(), handover_id, now=now()), done, back)


@bp.post("/handovers/<uuid:handover_id>/withdraw")
def withdraw_handover(handover_id: UUID) -> Response:
    back = url_for("coach.list_handovers")
    done = _("Pyyntö on peruttu. Mikään ei muutu.")
    return act(lambda: acts.withdraw(current_actor(), handover_id, now=now()), done, back)
