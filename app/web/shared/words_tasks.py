"""Words for what an order is: kinds of work, demands, passes, who comes along, how far it has come.

One table a thing, shared by all audiences. Functions and FILTERS give the text in the page's
language; choices are for form fields.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

from flask_babel import gettext, lazy_gettext
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]

from app.domain import recurrence
from app.domain.errors import RuleBroken
from app.domain.lifecycle import ShiftState, TaskOutcome, TaskState
from app.domain.recurrence import Frequency
from app.domain.vocabulary import Category, CoachWanted, EngagementModel, PassKind, Scale
from app.domain.words import N_

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


class HasState(Protocol):
    """An order, or a row of a list that tells of one."""

    @property
    def state(self) -> TaskState: ...

    @property
    def outcome(self) -> TaskOutcome | None: ...


class HasPlace(Protocol):
    """A place of work."""

    name: str
    area: str


CATEGORIES: Mapping[str, str] = {
    Category.ELDERLY_ASSIST: N_("Ikäihmisten auttaminen"),
    Category.CLEANING: N_("Siivous"),
    Category.KITCHEN: N_("Keittiö"),
    Category.PROPERTY: N_("Kiinteistön hoito"),
    Category.PACKING: N_("Pakkaaminen"),
    Category.OFFICE: N_("Toimisto"),
    Category.SHOP: N_("Kauppa"),
    Category.TEXTILE: N_("Ompelu ja vaatteet"),
    Category.EVENT: N_("Tapahtumat"),
    Category.GARDEN: N_("Piha ja puutarha"),
}
CATEGORY_NOTES: Mapping[str, str] = {
    Category.ELDERLY_ASSIST: N_("Ulkoilu, juttelu, kauppa-apu"),
    Category.CLEANING: N_("Lattiat, pinnat, ikkunat"),
    Category.KITCHEN: N_("Tiskaus, esivalmistelu, kattaus"),
    Category.PROPERTY: N_("Hiekoitus, lumityö, pienet korjaukset"),
    Category.PACKING: N_("Pussitus, lajittelu, kokoaminen"),
    Category.OFFICE: N_("Arkistointi, skannaus, postitus"),
    Category.SHOP: N_("Hyllytys, kärryt, pakkaus"),
    Category.TEXTILE: N_("Pyykki, silitys, ompelu"),
    Category.EVENT: N_("Kalusteet, opastus, narikka"),
    Category.GARDEN: N_("Haravointi, kastelu, istutus"),
}
SCALES: Mapping[str, str] = {
    Scale.LIFTING: N_("Nostaminen"),
    Scale.STANDING: N_("Seisominen"),
    Scale.STAIRS: N_("Portaat"),
    Scale.NOISE: N_("Melu"),
    Scale.PACE: N_("Tahti"),
    Scale.PEOPLE: N_("Ihmisiä ympärillä"),
    Scale.READING: N_("Lukeminen"),
    Scale.OUTDOORS: N_("Ulkona"),
}
LEVEL_WORDS: Mapping[str, tuple[str, ...]] = {
    Scale.LIFTING: (N_("ei yhtään"), N_("kevyttä"), N_("jonkin verran"), N_("raskasta")),
    Scale.STANDING: (N_("ei juuri"), N_("jonkin verran"), N_("paljon")),
    Scale.STAIRS: (N_("ei yhtään"), N_("joitakin"), N_("paljon")),
    Scale.NOISE: (N_("hiljaista"), N_("jonkin verran"), N_("kova melu")),
    Scale.PACE: (N_("rauhallinen"), N_("reipas"), N_("nopea")),
    Scale.PEOPLE: (N_("ei juuri"), N_("muutama"), N_("paljon")),
    Scale.READING: (N_("ei yhtään"), N_("jonkin verran"), N_("paljon")),
    Scale.OUTDOORS: (N_("ei yhtään"), N_("osan ajasta"), N_("koko ajan")),
}
COACH_WANTED: Mapping[str, str] = {
    CoachWanted.NO: N_("Ei tarvita"),
    CoachWanted.FIRST_SHIFT: N_("Ensimmäisellä kerralla"),
    CoachWanted.ALWAYS: N_("Joka kerta"),
}
INSTRUCTOR, LEARNER = "instructor", "learner"
ALONG: Mapping[str, str] = {
    INSTRUCTOR: N_("Yksikön ohjaaja lähtee ryhmän mukaan"),
    LEARNER: N_("Yksi voi tulla oppimaan kokeneen tekijän vieressä"),
}
ENGAGEMENT_MODELS: Mapping[str, str] = {
    EngagementModel.PARTNER: N_("Kumppani palkkaa"),
    EngagementModel.APP: N_("Sopimus tehdään palvelun kautta"),
    EngagementModel.CITY_EMPLOYER: N_("Kaupunki palkkaa"),
    EngagementModel.DIRECT_HIRE: N_("Tilaaja palkkaa"),
}
PASSES: Mapping[str, str] = {
    PassKind.HYGIENE: N_("Hygieniapassi"),
    PassKind.SAFETY_CARD: N_("Työturvallisuuskortti"),
    PassKind.CRIMINAL_RECORD: N_("Rikosrekisteriote"),
}
# Word and kind of the status mark.
TASK_STATES: Mapping[str, tuple[str, str]] = {
    TaskState.DRAFT: (N_("Luonnos"), "neutral"),
    TaskState.SUBMITTED: (N_("Tarkistettavana"), "waiting"),
    TaskState.CHANGES_REQUESTED: (N_("Tarvitsee muutoksen"), "attention"),
    TaskState.OPEN: (N_("Etsitään tekijää"), "waiting"),
    TaskState.PAUSED: (N_("Tauolla"), "neutral"),
    TaskState.CLOSED: (N_("Päättynyt"), "neutral"),
}
TASK_OUTCOMES: Mapping[str, tuple[str, str]] = {
    TaskOutcome.FILLED: (N_("Tehty"), "good"),
    TaskOutcome.PARTLY: (N_("Tehty osittain"), "good"),
    TaskOutcome.NOT_FILLED: (N_("Tekijää ei löytynyt"), "neutral"),
    TaskOutcome.CANCELLED: (N_("Peruttu"), "neutral"),
    TaskOutcome.REFUSED: (N_("Ei välitetty"), "neutral"),
    TaskOutcome.EXPIRED: (N_("Aika meni umpeen"), "neutral"),
}
SHIFT_STATES: Mapping[str, tuple[str, str]] = {
    ShiftState.PLANNED: (N_("Suunniteltu"), "neutral"),
    ShiftState.OPEN: (N_("Etsitään tekijää"), "waiting"),
    ShiftState.FILLED: (N_("Tekijä löytyi"), "good"),
    # Past, whether or not anybody came; how many did is told beside it.
    ShiftState.DONE: (N_("Ohi"), "neutral"),
    ShiftState.CANCELLED: (N_("Peruttu"), "neutral"),
    ShiftState.MOVED: (N_("Siirretty"), "neutral"),
}
WEEKDAYS: tuple[str, ...] = (
    N_("maanantai"), N_("tiistai"), N_("keskiviikko"), N_("torstai"), N_("perjantai"),
    N_("lauantai"), N_("sunnuntai"),
)  # fmt: skip
WEEKDAYS_ON: tuple[str, ...] = (
    N_("maanantaisin"), N_("tiistaisin"), N_("keskiviikkoisin"), N_("torstaisin"),
    N_("perjantaisin"), N_("lauantaisin"), N_("sunnuntaisin"),
)  # fmt: skip


def choices(table: Mapping[str, str]) -> list[SelectChoice]:
    """The table as the choices of a form field."""
    return [SelectChoice(str(code), lazy_gettext(text)) for code, text in table.items()]


def level_choices(scale: Scale) -> list[SelectChoice]:
    """The levels of a demand scale, from low to high, as the choices of a form field."""
    words = enumerate(LEVEL_WORDS[scale])
    return [SelectChoice(str(level), lazy_gettext(text)) for level, text in words]


def weekday_choices() -> list[SelectChoice]:
    """The days of the week as the choices of a form field, Monday being 0."""
    return [SelectChoice(str(day), lazy_gettext(text)) for day, text in enumerate(WEEKDAYS)]


def _t(text: str, **facts: object) -> str:
    return str(gettext(text, **facts))


def _from(table: Mapping[str, str]) -> Callable[[str | None], str]:
    def word(code: str | None) -> str:
        return _t(table[code]) if code is not None and code in table else ""

    return word


category_word = _from(CATEGORIES)
scale_word = _from(SCALES)
coach_wanted_word = _from(COACH_WANTED)
engagement_word = _from(ENGAGEMENT_MODELS)
pass_word = _from(PASSES)


def level_word(level: int, scale: Scale) -> str:
    """The level of a demand in words: "kevyttä"."""
    return _t(LEVEL_WORDS[scale][level])


def state_of_task(task: HasState) -> tuple[str, str]:
    """Word and kind of the mark for how far an order has come, or how it ended."""
    if task.state is TaskState.CLOSED and task.outcome is not None:
        word, kind = TASK_OUTCOMES[task.outcome]
    else:
        word, kind = TASK_STATES[task.state]
    return _t(word), kind


def state_of_shift(state: ShiftState) -> tuple[str, str]:
    """Word and kind of the mark for one time of work."""
    word, kind = SHIFT_STATES[state]
    return _t(word), kind


def recurrence_words(text: str) -> str:
    """When the work comes back: "joka viikko keskiviikkoisin, 8 kertaa"; empty for once."""
    if not text:
        return ""
    try:
        rule = recurrence.parse_rule(text)
    except RuleBroken:
        return _t(N_("toistuu"))
    parts = [_how_often(rule)]
    if rule.weekdays and rule.frequency is Frequency.WEEKLY:
        parts.append(", ".join(_t(WEEKDAYS_ON[day]) for day in sorted(rule.weekdays)))
    words = " ".join(parts)
    if rule.count is not None:
        return _t(N_("%(often)s, %(n)s kertaa"), often=words, n=rule.count)
    if rule.until_on is not None:
        last = f"{rule.until_on.day}.{rule.until_on.month}.{rule.until_on.year}"
        return _t(N_("%(often)s, %(last)s asti"), often=words, last=last)
    return words


_HOW_OFTEN: Mapping[Frequency, tuple[str, str]] = {
    Frequency.DAILY: (N_("joka päivä"), N_("%(n)s päivän välein")),
    Frequency.WEEKLY: (N_("joka viikko"), N_("%(n)s viikon välein")),
    Frequency.MONTHLY: (N_("joka kuukausi"), N_("%(n)s kuukauden välein")),
}


def _how_often(rule: recurrence.Recurrence) -> str:
    every, several = _HOW_OFTEN[rule.frequency]
    return _t(every) if rule.interval == 1 else _t(several, n=rule.interval)


def place_words(site: HasPlace) -> str:
    """A place with its part of town, which many names have in them already."""
    if not site.area or site.area.lower() in site.name.lower():
        return site.name
    return f"{site.name}, {site.area}"


def weekday_word(day: int) -> str:
    """On which day of the week: "maanantaisin"; Monday is 0."""
    return _t(WEEKDAYS_ON[day])


FILTERS: dict[str, Callable[..., Any]] = {
    "place_words": place_words,
    "weekday_word": weekday_word,
    "category_word": category_word,
    "scale_word": scale_word,
    "level_word": level_word,
    "coach_wanted_word": coach_wanted_word,
    "engagement_word": engagement_word,
    "pass_word": pass_word,
    "state_of_task": state_of_task,
    "state_of_shift": state_of_shift,
    "recurrence_words": recurrence_words,
}
