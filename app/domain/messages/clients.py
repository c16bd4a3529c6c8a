"""What is written to clients: that there is something to read, never what.

Somebody else may be looking at the phone.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from app.domain.messages.text import Audience, MessageText
from app.domain.words import N_

if TYPE_CHECKING:
    from collections.abc import Mapping

_CLIENT_LINE = N_("Sinulle on uusi viesti Jobcenterissä. Avaa: %(link)s")
_CLIENT_SUBJECT = N_("Uusi viesti")
_CLIENT_BODY = N_(
    "Hei!\n\n"
    "Sinulle on uusi viesti Jobcenterissä.\n"
    "Avaa viesti tästä: %(link)s\n\n"
    "Tarvitsetko apua? Soita valmentajalle."
)

_NEWS = MessageText(Audience.CLIENT, _CLIENT_SUBJECT, _CLIENT_BODY, _CLIENT_LINE)
# What goes out when a client must not be seen: the one line and nothing else.
DISCREET = MessageText(Audience.CLIENT, _CLIENT_SUBJECT, _CLIENT_LINE, _CLIENT_LINE)

FOR_CLIENTS: Mapping[str, MessageText] = MappingProxyType(
    dict.fromkeys(
        (
            "offer_new",
            "question_new",
            "offer_reminder",
            "offer_confirmed",
            "offer_filled_elsewhere",
            "offer_withdrawn",
            "offer_changed",
            "shift_reminder",
            "shift_cancelled",
            "shift_moved",
            "work_changed",
            "site_news",
            "coach_changed",
            "data_opened",
            "hours_countered",
            "hours_agreed",
            "acted_for_you",
            "pairing_done",
            "card_locked",
        ),
        _NEWS,
    )
)


def _heard(line: str) -> MessageText:
    return MessageText(Audience.CLIENT, _CLIENT_SUBJECT, line, line)


# The answers to a client's own text message: one line each, and as silent about the matter.
REPLIES: Mapping[str, MessageText] = MappingProxyType(
    {
        "reply_heard": _heard(N_("Kiitos! Vastauksesi tuli perille.")),
        "reply_to_coach": _heard(N_("Kiitos viestistä! Valmentajasi soittaa sinulle.")),
        "reply_stopped": _heard(N_("Selvä. Emme lähetä enää tekstiviestejä.")),
    }
)
