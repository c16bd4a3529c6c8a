"""What makes a Finnish text easy to read (selkokieli): its sentences, its words and their forms.

One rule is one function, which tells what is hard in a sentence; an empty list is easy. Forms
are judged only where an analyser of Finnish words is given, such as Voikko. Source: trust 7, rules
3-9 and 11, after the guidelines of Selkokeskus.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass

MOST_WORDS, MOST_MEAN, MOST_COMMAS, MOST_NUMBERS, MOST_LETTERS = 12, 8, 1, 2, 14
# What is known of one word, one entry for each way to read it; keys and values as Voikko has them.
Reading = Mapping[str, str]
Analyse = Callable[[str], Sequence[Reading]]

# The full stop of a date or a clock ends no sentence.
DATE = re.compile(r"(\d)\.(?=\s?[a-zåäö]|\d)")
_END = re.compile(r"[.!?:](?:\s|$)|\n+")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_NUMBER = re.compile(r"\d+(?:[.,:]\d+)*")
# The slash in the number of a law ("306/2019") stays.
_SIGNS = re.compile(r"[()\[\];&%]|(?<!\d)/|/(?!\d)|\s[-–—]\s")
_SHORT = re.compile(r"\b(?:OK|klo|esim|mm|jne|ym|yms|ks|nk|ns|tms|n)\b(?=\.|\s|$)")
# The commas of a day in words ("huomenna, tiistaina 3. marraskuuta, kello 9") part no clauses.
_DAY_COMMA = re.compile(r"\b(?:tänään|huomenna|ylihuomenna),|,(?= kello)", re.IGNORECASE)
_PHONE = re.compile(r"\+?\d+(?: \d{2,})+")
_BARE_TIME = re.compile(r"\d{1,2}[:.]\d{2}\s?[-–]\s?\d{1,2}[:.]\d{2}")
_RARE_CASES = {"vajanto", "seuranto", "keinonto"}
_NOUNS = {"nimisana", "nimisana_laatusana"}
# Participles that everybody knows as plain adjectives.
_PLAIN = {"seuraava", "sopiva", "sovittu", "peruttu", "tuleva", "tuttu", "valittu"}
# A button of these alone does not say what happens.
_VAGUE_BUTTONS = {"ok", "lähetä", "kyllä", "jatka", "tallenna", "hyväksy", "valmis", "seuraava"}


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is hard: the number of the rule in trust 7, a code, and what it is about."""

    rule: int
    code: str
    about: str

    def __str__(self) -> str:
        return f"rule {self.rule} {self.code}: {self.about!r}"


def faults_of(text: str, analyse: Analyse | None = None) -> list[Fault]:
    """Everything that is hard in a text; `analyse` also judges the forms of its words."""
    found = [fault for sentence in sentences_of(text) for fault in _of_sentence(sentence, analyse)]
    return [*found, *long_on_average(text)]


def _of_sentence(sentence: str, analyse: Analyse | None) -> Iterator[Fault]:
    for rule in SENTENCE_RULES:
        yield from rule(sentence)
    for judge in FORM_RULES if analyse else ():
        yield from judge(sentence, analyse)  # type: ignore[arg-type]


def sentences_of(text: str) -> list[str]:
    """The sentences of a text, without what ends them."""
    parts = _END.split(DATE.sub(r"\1", text))
    return [part.strip() for part in parts if part.strip()]


def words_of(text: str) -> list[str]:
    """Its words, without numbers and signs."""
    return _WORD.findall(text)


# --- sentences


def long_sentence(sentence: str) -> list[Fault]:
    """More than twelve words, numbers counted."""
    count = sum(any(sign.isalnum() for sign in part) for part in sentence.split())
    return [Fault(3, "long_sentence", sentence)] if count > MOST_WORDS else []


def long_on_average(text: str) -> list[Fault]:
    """More than eight words in the mean of at least three sentences."""
    sentences = sentences_of(text)
    words = sum(len(words_of(sentence)) for sentence in sentences)
    too_long = len(sentences) > 2 and words > MOST_MEAN * len(sentences)
    return [Fault(3, "long_on_average", text)] if too_long else []


def many_commas(sentence: str) -> list[Fault]:
    """More than one comma between clauses or things."""
    commas = _DAY_COMMA.sub("", sentence).count(",")
    return [Fault(3, "many_commas", sentence)] if commas > MOST_COMMAS else []


def hard_signs(sentence: str) -> list[Fault]:
    """Brackets, semicolons, slashes, per cent, dashes between clauses."""
    return [Fault(3, "hard_sign", found.strip()) for found in _SIGNS.findall(sentence)]


