"""Why something cannot be done to an order together with others, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask_babel import gettext

from app.domain.words import N_
from app.web.shared.words_screening import screening_words

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from app.domain.reasons import Reason

WHY: Mapping[str, str] = {
    "bulk_not_waiting": N_("Tilaus ei odota avaamista."),
    "bulk_task_rests": N_("Tilaus ei ole nyt auki, joten siihen ei kysytä ketään."),
    "bulk_shift_over": N_("Vuoro on alkanut tai peruttu."),
    "bulk_shift_full": N_("Tekijä on jo löytynyt."),
    "bulk_kept_for_waiting": N_("Vapaa paikka kysytään ensin niiltä, jotka odottavat sitä."),
    "bulk_nobody_left": N_("Jonossa ei ole ketään. Valmentaja voi tarjota vuoroa lisää."),
    "bulk_asked_soon": N_("Seuraavilta kysytään jo pian."),
    "bulk_nothing_waits": N_("Tilaajalta ei odoteta nyt mitään."),
    "bulk_nobody_to_write_to": N_("Tilaajalla ei ole ketään, jolle voi kirjoittaa. Soita hänelle."),
    "bulk_written_lately": N_("Tilaajalle on kirjoitettu asiasta vuorokauden sisällä."),
}


def bulk_why(reason: Reason) -> str:
    """The sentence of a reason; those of the screening are said as there."""
    if reason.code not in WHY:
        return screening_words(reason)
    return str(gettext(WHY[reason.code]))


FILTERS: dict[str, Callable[..., Any]] = {"bulk_why": bulk_why}
