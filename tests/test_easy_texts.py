"""Every text that a client can meet, in Easy Finnish, by the rules of `domain/easy_language.py`."""

from __future__ import annotations

import re
import sys
from functools import cache
from typing import TYPE_CHECKING

from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_file
from babel.messages.pofile import read_po

from app.domain.easy_language import faults_of, is_vague_button, unlisted_words, words_of
from app.domain.messages import MESSAGES, Audience
from app.domain.task_templates import TEXTS
from tests.voikko import find_voikko, need_voikko
from workbench import texts
from workbench.places import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

WEB = ROOT / "app" / "web"
TEMPLATES = WEB / "templates"
SELKO = "fi@selko"
WORD_LIST = ROOT / "docs" / "easy-words.txt"
KEYWORDS = DEFAULT_KEYWORDS | dict.fromkeys(texts.KEYWORDS)
# What clients see besides their own folders.
MODULES = (
    "public/linked_offer.py", "shared/words_offered.py", "shared/words_places.py",
    "shared/words_money.py",
    "coach/statements.py", "shared/agreement_sheet.py", "shared/induction_sheet.py",
)  # fmt: skip
SHARED = (
    "shared/base_client.html", "shared/client.html", "shared/error_client.html",
    "shared/offer_words.html", "shared/offered.html", "public/card.html", "public/pair.html",
    "public/help.html", "public/sign_in_client.html", "public/linked_offer.html",
    "public/linked_offer_answered.html", "public/linked_offer_over.html", "public/lost_link.html",
)  # fmt: skip
FACT = re.compile(r"%\(\w+\)s")
BUTTONS = re.compile(r"(?:big_button|big_link)\(_\(\"([^\"]+)\"\)")


def places() -> list[Path]:
    """The files whose texts are for clients."""
    own = [*(WEB / "client").glob("*.py"), *(TEMPLATES / "client").rglob("*.html")]
    shared = [*(TEMPLATES / name for name in SHARED), *(WEB / name for name in MODULES)]
    return sorted([*own, *shared])


def sources() -> Iterator[str]:
    for place in places():
        method = "python" if place.suffix == ".py" else "jinja2.ext:babel_extract"
        for _line, message, _comments, _context in extract_from_file(method, place, KEYWORDS):
            yield from (part for part in forms(message) if part)
    for message in MESSAGES.values():
        if message.audience is Audience.CLIENT:
            yield from (message.subject, message.body, message.sms)
    yield from TEXTS


def forms(text):
    return text if isinstance(text, tuple | list) else (text,)


@cache
def easy_texts() -> dict[str, str]:
    """The Easy Finnish text of each source text; a fact stands as somebody's name."""
    with texts.catalogue(SELKO).open("rb") as file:
        known = {forms(one.id)[0]: forms(one.string)[0] for one in read_po(file) if one.id}
    return {text: FACT.sub("Aino", known.get(text) or text) for text in sources()}


def test_every_text_for_clients_is_easy():
    hard = [
        f"{fault} in {text!r}"
        for text in easy_texts().values()
        for fault in faults_of(text, find_voikko())
    ]
    assert not hard, "Write them more easily, or in Easy Finnish alone:\n" + "\n".join(hard)


def test_the_texts_are_all_there():
    found = easy_texts()
    assert len(found) > 250
    assert "Otan työn" in found
    assert "Tiskaus lounasaikaan" in found


def test_every_button_says_what_happens():
    found = [text for place in places() for text in BUTTONS.findall(place.read_text())]
    assert len(found) > 20
    assert [text for text in found if is_vague_button(text)] == []


def test_words_that_are_not_on_the_list_are_told(capsys):
    """Not a gate: the list is for whoever reads the texts as an expert of Easy Finnish."""
    known = set(WORD_LIST.read_text(encoding="utf-8").split())
    used = {word.casefold() for text in easy_texts().values() for word in words_of(text)}
    new = unlisted_words(" ".join(used), known, need_voikko())
    with capsys.disabled():
        sys.stdout.write(f" easy words: {len(new)} of {len(used)} are not listed: {sorted(new)} ")
    assert len(new) < len(used) // 2
