"""The questions about a client's own limits, and which answers each may have.

An answer is a word: the level of a scale ("0", "1" …), "yes" or "no" to a rule, minutes, or
`NO_LIMIT`. "I don't know" changes nothing and so is no answer here.
"""

from __future__ import annotations

from app.domain.vocabulary import LEVELS, OwnRule, Scale

TRAVEL, WEEK = "travel", "week"
NO_LIMIT = "none"
KEEPS, KEEPS_NOT = "yes", "no"
# Units: minutes.
TRAVEL_MINUTES = (20, 40, 60, 90)
WEEK_MINUTES = (4 * 60, 8 * 60, 12 * 60, 20 * 60)

# In the order in which they are asked.
QUESTIONS: tuple[str, ...] = (*Scale, *OwnRule, TRAVEL, WEEK)


def answers_of(question: str) -> tuple[str, ...]:
    """The words that may answer a question; none for what is no question."""
    if question in set(Scale):
        return tuple(str(level) for level in range(len(LEVELS[Scale(question)])))
    if question in set(OwnRule):
        return (KEEPS, KEEPS_NOT)
    minutes = {TRAVEL: TRAVEL_MINUTES, WEEK: WEEK_MINUTES}.get(question, ())
    return (*map(str, minutes), NO_LIMIT) if minutes else ()


def next_question(question: str) -> str:
    """The one that is asked after this; empty after the last."""
    at = QUESTIONS.index(question) + 1
    return QUESTIONS[at] if at < len(QUESTIONS) else ""
