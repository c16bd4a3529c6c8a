"""Words for week plans: how far one is, why somebody is in it or not, how good it is."""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING, Any

from flask_babel import format_decimal, gettext, ngettext

from app.domain.lifecycle import PlanState
from app.domain.suppression import rounded
from app.domain.words import N_
from app.matching.explain import from_text
from app.web.shared.words_reasons import staff_sentence
from app.web.shared.words_shortlists import shut_out_words

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from app.store.joint_plans import OpenReason, Without
    from app.store.models.plan import PlanRow, WeekPlan
    from app.store.plan_boards import Change, PinCost

STATES: Mapping[str, tuple[str, str]] = {
    PlanState.RUNNING: (N_("Suunnitellaan"), "waiting"),
    PlanState.PROPOSED: (N_("Ehdotus valmis"), "attention"),
    PlanState.PARTLY_ACCEPTED: (N_("Osa tarjottu"), "waiting"),
    PlanState.ACCEPTED: (N_("Kaikki käsitelty"), "good"),
    PlanState.DISCARDED: (N_("Jätetty pois"), "neutral"),
}
PHASES: Mapping[str, str] = {
    "waiting": N_("Suunnitelma alkaa hetken kuluttua."),
    "prices": N_("Lasketaan, missä paikoista ja valmentajista on pulaa."),
    "first": N_("Ensimmäinen suunnitelma on valmis. Sitä parannetaan."),
    "polish": N_("Suunnitelmaa parannetaan."),
}
# The phases in their order; none of them is known to take longer than another.
STEPS = ("prices", "first", "polish")
STEP_WIDTH = 100
# How far the coaches of a unit have come with its part of a joint plan.
STAGES: Mapping[str, tuple[str, str]] = {
    "waiting": (N_("Odottaa valmentajia"), "attention"),
    "partly": (N_("Osa tarjottu"), "waiting"),
    "done": (N_("Käsitelty"), "good"),
    "nothing": (N_("Ei ehdotuksia"), "neutral"),
    "newer": (N_("Yksiköllä on uudempi suunnitelma"), "info"),
}
REASONS: Mapping[str, str] = {
    "limits_shut_every_shift": N_("Oma viikko, kuukausi tai ansioraja on jo täynnä."),
    "places_worth_more_to_others": N_(
        "Paikat menivät niille, jotka ovat odottaneet pidempään tai toivoneet juuri tätä."
    ),
    "coach_worth_more_to_others": N_("Valmentajan tukitunnit eivät riitä tällä viikolla."),
    "equal_plan_with": N_(
        "Tasatilanne: yhtä hyvä suunnitelma antaisi työn hänelle, mutta nyt sen sai toinen."
        " Valmentaja voi kiinnittää hänet."
    ),
    "no_better_plan_with": N_(
        "Jos hän saisi työn, muut menettäisivät siinä vähintään yhtä paljon."
    ),
    "undecided_within_the_gap": N_(
        "Ratkaisematta: ehdotukset ovat lähes yhtä hyviä. Valmentaja voi kiinnittää hänet."
    ),
    "first_times_to_others": N_(
        "Valmentaja on päivässä mukana vain yhden asiakkaan ensimmäisellä kerralla."
        " Ne kerrat menivät muille."
    ),
    "first_times_used": N_(
        "Valmentajat, joiden asiakkaille vuoro sopii, ovat sinä päivänä jo mukana toisen"
        " asiakkaan ensimmäisellä kerralla."
    ),
    "coach_elsewhere": N_("Valmentaja on samaan aikaan mukana toisen asiakkaan työssä."),
    "coach_hours": N_("Valmentajien tukitunnit on jo käytetty tällä viikolla."),
    "nobody_fits": N_("Vuoro ei sovi nyt kenellekään niistä, joille suunniteltiin."),
    "own_hours_or_overlap": N_(
        "Niillä, joille vuoro sopisi, viikko tai valmentajan tunnit ovat täynnä."
    ),
}
_BAD_WEEK = N_("Viikon tiedoissa on virhe, jonka ylläpito korjaa. Töitä voi silti tarjota.")
_NO_SOLVER = N_("Suunnittelija ei ole nyt käytössä. Ylläpito selvittää asian.")
# What the planner notes of a plan that came about all the same.
NOTES: Mapping[str, str] = {
    "stopped": N_("Suunnittelu päätettiin kesken. Suunnitelma kelpaa, mutta parempi voi löytyä."),
    "pin_cannot_be_kept": N_("Jokin kiinnitys ei voi toteutua: vuoro ei sovi tai on jo täynnä."),
    "solver_died": N_("Osa laskennasta keskeytyi. Suunnitelma kelpaa, mutta parempi voi löytyä."),
    "emergency_stop": N_("Laskenta-aika loppui. Suunnitelma kelpaa, mutta parempi voi löytyä."),
    "solver_missing": N_("Suunnitelma on tehty yksinkertaisemmin, koska ratkaisija puuttuu."),
    "solver_gave_no_answer": N_(
        "Osaan viikosta ei saatu uutta ratkaisua. Suunnitelma kelpaa, mutta parempi voi löytyä."
    ),
    "solver_refused_the_model": N_(
        "Osaan viikosta ei saatu uutta ratkaisua. Suunnitelma kelpaa, mutta parempi voi löytyä."
    ),
}
# Why a plan could not be made.
TROUBLES: Mapping[str, str] = {
    "makers_lost": N_("Suunnittelu keskeytyi monta kertaa. Kokeile pienempää osaa tai myöhemmin."),
    "broken_off": N_("Suunnittelu keskeytettiin."),
    "stopped": N_("Suunnittelu keskeytettiin."),
    "not_made": N_("Meiltä meni jokin vikaan. Ylläpito selvittää asian. Töitä voi silti tarjota."),
    "plan_breaks_a_limit": N_(
        "Tarkistus hylkäsi suunnitelman, joten sitä ei näytetä. Ylläpito selvittää asian."
    ),
    "solver_died": _NO_SOLVER,
    "solver_missing": _NO_SOLVER,
    "solver_gave_no_answer": _NO_SOLVER,
    "solver_refused_the_model": _NO_SOLVER,
    "unknown_executor": _NO_SOLVER,
    "cluster_missing": _NO_SOLVER,
    "cluster_silent": _NO_SOLVER,
    "not_whole_numbers": _BAD_WEEK,
    "number_too_large": _BAD_WEEK,
    "id_twice": _BAD_WEEK,
    "below_zero": _BAD_WEEK,
    "column_length": _BAD_WEEK,
    "team_of_nobody": _BAD_WEEK,
    "shift_ends_before_it_starts": _BAD_WEEK,
    "unknown_coach": _BAD_WEEK,
    "unknown_row": _BAD_WEEK,
    "pair_twice": _BAD_WEEK,
    "visit_minutes_differ": _BAD_WEEK,
}
_ALMOST = 1_000


