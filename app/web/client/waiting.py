"""The client waits for a place that went to somebody else, and may stop waiting."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import flash, redirect, url_for
from flask_babel import gettext as _

from app.domain.errors import Conflict, Gone
from app.services import waitlist
from app.web.client.blueprint import bp
from app.web.client.offers import lost_page
from app.web.shared.access import current_actor
from app.web.shared.now import now

if TYPE_CHECKING:
    from uuid import UUID

    from werkzeug.wrappers import Response as BaseResponse


@bp.post("/offers/<uuid:offer_id>/wait")
def wait_for_place(offer_id: UUID) -> BaseResponse:
    try:
        waitlist.wait(current_actor(), offer_id, now=now())
    except (Conflict, Gone) as error:
        return lost_page(error)
    flash(_("Selvä. Kysymme sinulta, jos paikka vapautuu."), "success")
    return redirect(url_for("client.show_offer", offer_id=offer_id), code=303)


@bp.post("/offers/<uuid:offer_id>/stop-waiting")
def stop_waiting(offer_id: UUID) -> BaseResponse:
    waitlist.stop_waiting(current_actor(), offer_id, now=now())
    flash(_("Selvä. Et odota enää tätä työtä."), "success")
    return redirect(url_for("client.show_offer", offer_id=offer_id), code=303)
