"""What a template of a task is, and the steps, things and demands that many of them share."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from app.domain.steps import Step
from app.domain.vocabulary import LEVELS, CoachWanted, Scale
from app.domain.words import N_

if TYPE_CHECKING:
    from collections.abc import Mapping

    from app.domain.vocabulary import Category, PassKind


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskTemplate:
    """A small work as orderers usually need it, from which an order begins.

    Its texts are in Easy Finnish and translated where they are shown; `picture` is the key of a
    picture of the site. Units: minutes, level indexes of the demand scales.
    """

    key: str
    category: Category
    picture: str
    title: str
    description: str
    steps: tuple[Step, ...]
    minutes: int
    demands: Mapping[Scale, int]
    bring: str = ""
    passes: tuple[PassKind, ...] = ()
    coach_wanted: CoachWanted = CoachWanted.FIRST_SHIFT

    @property
    def texts(self) -> tuple[str, ...]:
        """Everything in it that is words for people."""
        said = (self.title, self.description, self.bring, *(step.words for step in self.steps))
        return tuple(text for text in said if text)


def asks(**levels: str) -> Mapping[Scale, int]:
    """All demands of a work by the words of their levels; what is not named asks for the least."""
    named = {Scale(name): LEVELS[Scale(name)].index(level) for name, level in levels.items()}
    return MappingProxyType({scale: named.get(scale, 0) for scale in Scale})


HELLO = Step(N_("Tervehdi ja kerro nimesi."), "talk")
WASH = Step(N_("Pese kädet."), "wash_hands")
APRON = Step(N_("Laita esiliina päälle."), "clothes_on")
GLOVES = Step(N_("Laita käsineet käteen."), "gloves")
VEST = Step(N_("Laita huomioliivi päälle."), "clothes_on")
WORK_CLOTHES = Step(N_("Laita työvaatteet päälle."), "clothes_on")
MODEL = Step(N_("Katso mallia."), "look_around")
CHAT = Step(N_("Juttele ja kuuntele."), "listen")
ASK = Step(N_("Kysy apua, jos et tiedä."), "ask")
FETCH_TOOLS = Step(N_("Hae välineet varastosta."), "tools")
BUCKET = Step(N_("Ota ämpäri ja vettä."), "bucket")
SWEEP = Step(N_("Lakaise lattia."), "cleaning")
WIPE_TABLES = Step(N_("Pyyhi pöydät."), "wipe")
SET_COFFEE = Step(N_("Kata kahvipöytä."), "table")
DISHES_AWAY = Step(N_("Vie likaiset astiat keittiöön."), "carry")
RUBBISH_OUT = Step(N_("Vie roskat ulos."), "rubbish")
BOX_ON_SHELF = Step(N_("Vie laatikko hyllyyn."), "carry")
PUT_BACK = Step(N_("Vie välineet paikoilleen."), "carry")
READY = Step(N_("Kerro, kun olet valmis."), "done")

NOTHING = N_("Ei mitään")
INDOOR_SHOES = N_("Sisäkengät")
WEATHER_CLOTHES = N_("Säänmukaiset vaatteet")
WARM_CLOTHES = N_("Lämpimät kengät ja käsineet")
CLOTHES_GIVEN = N_("Ei mitään, työvaatteet saat paikan päällä")
GOOD_SHOES = N_("Kengät, joilla on hyvä kävellä")
