"""Words for a change, and ready sentences among own words, as plain rules."""

from __future__ import annotations

import pytest

from app.domain.self_checks import Change, Question, change_between, next_question
from app.domain.strengths import has_sentence, with_sentence, without_sentence
from app.domain.vocabulary import Face

SLEEP, MOOD = Question.SLEEP, Question.MOOD
GOOD, FINE, HARD = Face.GOOD, Face.FINE, Face.TOO_HARD


@pytest.mark.parametrize(
    ("before", "after", "change"),
    [
        (None, {SLEEP: GOOD}, Change.FIRST),
        ({SLEEP: FINE}, {SLEEP: GOOD}, Change.BETTER),
        ({SLEEP: FINE}, {SLEEP: HARD}, Change.HARDER),
        ({SLEEP: FINE, MOOD: FINE}, {SLEEP: GOOD, MOOD: HARD}, Change.BOTH),
        ({SLEEP: FINE}, {SLEEP: FINE}, Change.SAME),
        ({SLEEP: FINE}, {MOOD: HARD}, Change.SAME),
    ],
)
def test_a_change_is_a_word(before, after, change):
    assert change_between(before, after) is change


def test_five_questions_come_one_after_another():
    asked, seen = next(iter(Question)), []
    while asked:
        seen.append(asked)
        asked = next_question(asked)
    assert seen == list(Question)
    assert len(seen) == 5


def test_a_ready_sentence_is_added_once_and_taken_away():
    text = with_sentence("Osaan leipoa.", "Tulen ajoissa.")
    assert text == "Osaan leipoa. Tulen ajoissa."
    assert with_sentence(text, "Tulen ajoissa.") == text
    assert has_sentence(text, "Tulen ajoissa.")
    assert without_sentence(text, "Tulen ajoissa.") == "Osaan leipoa."
    assert without_sentence("Tulen ajoissa. Osaan leipoa.", "Tulen ajoissa.") == "Osaan leipoa."
