"""How a task is done, step by step: a picture and one short sentence each."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from app.domain.easy_language import hard_signs, long_words, many_commas, short_forms
from app.domain.errors import RuleBroken

if TYPE_CHECKING:
    from collections.abc import Sequence

MOST_STEPS = 8
FEWEST_STEPS = 2
STEP_LENGTH = 120
# From the stop near a place. Units: minutes.
LONGEST_WALK = 90
# A step is one thought, so it is shorter than other sentences.
MOST_WORDS = 9

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
        Hard.LONG_WORD: long_words(words),
        Hard.COMMAS: many_commas(words),
        Hard.SIGNS: hard_signs(words) or short_forms(words),
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
