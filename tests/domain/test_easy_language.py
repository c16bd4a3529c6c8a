"""What is hard in a Finnish text: each rule by itself."""

from __future__ import annotations

import pytest

from app.domain import easy_language as easy
from tests.voikko import need_voikko


def codes(text, analyse=None):
    return [fault.code for fault in easy.faults_of(text, analyse)]


def test_an_easy_text_has_no_fault():
    text = (
        "Seuraava työvuorosi on huomenna, keskiviikkona 25. marraskuuta. Työ alkaa kello 10.15.\n"
        "Saat työstä noin 24 euroa."
    )
    assert codes(text) == []


def test_a_sentence_has_at_most_twelve_words():
    assert codes("sana " * 12) == []
    assert codes("sana " * 13) == ["long_sentence"]


def test_numbers_count_as_words_and_signs_do_not():
    assert codes("sana " * 11 + "– 7") == ["hard_sign"]
    assert "long_sentence" in codes("sana " * 12 + "7")


def test_sentences_have_at_most_eight_words_in_the_mean():
    assert codes("sana " * 9 + ". " + "sana " * 9 + ".") == []
    assert codes(("sana " * 9 + ". ") * 3) == ["long_on_average"]


def test_a_date_or_a_clock_does_not_end_a_sentence():
    assert easy.sentences_of("Tule 3. joulukuuta kello 9.30 työhön. Ota eväät!") == [
        "Tule 3 joulukuuta kello 930 työhön", "Ota eväät!".rstrip("!"),
    ]  # fmt: skip


def test_at_most_one_comma():
    assert codes("Tule, kun voit") == []
    assert codes("Tule, kun voit, jos voit") == ["many_commas"]


def test_the_commas_of_a_day_in_words_do_not_count():
    assert codes("Tule huomenna, tiistaina 3. marraskuuta, kello 9, kun voit") == []


@pytest.mark.parametrize("sign", ["(", ")", "[", ";", "&", "/", "%", " – ", " - "])
def test_hard_signs(sign):
    assert codes(f"työ{sign}raha") == ["hard_sign"]


def test_a_hyphen_and_a_span_of_hours_are_no_dashes():
    assert codes("R-kioski on auki kello 9–12") == []


@pytest.mark.parametrize("word", ["esim.", "klo 9", "n. 5", "mm.", "OK", "jne."])
def test_abbreviations(word):
    assert codes(f"Ota {word}") == ["abbreviation"]


def test_a_bare_span_of_times():
    assert codes("Työ on 09:00-12:00") == ["bare_time"]


def test_at_most_two_numbers_in_a_sentence():
    assert codes("Ota 2 paitaa ja 3 hanskaa") == []
    assert codes("Ota 2 paitaa, 3 hanskaa ja 4 sukkaa") == ["many_numbers"]
    assert codes("Tule kello 9-12 tai soita 09 310 1234") == []


def test_capitals_only():
    assert codes("TULE heti") == ["capitals"]
    assert codes("HSL vie sinut") == []


def test_long_words():
    assert codes("Työtoimintapäivä") == ["long_word"]
    assert codes("Keittiö-tarvikkeiden") == []


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Sinut otetaan työhön", "passive"),
        ("Tullessa ota avain", "second_infinitive"),
        ("Tule perheineen", "rare_case"),
        ("Siellä on kovaa juokseva mies", "participle_attribute"),
    ],
)
def test_hard_forms(text, code):
    assert codes(text) == []
    assert codes(text, need_voikko()) == [code]


@pytest.mark.parametrize(
    "text",
    [
        "Olet ansainnut 20 euroa", "Työ on tehty", "Tunnit ovat sovitut", "Seuraava työvuorosi",
        "Sinulle on uusi työ katsottavana", "Voit sanoa ei", "Jalo tulee mukaan",
    ],
)  # fmt: skip
def test_easy_forms(text):
    assert codes(text, need_voikko()) == []


def test_a_form_counts_only_when_it_cannot_be_read_otherwise():
    def analyse(_word):
        return [{"PERSON": "4", "BASEFORM": "a"}, {"PERSON": "3", "BASEFORM": "a"}]

    assert codes("sana", analyse) == []
    assert codes("sana", lambda _word: [{"PERSON": "4", "BASEFORM": "a"}]) == ["passive"]


def test_a_button_says_what_happens():
    assert [text for text in ("OK", "Lähetä", "Kyllä.", "Otan työn", "Kyllä, tämän kerran")
            if easy.is_vague_button(text)] == ["OK", "Lähetä", "Kyllä."]  # fmt: skip


def test_words_that_are_not_on_the_list():
    known = {"ottaa", "työ"}
    assert easy.unlisted_words("Otan työn 3 kertaa qwxz", known, need_voikko()) == {"kertaa"}
