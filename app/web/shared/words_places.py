"""Words for places of work: what kind of place, how one gets in, what is there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask_babel import gettext as _

from app.domain.vocabulary import PlaceKind, WayIn
from app.domain.words import N_

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from app.store.models.work import Task

PLACE_KINDS: Mapping[str, str] = {
    PlaceKind.SITE: N_("Työpaikalla"),
    PlaceKind.UNIT: N_("Tekijän oman yksikön tiloissa"),
    PlaceKind.REMOTE: N_("Etänä"),
}
WAYS_IN: Mapping[str, str] = {
    WayIn.STEP_FREE: N_("Ei portaita."),
    WayIn.LIFT: N_("Talossa on hissi."),
    WayIn.STAIRS: N_("On portaita. Hissiä ei ole."),
}
# What a client reads before the name of a place that is not the orderer's own.
AWAY: Mapping[str, str] = {
    PlaceKind.UNIT: N_("Oma yksikkö"),
    PlaceKind.REMOTE: N_("Etänä"),
}
# A fact of an order that may change while it is open, as part of a sentence.
CHANGED: Mapping[str, str] = {
    "door": N_("ovi"),
    "way_in": N_("portaat ja hissi"),
    "break_room": N_("tauko"),
    "toilet": N_("vessa"),
    "clothes": N_("vaatteet"),
    "bring": N_("mitä otat mukaan"),
    "description": N_("mitä teet"),
    "contact_name": N_("kuka auttaa"),
    "contact_phone": N_("puhelin"),
}


def place_kind_word(kind: str) -> str:
    """Where the work is done."""
    return str(_(PLACE_KINDS[kind]))


def way_in_word(way: str | None) -> str:
    """Stairs or a lift; empty when it is not known."""
    return str(_(WAYS_IN[way])) if way else ""


def away_word(kind: str) -> str:
    """What stands before the place's name when it is not the orderer's own, else nothing."""
    return str(_(AWAY[kind])) if kind in AWAY else ""


def changed_words(names: Iterable[str]) -> str:
    """What of an order has changed, one after another."""
    return ", ".join(_(CHANGED[name]) for name in names if name in CHANGED)


def site_facts(task: Task) -> list[tuple[str, str]]:
    """What is told of the place and the clothes, as label and text; what is not told is left out.

    The door stands on the pages by itself.
    """
    site, kind = task.site, task.place_kind
    told = [
        (_("Työn paikka"), "" if kind is PlaceKind.SITE else place_kind_word(kind)),
        (_("Portaat ja hissi"), way_in_word(site.way_in)),
        (_("Tauko"), site.break_room),
        (_("Vessa"), site.toilet),
        (_("Vaatteet"), task.clothes),
    ]
    return [(label, text) for label, text in told if text]


FILTERS: dict[str, Callable[..., Any]] = {
    "away_word": away_word,
    "place_kind_word": place_kind_word,
    "way_in_word": way_in_word,
    "changed_words": changed_words,
    "site_facts": site_facts,
}
