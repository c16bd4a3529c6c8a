"""The library of ready small works: what an order begins from, so that nobody starts from nothing.

The texts are Easy Finnish; whoever shows them translates them (`in_words`). Source: features UX 5,
domain 1.2 for the kinds of work.
"""

from __future__ import annotations

import re
from types import MappingProxyType
from typing import TYPE_CHECKING

from app.domain.task_templates.care import ELDERLY_ASSIST, EVENT, KITCHEN
from app.domain.task_templates.goods import OFFICE, PACKING, SHOP
from app.domain.task_templates.house import CLEANING, GARDEN, PROPERTY, TEXTILE
from app.domain.task_templates.parts import TaskTemplate

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from app.domain.steps import Step
    from app.domain.vocabulary import Category

__all__ = [
    "TEMPLATES",
    "TEXTS",
    "TaskTemplate",
    "find_template",
    "ready_steps",
    "search",
    "suggest",
]

# In the order of the categories, as pages show them.
TEMPLATES: tuple[TaskTemplate, ...] = (
    *ELDERLY_ASSIST, *CLEANING, *KITCHEN, *PROPERTY, *PACKING, *OFFICE, *SHOP, *TEXTILE, *EVENT,
    *GARDEN,
)  # fmt: skip
TEXTS = frozenset(text for template in TEMPLATES for text in template.texts)
_BY_KEY: Mapping[str, TaskTemplate] = MappingProxyType({one.key: one for one in TEMPLATES})
# What stays the same in the forms of a Finnish word: its beginning ("siiv|ous", "siiv|oan"), when
# the hard and soft sounds that change within it are written alike ("pöyt|iä", "pöyd|ät").
SHORTEST_WORD, SHORTEST_STEM, LONGEST_STEM, ENDING = 3, 4, 5, 3
_ALIKE = (("kk", "k"), ("pp", "p"), ("tt", "t"), ("d", "t"))
MOST_SUGGESTED, FEWEST_SUGGESTED = 5, 3


def find_template(key: str | None) -> TaskTemplate | None:
    """The template of a key, or None."""
    return _BY_KEY.get(key or "")


def ready_steps(category: Category | None, title: str = "") -> tuple[Step, ...]:
    """How such work usually goes: the template of this title, else the first of its kind."""
    kind = [one for one in TEMPLATES if one.category is category]
    named = [one for one in kind if one.title == title]
    return next((one.steps for one in (*named, *kind)), ())


def search(
    query: str, category: Category | None = None, *, in_words: Callable[[str], str] = str
) -> list[TaskTemplate]:
    """The templates that speak of every word of a query, those with all in the title first."""
    stems = _stems(query)
    found = [
        one
        for one in TEMPLATES
        if (category is None or one.category is category)
        and all(stem in _said(one, in_words) for stem in stems)
    ]
    return sorted(found, key=lambda one: not all(s in _alike(in_words(one.title)) for s in stems))


def suggest(
    part: str,
    category: Category | None = None,
    minutes: int | None = None,
    *,
    in_words: Callable[[str], str] = str,
) -> list[TaskTemplate]:
    """Three to five templates for a part of work that somebody could take over.

    What speaks of the same things comes first, then the same kind of work, then what lasts about
    as long (`minutes`). Only the first three are there to fill the page.
    """
    stems = _stems(part)

    def closeness(one: TaskTemplate) -> tuple[int, bool, int]:
        spoken = sum(stem in _said(one, in_words) for stem in stems)
        return -spoken, one.category is not category, abs(one.minutes - (minutes or one.minutes))

    ordered = sorted(TEMPLATES, key=closeness)[:MOST_SUGGESTED]
    fitting = [one for one in ordered if closeness(one)[0] or one.category is category]
    return ordered[: max(FEWEST_SUGGESTED, len(fitting))]


def _said(template: TaskTemplate, in_words: Callable[[str], str]) -> str:
    return _alike(" ".join(in_words(text) for text in template.texts))


def _alike(text: str) -> str:
    text = text.lower()
    for hard, soft in _ALIKE:
        text = text.replace(hard, soft)
    return text


def _stems(text: str) -> list[str]:
    """The words of a text without what changes at their ends; the shortest mean nothing alone."""
    words = [word for word in re.findall(r"\w+", _alike(text)) if len(word) >= SHORTEST_WORD]
    return [word[: min(max(SHORTEST_STEM, len(word) - ENDING), LONGEST_STEM)] for word in words]
