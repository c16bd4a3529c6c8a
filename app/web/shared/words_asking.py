"""Words for what people ask each other before an offer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask_babel import gettext

from app.domain.calendar import local
from app.domain.lifecycle import ChangeState
from app.domain.questions import Said
from app.domain.reasons import Reason
from app.domain.words import N_
from app.web.shared.formats import clock_short
from app.web.shared.language import locale
from app.web.shared.words_reasons import own_limit_sentence
from app.web.shared.words_tasks import level_word, scale_word

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from app.matching.shortlist import Finding
    from app.store.models.asking import ChangeRequest, Question

CHANGE_STATES: Mapping[str, tuple[str, str]] = {
    ChangeState.OPEN: (N_("Odottaa tilaajaa"), "waiting"),
    ChangeState.AGREED: (N_("Tilaaja suostui"), "good"),
    ChangeState.DECLINED: (N_("Ei käy tilaajalle"), "neutral"),
    ChangeState.WITHDRAWN: (N_("Otettu takaisin"), "neutral"),
}
ANSWERS: Mapping[str, tuple[str, str]] = {
    Said.YES: (N_("Asiakas: käy tämän kerran"), "good"),
    Said.NO: (N_("Asiakas: ei käy"), "neutral"),
    Said.ASK: (N_("Asiakas haluaa puhua kanssasi"), "attention"),
}


def state_of_change(state: str) -> tuple[str, str]:
    """Word and kind of the mark for a wish to the orderer."""
    word, kind = CHANGE_STATES[state]
    return str(gettext(word)), kind


def change_words(change: ChangeRequest) -> str:
    """What is asked: "Voisiko vuoro olla klo 9–12?"."""
    if change.starts_at is not None and change.ends_at is not None:
        clock = clock_short(change.starts_at, change.ends_at, locale())
        return str(gettext("Voisiko vuoro olla %(clock)s?", clock=clock))
    scale, level = change.scale, change.level
    if scale is None or level is None:
        return ""
    text = N_("Voisiko työ olla kevyempi? %(scale)s: %(level)s.")
    return str(gettext(text, scale=scale_word(scale), level=level_word(level, scale)))


def answer_mark(question: Question) -> tuple[str, str]:
    """Word and kind of the mark for what the client has said."""
    if question.answer is None:
        return str(gettext("Kysytty asiakkaalta")), "waiting"
    word, kind = ANSWERS[question.answer]
    return str(gettext(word)), kind


def limit_words(question: Question) -> str:
    """The client's own limit that the question is about, told to the client."""
    return own_limit_sentence(Reason(question.code, {"scale": question.scale}))


def wished_start(finding: Finding) -> str:
    """The start that would help, for the form: "09:00"; empty when it is not known."""
    minute = finding.reason.facts.get("free_from_minute")
    return "" if minute is None else f"{minute // 60:02d}:{minute % 60:02d}"


def wished_level(finding: Finding) -> str:
    """The lighter level that would help, as the form names it: "lifting:1"; empty when none."""
    facts = finding.reason.facts
    return f"{facts['scale']}:{facts['limit']}" if "limit" in facts and "scale" in facts else ""


def clock_input(instant: datetime) -> str:
    """The local time as a time field of a form takes it: "09:00"."""
    return local(instant).strftime("%H:%M")


FILTERS: dict[str, Callable[..., Any]] = {
    "state_of_change": state_of_change,
    "change_words": change_words,
    "answer_mark": answer_mark,
    "limit_words": limit_words,
    "wished_start": wished_start,
    "wished_level": wished_level,
    "clock_input": clock_input,
}
