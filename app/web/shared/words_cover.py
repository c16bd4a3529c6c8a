"""The ladder of replacing somebody, and what is at risk, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask_babel import gettext, ngettext

from app.domain.cover import Risk, Rung
from app.domain.words import N_

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from app.store.risks import AtRisk

RUNGS: Mapping[str, tuple[str, str]] = {
    Rung.TEAM: (
        N_("Samasta tiimistä"), N_("Työskentelee samassa tilauksessa tai on tekijän työpari."),
    ),
    Rung.SITE: (N_("Tuntee paikan"), N_("On ollut töissä samassa paikassa.")),
    Rung.SKILL: (N_("Osaa työn"), N_("On tehnyt samanlaista työtä muualla.")),
    Rung.OTHERS: (N_("Muut, joille vuoro sopii"), N_("Uusi työ, mutta estettä ei ole.")),
    Rung.POSTPONE: (
        N_("Toinen aika"), N_("Tilaajalta kysytään, voiko työn siirtää."),
    ),
    Rung.TELL: (
        N_("Kerrotaan tilaajalle"), N_("Tilaaja kuulee, että etsimme yhä, ja kenelle soittaa."),
    ),
}  # fmt: skip


def rung_word(rung: str) -> str:
    """What a rung of the ladder is called."""
    return str(gettext(RUNGS[rung][0]))


def rung_text(rung: str) -> str:
    """Who or what it is about, in a sentence."""
    return str(gettext(RUNGS[rung][1]))


def missing_words(number: int) -> str:
    """How many people a shift still needs: "puuttuu 1 tekijä"."""
    return str(ngettext("puuttuu %(num)s tekijä", "puuttuu %(num)s tekijää", number))


def without_coach_words(number: int) -> str:
    """How many of those who come need a coach and have none."""
    return str(ngettext("1 ilman valmentajaa", "%(num)s ilman valmentajaa", number))


def no_instructor_words() -> str:
    """That the order asks for an instructor and none is booked."""
    return str(gettext("ohjaaja puuttuu"))


def risk_word(one: AtRisk, risk: str) -> str:
    """What is at risk: "puuttuu 1 tekijä"."""
    if risk == Risk.UNFILLED:
        return missing_words(one.row.missing)
    if risk == Risk.NO_INSTRUCTOR:
        return no_instructor_words()
    if risk == Risk.NO_COACH:
        return without_coach_words(one.without_coach)
    if risk == Risk.UNCONFIRMED:
        return str(ngettext("1 vahvistamatta", "%(num)s vahvistamatta", one.unsure))
    return str(gettext("tilaaja ei ole vastannut"))


FILTERS: dict[str, Callable[..., Any]] = {
    "rung_word": rung_word,
    "rung_text": rung_text,
    "risk_word": risk_word,
}
