"""Words without a web request: own catalogue first, Finnish where that says nothing."""

from __future__ import annotations

import pytest
from babel.messages import Catalog
from babel.messages.mofile import write_mo

from app.integrations.texts import Texts


@pytest.fixture
def texts(tmp_path):
    for name, word in (("fi@selko", "Uusi työ"), ("sv", "Nytt arbete")):
        catalogue = Catalog(locale="sv")
        catalogue.add("Uusi tehtävä", word)
        catalogue.add("Ei käännetty", "")
        folder = tmp_path / name / "LC_MESSAGES"
        folder.mkdir(parents=True)
        with (folder / "messages.mo").open("wb") as file:
            write_mo(file, catalogue)
    return Texts(tmp_path)


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("fi", "Uusi tehtävä"),
        ("fi-selko", "Uusi työ"),
        ("sv", "Nytt arbete"),
        ("en", "Uusi tehtävä"),
        ("xx", "Uusi tehtävä"),
    ],
)
def test_each_language_has_its_words(texts, language, words):
    assert texts.gettext(language)("Uusi tehtävä") == words


def test_what_is_not_translated_is_finnish(texts):
    assert texts.gettext("sv")("Ei käännetty") == "Ei käännetty"
    assert texts.gettext("sv")("Tuntematon") == "Tuntematon"
