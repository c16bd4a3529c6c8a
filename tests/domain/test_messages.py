"""What messages say, and above all what they don't."""

from __future__ import annotations

import pytest

from app.domain import messages
from app.domain.messages import MESSAGES, Audience

LINK = "http://localhost:8000/t/abc"
FACTS = {
    "link": LINK,
    "title": "Ulkoiluapu 100 %",
    "why": "Milloin?",
    "last": "23.11.",
    "until": "30.11.",
    "text": "Hyvä",
    "subject": "Uusi viesti",
    "contact": "040 1",
    "name": "Leena Laine",
    "email": "leena.laine@example.org",
    "phone": "09 310 00000",
    "words": "Soitamme vielä.",
}
CLIENT_KEYS = [
    k for k, m in MESSAGES.items() if m.audience is Audience.CLIENT and k not in messages.REPLIES
]
COACH_KEYS = [k for k, m in MESSAGES.items() if m.audience is Audience.COACH]


@pytest.mark.parametrize("key", MESSAGES)
def test_every_message_renders_with_its_facts(key: str) -> None:
    assert messages.placeholders(key) <= set(FACTS)
    rendered = messages.render(key, FACTS)
    assert rendered.subject
    assert rendered.body
    assert rendered.sms
    assert "%(" not in rendered.subject + rendered.body + rendered.sms
    assert "\n" not in rendered.subject


@pytest.mark.parametrize("key", MESSAGES)
def test_every_sms_fits_two_parts(key: str) -> None:
    assert len(messages.render(key, FACTS).sms) <= 306


@pytest.mark.parametrize("key", CLIENT_KEYS)
def test_a_client_message_holds_nothing_but_the_link(key: str) -> None:
    assert messages.placeholders(key) == {"link"}
    sms = messages.render(key, FACTS).sms
    assert sms == f"Sinulle on uusi viesti Jobcenterissä. Avaa: {LINK}"


@pytest.mark.parametrize("key", CLIENT_KEYS)
def test_a_discreet_message_is_one_line(key: str) -> None:
    rendered = messages.render(key, FACTS, be_discreet=True)
    assert rendered.body == rendered.sms == messages.render(key, FACTS).sms


@pytest.mark.parametrize("key", messages.REPLIES)
def test_the_answer_to_a_text_message_is_one_line_without_a_fact(key: str) -> None:
    assert messages.placeholders(key) == frozenset()
    rendered = messages.render(key, {}, be_discreet=True)
    assert rendered.body == rendered.sms == messages.render(key, {}).sms
    assert not any(word in rendered.sms for word in ("\n", "työ", "raha", "http"))


@pytest.mark.parametrize("key", COACH_KEYS)
def test_a_coach_message_names_nobody(key: str) -> None:
    assert messages.placeholders(key) == {"link"}


def test_messages_to_others_do_not_change_by_being_discreet() -> None:
    assert messages.discreet("worker_found") is MESSAGES["worker_found"]


def test_a_per_cent_sign_in_a_fact_does_no_harm() -> None:
    assert "100 %" in messages.render("worker_found", FACTS).body


def test_a_fact_cannot_smuggle_a_placeholder_or_a_line_into_the_subject() -> None:
    rendered = messages.render("worker_found", {"title": "%(link)s\nBcc: x", "link": LINK})
    assert rendered.subject == "Tekijä löytyi: %(link)s Bcc: x"


def test_a_paragraph_that_says_nothing_leaves_no_gap() -> None:
    body = messages.render("organisation_refused_not_found", FACTS | {"words": ""}).body
    assert body.count("\n\n") == 2
    assert "\n\n\n" not in body


def test_texts_are_translated_before_they_are_filled() -> None:
    swedish = {"Uusi viesti": "Nytt meddelande"}
    rendered = messages.render("offer_new", FACTS, lambda text: swedish.get(text, text))
    assert rendered.subject == "Nytt meddelande"


def test_a_missing_fact_is_a_mistake_of_ours() -> None:
    with pytest.raises(KeyError):
        messages.render("worker_found", {"link": LINK})
    with pytest.raises(KeyError):
        messages.render("no_such_message", FACTS)
