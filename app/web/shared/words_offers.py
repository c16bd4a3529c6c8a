"""Words for where an offer stands and how its answer came, as staff read them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask_babel import gettext

from app.domain.answers import How
from app.domain.lifecycle import OfferState
from app.domain.words import N_

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

# Word and kind of the status mark.
OFFER_STATES: Mapping[str, tuple[str, str]] = {
    OfferState.QUEUED: (N_("Odottaa vuoroaan"), "neutral"),
    OfferState.SENT: (N_("Lähetetty"), "waiting"),
    OfferState.SEEN: (N_("Katsottu, odottaa vastausta"), "waiting"),
    OfferState.ASKED_COACH: (N_("Kysyy valmentajalta"), "attention"),
    OfferState.ACCEPTED: (N_("Ottaa työn"), "good"),
    OfferState.CONFIRMED: (N_("Vahvistettu"), "good"),
    OfferState.DECLINED: (N_("Ei ota työtä"), "neutral"),
    OfferState.EXPIRED: (N_("Aika meni umpeen"), "neutral"),
    OfferState.WITHDRAWN: (N_("Peruttu"), "neutral"),
    OfferState.FILLED_ELSEWHERE: (N_("Paikka täyttyi"), "neutral"),
}
ANSWERED_HOW: Mapping[str, str] = {
    How.PAGE: N_("sivulla"),
    How.PHONE: N_("puhelimessa"),
    How.IN_PERSON: N_("kasvokkain"),
    How.MESSAGE: N_("viestillä"),
    How.SHOWN: N_("näytti kuvalla tai eleellä"),
    How.AGREED: N_("sovittiin jo aiemmin"),
    How.LINK: N_("viestin linkillä"),
    How.SMS: N_("tekstiviestillä"),
    How.LINK_YES: N_("viestin linkillä: halusi ottaa työn, katsokaa ensin raha"),
    How.SMS_YES: N_("tekstiviestillä: halusi ottaa työn, katsokaa ensin raha"),
}


def state_of_offer(state: OfferState) -> tuple[str, str]:
    """Word and kind of the mark for an offer."""
    word, kind = OFFER_STATES[state]
    return str(gettext(word)), kind


def answered_how_word(how: str) -> str:
    """By what way the answer came: "puhelimessa"; empty when not known."""
    return str(gettext(ANSWERED_HOW[how])) if how in ANSWERED_HOW else ""


FILTERS: dict[str, Callable[..., Any]] = {
    "state_of_offer": state_of_offer,
    "answered_how_word": answered_how_word,
}
