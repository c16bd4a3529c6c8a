"""The client's first page: the one thing that matters now."""

from __future__ import annotations

from datetime import timedelta

from app.domain.lifecycle import SHOWN_OFFERS, OfferState
from app.store import offers, own_shifts, presence_changes, questions
from app.web.client.blueprint import bp, own_id
from app.web.client.matters import matters
from app.web.client.page import show
from app.web.shared.access import current_actor
from app.web.shared.now import now

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
    return show("help")
