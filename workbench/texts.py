"""Catalogues of translations: gathered from the source, compiled for the site."""

from __future__ import annotations

from workbench.packages import digest, is_done, mark_done
from workbench.places import PYTHON, TRANSLATIONS, VENV, Stop, call, say, succeeds

LANGUAGES = ("fi@selko", "sv", "en")


def compile_translations(version: str) -> None:
    catalogues = sorted(TRANSLATIONS.glob("*/LC_MESSAGES/*.po"))
    compiled = [file.with_suffix(".mo").exists() for file in catalogues]
    stamp = digest(version, *catalogues)
    if not catalogues or (all(compiled) and is_done("translations", stamp)):
        return
    say("Compiling translations")
    command = (PYTHON, "-m", "babel.messages.frontend", "-q", "compile", "-d", TRANSLATIONS)
    if not succeeds(*command):
        raise Stop("The translations could not be compiled; see the lines above")
    mark_done("translations", stamp)


def gather() -> int:
    """Finnish is the source: the other languages get an empty line for each new text."""
    babel, pot = (PYTHON, "-m", "babel.messages.frontend", "-q"), VENV / "messages.pot"
    keywords = ("-k", "N_", "-k", "_n:1,2", "-k", "lazy_gettext", "--no-location", "--sort-output")
    extract = ("extract", "-F", "babel.cfg", *keywords, "--project=Jobcenter", "-o", pot, "app")
    codes = [call(*babel, *extract)]
    for language in LANGUAGES:
        exists = (TRANSLATIONS / language / "LC_MESSAGES" / "messages.po").exists()
        verb = ("update", "-N", "--ignore-pot-creation-date") if exists else ("init",)
        codes.append(call(*babel, *verb, "-i", pot, "-d", TRANSLATIONS, "-l", language))
    return max(codes)
