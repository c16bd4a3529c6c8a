"""Translated texts without a web request: the words of mails and text messages."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING

from babel.support import Translations

if TYPE_CHECKING:
    from pathlib import Path

# The folder of a language; Finnish has none, since the source texts are Finnish.
FOLDERS = {"fi-selko": "fi@selko", "sv": "sv", "en": "en"}

Gettext = Callable[[str], str]


class Texts:
    """The catalogues of a folder. A text that is missing in one shows in Finnish."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._of = cache(self._load)

    def gettext(self, language: str) -> Gettext:
        """The function that words a source text in this language."""
        return self._of(language)

    def _load(self, language: str) -> Gettext:
        name = FOLDERS.get(language)
        catalogue = Translations.load(self._folder, [name] if name else [])
        words: Gettext = catalogue.gettext
        return words
