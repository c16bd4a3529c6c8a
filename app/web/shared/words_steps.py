"""Words of the steps of a task: what each picture shows, and what would be easier to read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask_babel import gettext

from app.domain.steps import STEP_PICTURES, Hard, hard_points
from app.domain.words import N_

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

PICTURE_WORDS: Mapping[str, str] = {
    "wash_hands": N_("Käsien pesu"),
    "clothes_on": N_("Työvaatteet"),
    "gloves": N_("Käsineet"),
    "look_around": N_("Etsiminen"),
    "listen": N_("Kuunteleminen"),
    "talk": N_("Puhuminen"),
    "ask": N_("Kysyminen"),
    "walk": N_("Käveleminen"),
    "door": N_("Ovi"),
    "elderly_assist": N_("Ihmisen auttaminen"),
    "people": N_("Yhdessä tekeminen"),
    "carry": N_("Kantaminen"),
    "lifting": N_("Nostaminen"),
    "cleaning": N_("Siivous"),
    "wipe": N_("Pyyhkiminen"),
    "bucket": N_("Ämpäri"),
    "rubbish": N_("Roskat"),
    "dishes": N_("Astiat"),
    "table": N_("Pöydät ja tuolit"),
    "kitchen": N_("Ruoan laittaminen"),
    "food": N_("Ruoka"),
    "coffee": N_("Kahvi tai tauko"),
    "water": N_("Vesi"),
    "packing": N_("Pakkaaminen"),
    "shop": N_("Hyllyt ja ostokset"),
    "label": N_("Lappu tai hinta"),
    "count": N_("Laskeminen"),
    "textile": N_("Vaatteet"),
    "scissors": N_("Leikkaaminen"),
    "garden": N_("Kukat ja pihatyö"),
    "leaves": N_("Lehdet"),
    "outdoors": N_("Ulkona"),
    "tools": N_("Työkalut"),
    "property": N_("Kunnostaminen"),
    "office": N_("Paperit"),
    "screen": N_("Tietokone"),
    "copy": N_("Tulostaminen"),
    "event": N_("Tapahtuma"),
    "key": N_("Avain"),
    "phone": N_("Puhelin"),
    "done": N_("Valmis"),
    "thanks": N_("Kiitos"),
}
HINTS: Mapping[Hard, str] = {
    Hard.LONG: N_("Lyhennä: enintään 9 sanaa."),
    Hard.LONG_WORD: N_("Vaihda pitkä sana lyhyempään."),
    Hard.COMMAS: N_("Tee kaksi vaihetta: pilkkuja on monta."),
    Hard.SIGNS: N_("Kirjoita ilman sulkeita ja lyhenteitä."),
    Hard.TWO_THOUGHTS: N_("Tee kaksi vaihetta: yksi asia kerrallaan."),
}


def hints_of(words: str) -> list[str]:
    """What would make a step easier; the writer decides."""
    return [gettext(HINTS[point]) for point in hard_points(words)]


def picture_choices() -> list[tuple[str, str]]:
    """Key and words of each picture, in the order of the set."""
    return [(key, gettext(PICTURE_WORDS[key])) for key in STEP_PICTURES]


FILTERS: dict[str, Callable[..., object]] = {"step_hints": hints_of}
