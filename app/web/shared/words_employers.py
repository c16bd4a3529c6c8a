"""Words for workplaces: how one was in touch, whose promise it is, how far an idea has come."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask_babel import gettext

from app.domain.employers import ContactWay, IdeaStage, Promiser
from app.domain.words import N_

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

WAYS: Mapping[str, str] = {
    ContactWay.FACE_TO_FACE: N_("Kasvokkain"),
    ContactWay.PHONE: N_("Puhelimessa"),
    ContactWay.MESSAGE: N_("Viestillä"),
}
PROMISERS: Mapping[str, str] = {
    Promiser.US: N_("Me lupasimme"),
    Promiser.THEM: N_("Työpaikka lupasi"),
}
# Where an idea is, the sign of it, and the button that takes it there.
STAGES: Mapping[str, tuple[str, str, str]] = {
    IdeaStage.IDEA: (N_("Idea"), "neutral", N_("Palauta ideaksi")),
    IdeaStage.TALKED: (N_("Puhuttu työpaikalla"), "waiting", N_("Puhuimme tästä")),
    IdeaStage.AGREED: (N_("Sovittu"), "info", N_("Sovimme tästä")),
    IdeaStage.ORDERED: (N_("Tilattu"), "good", N_("Tästä on tilaus")),
    IdeaStage.LET_GO: (N_("Jätetty"), "neutral", N_("Jätä idea")),
}


def way_word(way: str) -> str:
    """How one was in touch."""
    return str(gettext(WAYS[way]))


def promiser_word(whose: str) -> str:
    """Whose promise it is."""
    return str(gettext(PROMISERS[whose]))


def stage_word(stage: str) -> tuple[str, str]:
    """Where an idea is, and the kind of its sign."""
    word, kind, _button = STAGES[stage]
    return str(gettext(word)), kind


def stage_button(stage: str) -> str:
    """What the button says that takes an idea there."""
    return str(gettext(STAGES[stage][2]))


FILTERS: dict[str, Callable[..., Any]] = {
    "way_word": way_word,
    "promiser_word": promiser_word,
    "stage_word": stage_word,
    "stage_button": stage_button,
}
