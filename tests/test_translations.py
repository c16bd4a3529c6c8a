"""The four text variants: complete, alike in what they fill in, easy where they promise it."""

from __future__ import annotations

import re
import sys
from functools import cache

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from flask import Flask
from flask_babel import Babel, gettext, ngettext

from app.domain.easy_language import faults_of
from app.integrations.texts import FOLDERS, Texts
from app.web.shared.language import BABEL_NAMES
from workbench import texts
from workbench.places import ROOT

APP = ROOT / "app"
SELKO = "fi@selko"
TRANSLATED = ("sv", "en")
PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]")
GATHER = "Run python3 dev.py texts, then write the translations into app/translations/"
every_language = pytest.mark.parametrize("language", texts.LANGUAGES)


@cache
def read(language):
    with texts.catalogue(language).open("rb") as file:
        return read_po(file, locale=language, abort_invalid=True)


@pytest.fixture(scope="module")
def source(tmp_path_factory):
    """What the source has today, whatever the catalogues say."""
    pot = tmp_path_factory.mktemp("texts") / "messages.pot"
    assert texts.extract(pot) == 0
    with pot.open("rb") as file:
        return {key(message) for message in read_po(file) if message.id}


def key(message):
    return message.id if isinstance(message.id, str) else message.id[0]


def forms(text):
    return (text,) if isinstance(text, str) else tuple(text)


def translated(language):
    """Each message that has a translation, with its source forms and its own."""
    for message in read(language):
        if message.id and any(forms(message.string)):
            yield message, forms(message.id), forms(message.string)


def fields(text):
    return sorted(PLACEHOLDER.findall(text))


# --- complete


@every_language
def test_every_text_of_the_source_is_in_the_catalogue(source, language):
    missing = sorted(source - {key(message) for message in read(language)})
    assert not missing, f"{GATHER}. New texts: {missing[:5]}"


@every_language
def test_no_catalogue_holds_a_text_that_is_gone(source, language):
    gone = sorted({key(message) for message in read(language) if message.id} - source)
    assert not gone, f"{GATHER}. Gone from the source: {gone[:5]}"
    assert not read(language).obsolete, GATHER


@pytest.mark.parametrize("language", TRANSLATED)
def test_swedish_and_english_have_the_texts(language, capsys):
    messages = [message for message in read(language) if message.id]
    done = sum(1 for _ in translated(language))
    with capsys.disabled():
        sys.stdout.write(f" {language}: {done} of {len(messages)} texts ")
    missing = [key(message) for message in messages if not any(forms(message.string))]
    assert not missing, f"Translate into {language}: {missing[:5]}"


def test_the_languages_of_the_site_are_those_of_the_catalogues():
    names = {name for name in BABEL_NAMES.values() if name != "fi"}
    assert names == set(texts.LANGUAGES) == set(FOLDERS.values())


# --- alike


@every_language
def test_a_translation_fills_in_the_same_facts(language):
    for message, source_forms, own_forms in translated(language):
        assert len(own_forms) == len(source_forms), key(message)
        assert all(own_forms), f"A plural form is missing: {key(message)}"
        for wanted, own in zip(source_forms, own_forms, strict=True):
            assert fields(own) == fields(wanted), f"{wanted} -> {own}"


@every_language
def test_a_translation_begins_and_ends_as_its_source(language):
    for _message, source_forms, own_forms in translated(language):
        for wanted, own in zip(source_forms, own_forms, strict=True):
            assert own.count("\n") == wanted.count("\n"), own
            assert own[-1].isspace() == wanted[-1].isspace(), own
            # A text that goes on from another one begins with a space or a comma.
            assert (own[0] in " ,") == (wanted[0] in " ,"), own
            assert (own[-1] == ":") == (wanted[-1] == ":"), own


@every_language
def test_nothing_is_marked_unsure(language):
    assert not [key(message) for message in read(language) if message.fuzzy]


