"""What somebody is good at: own words, to which ready sentences can be added by a tap."""

from __future__ import annotations

LONGEST = 300


def has_sentence(text: str, sentence: str) -> bool:
    """Whether the sentence is among those of the text."""
    return sentence in text


def with_sentence(text: str, sentence: str) -> str:
    """The text with the sentence at its end, unless it is there already."""
    return text if has_sentence(text, sentence) else f"{text} {sentence}".strip()


def without_sentence(text: str, sentence: str) -> str:
    """The text without the sentence."""
    return " ".join(text.replace(sentence, " ").split())
