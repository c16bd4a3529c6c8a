"""Ready texts for a letter to an orderer: which the checks found, and the letter of the chosen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from flask import request
from flask_babel import force_locale, gettext

from app.domain.vocabulary import Language
from app.store import letters
from app.web.shared.formats import minutes as minutes_short
from app.web.shared.formats import money
from app.web.shared.language import BABEL_NAMES, OWN_NAMES, current_language, locale

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from enum import StrEnum

    from app.domain.reasons import Reason
    from app.store.models.work import Task

Facts = dict[str, Any]


@dataclass(frozen=True)
class Shelf:
    """Texts of one kind.

    `name`: what they are called in an address; it says `opener` besides when they were chosen
    there, also when none was.
    """

    name: str
    opener: str
    texts: Mapping[Any, str]
    facts: Mapping[Any, Callable[[Sequence[Reason]], Facts]]
    # The letter of some sentences, in the language that holds while it is called.
    compose: Callable[[Sequence[str]], str]

    def words(self, one: StrEnum, why: Sequence[Reason]) -> str:
        """One text with its facts, in the language that holds."""
        facts = self.facts[one](why) if one in self.facts else {}
        return str(gettext(self.texts[one], **facts))


@dataclass(frozen=True)
class ReadyText:
    """One ready text in the page's language; `found`: the checks say that it is needed."""

    value: str
    text: str
    found: bool
    chosen: bool


@dataclass(frozen=True)
class ReadyTexts:
    """The ready texts for one order and the letter of the chosen, in the orderer's language."""

    name: str
    opener: str
    texts: Sequence[ReadyText]
    letter: str
    # The orderer's language by its own name, where it is not the page's.
    language: str
    # Whether the texts were chosen just now, so that the page opens where the letter is.
    opened: bool

    @property
    def found(self) -> list[ReadyText]:
        """Those that the checks ask for."""
        return [one for one in self.texts if one.found]

    @property
    def others(self) -> list[ReadyText]:
        """Those that a person may choose besides."""
        return [one for one in self.texts if not one.found]


def ready_texts(
    shelf: Shelf, task: Task, found: Mapping[Any, Sequence[Reason]], others: Sequence[StrEnum]
) -> ReadyTexts:
    """The texts of a shelf for an order, chosen by the checks or as the address says."""
    opened = shelf.opener in request.args
    chosen = set(request.args.getlist(shelf.name)) if opened else {one.value for one in found}
    offered = (*found, *others)
    texts = [
        ReadyText(one.value, shelf.words(one, found.get(one, ())), one in found, one in chosen)
        for one in offered
    ]
    picked = [one for one in shelf.texts if one in chosen and one in offered]
    language = _language_of(task)
    with force_locale(BABEL_NAMES[language]):
        letter = shelf.compose([shelf.words(one, found.get(one, ())) for one in picked])
    own_name = OWN_NAMES[language] if language is not current_language() else ""
    return ReadyTexts(shelf.name, shelf.opener, texts, letter, own_name, opened)


def _language_of(task: Task) -> Language:
    """The language of whoever gets the letter first."""
    return next((one.language for one in letters.list_addressees(task)), Language.FI)


def floor_facts(why: Sequence[Reason]) -> Facts:
    """The floor of a wage and the agreement that names it."""
    facts = why[0].facts
    return {"floor": money(facts["floor_cents"], locale()), "agreement": facts["agreement"]}


def most_facts(why: Sequence[Reason]) -> Facts:
    """How long a day of work may be."""
    return {"most": minutes_short(why[0].facts["most_minutes"])}
