"""Words for what the rules say of an order before it is opened."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask_babel import gettext

from app.domain.words import N_
from app.web.shared.formats import minutes as minutes_short
from app.web.shared.formats import money
from app.web.shared.language import locale
from app.web.shared.words_tasks import scale_word

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from app.domain.reasons import Reason
    from app.domain.vocabulary import Scale

WORDS: Mapping[str, str] = {
    "organisation_unverified": N_("Tarkista ensin, kuka tilaa."),
    "category_missing": N_("Työn laji puuttuu. Pyydä tilaajaa valitsemaan se."),
    "pay_missing": N_("Palkka puuttuu. Pyydä tilaajaa kertomaan tuntipalkka."),
    "pay_under_floor": N_(
        "Palkka %(cents)s tunnilta on alle sopimuksen %(agreement)s alarajan %(floor_cents)s "
        "(voimassa %(valid_from_on)s alkaen)."
    ),
    "floor_unknown": N_(
        "Palkan alarajaa ei tiedetä tälle työlle. Vahvista, että %(cents)s tunnilta on sopiva."
    ),
    "day_too_long": N_("Päivän työaika on %(minutes)s. Enintään saa olla %(most_minutes)s."),
    "night_work": N_("Työ on yöllä. Yötyötä ei välitetä."),
    "no_future_shifts": N_("Kaikki ajat ovat jo menneet. Pyydä tilaajalta uusi aika."),
    "hard_text": N_("%(part)s: %(fault)s Nyt: ”%(about)s”"),
    "demands_unknown": N_("Tilaaja ei ole kertonut: %(scales)s."),
    "place_unknown": N_("Paikkaa ei ole kartalla. Matka-aikaa ei voi laskea."),
    "ends_next_day": N_("Työ päättyy seuraavana päivänä. Pituus %(minutes)s."),
}

# The parts of an order that a client reads, and how each could be easier to read.
PARTS: Mapping[str, str] = {
    "title": N_("Otsikko"), "description": N_("Mitä tekijä tekee"), "bring": N_("Mukaan"),
    "clothes": N_("Vaatteet"), "door": N_("Ovi"), "break_room": N_("Tauko"),
    "toilet": N_("Vessa"),
}  # fmt: skip
EASIER: Mapping[str, str] = {
    "long_sentence": N_("tee lauseesta lyhyempi, enintään 12 sanaa."),
    "long_on_average": N_("lyhennä lauseita."),
    "many_commas": N_("tee monta lyhyttä lausetta, pilkkuja on monta."),
    "hard_sign": N_("kirjoita ilman sulkeita ja muita merkkejä."),
    "abbreviation": N_("kirjoita lyhenne kokonaan."),
    "bare_time": N_("kirjoita kellonajat sanoilla, esimerkiksi kello 9–12."),
    "many_numbers": N_("kerro enintään kaksi lukua lauseessa."),
    "capitals": N_("kirjoita pienillä kirjaimilla."),
    "long_word": N_("vaihda pitkä sana lyhyempään."),
}
_ABOUT_LENGTH = 60


def _fact(name: str, value: Any) -> object:  # noqa: ANN401 - any fact of a reason
    if name.endswith("cents"):
        return money(value, locale())
    if name.endswith("minutes"):
        return minutes_short(value)
    if name.endswith("_on"):
        return f"{value.day}.{value.month}.{value.year}"
    return _SAID[name](value) if name in _SAID else value


def _scales(value: Iterable[Scale]) -> str:
    return ", ".join(scale_word(scale).lower() for scale in value)


def _shortened(text: str) -> str:
    return text if len(text) <= _ABOUT_LENGTH else f"{text[:_ABOUT_LENGTH].rstrip()}…"


_SAID: Mapping[str, Callable[[Any], str]] = {
    "scales": _scales,
    "part": lambda value: str(gettext(PARTS[value])),
    "fault": lambda value: str(gettext(EASIER[value])),
    "about": _shortened,
}


def screening_words(reason: Reason) -> str:
    """What a screening reason says, in the page's language."""
    facts = {name: _fact(name, value) for name, value in reason.facts.items()}
    return str(gettext(WORDS[reason.code], **facts))


FILTERS: dict[str, Callable[..., Any]] = {"screening_words": screening_words}
