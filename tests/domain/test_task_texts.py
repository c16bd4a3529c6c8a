"""The texts of an order that a client will read."""

from __future__ import annotations

import pytest

from app.domain.task_texts import CLIENT_TEXTS, hard_texts


def test_easy_texts_are_left_in_peace():
    texts = {"title": "Kahvitus", "description": "Keität kahvin. Viet kupit pöytään.", "door": ""}
    assert hard_texts(texts) == ()


@pytest.mark.parametrize("name", CLIENT_TEXTS)
def test_each_text_that_a_client_reads_is_judged(name):
    (found,) = hard_texts({name: "Pöydät ym."})
    assert found.facts == {"part": name, "fault": "abbreviation", "about": "ym"}


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("Kiinteistönhoitotehtävät", "long_word"),
        ("Kahvitus (2 kuppia)", "hard_sign"),
        ("Ota kengät, takki, hanskat ja pipo", "many_commas"),
        ("Ensin sinä keität kahvin ja sitten viet sen kaikille pöytiin ja lopuksi pyyhit",
         "long_sentence"),
    ],
)  # fmt: skip
def test_the_first_thing_that_is_hard_is_told(text, fault):
    assert [found.facts["fault"] for found in hard_texts({"description": text})] == [fault]
