"""The ready texts of asking for a change: which were found, and the letter made of the chosen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from flask import request
from flask_babel import force_locale, gettext

from app.domain.asks import CLOSING, GREETING, TEXTS, Ask, compose, found_asks, other_asks
from app.domain.vocabulary import Language
from app.store import letters
from app.web.shared.formats import minutes as minutes_short
from app.web.shared.formats import money
from app.web.shared.language import BABEL_NAMES, OWN_NAMES, current_language, locale
from app.web.shared.words_screening import PARTS
from app.web.shared.words_tasks import scale_word

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from app.domain.reasons import Reason
    from app.domain.tasks import Screening, TaskDraft
    from app.store.models.work import Task

# Said by the form in which the texts are chosen, also when none is.
CHOSEN = "chosen"
_Facts = dict[str, Any]


@dataclass(frozen=True)
class ReadyAsk:
    """One ready text in the page's language; `found`: the checks say that it is needed."""

    ask: Ask
    text: str
    found: bool
    chosen: bool


@dataclass(frozen=True)
class ReadyAsks:
    """The ready texts of one order and the letter of the chosen, in the orderer's language."""

    asks: Sequence[ReadyAsk]
    letter: str
    # The orderer's language by its own name, where it is not the page's.
    language: str
    # Whether the texts were chosen just now, so that the page opens where the letter is.
    opened: bool

    @property
    def has_found(self) -> bool:
        """Whether the checks found anything that the orderer can mend."""
        return any(one.found for one in self.asks)


def ready_asks(
    task: Task, draft: TaskDraft, screening: Screening, advice: Sequence[Reason]
) -> ReadyAsks:
    """What may be asked of an order, chosen by the checks or as the address says."""
    found, opened = found_asks(draft, screening, advice), CHOSEN in request.args
    chosen = set(request.args.getlist("ask")) if opened else {ask.value for ask in found}
    asks = [
        ReadyAsk(ask, _words(ask, found.get(ask, ())), ask in found, ask.value in chosen)
        for ask in (*found, *other_asks(found))
    ]
    language = _language_of(task)
    sentences = [one.ask for one in asks if one.chosen]
    letter = _letter(sorted(sentences, key=list(Ask).index), found, language)
    other = language is not current_language()
    return ReadyAsks(asks, letter, OWN_NAMES[language] if other else "", opened)


def _language_of(task: Task) -> Language:
    """The language of whoever gets the letter first."""
    return next((one.language for one in letters.list_addressees(task)), Language.FI)


def _letter(asks: Sequence[Ask], found: Mapping[Ask, Sequence[Reason]], language: Language) -> str:
    with force_locale(BABEL_NAMES[language]):
        sentences = [_words(ask, found.get(ask, ())) for ask in asks]
        return compose(str(gettext(GREETING)), sentences, str(gettext(CLOSING)))


def _words(ask: Ask, why: Sequence[Reason]) -> str:
    facts = _FACTS[ask](why) if ask in _FACTS else {}
    return str(gettext(TEXTS[ask], **facts))


def _floor(why: Sequence[Reason]) -> _Facts:
    facts = why[0].facts
    return {"floor": money(facts["floor_cents"], locale()), "agreement": facts["agreement"]}


def _parts(why: Sequence[Reason]) -> _Facts:
    names = [PARTS[one.facts["part"]] for one in why]
    return {"parts": ", ".join(str(gettext(name)).lower() for name in names)}


def _scales(why: Sequence[Reason]) -> _Facts:
    return {"scales": ", ".join(scale_word(scale).lower() for scale in why[0].facts["scales"])}


def _most(why: Sequence[Reason]) -> _Facts:
    return {"most": minutes_short(why[0].facts["most_minutes"])}


_FACTS: Mapping[Ask, Callable[[Sequence[Reason]], _Facts]] = {
    Ask.DAY_TOO_LONG: _most,
    Ask.UNDER_FLOOR: _floor,
    Ask.HARD_TEXT: _parts,
    Ask.DEMANDS: _scales,
}
