"""Words for support: notes, alerts, the three faces, what a client needs and doesn't want."""

from __future__ import annotations

from datetime import time
from typing import TYPE_CHECKING, Any

from flask_babel import gettext

from app.domain.alerts import AlertKind, AlertLevel
from app.domain.calendar import DAY_MINUTES
from app.domain.on_site import Trouble
from app.domain.vocabulary import (
    Benefit,
    Channel,
    Face,
    NaturalSupport,
    OwnRule,
    SupportKind,
    SupportNeed,
    SupportPlace,
)
from app.domain.words import N_
from app.web.shared.formats import clock_short, day_short
from app.web.shared.language import locale
from app.web.shared.now import today

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from app.domain.calendar import DayException
    from app.store.teams import TeamCard

SUPPORT_KINDS: Mapping[str, str] = {
    SupportKind.INSTRUCTION: N_("Opastus työhön"),
    SupportKind.ENCOURAGEMENT: N_("Kannustus"),
    SupportKind.PROBLEM_SOLVING: N_("Pulman ratkaisu"),
    SupportKind.EMPLOYER_TALK: N_("Keskustelu tilaajan kanssa"),
    SupportKind.TRAVEL_PRACTICE: N_("Matkan harjoittelu"),
    SupportKind.BENEFITS: N_("Raha ja etuudet"),
    SupportKind.OTHER: N_("Muu"),
}
SUPPORT_PLACES: Mapping[str, str] = {
    SupportPlace.ON_SITE: N_("Paikan päällä"),
    SupportPlace.PHONE: N_("Puhelimessa"),
    SupportPlace.REMOTE: N_("Etänä"),
}
NATURAL_SUPPORTS: Mapping[str, str] = {
    NaturalSupport.SHOWS: N_("Työkaveri neuvoo"),
    NaturalSupport.BESIDE: N_("Työkaveri tekee vierellä"),
    NaturalSupport.BOSS_LOOKS_IN: N_("Esihenkilö kysyy, miten menee"),
    NaturalSupport.BREAKS_TOGETHER: N_("Joku pitää tauot hänen kanssaan"),
    NaturalSupport.NOBODY_YET: N_("Ei vielä kukaan"),
}
# What happened, and what to do about it.
ALERT_KINDS: Mapping[str, tuple[str, str]] = {
    AlertKind.NOT_RIGHT: (
        N_("Sanoo, että kirjaus hänen puolestaan ei ole oikein"),
        N_("Kysy, miten asia oli, ja korjatkaa kirjaus yhdessä."),
    ),
    AlertKind.HELP: (
        N_("Pyytää apua"),
        N_("Soita nyt. Hän painoi apunappia."),
    ),
    AlertKind.NO_CHECK_IN: (
        N_("Ei ole kirjautunut vuorolle"),
        N_("Vuoro alkoi, eikä hän ole perillä. Soita ja kysy, onko kaikki hyvin."),
    ),
    AlertKind.SILENCE: (
        N_("Hiljaista pitkään"),
        N_("Soita ja kysy kuulumiset. Mitään työtä ei ole tulossa."),
    ),
    AlertKind.LIMIT_NEAR: (
        N_("Kuukauden ansiot ovat lähellä rajaa"),
        N_("Katsokaa rahat yhdessä ennen kuin hän ottaa lisää työtä tässä kuussa."),
    ),
    AlertKind.LIMIT_OVER: (
        N_("Kuukauden ansiot ovat yli rajan"),
        N_("Soita ja katsokaa rahat yhdessä. Raja koskee tätä kuukautta, Kela päättää tuesta."),
    ),
    AlertKind.PASS_SOON: (
        N_("Tarvitsee pian passin"),
        N_("Sovittu työ vaatii passin. Järjestäkää se ajoissa."),
    ),
    AlertKind.PASS_ENDS: (
        N_("Passi tai kortti päättyy pian"),
        N_("Sopikaa uusimisesta ajoissa. Päättynyt passi ei kelpaa työhön."),
    ),
    AlertKind.TOO_HARD: (
        N_("Sanoi työn olevan liian vaikeaa"),
        N_("Jutelkaa: mikä oli raskasta, mikä auttaisi ensi kerralla?"),
    ),
    AlertKind.CANNOT_COME: (
        N_("Ei pääse vuoroon"),
        N_("Soita ja kysy, onko kaikki hyvin. Paikka on vapautettu."),
    ),
    AlertKind.WANTS_TO_STOP: (
        N_("Haluaa lopettaa työn"),
        N_("Soita tänään ja kysy, miltä tuntuu. Tulevat vuorot on vapautettu."),
    ),
    AlertKind.DID_NOT_COME: (
        N_("Ei ole tullut vuoroon"),
        N_("Soita ja varmista, että kaikki on hyvin."),
    ),
    AlertKind.ASKED_COACH: (
        N_("Kysyy sinulta tarjouksesta"),
        N_("Jutelkaa ja kirjaa hänen vastauksensa."),
    ),
    AlertKind.NO_COACH: (
        N_("Vuorolta puuttuu valmentaja"),
        N_("Sovi, kuka lähtee mukaan, tai juttele asiakkaan kanssa."),
    ),
    AlertKind.NOT_HEARD: (
        N_("Ei tiedetä, tuliko hän vuoroon"),
        N_("Soita ja kysy, miten meni."),
    ),
    AlertKind.SAID_YES: (
        N_("Sanoi, että työ käy tämän kerran"),
        N_("Avaa vuoro ja tarjoa työ. Asiakas päättää vielä itse."),
    ),
    AlertKind.GET_PASS: (
        N_("Passi tai kortti puuttuu"),
        N_("Hankkikaa passi tai kortti. Sen jälkeen vuoro sopii."),
    ),
    AlertKind.ASK_UNIT: (
        N_("Työtoiminta on samaan aikaan"),
        N_("Sovi yksikön kanssa, voiko hän olla sen ajan työssä."),
    ),
    AlertKind.COLLEAGUE: (
        N_("Kollega vinkkasi vuoron"),
        N_("Avaa vuoro ja katso, sopiiko se."),
    ),
    AlertKind.KEPT_APART: (
        N_("Sovittu vuoro paikassa, jota ei enää tarjota"),
        N_("Vuoro on voimassa. Sovi asiakkaan kanssa, mitä sille tehdään."),
    ),
    AlertKind.UNCLEAR_REPLY: (
        N_("Vastasi tekstiviestillä, josta ei saatu selvää"),
        N_("Soita ja kysy, mitä hän tarkoitti. Kirjaa sitten hänen vastauksensa."),
    ),
    AlertKind.DOOR_CLOSED: (
        N_("Ovi on kiinni"),
        N_("Soita heti. Työpaikallekin on kerrottu."),
    ),
    AlertKind.COACH_MISSING: (
        N_("Valmentaja puuttuu paikalta"),
        N_("Soita heti ja sovi, kuka tulee tai miten jatketaan."),
    ),
    AlertKind.NOBODY_CAME: (
        N_("Työpaikka kertoo, ettei tekijää näy"),
        N_("Soita heti. Hän voi olla toisella ovella. Soita sitten työpaikalle."),
    ),
    AlertKind.CAME_LATE: (
        N_("Tuli vuoroon myöhässä"),
        N_("Kysy tänään, mikä auttaisi ensi kerralla. Kirjaa este vuoron sivulle."),
    ),
    AlertKind.ORDERER_WANTS_TALK: (
        N_("Työpaikka haluaa jutella vuorosta"),
        N_("Soita työpaikalle ensin. Sinä päätät, mitä kerrot asiakkaalle."),
    ),
    AlertKind.NOT_HERE_AGAIN: (
        N_("Toive: ei enää samaan paikkaan"),
        N_("Mieti, miten jatketaan. Toive päiväyksineen on asiakkaan sivulla."),
    ),
    AlertKind.REVIEW_APART: (
        N_("Puhukaa taas paikasta, josta ei tarjota työtä"),
        N_("Kysy, haluaako asiakas yhä niin. Pidä toive tai poista se asiakkaan sivulla."),
    ),
    AlertKind.ORDERER_WANTS_MORE: (
        N_("Työpaikka toivoo jatkoa"),
        N_("Juttele asiakkaan kanssa ja soita työpaikalle. Toive on asiakkaan sivulla."),
    ),
    AlertKind.CANCELLED_LATE: (
        N_("Työpaikka perui vuoron viime tingassa"),
        N_("Soita ja kysy, mitä kuuluu. Kerro, että hän saa silti palkkaa osasta vuoroa."),
    ),
    AlertKind.CONTACT_LATE: (
        N_("Yhteydenotto on myöhässä"),
        N_("Ota yhteyttä ja kirjaa tukikäynti, tai siirrä yhteydenotto toiselle päivälle."),
    ),
    AlertKind.NO_MESSAGES: (
        N_("Ei halua enää tekstiviestejä"),
        N_("Viestit tulevat nyt sinulle. Kerro ne hänelle itse."),
    ),
}
TROUBLES: Mapping[str, str] = {
    Trouble.DOOR_CLOSED: N_("Ovi on kiinni"),
    Trouble.COACH_MISSING: N_("Valmentaja ei ole täällä"),
    Trouble.NOBODY_CAME: N_("Kukaan ei tullut"),
}
ALERT_LEVELS: Mapping[str, tuple[str, str]] = {
    AlertLevel.NOW: (N_("Heti"), "danger"),
    AlertLevel.TODAY: (N_("Tänään"), "danger"),
    AlertLevel.SOON: (N_("Pian"), "attention"),
}
FACES: Mapping[str, tuple[str, str]] = {
    Face.GOOD: (N_("Hyvin"), "good"),
    Face.FINE: (N_("Ihan hyvin"), "good"),
    Face.TOO_HARD: (N_("Liian vaikeaa"), "attention"),
}
SUPPORT_NEEDS: Mapping[str, str] = {
    SupportNeed.NONE: N_("Menee yksin"),
    SupportNeed.FIRST_SHIFTS: N_("Valmentaja mukaan ensimmäisille kerroille"),
    SupportNeed.WEEKLY: N_("Valmentaja mukaan kerran viikossa"),
    SupportNeed.ALWAYS: N_("Valmentaja mukaan joka kerta"),
}
OWN_RULES: Mapping[str, str] = {
    OwnRule.NO_EVENINGS: N_("Ei iltatyötä"),
    OwnRule.NO_WEEKENDS: N_("Ei viikonlopputyötä"),
    OwnRule.ONE_AT_A_TIME: N_("Yksi työ kerrallaan"),
    OwnRule.NO_FOOD_WORK: N_("Ei työtä ruoan kanssa"),
}
BENEFITS: Mapping[str, str] = {
    Benefit.DISABILITY_PENSION: N_("Työkyvyttömyyseläke"),
    Benefit.REHABILITATION_SUBSIDY: N_("Kuntoutustuki"),
    Benefit.GENERAL_SUPPORT: N_("Yleistuki"),
    Benefit.SOCIAL_ASSISTANCE: N_("Toimeentulotuki"),
    Benefit.UNKNOWN: N_("Ei tiedossa"),
}
CHANNELS: Mapping[str, str] = {
    Channel.SMS: N_("Tekstiviesti"),
    Channel.PUSH: N_("Ilmoitus puhelimeen"),
    Channel.MAIL: N_("Sähköposti"),
    Channel.COACH: N_("Valmentaja kertoo"),
}


