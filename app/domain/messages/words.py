"""The words of a letter with {name} where facts go: those of the house, or an administrator's own.

Names in braces are looked up in a table and nothing else: no code, no attributes, no formats.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from app.domain.messages.catalogue import (
    MESSAGES,
    PLACEHOLDER,
    by_mail,
    by_phone,
    placeholders,
    read_by_clients,
)
from app.domain.vocabulary import Language

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from app.domain.messages.text import MessageText


class Part(StrEnum):
    """A part of a letter that is written by itself."""

    SUBJECT = "subject"
    BODY = "body"
    SMS = "sms"


@dataclass(frozen=True, slots=True)
class Words:
    """The texts of a letter in one language; a part that is empty is the one of the house."""

    subject: str = ""
    body: str = ""
    sms: str = ""

    def over(self, others: Words) -> Words:
        """These words, and the others' where these are silent."""
        return Words(
            self.subject or others.subject, self.body or others.body, self.sms or others.sms
        )


MAIL = (Part.SUBJECT, Part.BODY)
# Left out of a letter's own words without harm.
_OPTIONAL = frozenset({"last"})
_MARK = re.compile(r"\{([^{}\n]*)\}|[{}]")


def parts_of(key: str) -> tuple[Part, ...]:
    """What of a letter is ever sent."""
    return (*(MAIL if by_mail(key) else ()), *((Part.SMS,) if by_phone(key) else ()))


def languages_of(key: str) -> tuple[Language, ...]:
    """The languages in which a letter has words of its own; Easy Finnish only for clients."""
    easy = (Language.FI_SELKO,) if read_by_clients(key) else ()
    return (*easy, Language.FI, Language.SV, Language.EN)


def worded_in(key: str, language: str) -> str:
    """In which of its languages a reader of this language gets the letter.

    A letter that an upgrade took away has none; it may still wait in the outbox.
    """
    if key not in MESSAGES:
        return language
    return language if language in languages_of(key) else Language.FI.value


def variables(key: str) -> tuple[str, ...]:
    """The names of the facts that a letter knows, the link last."""
    return tuple(sorted(placeholders(key), key=lambda name: (name == "link", name)))


def words_of_house(message: MessageText, gettext: Callable[[str], str] = str) -> Words:
    """A message as it comes with the site, in the language of `gettext`."""

    def own(text: str) -> str:
        return PLACEHOLDER.sub(r"{\1}", gettext(text))

    body = "\n\n".join(own(part) for part in message.paragraphs)
    return Words(own(message.subject), body, own(message.sms))


def marks_in(text: str) -> Iterator[re.Match[str]]:
    """Every {name} of a text, and every brace that stands alone."""
    return _MARK.finditer(text)


def names_in(text: str) -> Iterator[str]:
    """What stands between braces, known or not."""
    return (mark[1] for mark in marks_in(text) if mark[1] is not None)


def fill(text: str, facts: Mapping[str, Any]) -> str:
    """The text with its facts, put in once, so that a brace in a fact does no harm.

    Raises: KeyError for a name that is no fact.
    """
    return _MARK.sub(lambda mark: mark[0] if mark[1] is None else str(facts[mark[1]]), text)


def is_whole(key: str, words: Words) -> bool:
    """Whether words say what the letter must and ask for no fact that it does not have."""
    known = frozenset(variables(key))
    texts = {part: getattr(words, part) for part in parts_of(key)}
    asked = frozenset(name for text in texts.values() for name in names_in(text))
    alone = any(mark[1] is None for text in texts.values() for mark in marks_in(text))
    return not alone and asked <= known and not any(missing(key, words, part) for part in texts)


def missing(key: str, words: Words, part: Part) -> frozenset[str]:
    """The facts that a part should carry and does not; one that is silent misses none.

    A mail carries each in its subject or below, the link below.
    """
    text = str(getattr(words, part))
    if not text or part is Part.SUBJECT:
        return frozenset()
    house = words_of_house(MESSAGES[key])
    in_mail = part is Part.BODY
    wanted = set(names_in(house.subject + house.body if in_mail else house.sms))
    said = set(names_in(words.subject)) - {"link"} if in_mail else set()
    return frozenset(wanted - said - set(names_in(text)) - _OPTIONAL)
