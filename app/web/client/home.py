"""The client's first page: the one thing that matters now."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from flask import flash, redirect, url_for
from flask_babel import gettext as _

from app.domain.alerts import AlertKind
from app.domain.calendar import in_quiet_hours
from app.domain.lifecycle import SHOWN_OFFERS, OfferState
from app.services import alerts as acts
from app.store import alerts, offers, own_shifts, presence_changes, questions
from app.web.client.blueprint import bp, own_id
from app.web.client.matters import matters
from app.web.client.page import show
from app.web.shared.access import current_actor
from app.web.shared.now import now

if TYPE_CHECKING:
    from werkzeug.wrappers import Response

_WAITING = SHOWN_OFFERS | {OfferState.ASKED_COACH, OfferState.ACCEPTED}
_BACK, _AHEAD = timedelta(days=14), timedelta(days=60)
# So long the page tells of an offer that went to somebody else.
_LOST_FOR = timedelta(days=2)


@bp.get("/")
def home() -> str:
    shifts = own_shifts.list_between(current_actor(), now() - _BACK, now() + _AHEAD)
    mine = offers.list_for_client(own_id(), _WAITING)
    lost = offers.list_lost(own_id(), since=now() - _LOST_FOR)
    asked = questions.list_waiting(own_id(), now=now())
    told = presence_changes.list_unread(own_id(), now=now())
    found = matters([*mine, *lost], shifts, now(), asked, told)
    return show("home", matter=found[0] if found else None, also=found[1:2])


@bp.get("/help")
def show_help() -> str:
    return show("help", waits=alerts.is_waiting(own_id(), AlertKind.HELP))


@bp.post("/help")
def ask_for_help() -> Response:
    acts.ask_for_help(current_actor(), now=now())
    if in_quiet_hours(now()):
        flash(_("Kiitos. Valmentaja soittaa aamulla. Jos on hätä, soita 112."), "success")
    else:
        flash(_("Kiitos. Valmentajasi tietää nyt. Hän soittaa sinulle."), "success")
    return redirect(url_for("client.show_help"), code=303)
