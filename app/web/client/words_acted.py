"""Easy Finnish for what a coach has done for the client, and how the client said it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask_babel import gettext

from app.domain.acting import ActFor, SaidHow
from app.domain.words import N_

if TYPE_CHECKING:
    from collections.abc import Mapping

# How it was said.
YOU_SAID: Mapping[SaidHow, str] = {
    SaidHow.IN_PERSON: N_("Sanoit sen hänelle kasvokkain."),
    SaidHow.PHONE: N_("Sanoit sen puhelimessa."),
    SaidHow.MESSAGE: N_("Kirjoitit sen viestissä."),
    SaidHow.SHOWN: N_("Näytit sen kuvalla tai eleellä."),
    SaidHow.AGREED: N_("Sovitte siitä jo aiemmin."),
    SaidHow.OWN_SLIP: N_("Hän korjasi oman virheensä."),
}
# What was written down.
ACTS: Mapping[ActFor, str] = {
    ActFor.TAKE_WORK: N_("Otat työn."),
    ActFor.LEAVE_WORK: N_("Et ota työtä."),
    ActFor.ASK_FIRST: N_("Haluat puhua työstä ensin."),
    ActFor.UNDO_ANSWER: N_("Peruit vastauksesi työhön."),
    ActFor.CHECK_IN: N_("Tulit töihin."),
    ActFor.CHECK_OUT: N_("Lähdit töistä kotiin."),
    ActFor.CAME_LATE: N_("Tulit töihin myöhemmin."),
    ActFor.CANNOT_COME: N_("Et päässyt töihin."),
    ActFor.BARRIERS: N_("Kerroit, mikä oli vaikeaa."),
    ActFor.UNDO_ATTENDANCE: N_("Viimeinen merkintä työstä on poistettu."),
    ActFor.PROPOSE_HOURS: N_("Kerroit, kuinka kauan teit työtä."),
    ActFor.ACCEPT_HOURS: N_("Tunnit ovat sinusta oikein."),
    ActFor.INCOME: N_("Kerroit, mistä saat rahaa."),
    ActFor.ALLOWANCE: N_("Sait muuta rahaa kuin palkkaa."),
    ActFor.NO_ALLOWANCE: N_("Merkintä rahasta on poistettu."),
    ActFor.NO_CONTACT: N_("Et halunnut nyt jutella valmentajan kanssa."),
}


def you_said(how: SaidHow) -> str:
    """How the client said it."""
    return str(gettext(YOU_SAID[how]))


def act_for_you(act: ActFor) -> str:
    """What was written down."""
    return str(gettext(ACTS[act]))
