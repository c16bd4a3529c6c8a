"""How a coach's one-button acts end: said on the page they came from, done or not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import flash, make_response, redirect, render_template, request
from flask_babel import gettext

from app.domain.acting import SaidHow, read_way
from app.domain.errors import Conflict, ExpectedError, Gone, RuleBroken
from app.domain.words import N_
from app.web.shared.sentences import sentence

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from werkzeug.wrappers import Response

# What the site says to a client as "sinä" is told to a coach about somebody.
TOLD_OF_CLIENT: Mapping[str, str] = {
    "check_in_too_early": N_("Tulon voi kirjata aikaisintaan 15 minuuttia ennen vuoroa."),
    "agreement_missing": N_("Sopimuksen viite puuttuu. Kirjaa se sivulla Sopimukset."),
    "shift_filled": N_("Vuoron paikat ehtivät täyttyä. Katso, sopiiko toinen vuoro."),
    "shift_started": N_("Vuoro on jo alkanut."),
    "overlapping_shift": N_("Asiakkaalla on jo toinen työ samaan aikaan."),
    "offer_over": N_("Vastausaika on ohi. Voit tarjota työtä uudelleen, jos paikka on vapaa."),
    "offer_withdrawn": N_("Tarjous on jo peruttu."),
    "undo_too_late": N_("Vastausta ei voi enää perua."),
    "hours_agreed": N_("Tunnit on jo sovittu, joten kirjausta ei voi perua."),
    "no_time_for_the_way": N_("Asiakkaalla on toinen työ liian lähellä, matkaan ei ole aikaa."),
    "rest_too_short": N_("Töiden väliin jäisi liian vähän lepoa."),
    "answer_incomplete": N_("Valitse asiakkaan vastaus ja se, miten hän vastasi."),
    "weekly_rest_too_short": N_("Viikkoon jäisi liian vähän lepoa."),
}


def told(error: ExpectedError) -> str:
    """What to tell a coach who met this error."""
    text = TOLD_OF_CLIENT.get(error.code)
    return str(gettext(text)) if text else sentence(error)


def said_how() -> SaidHow | None:
    """How the client said it, as the form tells; None where nothing that can be was chosen."""
    return read_way(request.form.get("said", ""))


def ask_how(problem: str) -> Response:
    """The one question that was left open; all else that was sent goes along unseen."""
    sent = [(k, v) for k, v in request.form.items(multi=True) if k not in {"said", "csrf_token"}]
    slip = request.path.endswith(("/undo", "/remove"))
    page = render_template("coach/said_how.html", sent=sent, problem=problem, slip=slip)
    return make_response(page, 422)


def act(do: Callable[[], object], done: str, back: str) -> Response:
    """Do it, say that it is done or what stands in the way, and go back to the page."""
    try:
        do()
    except (RuleBroken, Conflict, Gone) as error:
        if error.code == "said_how_missing":
            return ask_how(told(error))
        flash(told(error), "error")
    else:
        flash(done, "success")
    return redirect(back_to(back), code=303)


def back_to(default: str) -> str:
    """The coach's own page from which the form was sent, else this address."""
    asked = request.form.get("back", "")
    own = asked.startswith("/coach/") and "//" not in asked and "\\" not in asked
    return asked if own else default
