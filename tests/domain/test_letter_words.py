"""The words that administrators give letters: what is put in, what is refused and where."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.messages import MESSAGES, Audience, render
from app.domain.messages.catalogue import EDITABLE
from app.domain.messages.checks import EXAMPLES, faults_in
from app.domain.messages.sms_length import measure
from app.domain.messages.words import (
    MAIL,
    Part,
    Words,
    fill,
    is_whole,
    languages_of,
    parts_of,
    variables,
    worded_in,
    words_of_house,
)
from app.integrations.texts import Texts
from workbench.places import ROOT

TEXTS = Texts(ROOT / "app" / "translations")
SLOTS = [(key, language) for key in EDITABLE for language in languages_of(key)]
GOOD = Words("Etsimme: {title}", "Tilanne: {link}", "")
EVERY = {
    Audience.CLIENT: {"link"},
    Audience.COACH: {"link"},
    Audience.ORDERER: {
        "link",
        "title",
        "why",
        "last",
        "until",
        "name",
        "email",
        "phone",
        "words",
    },
    Audience.DISPATCHER: {"link", "title", "name"},
    Audience.ANYBODY: {"link", "text", "contact"},
}


def house(key, language):
    return words_of_house(MESSAGES[key], TEXTS.gettext(language))


def codes(key, language, words):
    return [fault.code for fault in faults_in(key, language, words)]


@pytest.mark.parametrize("language", ["fi-selko", "fi", "sv", "en"])
def test_the_words_of_the_house_keep_every_rule_and_go_through_the_same_engine(language):
    for key, spoken in SLOTS:
        if spoken == language:
            words = house(key, language)
            assert faults_in(key, language, words) == [], key
            plain = render(key, EXAMPLES, TEXTS.gettext(language))
            assert render(key, EXAMPLES, TEXTS.gettext(language), own=words) == plain
            assert "{" not in plain.subject + plain.body + plain.sms


@pytest.mark.parametrize("key", EDITABLE)
def test_own_words_with_everything_that_a_letter_knows_are_sent(key):
    line = "Hei" + "".join(f" {{{name}}}" for name in variables(key))
    own = Words(**dict.fromkeys(parts_of(key), line))
    said = render(key, EXAMPLES, own=own)
    wanted = fill(line, EXAMPLES)
    assert {getattr(said, part) for part in parts_of(key)} == {wanted}


@pytest.mark.parametrize("key", EDITABLE)
def test_a_letter_knows_nothing_that_its_reader_may_not(key):
    assert set(variables(key)) <= EVERY[MESSAGES[key].audience]


BROKEN = [
    Words("{nickname}", "{link}"), Words("{title", "{link}"), Words("", "{link}}"),
    Words("{title}", "Ilman osoitetta"), Words("{link.__class__}", "{link}"),
    Words("{title!r}", "{link}"), Words("{0}", "{link}"), Words("{}", "{link}"),
]  # fmt: skip


@pytest.mark.parametrize("own", BROKEN)
def test_broken_words_never_stop_a_letter(own):
    assert not is_whole("task_opened", own)
    assert render("task_opened", EXAMPLES, own=own) == render("task_opened", EXAMPLES)


def test_a_brace_in_a_fact_is_only_a_brace():
    facts = EXAMPLES | {"title": "{link} {why}"}
    assert render("task_opened", facts, own=GOOD).subject == "Etsimme: {link} {why}"


def test_a_client_who_must_not_be_seen_gets_the_one_line_of_the_house():
    own = Words(sms="Hei! Sinulle on postia. {link}")
    assert render("offer_new", EXAMPLES, own=own).sms.startswith("Hei!")
    hidden = render("offer_new", EXAMPLES, own=own, be_discreet=True)
    assert hidden == render("offer_new", EXAMPLES, be_discreet=True)


@pytest.mark.parametrize(
    ("words", "found"),
    [
        (Words("", "{link} {title}"), ("subject", "empty", {})),
        (Words("A", "B\n{title} {link"), ("body", "brace_open", {"line": 2, "sign": 9})),
        (Words("{title}", "{link}\n }"), ("body", "brace_closed", {"line": 2, "sign": 2})),
        (
            Words("{titel}", "{title} {link}"),
            ("subject", "name_unknown", {"name": "titel", "line": 1, "sign": 1}),
        ),
        (Words("{title} {link}", "Katso"), ("body", "name_missing", {"name": "link"})),
        (Words("Etsimme", "{link}"), ("body", "name_missing", {"name": "title"})),
        (Words("x" * 121, "{title} {link}"), ("subject", "too_long", {"most": 120})),
        (
            Words("{title}", "Kuntoutus {link}"),
            ("body", "telling", {"word": "Kuntoutus", "line": 1, "sign": 1}),
        ),
    ],
)
def test_what_is_wrong_is_told_with_its_place(words, found):
    fault = faults_in("task_opened", "fi", words)[0]
    assert (fault.part, fault.code, dict(fault.facts)) == found
    assert faults_in("task_opened", "fi", GOOD) == []


@pytest.mark.parametrize(
    ("language", "line", "code"),
    [
        ("fi", "Uusi työ: {link}", "telling"),
        ("sv", "Ett nytt jobb: {link}", "telling"),
        ("en", "A new shift: {link}", "telling"),
        ("fi", "Katso www.example.org tai {link}", "other_link"),
        ("fi-selko", "Sinulle on postia; lue se tästä: {link}", "hard"),
        ("fi", "x" * 300 + " {link}", "sms_long"),
    ],
)
def test_a_clients_message_stays_silent_short_and_easy(language, line, code):
    assert codes("offer_new", language, Words(sms=line)) == [code]
    assert codes("offer_new", language, Words(sms="Hei Jobcenter! {link}")) == []


def test_only_what_is_ever_sent_is_written():
    assert parts_of("offer_new") == (Part.SMS,)
    assert parts_of("task_opened") == MAIL
    assert parts_of("help_on_site") == (*MAIL, Part.SMS)


def test_easy_finnish_is_for_clients_and_others_read_finnish():
    assert worded_in("offer_new", "fi-selko") == "fi-selko"
    assert worded_in("task_opened", "fi-selko") == "fi"
    assert worded_in("task_opened", "sv") == "sv"
    assert worded_in("former_letter", "sv") == "sv"


@pytest.mark.parametrize(
    ("text", "signs", "parts"),
    [
        ("ä" * 160, 160, 1), ("a" * 161, 161, 2), ("a" * 307, 307, 3), ("€" * 80, 160, 1),
        ("ő" * 70, 70, 1), ("ő" * 71, 71, 2), ("😀" * 35, 70, 1), ("", 0, 1),
    ],
)  # fmt: skip
def test_a_text_message_is_measured_as_it_is_sent(text, signs, parts):
    assert (measure(text).signs, measure(text).parts) == (signs, parts)


@given(st.text(alphabet="ab{}_.!\n", max_size=30))
def test_no_text_whatever_breaks_the_engine(text):
    own = Words(text, text + "{title}{link}")
    said = render("task_opened", EXAMPLES, own=own)
    faults_in("task_opened", "fi", own)
    assert EXAMPLES["link"] in said.body
