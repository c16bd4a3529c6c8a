"""How somebody is doing beside work: five questions of our own, three faces, no scores.

A person may leave out any question. What is told of a change is a word, never a number.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from app.domain.vocabulary import Face

if TYPE_CHECKING:
    from collections.abc import Mapping


class Question(StrEnum):
    """What is asked, in this order."""

    SLEEP = "sleep"
    MOOD = "mood"
    PEOPLE = "people"
    SKILLS = "skills"
    MONEY = "money"


class Change(StrEnum):
    """How the latest answers stand beside those before."""

    FIRST = "first"
    BETTER = "better"
    SAME = "same"
    HARDER = "harder"
    BOTH = "both"


Answers = dict[Question, Face]
_ORDER = (Face.TOO_HARD, Face.FINE, Face.GOOD)


def next_question(question: Question) -> Question | None:
    """The one that is asked after this; None after the last."""
    asked = list(Question)
    at = asked.index(question) + 1
    return asked[at] if at < len(asked) else None


def change_between(
    before: Mapping[Question, Face] | None, after: Mapping[Question, Face]
) -> Change:
    """Whether things are better, harder, both or the same; only what was answered twice counts."""
    if before is None:
        return Change.FIRST
    steps = [
        _ORDER.index(after[one]) - _ORDER.index(before[one])
        for one in Question
        if one in before and one in after
    ]
    better, harder = any(step > 0 for step in steps), any(step < 0 for step in steps)
    if better and harder:
        return Change.BOTH
    if better:
        return Change.BETTER
    return Change.HARDER if harder else Change.SAME
