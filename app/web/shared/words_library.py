"""The words of the library of works in the language of whoever reads or writes them.

An order keeps them in Easy Finnish, so that each of its readers gets their own language. Words of
somebody's own stay as they are.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from flask_babel import gettext

from app.domain.steps import Step
from app.domain.task_templates import TEXTS
from app.web.shared.language import locale

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable


def shown_words(text: str) -> str:
    """A text of the library in the reader's language, any other as it was written."""
    return str(gettext(text)) if text in TEXTS else text


def kept_words(text: str) -> str:
    """What is kept of a text: where it is the library's in the writer's language, the library's."""
    if text in TEXTS:
        return text
    return _library_in(str(locale())).get(text, text)


@cache
def _library_in(_locale: str) -> dict[str, str]:
    """The library's texts by what they are in the present language, of which this is the name."""
    return {str(gettext(known)): known for known in sorted(TEXTS, reverse=True)}


def shown_steps(steps: Iterable[Step]) -> list[Step]:
    """The same steps in the reader's language where they are the library's."""
    return [Step(shown_words(step.words), step.picture) for step in steps]


FILTERS: dict[str, Callable[..., object]] = {"shown_words": shown_words}
