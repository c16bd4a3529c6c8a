"""How a task is done, step by step: a picture and one short sentence each."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING

from app.domain.errors import RuleBroken
from app.domain.vocabulary import Category
from app.domain.words import N_

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

MOST_STEPS = 8
FEWEST_STEPS = 2
STEP_LENGTH = 120
# Source: `trust` 7, rules 3, 5 and 6; a step is one thought.
MOST_WORDS, LONGEST_WORD = 9, 14
_HARD_SIGNS = re.compile(r"[()\[\];/&%]|\b(?:esim|ym|jne|mm|n)\.")

# What a step's picture may show, by the keys of the site's own pictures.
STEP_PICTURES = (
    "wash_hands", "clothes_on", "gloves", "look_around", "listen", "talk", "ask", "walk", "door",
    "elderly_assist", "people", "carry", "lifting", "cleaning", "wipe", "bucket", "rubbish",
    "dishes", "table", "kitchen", "food", "coffee", "water", "packing", "shop", "label", "count",
    "textile", "scissors", "garden", "leaves", "outdoors", "tools", "property", "office", "screen",
    "copy", "event", "key", "phone", "done", "thanks",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Step:
    """One step: what to do, and the key of its picture."""

    words: str
    picture: str


class Hard(StrEnum):
    """What makes the words of a step hard to read; told to the writer, never in the way."""

    LONG = "long"
    LONG_WORD = "long_word"
    COMMAS = "commas"
    SIGNS = "signs"
    TWO_THOUGHTS = "two_thoughts"


def hard_points(words: str) -> tuple[Hard, ...]:
    """What could be easier in a step, the plainest first."""
    parts = words.split()
    found = {
        Hard.LONG: len(parts) > MOST_WORDS,
        Hard.LONG_WORD: any(len(re.sub(r"\W", "", part)) > LONGEST_WORD for part in parts),
        Hard.COMMAS: words.count(",") > 1,
        Hard.SIGNS: bool(_HARD_SIGNS.search(words)),
        Hard.TWO_THOUGHTS: len(re.findall(r"[.!?](?=\s)", words)) > 1,
    }
    return tuple(point for point, holds in found.items() if holds)


def checked(steps: Sequence[Step]) -> tuple[Step, ...]:
    """The steps that say something, trimmed.

    Raises: RuleBroken when there are too many, one is too long or has an unknown picture.
    """
    said = [Step(" ".join(step.words.split()), step.picture) for step in steps]
    kept = tuple(step for step in said if step.words)
    if len(kept) > MOST_STEPS:
        raise RuleBroken("too_many_steps", most=MOST_STEPS)
    for step in kept:
        if len(step.words) > STEP_LENGTH:
            raise RuleBroken("step_too_long", most=STEP_LENGTH)
        if step.picture not in STEP_PICTURES:
            raise RuleBroken("picture_unknown")
    return kept


def moved(steps: Sequence[Step], at: int, by: int) -> tuple[Step, ...]:
    """The same steps with one of them earlier (`by` -1) or later (1); at the ends as they were."""
    order, to = list(steps), at + by
    if 0 <= at < len(order) and 0 <= to < len(order):
        order[at], order[to] = order[to], order[at]
    return tuple(order)


def without(steps: Sequence[Step], at: int) -> tuple[Step, ...]:
    """The same steps without one of them."""
    return tuple(step for place, step in enumerate(steps) if place != at)


_WASH = Step(N_("Pese kädet."), "wash_hands")
_ASK = Step(N_("Kysy apua, jos et tiedä."), "ask")
_READY = Step(N_("Kerro, kun olet valmis."), "done")
_HELLO = Step(N_("Tervehdi ja kerro nimesi."), "talk")
_GLOVES = Step(N_("Laita käsineet käteen."), "gloves")
_PUT_BACK = Step(N_("Vie välineet paikoilleen."), "carry")

# What an order of this kind usually is, as a beginning that its writer changes.
READY_STEPS: Mapping[Category, tuple[Step, ...]] = MappingProxyType(
    {
        Category.ELDERLY_ASSIST: (
            _HELLO,
            Step(N_("Hae asukas huoneesta."), "door"),
            Step(N_("Auta takki päälle."), "clothes_on"),
            Step(N_("Kävelkää yhdessä ulkona."), "walk"),
            Step(N_("Juttele ja kuuntele."), "listen"),
            Step(N_("Saata asukas takaisin."), "elderly_assist"),
        ),
        Category.CLEANING: (
            _GLOVES,
            Step(N_("Ota ämpäri ja vettä."), "bucket"),
            Step(N_("Pyyhi pöydät ja hyllyt."), "wipe"),
            Step(N_("Lakaise lattia."), "cleaning"),
            Step(N_("Vie roskat ulos."), "rubbish"),
            _PUT_BACK,
        ),
        Category.KITCHEN: (
            _WASH,
            Step(N_("Laita esiliina päälle."), "clothes_on"),
            Step(N_("Kata pöydät."), "table"),
            Step(N_("Vie likaiset astiat keittiöön."), "carry"),
            Step(N_("Pese astiat."), "dishes"),
            Step(N_("Pyyhi pöydät."), "wipe"),
        ),
        Category.PROPERTY: (
            _GLOVES,
            Step(N_("Hae työkalut."), "tools"),
            Step(N_("Tee työ ohjaajan kanssa."), "people"),
            _PUT_BACK,
            _READY,
        ),
        Category.PACKING: (
            _WASH,
            Step(N_("Laske tavarat."), "count"),
            Step(N_("Pakkaa tavarat laatikkoon."), "packing"),
            Step(N_("Liimaa lappu laatikkoon."), "label"),
            Step(N_("Vie laatikko hyllyyn."), "carry"),
        ),
        Category.OFFICE: (
            Step(N_("Avaa tietokone."), "screen"),
            Step(N_("Järjestä paperit."), "office"),
            Step(N_("Tulosta tai kopioi."), "copy"),
            _ASK,
            _READY,
        ),
        Category.SHOP: (
            Step(N_("Laita työvaatteet päälle."), "clothes_on"),
            Step(N_("Hae tavarat varastosta."), "carry"),
            Step(N_("Laita tavarat hyllyyn."), "shop"),
            Step(N_("Tarkista hintalaput."), "label"),
            Step(N_("Vie pahvit roskiin."), "rubbish"),
        ),
        Category.TEXTILE: (
            Step(N_("Lajittele vaatteet."), "textile"),
            Step(N_("Leikkaa langat ja laput."), "scissors"),
            Step(N_("Viikkaa vaatteet."), "carry"),
            Step(N_("Vie vaatteet hyllyyn."), "shop"),
        ),
        Category.EVENT: (
            _HELLO,
            Step(N_("Kanna tuolit paikoilleen."), "table"),
            Step(N_("Ota vieraat vastaan ovella."), "door"),
            Step(N_("Tarjoa kahvia."), "coffee"),
            Step(N_("Siivoa lopuksi."), "cleaning"),
        ),
        Category.GARDEN: (
            _GLOVES,
            Step(N_("Hae välineet varastosta."), "tools"),
            Step(N_("Kerää kuivat lehdet."), "leaves"),
            Step(N_("Kastele kukat."), "water"),
            _PUT_BACK,
        ),
    }
)
