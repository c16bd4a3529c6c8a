"""What is wrong with the words that somebody has written for a letter, and where.

Source: trust T31 (a client's message says nothing of its matter), T04 (nothing from which an
orderer could infer why somebody has support), 7 (Easy Finnish).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from app.domain.easy_language import faults_of
from app.domain.messages.catalogue import read_by_clients
from app.domain.messages.sms_length import MOST_PARTS, measure
from app.domain.messages.words import (
    Part,
    Words,
    fill,
    is_whole,
    marks_in,
    missing,
    parts_of,
    variables,
)
from app.domain.vocabulary import Language
from app.domain.words import N_

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

MOST_SIGNS: Mapping[Part, int] = MappingProxyType(
    {Part.SUBJECT: 120, Part.BODY: 4000, Part.SMS: 480}
)

# A fact of each kind, as it might be; an address as long as addresses get.
EXAMPLES: Mapping[str, str] = MappingProxyType(
    {
        "link": "https://jobcenter.example.org/t/xT4bq0ZsV1mK8rYd2LcWn5PgHe7UfAoJi9RkQy3BtNw",
        "title": N_("Ulkoiluapu"),
        "why": N_("Mihin aikaan apua tarvitaan?"),
        "last": "23.11.",
        "until": "30.11.",
        "name": "Leena Laine",
        "email": "leena.laine@example.org",
        "text": N_("Palvelu on selkeä."),
        "subject": N_("Uusi viesti"),
        "contact": "040 123 4567",
        "phone": "09 310 00000",
        "words": N_("Soitamme vielä huomenna."),
    }
)

# Beginnings of words. Whoever sees a client's phone learns nothing of the matter; whoever orders
# learns nothing of why somebody has support.
_TELLING = {
    Language.FI: "työ|tarjou|tarjot|tarjol|vuoro|keik|palk|raha|euro|tuki|tuke|tuet|asiak|sosiaali",
    Language.SV: "jobb(?!center)|arbet|pass(?:et)?\\b|erbjud|lön|pengar|euro|stöd|social|klient",
    Language.EN: "jobs?\\b|work|shift|offer|pay|wage|money|euro|support|social|client",
}
_SUPPORT = {
    Language.FI: "diagnoo|vamma|sairas|sairau|kuntout|eläke|eläkk|kela(?!v)|etuus|etuuks|"
    "toimeentulo|toimintakyv|toimintakyk|työtoimin|mielenterv|päih|lääk|autis",
    Language.SV: "diagnos|handikapp|funktionsned|sjuk|rehab|pension|fpa|förmån|utkomst|"
    "arbetsverksam|mental|missbruk|medicin|autis",
    Language.EN: "diagnos|disab|illness|sick|rehab|pension|kela|benefit|work activit|mental|"
    "addict|medic|autis",
}


@dataclass(frozen=True, slots=True)
class WordFault:
    """One thing that is wrong in a part: a code and its facts; the line and sign where it is."""

    part: Part
    code: str
    facts: Mapping[str, Any] = field(default_factory=dict)


def faults_in(key: str, language: str, words: Words) -> list[WordFault]:
    """Everything that is wrong with these words of a letter; an empty list is good to be saved."""
    return [
        fault
        for rule in RULES
        for part in parts_of(key)
        for fault in rule(_On(key, language, words, part))
    ]


@dataclass(frozen=True, slots=True)
class _On:
    """One part of the words of a letter in a language."""

    key: str
    language: str
    words: Words
    part: Part

    @property
    def text(self) -> str:
        return str(getattr(self.words, self.part))

    @property
    def filled(self) -> str:
        """As its reader would get it, wherever it can be filled."""
        return fill(self.text, EXAMPLES) if is_whole(self.key, self.words) else ""

    @property
    def stem(self) -> Language:
        easy = self.language == Language.FI_SELKO
        return Language.FI if easy else Language(self.language)

    def fault(self, code: str, **facts: object) -> WordFault:
        return WordFault(self.part, code, facts)


def _place(text: str, at: int) -> dict[str, int]:
    """The line of a place in a text and the sign on that line, from 1."""
    before = text[:at]
    return {"line": before.count("\n") + 1, "sign": at - (before.rfind("\n") + 1) + 1}


def silent(on: _On) -> Iterator[WordFault]:
    """Every part that is ever sent has words."""
    if not on.text.strip():
        yield on.fault("empty")


def lone_braces(on: _On) -> Iterator[WordFault]:
    """A brace that is opened is closed on its line."""
    for mark in marks_in(on.text):
        if mark[1] is None:
            code = "brace_open" if mark[0] == "{" else "brace_closed"
            yield on.fault(code, **_place(on.text, mark.start()))


def unknown_names(on: _On) -> Iterator[WordFault]:
    """Only facts that this letter has can be put in."""
    known = variables(on.key)
    for mark in marks_in(on.text):
        if mark[1] is not None and mark[1] not in known:
            yield on.fault("name_unknown", name=mark[1], **_place(on.text, mark.start()))


def missing_names(on: _On) -> Iterator[WordFault]:
    """What the reader cannot do without stands in the letter, as the link."""
    for name in sorted(missing(on.key, on.words, on.part)):
        yield on.fault("name_missing", name=name)


def too_long(on: _On) -> Iterator[WordFault]:
    """A subject is a line, a text message at most two parts."""
    if len(on.text) > MOST_SIGNS[on.part]:
        yield on.fault("too_long", most=MOST_SIGNS[on.part])
    elif on.part is Part.SMS and on.filled and (long := measure(on.filled)).parts > MOST_PARTS:
        yield on.fault("sms_long", signs=long.signs, parts=long.parts, rich=long.rich)


def telling_words(on: _On) -> Iterator[WordFault]:
    """No word from which somebody could infer what they are not to know."""
    stems = _SUPPORT[on.stem]
    if read_by_clients(on.key):
        stems = f"{stems}|{_TELLING[on.stem]}"
    for found in re.finditer(rf"\b(?:{stems})\w*", on.text, re.IGNORECASE):
        yield on.fault("telling", word=found[0], **_place(on.text, found.start()))


def other_links(on: _On) -> Iterator[WordFault]:
    """A client's message leads nowhere but to the service."""
    if read_by_clients(on.key):
        for found in re.finditer(r"\b(?:https?://|www\.)\S*", on.text, re.IGNORECASE):
            yield on.fault("other_link", **_place(on.text, found.start()))


def hard_words(on: _On) -> Iterator[WordFault]:
    """Easy Finnish keeps its rules; an address stands as a name."""
    if on.language == Language.FI_SELKO and on.filled:
        for found in faults_of(fill(on.text, {**EXAMPLES, "link": "Aino"})):
            yield on.fault("hard", fault=found.code, about=found.about)


RULES: tuple[Callable[[_On], Iterator[WordFault]], ...] = (
    silent, lone_braces, unknown_names, missing_names, too_long, telling_words, other_links,
    hard_words,
)  # fmt: skip
