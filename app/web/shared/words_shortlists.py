"""Headings under which people with the same obstacle are counted, and waiting in words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask_babel import gettext, ngettext

from app.domain.reasons import Reason
from app.domain.words import N_
from app.web.shared.words_reasons import staff_sentence

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

SHUT_OUT: Mapping[str, str] = {
    "shift_started": N_("Vuoro on jo alkanut"),
    "blocked_pair": N_("Sovittu, ettei tätä paikkaa tarjota"),
    "shift_full": N_("Ei vapaata paikkaa"),
    "already_asked": N_("On jo kysytty"),
    "too_few_places_for_team": N_("Paikkoja on liian vähän tiimille"),
    "overlaps_own_shift": N_("Toinen vuoro samaan aikaan"),
    "not_free_that_day": N_("Ei vapaa sinä päivänä"),
    "starts_too_early": N_("Työ alkaa liian aikaisin"),
    "ends_too_late": N_("Työ päättyy liian myöhään"),
    "not_free_then": N_("Ei vapaa silloin"),
    "work_activity_session": N_("Työtoiminta samaan aikaan"),
    "no_time_for_the_way": N_("Matkaan ei ole aikaa"),
    "no_coach_free": N_("Valmentaja ei pääse mukaan"),
    "rest_too_short": N_("Lepo jäisi liian lyhyeksi"),
    "day_too_long": N_("Päivästä tulisi liian pitkä"),
    "week_too_long": N_("Viikosta tulisi liian pitkä"),
    "weekly_rest_too_short": N_("Viikkolepo jäisi liian lyhyeksi"),
    "pass_missing": N_("Passi tai kortti puuttuu"),
    "demand_over_limit": N_("Työ ylittää oman rajan"),
    "avoided_category": N_("Ei halua tällaista työtä"),
    "no_food_work": N_("Ei halua työtä ruoan parissa"),
    "no_evenings": N_("Ei tee iltatöitä"),
    "no_weekends": N_("Ei tee töitä viikonloppuna"),
    "one_at_a_time": N_("Yksi työ kerrallaan, toinen on sovittu"),
    "too_far": N_("Matka on liian pitkä"),
    "over_own_week": N_("Oma viikkoraja täyttyy"),
    "over_own_month": N_("Oma kuukausiraja täyttyy"),
    "over_own_earnings": N_("Oma ansioraja täyttyy"),
}
_LONG_WAIT_DAYS, _WEEK_DAYS = 14, 7


def shut_out_words(code: str) -> str:
    """The heading of those whom the same reason shuts out."""
    return str(gettext(SHUT_OUT.get(code, N_("Muu syy"))))


def because_words(reason: Reason) -> str:
    """Who asked for what a reason is about: "Asiakas haluaa valmentajan mukaan alkuun."."""
    codes = reason.facts.get("because", ())
    return " ".join(staff_sentence(Reason(code)) for code in codes)


def waiting_words(days: int) -> str:
    """How long somebody has waited for work: "odottanut 3 viikkoa"."""
    if days < 1:
        return str(gettext("odottanut alle päivän"))
    if days < _LONG_WAIT_DAYS:
        return str(ngettext("odottanut %(num)s päivän", "odottanut %(num)s päivää", days))
    weeks = days // _WEEK_DAYS
    return str(ngettext("odottanut %(num)s viikon", "odottanut %(num)s viikkoa", weeks))


# Why somebody has had no offer: a state of ours, else the reason that shuts out most often.
WITHOUT: Mapping[str, str] = {
    "in_queue": N_("Tarjous odottaa jo vuoroaan."),
    "no_times": N_("Vapaat ajat eivät ole tiedossa. Kysy ne."),
    "no_open_shifts": N_("Kahden viikon aikana ei ole avoimia vuoroja."),
    "not_asked": N_("Avoin vuoro sopisi, mutta sitä ei ole tarjottu."),
}


def without_words(code: str) -> str:
    """Why there was no offer: "Avoimissa vuoroissa useimmin: matka on liian pitkä."."""
    if code in WITHOUT:
        return str(gettext(WITHOUT[code]))
    why = shut_out_words(code)
    return str(gettext("Avoimissa vuoroissa useimmin: %(why)s.", why=why[:1].lower() + why[1:]))


def waited_at_least(days: int) -> str:
    """The edge of a group: "vähintään 63 päivää"."""
    return str(ngettext("vähintään %(num)s päivä", "vähintään %(num)s päivää", days))


FILTERS: dict[str, Callable[..., Any]] = {
    "because_words": because_words,
    "shut_out_words": shut_out_words,
    "waited_at_least": waited_at_least,
    "waiting_words": waiting_words,
    "without_words": without_words,
}