@every_language
def test_a_catalogue_tells_neither_who_nor_where_nor_when(language):
    text = texts.catalogue(language).read_text(encoding="utf-8")
    header = text[: text.index("\n\n")]
    assert not re.search(r"@(?!selko)|-Date|Translator|Team|Generated", header), header
    assert not re.search(r"^#: ", text, re.MULTILINE)
    assert "nplurals=2" in header


# --- easy


# What staff read in Easy Finnish may have longer words; the client's texts have their own test.
ALWAYS_HARD = {"long_sentence", "hard_sign", "abbreviation"}


def test_the_easy_finnish_texts_are_easy():
    own = [PLACEHOLDER.sub("x", text) for _, _, some in translated(SELKO) for text in some]
    found = [fault for text in own for fault in faults_of(text) if fault.code in ALWAYS_HARD]
    assert not found, found


def test_an_easy_finnish_text_differs_from_its_source():
    same = [own for _, wanted, own in translated(SELKO) if own == wanted]
    assert not same, f"Leave these empty, so that they follow the source: {same}"


# --- what happens when a text is missing


@pytest.fixture
def half_done(tmp_path):
    """A folder with a Swedish catalogue of two texts, and one more that nobody translated."""
    catalogue = Catalog(locale="sv")
    catalogue.add("Uusi viesti", "Nytt meddelande")
    catalogue.add(("%(num)s paikka", "%(num)s paikkaa"), ("%(num)s plats", "%(num)s platser"))
    catalogue.add("Avaa: %(link)s", "")
    catalogue.add(("%(num)s vuoro", "%(num)s vuoroa"), ("", ""))
    folder = tmp_path / "sv" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    with (folder / "messages.mo").open("wb") as file:
        write_mo(file, catalogue)
    return tmp_path


@pytest.fixture
def speak(half_done):
    app = Flask("half")
    babel = Babel()

    def in_language(name):
        babel.init_app(
            app, default_translation_directories=str(half_done), locale_selector=lambda: name
        )
        return app.test_request_context()

    return in_language


def test_a_text_that_is_there_is_shown(speak):
    with speak("sv"):
        assert gettext("Uusi viesti") == "Nytt meddelande"
        assert ngettext("%(num)s paikka", "%(num)s paikkaa", 1) == "1 plats"
        assert ngettext("%(num)s paikka", "%(num)s paikkaa", 2) == "2 platser"


@pytest.mark.parametrize("language", ["sv", "en", SELKO, "fi"])
def test_a_text_that_is_missing_shows_in_finnish(speak, language):
    with speak(language):
        assert gettext("Ihan uusi teksti") == "Ihan uusi teksti"
        assert gettext("Avaa: %(link)s", link="x") == "Avaa: x"
        for number, shown in ((1, "1 vuoro"), (2, "2 vuoroa")):
            assert ngettext("%(num)s vuoro", "%(num)s vuoroa", number) == shown
            assert ngettext("%(num)s vko", "%(num)s vkoa", number).startswith(f"{number} vko")


def test_a_letter_with_a_missing_text_goes_out_in_finnish(half_done):
    swedish = Texts(half_done).gettext("sv")
    assert swedish("Uusi viesti") == "Nytt meddelande"
    assert swedish("Avaa: %(link)s") == "Avaa: %(link)s"
    for language in ("fi", "fi-selko", "en"):
        assert Texts(half_done).gettext(language)("Uusi viesti") == "Uusi viesti"


@pytest.mark.parametrize(
    ("code", "sentence"),
    [
        ("fi", "Miksi tietoja käsitellään?"), ("fi-selko", "Miksi käytämme tietojasi?"),
        ("sv", "Varför behandlas uppgifterna?"), ("en", "Why is the data used?"),
    ],
)  # fmt: skip
def test_a_page_speaks_the_chosen_language(browse, code, sentence):
    browser = browse()
    browser.post("/language", {"language": code})
    assert sentence in browser.get("/privacy").text