def short_forms(sentence: str) -> list[Fault]:
    """Abbreviations: they are to be written out."""
    return [Fault(6, "abbreviation", found) for found in _SHORT.findall(sentence)]


def bare_times(sentence: str) -> list[Fault]:
    """A span of clock times without words."""
    return [Fault(8, "bare_time", found) for found in _BARE_TIME.findall(sentence)]


def many_numbers(sentence: str) -> list[Fault]:
    """More than two numbers; a span of hours counts as one, and so does a phone number."""
    joined = re.sub(r"(\d)\s?[-–]\s?\d", r"\1", _PHONE.sub("1", sentence))
    many = len(_NUMBER.findall(joined)) > MOST_NUMBERS
    return [Fault(9, "many_numbers", sentence)] if many else []


def shouting(sentence: str) -> list[Fault]:
    """Words in capitals only."""
    return [Fault(11, "capitals", w) for w in words_of(sentence) if len(w) > 3 and w.isupper()]


def long_words(sentence: str) -> list[Fault]:
    """Words of more than fourteen letters; the parts of one with a hyphen count each."""
    parts = [part for word in words_of(sentence) for part in word.split("-")]
    return [Fault(5, "long_word", part) for part in parts if len(part) > MOST_LETTERS]


SENTENCE_RULES: tuple[Callable[[str], list[Fault]], ...] = (
    long_sentence, many_commas, hard_signs, short_forms, bare_times, many_numbers, shouting,
    long_words,
)  # fmt: skip


# --- forms of words: hard when every way to read the word is hard


def passives(sentence: str, analyse: Analyse) -> list[Fault]:
    """Verbs without a doer ("otetaan"), which hide who does it."""
    return _forms(sentence, analyse, "passive", lambda reading: reading.get("PERSON") == "4")


def second_infinitives(sentence: str, analyse: Analyse) -> list[Fault]:
    """A clause packed into a word: "tullessa", "lukien"."""
    return _forms(sentence, analyse, "second_infinitive", lambda r: r.get("MOOD") == "E-infinitive")


def rare_cases(sentence: str, analyse: Analyse) -> list[Fault]:
    """Nouns in the abessive, comitative and instructive."""
    return _forms(sentence, analyse, "rare_case", lambda r: r.get("SIJAMUOTO") in _RARE_CASES)


def _forms(
    sentence: str, analyse: Analyse, code: str, is_hard: Callable[[Reading], bool]
) -> list[Fault]:
    return [
        Fault(4, code, word)
        for word in words_of(sentence)
        if (readings := analyse(word)) and all(is_hard(reading) for reading in readings)
    ]


def participle_attributes(sentence: str, analyse: Analyse) -> list[Fault]:
    """A participle in front of its noun instead of a clause: "ulkona tehtävä työ"."""
    words = words_of(sentence)
    return [
        Fault(4, "participle_attribute", f"{first} {second}")
        for first, second in itertools.pairwise(words)
        if _is_attribute(analyse(first), analyse(second))
    ]


def _is_attribute(first: Sequence[Reading], second: Sequence[Reading]) -> bool:
    """Whether every reading of the first is a participle in the case and number of the noun."""
    if not first or not all(_is_participle(reading) for reading in first):
        return False
    forms = {_form(reading) for reading in second if reading.get("CLASS") in _NOUNS}
    return len(forms) > 0 and any(_form(reading) in forms for reading in first)


def _is_participle(reading: Reading) -> bool:
    return "PARTICIPLE" in reading and reading.get("BASEFORM") not in _PLAIN


def _form(reading: Reading) -> tuple[str | None, str | None]:
    return reading.get("SIJAMUOTO"), reading.get("NUMBER")


FORM_RULES: tuple[Callable[[str, Analyse], list[Fault]], ...] = (
    passives, second_infinitives, rare_cases, participle_attributes,
)  # fmt: skip


# --- buttons and word lists


def is_vague_button(text: str) -> bool:
    """Whether a button's words alone do not say what happens when it is pressed."""
    return " ".join(words_of(text)).casefold() in _VAGUE_BUTTONS


def unlisted_words(text: str, known: Set[str], analyse: Analyse) -> set[str]:
    """The words of which no base form is on the list; names and unknown words are left out."""
    return {
        word.casefold()
        for word in words_of(text)
        if (readings := analyse(word)) and not _base_forms(readings) & known
    }


def _base_forms(readings: Sequence[Reading]) -> set[str]:
    return {reading["BASEFORM"].casefold() for reading in readings}
