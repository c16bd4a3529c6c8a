"""Words for the follow-along plan: its steps, their days, and what came of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask_babel import gettext, ngettext

from app.domain.cadence import Pace, PlanKind, StepKey
from app.domain.lifecycle import DueState, PlacementEnd
from app.domain.words import N_
from app.web.shared.formats import day_short
from app.web.shared.language import locale
from app.web.shared.now import today

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date

    from app.domain.cadence import StepRule
    from app.domain.due_contacts import Adherence

KINDS: Mapping[str, str] = {
    PlanKind.JOB: N_("Työsuhde tai työkokeilu"),
    PlanKind.GIG: N_("Keikkatyö"),
}
STEPS: Mapping[str, str] = {
    StepKey.BEFORE_START: N_("Ennen työn alkua"),
    StepKey.AT_START: N_("Ensimmäisenä työpäivänä"),
    StepKey.AFTER_START: N_("Heti alun jälkeen"),
    StepKey.EMPLOYER_WEEK: N_("Työnantajalle ensimmäisellä viikolla"),
    StepKey.WEEKLY: N_("Joka viikko"),
    StepKey.EMPLOYER_MONTH: N_("Työnantajalle ensimmäisen kuukauden aikana"),
    StepKey.REGULAR: N_("Säännöllisesti"),
    StepKey.MONTHLY: N_("Joka kuukausi"),
    StepKey.AFTER_END: N_("Työn päätyttyä"),
}
PACES: Mapping[str, str] = {
    Pace.USUAL: N_("Tavallinen"),
    Pace.THINNED: N_("Harvempi: joka toinen"),
    Pace.TIGHTENED: N_("Tiheämpi: kaksi kertaa"),
    Pace.LEFT_OUT: N_("Jätetään pois"),
}
DUE_STATES: Mapping[str, tuple[str, str]] = {
    DueState.DUE: (N_("Tulossa"), "neutral"),
    DueState.MOVED: (N_("Siirretty"), "waiting"),
    DueState.DONE: (N_("Tehty"), "good"),
    DueState.DECLINED: (N_("Asiakas ei halunnut"), "neutral"),
    DueState.MISSED: (N_("Jäi väliin"), "neutral"),
}

PLACEMENT_ENDS: Mapping[str, str] = {
    PlacementEnd.STOPPED: N_("Työ päättyi"),
    PlacementEnd.OTHER_JOB: N_("Toinen työ"),
    PlacementEnd.MORE_HOURS: N_("Enemmän tunteja"),
    PlacementEnd.HIRED: N_("Palkattiin suoraan"),
    PlacementEnd.BACK_TO_WORK_ACTIVITY: N_("Takaisin työtoimintaan"),
}


def _(text: str, **facts: object) -> str:
    return str(gettext(text, **facts))


def plan_kind_word(kind: PlanKind | str) -> str:
    """What a plan goes with: "Keikkatyö"."""
    return _(KINDS[kind])


def step_word(step: StepKey | str) -> str:
    """A step: "Joka viikko"."""
    return _(STEPS[step])


def pace_word(pace: Pace | str) -> str:
    """An own rhythm: "Harvempi: joka toinen"."""
    return _(PACES[pace])


def due_state_word(state: DueState | str) -> tuple[str, str]:
    """What came of it, and how it is shown."""
    text, kind = DUE_STATES[state]
    return _(text), kind


def window_words(first: date, last: date) -> str:
    """The days on which it is to happen: "ma 2.3. – to 5.3."."""
    begins = day_short(first, today(), locale())
    return begins if first == last else f"{begins} – {day_short(last, today(), locale())}"


def adherence_words(counted: Adherence) -> str:
    """What was kept of the plan, for the coach: "8/9 ajallaan"."""
    if not counted.due:
        return _(N_("Mitään ei ole vielä ollut määrä tehdä."))
    return _(N_("%(kept)s/%(due)s ajallaan"), kept=counted.kept, due=counted.due)


def rule_words(rule: StepRule) -> str:
    """When a step asks for a contact: "päivinä 0–6, joka 7. päivä, 4 kertaa"."""
    if not rule.in_use:
        return _(N_("Ei käytössä"))
    parts = [_span(rule), _rhythm(rule)]
    if rule.face_to_face:
        parts.append(_(N_("kasvokkain")))
    return ", ".join(part for part in parts if part)


def _span(rule: StepRule) -> str:
    if rule.every_months and not rule.every_shifts:
        return ""
    if rule.first_day < 0:
        return _(N_("%(first)s–%(last)s päivää ennen"), first=-rule.last_day, last=-rule.first_day)
    if rule.first_day == rule.last_day == 0:
        return _(N_("samana päivänä"))
    return _(N_("%(first)s–%(last)s päivän sisällä"), first=rule.first_day, last=rule.last_day)


def _rhythm(rule: StepRule) -> str:
    months = ngettext("kuukauden välein", "%(num)s kuukauden välein", rule.every_months)
    if rule.every_shifts:
        text = N_("joka %(n)s. vuoron jälkeen tai %(months)s, kumpi tulee ensin")
        return _(text, n=rule.every_shifts, months=months)
    if rule.every_months:
        return _(N_("%(months)s, %(n)s kertaa"), months=months, n=rule.times)
    if rule.every_days:
        return _(N_("joka %(days)s. päivä, %(n)s kertaa"), days=rule.every_days, n=rule.times)
    return ""


def placement_end_word(end: PlacementEnd | str) -> str:
    """What came after the work."""
    return _(PLACEMENT_ENDS[end])


FILTERS: dict[str, Callable[..., Any]] = {
    "plan_kind_word": plan_kind_word,
    "cadence_step_word": step_word,
    "pace_word": pace_word,
    "due_state_word": due_state_word,
    "placement_end_word": placement_end_word,
    "window_words": window_words,
    "adherence_words": adherence_words,
    "cadence_rule_words": rule_words,
}
