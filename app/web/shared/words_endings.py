"""How an order ended, in words: for dispatchers by whom and why, for orderers what helps."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask_babel import gettext

from app.domain.endings import KIND_WORDS, ClosedBy, WhyUnfilled
from app.domain.organisations import WhyRefused
from app.domain.waiting import WaitsFor
from app.domain.words import N_

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from app.store.models.work import Task

WHY: Mapping[str, str] = {
    WhyUnfilled.NOBODY_FREE: N_("Kukaan sopiva ei ollut vapaa silloin"),
    WhyUnfilled.TOO_SOON: N_("Aika tuli liian pian"),
    WhyUnfilled.TOO_HARD: N_("Työ vaati liikaa kerralla"),
    WhyUnfilled.TOO_FAR: N_("Matka oli liian pitkä"),
    WhyUnfilled.NO_COACH: N_("Valmentaja ei päässyt mukaan"),
    WhyUnfilled.NO_ANSWER: N_("Kysytyt eivät vastanneet ajoissa"),
    WhyUnfilled.OTHER: N_("Muu syy"),
}
WHY_REFUSED: Mapping[str, str] = {
    WhyRefused.NOT_REACHED: N_("Emme saaneet kiinni"),
    WhyRefused.NOT_FOUND: N_("Ei löydy rekisteristä"),
    WhyRefused.NOT_THEIRS: N_("Organisaatio ei tiennyt asiasta"),
    WhyRefused.NOT_WORK: N_("Ei ole organisaatio"),
    WhyRefused.OTHER: N_("Muu syy"),
}
CLOSED_BY: Mapping[str, str] = {
    ClosedBy.ORDERER: N_("Tilaaja päätti tilauksen."),
    ClosedBy.DISPATCHER: N_("Välitys päätti tilauksen."),
    ClosedBy.TIME: N_("Tilaus päättyi itsestään."),
}


WAITS_FOR: Mapping[str, str] = {
    WaitsFor.HOURS: N_("Tunnit odottavat hyväksymistä"),
    WaitsFor.CHANGES: N_("Tilaus odottaa muutosta"),
    WaitsFor.CHANGE_ASKED: N_("Valmentajan toive odottaa vastausta"),
    WaitsFor.TALK: N_("Haluaa puhua tunneista"),
}


def waits_word(kind: str) -> str:
    """What an orderer is asked for."""
    return str(gettext(WAITS_FOR[kind]))


def why_word(why: str) -> str:
    """The short name of a reason for which nobody was found."""
    return str(gettext(WHY[why]))


def refused_word(why: str) -> str:
    """The short name of a reason for which an organisation is not let order."""
    return str(gettext(WHY_REFUSED[why]))


def kind_why(task: Task) -> str:
    """What the orderer is told of the reason; empty when none has been given."""
    if task.unfilled_because is None:
        return ""
    if task.unfilled_because is WhyUnfilled.OTHER:
        return task.outcome_reason
    return str(gettext(KIND_WORDS[task.unfilled_because]))


def ending_words(task: Task) -> str:
    """By whom and why an order ended, as far as it is known."""
    by = str(gettext(CLOSED_BY[task.closed_by])) if task.closed_by else ""
    why = f"{why_word(task.unfilled_because)}." if task.unfilled_because else ""
    return " ".join(part for part in (by, why, task.outcome_reason) if part)


FILTERS: dict[str, Callable[..., Any]] = {
    "waits_word": waits_word,
    "why_word": why_word,
    "refused_word": refused_word,
    "kind_why": kind_why,
    "ending_words": ending_words,
}
