"""The demo's letters: two administrators have worded one anew."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from app.cli.demo.cast import PEOPLE, SECOND_ADMINISTRATOR
from app.domain.messages.words import Words
from app.services import message_templates

if TYPE_CHECKING:
    from datetime import datetime

    from app.cli.demo.cast import Cast

SLOT = ("organisation_verified", "fi")
FIRST = Words(
    "Tervetuloa tilaamaan apua",
    "Hei!\n\nOrganisaatiosi on tarkistettu. Voimme nyt avata tilauksesi: {link}",
)
SECOND = Words(
    FIRST.subject,
    "Hei ja tervetuloa!\n\n"
    "Organisaatiosi on tarkistettu, ja voimme avata tilauksesi: {link}\n\n"
    "Ensimmäinen tilaus sujuu helpoiten valmiista mallista. Soita meille, jos jokin jäi auki.",
)


def word(cast: Cast, *, now: datetime) -> None:
    """One wrote it, the other added to it."""
    writers = (cast[PEOPLE["administrator"]], cast[SECOND_ADMINISTRATOR])
    for number, (actor, words) in enumerate(zip(writers, (FIRST, SECOND), strict=True)):
        when = now - timedelta(days=20 - 16 * number)
        message_templates.save_words(actor, SLOT, words, based_on=number, now=when)
