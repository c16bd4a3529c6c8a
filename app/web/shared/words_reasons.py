"""Why a work fits or does not, in words: for staff in plain Finnish, for the client as "sinä".

One table for every audience. A code that is not the client's to know has no sentence for clients.
"""

from __future__ import annotations

from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any

from app.domain.calendar import local_day
from app.domain.vocabulary import Category, Language, Scale
from app.domain.words import N_
from app.matching.rules import Lift
from app.web.shared.formats import clock_short, day_short, minutes, money
from app.web.shared.language import OWN_NAMES, locale, say
from app.web.shared.now import today
from app.web.shared.words_tasks import (
    WEEKDAYS_ON,
    category_word,
    level_word,
    pass_word,
    scale_word,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from app.domain.reasons import Reason
    from app.matching.explain import Explanation
    from app.matching.shortlist import Finding

STAFF: Mapping[str, str] = {
    # Stops: clashes and law.
    "shift_started": N_("Vuoro on jo alkanut."),
    "blocked_pair": N_("Asiakas ja tilaaja eivät tapaa toisiaan."),
    "shift_full": N_("Vuorossa ei ole vapaata paikkaa."),
    "already_asked": N_("Tätä vuoroa on jo tarjottu."),
    "too_few_places_for_team": N_("Tiimi lähtee yhdessä: tarvitsee %(needed)s paikkaa."),
    "overlaps_own_shift": N_("Oma työvuoro %(other_starts_at)s on samaan aikaan."),
    "no_time_for_the_way": N_("Vuorojen välissä %(minutes)s, matka kestää %(way_minutes)s."),
    "not_free_that_day": N_("Ei vapaa %(work_on)s."),
    "starts_too_early": N_("Työ alkaa %(starts_minute)s, vapaa %(free_from_minute)s alkaen."),
    "ends_too_late": N_("Työ päättyy %(ends_minute)s, vapaa %(free_until_minute)s asti."),
    "not_free_then": N_("Vapaa aika ei riitä %(work_on)s."),
    "work_activity_session": N_("Työtoimintaa samaan aikaan %(other_starts_at)s."),
    "rest_too_short": N_("Lepoa jäisi %(minutes)s, laki vaatii %(least_minutes)s."),
    "day_too_long": N_("Päivään tulisi %(minutes)s työtä, enintään %(most_minutes)s."),
    "week_too_long": N_("Viikkoon tulisi %(minutes)s työtä, enintään %(most_minutes)s."),
    "weekly_rest_too_short": N_("Viikkolepoa jäisi %(minutes)s, laki vaatii %(least_minutes)s."),
    "pass_missing": N_("Puuttuu: %(passes)s."),
    "no_coach_free": N_("Kukaan yksikön valmentajista ei pääse mukaan."),
    # Stops: the client's own limits.
    "demand_over_limit": N_("%(scale)s: työssä %(demand)s, oma raja %(limit)s."),
    "avoided_category": N_("Ei halua tällaista työtä: %(category)s."),
    "no_food_work": N_("Ei halua työtä ruoan parissa."),
    "no_evenings": N_("Ei tee iltatöitä, työ päättyy %(ends_at)s."),
    "no_weekends": N_("Ei tee töitä viikonloppuna."),
    "one_at_a_time": N_("Haluaa yhden työn kerrallaan, toinen työ on sovittu."),
    "too_far": N_("Matka %(minutes)s, oma raja %(most_minutes)s."),
    "over_own_week": N_("Viikkoon tulisi %(minutes)s, oma raja %(most_minutes)s."),
    "over_own_month": N_("Kuukauteen tulisi %(minutes)s, oma raja %(most_minutes)s."),
    "over_own_earnings": N_("Kuukaudessa tulisi %(cents)s, oma raja %(most_cents)s."),
    # Things to think about.
    "pass_needed_by": N_("%(pass_kind)s tarvitaan viimeistään %(needed_on)s."),
    "non_disclosure": N_("Turvakielto: mieti paikka ja ihmiset."),
    "goes_together": N_("Lähtee vain yhdessä oman tiimin kanssa: tarjoa kaikille."),
    "unknown_profile": N_("Emme tiedä vielä: kysy vapaat ajat ja toiveet."),
    "unknown_times": N_("Vapaat ajat eivät ole tiedossa, kysy."),
    "language": N_("Työpaikalla puhutaan: %(needed)s."),
    "coach_wished": N_("Valmentajaa toivottiin, asiakas menee yksin."),
    "substitute_coach": N_("Mukaan tulee toinen valmentaja."),
    "work_activity_day": N_("Työtoimintapäivä %(work_on)s, sovi yksikön kanssa."),
    "unknown_demand": N_("Tilaus ei kerro: %(scales)s."),
    "unknown_way": N_("Matkan pituus ei ole tiedossa."),
    "first_time": N_("Ensimmäinen kerta: %(category)s."),
    # Why it fits.
    "wish": N_("Toive: %(category)s."),
    "chosen_weekday": N_("Varannut %(weekday)s aikaa työlle."),
    "near": N_("Paikka on lähellä, matka %(minutes)s."),
    "known_site": N_("Paikka on tuttu."),
    "own_team": N_("Tuttu pari on mukana."),
    "familiar_person": N_("Vuorossa on tuttu ihminen."),
    "waited_long": N_("Odottanut työtä %(days)s päivää."),
    "strengths": N_("Omin sanoin: %(words)s."),
    "within_limits": N_("Kaikki omat rajat pitävät."),
    "free_then": N_("Vapaa koko vuoron ajan."),
    # Why a coach cannot go along.
    "coach_not_at_work": N_("Valmentaja ei ole silloin työssä."),
    "coach_absent": N_("Valmentaja on silloin poissa."),
    "coach_double_booked": N_("Valmentajalla on toinen käynti samaan aikaan."),
    "coach_week_full": N_("Valmentajan tukiaika on viikolta täynnä."),
    # What speaks for a substitute.
    "sub_there": N_("On jo mukana tässä vuorossa."),
    "sub_knows_task": N_("Tuntee tämän työn."),
    "sub_knows_kind": N_("Tuntee tällaisen työn."),
    "sub_helper": N_("On asiakkaan toinen valmentaja."),
    "sub_met": N_("On ollut asiakkaan kanssa ennen."),
    "sub_speaks": N_("Puhuu asiakkaan kieltä."),
    "sub_room": N_("Viikolle jää tukiaikaa %(minutes)s."),
    # Why a coach goes along.
    "orderer_wants_always": N_("Tilaaja toivoo valmentajan mukaan joka kerta."),
    "orderer_wants_first_shift": N_("Tilaaja toivoo valmentajan mukaan ensimmäisellä kerralla."),
    "client_wants_always": N_("Asiakas haluaa valmentajan mukaan joka kerta."),
    "client_wants_first_shifts": N_("Asiakas haluaa valmentajan mukaan alkuun."),
    "client_wants_weekly": N_("Asiakas haluaa valmentajan mukaan kerran viikossa."),
}

# What would take a stop away, said after "Auttaisi:"; a code of its own before the general words.
HELPS: Mapping[str, str] = {
    "starts_too_early": N_("aloitus %(free_from_minute)s"),
    "ends_too_late": N_("lopetus %(free_until_minute)s"),
    Lift.ASK_CLIENT: N_("kysy asiakkaalta, käykö tämä kerran"),
    Lift.CHANGE_TIME: N_("toinen aika"),
    Lift.CHANGE_TASK: N_("kevyempi työ tai työn jakaminen"),
    Lift.GET_PASS: N_("hanki passi tai kortti ensin"),
    Lift.FIND_COACH: N_("sovi, kuka valmentaja pääsee"),
    Lift.ASK_UNIT: N_("sovi yksikön kanssa"),
}

# Said after "Tarjoamme tätä sinulle, koska"; at most two, so each is three words or four.
_BECAUSE: Mapping[str, str] = {
    "chosen_weekday": N_("olet vapaa %(weekday)s"),
    "near": N_("paikka on lähellä"),
    "known_site": N_("paikka on tuttu"),
    "own_team": N_("tuttu parisi tulee myös"),
    "familiar_person": N_("tunnet siellä ihmisen"),
    "waited_long": N_("olet odottanut työtä"),
    "within_limits": N_("työ sopii sinulle"),
    "free_then": N_("olet silloin vapaa"),
}
_YOU_LIKE: Mapping[str, str] = {
    Category.ELDERLY_ASSIST: N_("autat mielelläsi ihmisiä"),
    Category.CLEANING: N_("pidät siivouksesta"),
    Category.KITCHEN: N_("pidät keittiötyöstä"),
    Category.PROPERTY: N_("pidät korjaustöistä"),
    Category.PACKING: N_("pidät pakkaamisesta"),
    Category.OFFICE: N_("pidät toimistotyöstä"),
    Category.SHOP: N_("pidät kauppatyöstä"),
    Category.TEXTILE: N_("pidät käsitöistä"),
    Category.EVENT: N_("pidät tapahtumista"),
    Category.GARDEN: N_("pidät puutarhatyöstä"),
}

# The client's own limits, told back before the answer.
OWN_LIMITS: Mapping[str, str] = {
    "avoided_category": N_("Olet sanonut, että et halua tällaista työtä."),
    "no_food_work": N_("Olet sanonut, että et halua keittiöön."),
    "no_evenings": N_("Olet sanonut, että et tee iltatöitä."),
    "no_weekends": N_("Olet sanonut, että et tee viikonloppuna töitä."),
    "one_at_a_time": N_("Olet sanonut, että haluat yhden työn kerrallaan."),
    "too_far": N_("Olet sanonut, että et halua pitkää matkaa."),
    "over_own_week": N_("Olet sanonut, että haluat vähemmän työtä viikossa."),
    "over_own_month": N_("Olet sanonut, että haluat vähemmän työtä kuussa."),
    "over_own_earnings": N_("Olet sanonut, paljonko haluat ansaita kuussa. Tämä on enemmän."),
}
_OWN_SCALES: Mapping[str, str] = {
    Scale.LIFTING: N_("Olet sanonut, että et halua nostaa paljon."),
    Scale.STANDING: N_("Olet sanonut, että et halua seistä paljon."),
    Scale.STAIRS: N_("Olet sanonut, että et halua kulkea portaita."),
    Scale.NOISE: N_("Olet sanonut, että et halua melua."),
    Scale.PACE: N_("Olet sanonut, että et halua kiirettä."),
    Scale.PEOPLE: N_("Olet sanonut, että haluat vähemmän ihmisiä ympärille."),
    Scale.READING: N_("Olet sanonut, että et halua lukea paljon."),
    Scale.OUTDOORS: N_("Olet sanonut, että et halua olla ulkona."),
}


def staff_sentence(why: Reason) -> str:
    """The reason for staff, with its figures."""
    return _ended(say(STAFF.get(why.code, N_("Muu syy.")), **_shown(why.facts)))


def _ended(sentence: str) -> str:
    """A day at the end brings a full stop of its own."""
    return f"{sentence.rstrip('.')}."


def help_sentence(finding: Finding) -> str:
    """What would take the stop away: "Auttaisi: aloitus klo 9."; empty when nothing would."""
    text = HELPS.get(finding.reason.code) or (HELPS[finding.lift] if finding.lift else "")
    if not text:
        return ""
    what = say(text, **_shown(finding.reason.facts))
    return _ended(say(N_("Auttaisi: %(what)s."), what=what))


def why_sentence(explanation: Explanation | None) -> str:
    """Why this work is offered to the client, in one Easy Finnish sentence."""
    found = [_because(plus.reason) for plus in explanation.pluses] if explanation else []
    said = [text for text in found if text][:2]
    if not said:
        return say(N_("Valmentajasi ehdottaa tätä työtä sinulle."))
    if len(said) == 1:
        return say(N_("Tarjoamme tätä sinulle, koska %(why)s."), why=said[0])
    first, second = said
    text = N_("Tarjoamme tätä sinulle, koska %(first)s ja %(second)s.")
    return say(text, first=first, second=second)


def because_lines(explanation: Explanation) -> list[str]:
    """Why a work fits, for the client: at most three short sentences in Easy Finnish."""
    said = [_because(plus.reason) for plus in explanation.pluses]
    return [_ended(text[:1].upper() + text[1:]) for text in said if text][:3]


def _because(why: Reason) -> str:
    table = _YOU_LIKE if why.code == "wish" else _BECAUSE
    text = table.get(why.facts.get("category", "") if why.code == "wish" else why.code, "")
    return say(text, **_shown(why.facts)) if text else ""


def own_limit_sentence(why: Reason) -> str:
    """What the client has said about a limit that this work does not keep; may be empty."""
    over_scale = why.code == "demand_over_limit"
    text = _OWN_SCALES.get(why.facts["scale"], "") if over_scale else OWN_LIMITS.get(why.code, "")
    return say(text) if text else ""


# --- facts in words


def _clock(minute: int) -> str:
    hour, rest = divmod(minute % (24 * 60), 60)
    return clock_short(time(hour, rest), None, locale())


def _moment(instant: datetime) -> str:
    clock = clock_short(instant, None, locale())
    return f"{day_short(local_day(instant), today(), locale())} {clock}"


def _language(code: str) -> str:
    return OWN_NAMES[Language(code)].lower()


def _needed(told: int | Sequence[str]) -> str:
    """How many places a team needs, or which languages a workplace."""
    return str(told) if isinstance(told, int) else ", ".join(map(_language, told))


_BY_NAME: Mapping[str, Callable[[Any], str]] = {
    "category": lambda value: category_word(value).lower(),
    "scale": scale_word,
    "scales": lambda values: ", ".join(scale_word(one).lower() for one in values),
    "pass_kind": pass_word,
    "passes": lambda values: ", ".join(pass_word(one).lower() for one in values),
    "weekday": lambda value: say(WEEKDAYS_ON[int(value)]),
    "needed": _needed,
    "own": _language,
    "cents": lambda value: money(value, locale()),
    "most_cents": lambda value: money(value, locale()),
    "words": lambda value: str(value).rstrip("."),
}


def _shown(facts: Mapping[str, Any]) -> dict[str, str]:
    """Each fact in the words of the page."""
    return {name: _word(name, value, facts) for name, value in facts.items()}


def _word(name: str, value: Any, facts: Mapping[str, Any]) -> str:  # noqa: ANN401 - facts are of every plain type
    if name in _BY_NAME:
        return _BY_NAME[name](value)
    if name in {"demand", "limit"}:
        return level_word(int(value), Scale(facts["scale"]))
    if name.endswith("_minute"):
        return _clock(value)
    if name == "minutes" or name.endswith("_minutes"):
        return minutes(int(value))
    if isinstance(value, datetime):
        return _moment(value)
    return day_short(value, today(), locale()) if isinstance(value, date) else str(value)


FILTERS: dict[str, Callable[..., Any]] = {
    "staff_sentence": staff_sentence,
    "help_sentence": help_sentence,
    "because_lines": because_lines,
    "why_sentence": why_sentence,
    "own_limit_sentence": own_limit_sentence,
}
