"""Whether the texts of an order are easy enough for the client who reads them.

Source: trust 7, "texts of orderers pass the same linter before a coach can approve".
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.domain.easy_language import faults_of
from app.domain.reasons import Reason, reason

if TYPE_CHECKING:
    from collections.abc import Mapping

# What an orderer writes in words of their own and a client reads, in the order of the page.
CLIENT_TEXTS = ("title", "description", "bring", "clothes", "door", "break_room", "toilet")


def hard_texts(texts: Mapping[str, str]) -> tuple[Reason, ...]:
    """What is hardest in each text, by the name of its field; nothing when all are easy.

    Sentences and words are judged, and not the forms of words: those need a Finnish analyser.
    """
    found = ((name, faults_of(texts.get(name) or "")) for name in CLIENT_TEXTS)
    return tuple(
        reason("hard_text", part=name, fault=faults[0].code, about=faults[0].about)
        for name, faults in found
        if faults
    )
