"""The sentence for each code of an expected error; a client may meet any of them."""

from __future__ import annotations

from collections.abc import Mapping

from flask_babel import gettext

from app.domain.errors import ExpectedError
from app.domain.words import N_

SENTENCES: Mapping[str, str] = {
    "no_next_shift": N_("Sinulla ei ole tulossa vuoroja."),
    "missing": N_("Tätä sivua ei ole. Se on voinut siirtyä."),
    "not_allowed": N_("Sinulla ei ole oikeutta tähän. Kysy omalta työntekijältäsi."),
    "illegal_move": N_("Tämä ei onnistu enää. Tilanne on muuttunut."),
    "already_offered": N_("Tätä vuoroa on jo tarjottu tälle henkilölle."),
    "overlapping_shift": N_("Sinulla on jo toinen työ samaan aikaan."),
    "coach_double_booked": N_("Valmentajalla on jo toinen käynti samaan aikaan."),
    "shift_filled": N_("Joku toinen ehti ottaa tämän työn. Etsimme sinulle toisen."),
    "business_id_taken": N_("Tällä Y-tunnuksella on jo tilaaja."),
    "too_many": N_("Yritit monta kertaa. Odota hetki ja yritä uudelleen."),
}
FALLBACK = N_("Tämä ei onnistu nyt. Tilanne on voinut muuttua. Katso sivu uudelleen.")


def sentence(error: ExpectedError) -> str:
    """What to tell the person who met this error."""
    return gettext(SENTENCES.get(error.code, FALLBACK), **error.facts)