def state_of_plan(code: str) -> tuple[str, str]:
    """Word and kind of the status mark."""
    word, kind = STATES[code]
    return str(gettext(word)), kind


def plan_phase_words(code: str) -> str:
    """What the planner is doing."""
    return str(gettext(PHASES.get(code, PHASES["waiting"])))


def plan_step_words(progress: Mapping[str, Any]) -> str:
    """Which of the phases it is: "Vaihe 2 kolmesta"."""
    phase = progress.get("phase")
    if phase not in STEPS:
        return str(gettext("Odottaa vuoroaan"))
    return str(gettext("Vaihe %(number)s kolmesta", number=STEPS.index(phase) + 1))


def plan_share(progress: Mapping[str, Any]) -> int:
    """How far one is, of `STEP_WIDTH` for each phase."""
    phase = progress.get("phase")
    if phase not in STEPS:
        return 0
    done, of = int(progress.get("done", 0)), int(progress.get("of", 0))
    return STEP_WIDTH * STEPS.index(phase) + STEP_WIDTH * min(done, of) // max(of, 1)


def stage_of_part(code: str) -> tuple[str, str]:
    """Word and kind of the status mark of a unit's part."""
    word, kind = STAGES[code]
    return str(gettext(word)), kind


def about_words(count: int | None) -> str:
    """A count of people to the nearest five: "noin 40"; None is one to four."""
    if count is None:
        return str(gettext("alle 5"))
    return str(gettext("noin %(count)s", count=count)) if count else "0"


