"""Catalogues of translations: gathered from the source, compiled for the site."""

from __future__ import annotations

import re
from pathlib import Path
from tempfile import TemporaryDirectory

from workbench.packages import digest, is_done, mark_done
from workbench.places import PYTHON, TRANSLATIONS, Stop, call, say, succeeds

LANGUAGES = ("fi@selko", "sv", "en")
BABEL = (PYTHON, "-m", "babel.messages.frontend", "-q")
# What marks a text, besides what Babel knows itself: tables, form labels.
KEYWORDS = ("N_", "_l", "lazy_gettext")
# They tell who ran the command and when, so they would change with every run.
_PERSONAL = re.compile(
    r'^"(?:Project-Id-Version|Report-Msgid-Bugs-To|POT-Creation-Date|PO-Revision-Date'
    r"|Last-Translator|Language-Team|Generated-By)\b.*\n",
    re.MULTILINE,
)
_HEADER = "# Finnish is the source language; an empty line shows in Finnish.\n"


def compile_translations(version: str) -> None:
    catalogues = sorted(TRANSLATIONS.glob("*/LC_MESSAGES/*.po"))
    compiled = [file.with_suffix(".mo").exists() for file in catalogues]
    stamp = digest(version, *catalogues)
    if not catalogues or (all(compiled) and is_done("translations", stamp)):
        return
    say("Compiling translations")
    if not succeeds(*BABEL, "compile", "-d", TRANSLATIONS):
        raise Stop("The translations could not be compiled; see the lines above")
    mark_done("translations", stamp)


def catalogue(language: str) -> Path:
    return TRANSLATIONS / language / "LC_MESSAGES" / "messages.po"


def extract(pot: Path) -> int:
    """Every text of the source that can be translated, in one file."""
    keywords = [part for keyword in KEYWORDS for part in ("-k", keyword)]
    shape = ("--no-location", "--sort-output")
    return call(*BABEL, "extract", "-F", "babel.cfg", *keywords, *shape, "-o", pot, "app")


def gather() -> int:
    """Finnish is the source: the other languages get an empty line for each new text.

    Says at the end how many texts each language has.
    """
    # A folder of its own: two clones may share one environment.
    with TemporaryDirectory() as folder:
        pot = Path(folder, "messages.pot")
        codes = [extract(pot), *(_update(language, pot) for language in LANGUAGES)]
    codes.append(call(*BABEL[:-1], "compile", "--statistics", "-d", TRANSLATIONS))
    return max(codes)


def _update(language: str, pot: Path) -> int:
    update = ("update", "--no-fuzzy-matching", "--ignore-obsolete")
    verb = update if catalogue(language).exists() else ("init",)
    code = call(*BABEL, *verb, "-i", pot, "-d", TRANSLATIONS, "-l", language)
    _tidy(catalogue(language))
    return code


def _tidy(file: Path) -> None:
    """Leaves only what is the same for everybody, so that a diff shows texts alone."""
    text = file.read_text(encoding="utf-8")
    start = text.index('msgid ""')
    file.write_text(_HEADER + _PERSONAL.sub("", text[start:]), encoding="utf-8", newline="\n")
