"""Words for what an orderer is told of the law before an order is sent."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask_babel import gettext

from app.domain.words import N_
from app.web.shared.formats import minutes as minutes_short
from app.web.shared.formats import money
from app.web.shared.language import locale
from app.web.shared.words_tasks import pass_word

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from app.domain.reasons import Reason

WORDS: Mapping[str, str] = {
    "advice_under_floor": N_(
        "Palkka %(cents)s tunnilta on alle alarajan %(floor_cents)s. Sopimus: %(agreement)s, "
        "voimassa %(valid_from_on)s alkaen (%(source)s)."
    ),
    "advice_floor_unknown": N_(
        "Tälle työlle ei ole tiedossa palkan alarajaa. Koordinaattori tarkistaa palkan."
    ),
    "advice_day": N_(
        "Päivän työaika olisi %(minutes)s. Enintään saa olla %(most_minutes)s (%(source)s, "
        "voimassa %(valid_from_on)s alkaen)."
    ),
    "advice_night": N_(
        "Työ on yöllä kello %(from_hour)s–%(until_hour)s (%(source)s, voimassa %(valid_from_on)s "
        "alkaen). Yötyötä ei välitetä."
    ),
    "advice_week": N_(
        "Jos sama tekijä tulee joka kerta, viikossa olisi työtä %(minutes)s. Enintään saa olla "
        "%(most_minutes)s (%(source)s, voimassa %(valid_from_on)s alkaen). Tilaa useampi tekijä."
    ),
    "advice_rest": N_(
        "Jos sama tekijä tulee joka kerta, lepoa jää vain %(minutes)s. Lepoa pitää olla vähintään "
        "%(least_minutes)s (%(source)s, voimassa %(valid_from_on)s alkaen)."
    ),
    "advice_break": N_(
        "Työ kestää %(minutes)s. Kun työtä on yli %(after_minutes)s, siinä on oltava tauko "
        "(%(source)s, voimassa %(valid_from_on)s alkaen). Kerro, missä tauko pidetään."
    ),
    "advice_pass_before": N_("%(pass_kind)s: tarvitaan ennen työn alkua."),
    "advice_pass_at_once": N_(
        "%(pass_kind)s: tarvitaan ennen työn alkua. Lähde: %(source)s, voimassa %(valid_from_on)s "
        "alkaen."
    ),
    "advice_pass_of_all": N_(
        "%(pass_kind)s: tarvitaan, kun tällaista työtä on ollut yhteensä kolme kuukautta. "
        "Aiemmat työt lasketaan mukaan. Lähde: %(source)s, voimassa %(valid_from_on)s alkaen."
    ),
    "advice_pass_of_year": N_(
        "%(pass_kind)s: tarvitaan, kun tällaista työtä on vuoden aikana yhteensä kolme kuukautta. "
        "Voit pyytää sitä aiemminkin. Lähde: %(source)s, voimassa %(valid_from_on)s alkaen."
    ),
    "advice_ask_hygiene_passport": N_(
        "Käsitelläänkö työssä pakkaamatonta ruokaa? Silloin tarvitaan hygieniapassi, kun "
        "tällaista työtä on ollut yhteensä kolme kuukautta. Lähde: %(source)s, voimassa "
        "%(valid_from_on)s alkaen."
    ),
    "advice_ask_criminal_record_extract": N_(
        "Onko työ iäkkäiden, vammaisten tai lasten kanssa? Voit pyytää nähdä rikosrekisteriotteen. "
        "Se on pakko näyttää, kun työtä on vuoden aikana kolme kuukautta. Lähde: %(source)s, "
        "voimassa %(valid_from_on)s alkaen."
    ),
    "advice_among_whom_criminal_record_extract": N_(
        "Jos työssä ollaan lasten, iäkkäiden tai vammaisten kanssa, valitse luvista "
        "rikosrekisteriote. Se on pakko näyttää, kun työtä on vuoden aikana kolme kuukautta. "
        "Lähde: %(source)s, voimassa %(valid_from_on)s alkaen."
    ),
    "advice_adults": N_(
        "Tekijät ovat vähintään %(age)s-vuotiaita (%(source)s, voimassa %(valid_from_on)s alkaen). "
        "Nuoremmista on oma lakinsa (998/1993, voimassa 1.1.1994 alkaen)."
    ),
}
# What is more than a thing to think about: it has to change before the order can open.
_TO_CHANGE = frozenset({"advice_under_floor", "advice_day", "advice_night"})


def _fact(name: str, value: Any) -> object:  # noqa: ANN401 - any fact of a reason
    if name.endswith("cents"):
        return money(value, locale())
    if name.endswith("minutes"):
        return minutes_short(value)
    if name.endswith("_on"):
        return f"{value.day}.{value.month}.{value.year}"
    return pass_word(value) if name == "pass_kind" else value


def advice_words(reason: Reason) -> str:
    """What a rule says of an order, in the page's language."""
    facts = {name: _fact(name, value) for name, value in reason.facts.items()}
    return str(gettext(WORDS[reason.code], **facts))


def must_change(reason: Reason) -> bool:
    """Whether the order cannot open before this is changed."""
    return reason.code in _TO_CHANGE


FILTERS: dict[str, Callable[..., Any]] = {
    "advice_words": advice_words,
    "must_change": must_change,
}
