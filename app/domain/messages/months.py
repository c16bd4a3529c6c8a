"""What is written when a month is over: where the orderer finds its work on one page."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from app.domain.messages.text import to_orderer
from app.domain.words import N_

if TYPE_CHECKING:
    from collections.abc import Mapping

    from app.domain.messages.text import MessageText

ABOUT_MONTHS: Mapping[str, MessageText] = MappingProxyType(
    {
        "month_summary": to_orderer(
            N_("Viime kuukauden työt yhdellä sivulla"),
            N_(
                "Kokosimme viime kuukauden työkerrat, tunnit ja palkat yhdelle sivulle.\n"
                "Katso tai tulosta: %(link)s\n\n"
                "Jos jokin näyttää väärältä, soita meille. Korjaamme sen mielellämme."
            ),
            N_("Jobcenter: viime kuukauden työt yhdellä sivulla. %(link)s"),
        ),
    }
)
