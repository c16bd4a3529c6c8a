"""Easy Finnish sentences that several pages of the client share."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask_babel import gettext

from app.domain.attendance import AbsenceReason
from app.domain.hours import BY_TIME, correctable_to
from app.domain.lifecycle import HoursState
from app.domain.travel import point, travel_minutes
from app.domain.vocabulary import Role
from app.domain.words import N_
from app.store import hour_rules
from app.web.client.blueprint import bp
from app.web.client.page import own
from app.web.shared.formats import weekday_on
from app.web.shared.language import locale
from app.web.shared.now import today
from app.web.shared.words_offered import along_sentence, clock_key, offered_place
from app.web.shared.words_own import told_sentence
from app.web.shared.words_places import way_in_word

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from app.store.events import LogLine
    from app.store.models.people import Site
    from app.store.own_shifts import OwnShift


def _(text: str, **facts: object) -> str:
    return str(gettext(text, **facts))


def companion_sentence(shift: OwnShift) -> str:
    """Who comes along on a shift that is agreed."""
    return along_sentence(
        shift.task, coach=_coach_sentence(shift), instructor=shift.instructor, guide=shift.guide
    )


def _coach_sentence(shift: OwnShift) -> str:
    if not shift.companion_id:
        return ""
    if shift.companion_id == own().coach_id:
        return _("Valmentajasi %(name)s tulee mukaan.", name=shift.companion)
    return _("Valmentaja %(name)s tulee mukaan.", name=shift.companion)


def way_sentence(site: Site) -> str:
    """How long the way takes from the client's own stop; empty when it is not known."""
    start, end = own().place, point(site.lat, site.lon)
    if start is None or end is None:
        return ""
    minutes = travel_minutes(start, end)
    if own().stop:
        return _("Noin %(n)s minuuttia pysäkiltä %(stop)s.", n=minutes, stop=own().stop)
    return _("Noin %(n)s minuuttia.", n=minutes)


# What is missing before the pay, as one sentence.
_HOURS: Mapping[HoursState, str] = {
    HoursState.PLANNED: N_("Kerro ensin, montako tuntia teit."),
    HoursState.PROPOSED: N_("Työpaikka tarkistaa nyt tunnit."),
    HoursState.COUNTERED: N_("Työpaikka ehdottaa muuta aikaa. Katso ja vastaa."),
    HoursState.AGREED: N_("Tunnit ovat oikein. Lähetämme ne pian palkanmaksuun."),
    HoursState.CLOSED: N_("Tunnit ovat palkanmaksussa."),
    HoursState.REVERSED: N_("Korjaamme näitä tunteja."),
}


_LATE_PAY = N_("Työpaikka perui työn myöhään. Saat silti osan palkasta.")


def hours_sentence(shift: OwnShift) -> str:
    """How far the hours have come and what is missing."""
    if shift.is_late_pay:
        return _(_LATE_PAY)
    if shift.hours is None:
        return ""
    if correct_to(shift):
        return _("Tunnit on sovittu. Lähetämme ne pian palkanmaksuun.")
    return _(_HOURS[shift.hours.state])


def correct_to(shift: OwnShift) -> date | None:
    """The last day to change hours that were agreed without an answer of the workplace."""
    hours = shift.hours
    if hours is None or hours.agreed_how != BY_TIME:
        return None
    limits = hour_rules.setting_on(hours.worked_on)
    return correctable_to(hours.state, hours.agreed_at, today(), limits, how=BY_TIME)


_DID: Mapping[bool, str] = {
    False: N_("%(who)s katsoi tietojasi %(day)s%(why)s."),
    True: N_("%(who)s kirjasi tietojasi %(day)s%(why)s."),
}
_WHY_TOGETHER = N_(" yhdessä sinun kanssasi")
_WHY: Mapping[str, str] = {
    "support": N_(", koska hän tukee sinua työssä"),
    "offer": N_(", koska hän etsi sinulle työtä"),
    "assisted": _WHY_TOGETHER,
    "hours": N_(", koska hän tarkisti tuntejasi"),
    "supervision": N_(", koska hän valvoo palvelua"),
    "break_glass": N_(", koska asialla oli kiire"),
    "consultation": N_(", koska hän neuvoo valmentajaasi"),
}
_WHY_ORDERER = N_(", koska teet sinne työtä")
_WHO: Mapping[Role, str] = {
    Role.ORDERER: N_("Työpaikka %(place)s"),
    Role.ORDERER_ADMIN: N_("Työpaikka %(place)s"),
    Role.COACH: N_("Valmentaja %(name)s"),
    Role.RESPONSIBLE_WORKER: N_("Työntekijäsi %(name)s"),
    Role.UNIT_MANAGER: N_("Yksikön johtaja %(name)s"),
    Role.DISPATCHER: N_("Jobcenterin %(name)s"),
}


def log_sentence(line: LogLine) -> str:
    """Who looked, on which weekday and why, in one sentence."""
    day = weekday_on(line.on, locale())
    if line.told:
        return told_sentence(line.place, line.told, day)
    return _(_DID[line.changed], who=_who(line), day=day, why=_why(line))


def _who(line: LogLine) -> str:
    if line.actor_id is not None and line.actor_id == own().coach_id:
        return _("Valmentajasi")
    if line.together:
        return _("Valmentajasi")
    text = _WHO.get(line.actor_role, N_("Työntekijä %(name)s")) if line.actor_role else "%(name)s"
    return _(text, name=line.actor_name, place=line.place)


def _why(line: LogLine) -> str:
    if line.together:
        return _(_WHY_TOGETHER)
    if line.actor_role in {Role.ORDERER, Role.ORDERER_ADMIN}:
        return _(_WHY_ORDERER)
    return _(_WHY[line.purpose]) if line.purpose in _WHY else ""


@bp.context_processor
def words_of_pages() -> dict[str, Any]:
    """What the client's templates call."""
    return {
        "companion": companion_sentence,
        "correct_to": correct_to,
        "clock_key": clock_key,
        "hours_sentence": hours_sentence,
        "place_words": offered_place,
        "way_in": way_in_word,
        "way_sentence": way_sentence,
    }


# What may be in the way; saying it is free. Code, words, picture.
ABSENCES: tuple[tuple[AbsenceReason, str, str], ...] = (
    (AbsenceReason.HEALTH, N_("En voi hyvin"), "too_hard"),
    (AbsenceReason.TRANSPORT, N_("En osaa tai pääse perille"), "bus_stop"),
    (AbsenceReason.FEAR, N_("Työ jännittää minua"), "dont_know"),
    (AbsenceReason.OTHER_PLAN, N_("Minulla on muuta"), "calendar"),
    (AbsenceReason.NOT_SAID, N_("En halua kertoa syytä"), "cannot_come"),
)
