"""Words for what a coach did in a client's stead, as the coach reads them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask_babel import gettext

from app.domain.acting import WAYS, ActFor, SaidHow
from app.domain.words import N_

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

# What the coach presses: how the client said it.
SAID_HOW: Mapping[SaidHow, str] = {
    SaidHow.IN_PERSON: N_("Sanoi kasvokkain"),
    SaidHow.PHONE: N_("Sanoi puhelimessa"),
    SaidHow.MESSAGE: N_("Kirjoitti viestin"),
    SaidHow.SHOWN: N_("Näytti kuvalla tai eleellä"),
    SaidHow.AGREED: N_("Sovimme jo aiemmin"),
    SaidHow.OWN_SLIP: N_("Korjaan oman kirjaukseni"),
}
# What was written down.
ACT_WORDS: Mapping[ActFor, str] = {
    ActFor.TAKE_WORK: N_("Ottaa työn"),
    ActFor.LEAVE_WORK: N_("Ei ota työtä"),
    ActFor.ASK_FIRST: N_("Haluaa puhua työstä ensin"),
    ActFor.UNDO_ANSWER: N_("Vastaus peruttiin"),
    ActFor.CHECK_IN: N_("Tuli töihin"),
    ActFor.CHECK_OUT: N_("Lähti töistä"),
    ActFor.CAME_LATE: N_("Tuli myöhässä"),
    ActFor.CANNOT_COME: N_("Ei pääse vuoroon"),
    ActFor.BARRIERS: N_("Kertoi, mikä oli esteenä"),
    ActFor.UNDO_ATTENDANCE: N_("Kirjaus peruttiin"),
    ActFor.PROPOSE_HOURS: N_("Kertoi tunnit"),
    ActFor.ACCEPT_HOURS: N_("Hyväksyi tunnit"),
    ActFor.INCOME: N_("Kertoi, mistä saa rahaa"),
    ActFor.ALLOWANCE: N_("Kertoi muusta rahasta kuin palkasta"),
    ActFor.NO_ALLOWANCE: N_("Kirjaus rahasta poistettiin"),
    ActFor.NO_CONTACT: N_("Ei halunnut yhteydenottoa nyt"),
}


def said_ways(more: str = "") -> list[tuple[str, str]]:
    """What there is to choose from: value and word; `more` "slip": to take back what was wrong."""
    ways = (*WAYS, SaidHow.OWN_SLIP) if more == "slip" else WAYS
    return [(way.value, str(gettext(SAID_HOW[way]))) for way in ways]


def said_how_word(how: SaidHow) -> str:
    """How the client said it, to the coach."""
    return str(gettext(SAID_HOW[how]))


def act_word(act: ActFor) -> str:
    """What was written down, to the coach."""
    return str(gettext(ACT_WORDS[act]))


FILTERS: dict[str, Callable[..., Any]] = {
    "said_ways": said_ways,
    "said_how_word": said_how_word,
    "act_word": act_word,
}