def _t(text: str) -> str:
    return str(gettext(text))


def _word(table: Mapping[str, str]) -> Callable[[str | None], str]:
    def word(code: str | None) -> str:
        return _t(table[code]) if code is not None and code in table else ""

    return word


def _mark(table: Mapping[str, tuple[str, str]]) -> Callable[[str], tuple[str, str]]:
    def mark(code: str) -> tuple[str, str]:
        word, kind = table[code]
        return _t(word), kind

    return mark


def alert_words(kind: str) -> tuple[str, str]:
    """What happened, and what to do about it."""
    what, then = ALERT_KINDS[kind]
    return _t(what), _t(then)


def exception_words(one: DayException) -> str:
    """A day that is not as every week: "la 12.12. ei vapaa", "su 13.12. vapaa klo 10–14"."""
    day = day_short(one.on, today(), locale())
    if not one.free and (one.starts_minute, one.ends_minute) == (0, DAY_MINUTES):
        return str(gettext("%(day)s ei vapaa", day=day))
    starts, ends = (time(*divmod(minute % DAY_MINUTES, 60)) for minute in one[1:3])
    clock = clock_short(starts, ends, locale())
    if one.free:
        return str(gettext("%(day)s vapaa %(clock)s", day=day, clock=clock))
    return str(gettext("%(day)s ei vapaa %(clock)s", day=day, clock=clock))


def team_words(team: TeamCard) -> str:
    """A client's team: "Keittiöpari: Kaisa S. Lähtevät töihin vain yhdessä. Mukana Satu."."""
    said = [f"{team.name}: {', '.join(team.others)}."]
    if team.goes_together:
        said.append(_t(N_("Lähtevät töihin vain yhdessä.")))
    if team.coach:
        said.append(str(gettext("Valmentajana %(name)s.", name=team.coach)))
    return " ".join(said)


FILTERS: dict[str, Callable[..., Any]] = {
    "support_kind_word": _word(SUPPORT_KINDS),
    "support_place_word": _word(SUPPORT_PLACES),
    "natural_support_word": _word(NATURAL_SUPPORTS),
    "support_need_word": _word(SUPPORT_NEEDS),
    "own_rule_word": _word(OWN_RULES),
    "benefit_word": _word(BENEFITS),
    "channel_word": _word(CHANNELS),
    "alert_words": alert_words,
    "trouble_word": _word(TROUBLES),
    "alert_level": _mark(ALERT_LEVELS),
    "face_mark": _mark(FACES),
    "exception_words": exception_words,
    "team_words": team_words,
}
