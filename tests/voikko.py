"""Voikko, which knows the forms of Finnish words, where its library and dictionary are."""

from __future__ import annotations

import os
from functools import cache
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from app.domain.easy_language import Analyse, Reading

MISSING = "Voikko is not here: apt-get install libvoikko1 voikko-fi"


@cache
def find_voikko() -> Analyse | None:
    """What judges words; None where it is not installed. CI must have it."""
    from libvoikko import Voikko, VoikkoException

    try:
        voikko = Voikko("fi")
    except (OSError, VoikkoException):
        if os.environ.get("JOBCENTER_REQUIRE_VOIKKO"):
            raise
        return None

    @cache
    def analyse(word: str) -> tuple[Reading, ...]:
        return tuple(voikko.analyze(word))

    return analyse


def need_voikko() -> Analyse:
    """The same for a test that is about forms; it is skipped where there is none."""
    return find_voikko() or pytest.skip(MISSING)