def roughly(count: int) -> str:
    """How many people, told so that it is nobody in particular."""
    return about_words(rounded(count))


def plan_gap_words(gap: int | None) -> str:
    """How far from the best the plan may be, of parts per million; nothing before it is known."""
    if gap is None:
        return ""
    share = format_decimal(ceil(gap / 100) / 100, format="0.##")
    return str(gettext("Enintään %(share)s prosenttia alle parhaan", share=share))


def plan_scope_words(plan: WeekPlan) -> str:
    """Whom the plan is for."""
    if plan.unit_id is not None:
        return str(gettext("Yksikön asiakkaille"))
    if plan.area:
        return str(gettext("Alueen yksiköille yhdessä: %(area)s", area=plan.area))
    return str(gettext("Kaikille yksiköille yhdessä"))


def plan_trouble(plan: WeekPlan) -> str:
    """Why there is no plan."""
    known = TROUBLES.get(plan.ended_by)
    return str(gettext(known)) if known else str(gettext("Voit tehdä uuden suunnitelman."))


def plan_notes(plan: WeekPlan) -> list[str]:
    """What the planner has to say of how the plan came about; each sentence once."""
    codes = dict.fromkeys(code for code, *_about in plan.certificate.get("notes", []))
    told = [plan.ended_by, *codes] if plan.plan_hash else codes
    return list(dict.fromkeys(str(gettext(NOTES[code])) for code in told if code in NOTES))


def plan_change_word(change: Change) -> str:
    """What kind of change it is for the client."""
    if change.new and change.gone:
        return str(gettext("vaihtui"))
    return str(gettext("uusi")) if change.new else str(gettext("jäi pois"))


def pin_cost_words(pin: PinCost) -> str:
    """What the pin changes for others: people and shifts, never points."""
    if pin.people > 0:
        return str(
            ngettext(
                "Ilman tätä työtä saisi %(num)s ihminen enemmän.",
                "Ilman tätä työtä saisi %(num)s ihmistä enemmän.",
                pin.people,
            )
        )
    if pin.shifts > 0:
        return str(
            ngettext(
                "Ilman tätä %(num)s vuoro enemmän saisi tekijän.",
                "Ilman tätä %(num)s vuoroa enemmän saisi tekijän.",
                pin.shifts,
            )
        )
    return str(gettext("Ei vähennä muiden työtä."))


def plan_why(row: PlanRow) -> list[str]:
    """Why this client and this shift: a few sentences."""
    return [staff_sentence(one.reason) for one in from_text(row.why).pluses] if row.why else []


def plan_reason(row: PlanRow | Without | OpenReason) -> str:
    """Why the plan has nothing here."""
    if row.reason == "no_shift_fits":
        code = str(row.facts.get("code", ""))
        if not code:
            return str(gettext("Viikolla ei ole avoimia vuoroja."))
        heading = shut_out_words(code)
        return str(gettext("Mikään viikon vuoro ei sovi. Useimmin syy on: %(why)s.", why=heading))
    return str(gettext(REASONS[row.reason])) if row.reason in REASONS else ""


def plan_proof(plan: WeekPlan) -> str:
    """How near the best the plan is proved to be."""
    gap = plan.gap
    if not gap:
        return str(gettext("Paras mahdollinen"))
    if gap <= _ALMOST:
        return str(gettext("Lähes paras mahdollinen"))
    return str(gettext("Hyvä, mutta parempikin voi olla"))


FILTERS: dict[str, Callable[..., Any]] = {
    "about_words": about_words,
    "pin_cost_words": pin_cost_words,
    "plan_change_word": plan_change_word,
    "plan_gap_words": plan_gap_words,
    "plan_notes": plan_notes,
    "plan_phase_words": plan_phase_words,
    "plan_proof": plan_proof,
    "plan_reason": plan_reason,
    "plan_scope_words": plan_scope_words,
    "plan_share": plan_share,
    "plan_step_words": plan_step_words,
    "plan_trouble": plan_trouble,
    "plan_why": plan_why,
    "roughly": roughly,
    "stage_of_part": stage_of_part,
    "state_of_plan": state_of_plan,
}
