"""Errors as pages: what happened and what to do, in at most two sentences, without codes."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask import Flask, Response, g, make_response, render_template, url_for
from flask_babel import gettext as _
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException, SecurityError

from app.domain.errors import ExpectedError, TooMany
from app.domain.vocabulary import Role
from app.domain.words import N_
from app.store import reading
from app.store.busy import DatabaseBusy
from app.web.shared.access import current_actor, note_denial
from app.web.shared.nav import home_endpoint
from app.web.shared.now import settings
from app.web.shared.sentences import sentence

if TYPE_CHECKING:
    from collections.abc import Mapping

log = logging.getLogger("jobcenter")


@dataclass(frozen=True)
class Problem:
    """What an error page says."""

    title: str
    text: str
    advice: str = ""
    picture: str = ""
    phone: str = ""
    home_url: str = "/"


def problem_page(status: int, title: str, text: str, advice: str = "") -> Response:
    """The error page for this person; no client data, whatever was read before."""
    reading.stop_noting()
    actor = current_actor()
    problem = Problem(title, text, advice, phone=settings().phone)
    if actor.role is not None:
        problem = Problem(
            title, text, advice, phone=settings().phone, home_url=url_for(home_endpoint(actor))
        )
    page = "error_client" if actor.role is Role.CLIENT else "error"
    return make_response(render_template(f"shared/{page}.html", problem=problem), status)


def _not_here() -> Response:
    return problem_page(404, _("Sivua ei löydy"), _("Tätä sivua ei ole. Se on voinut siirtyä."))


def _expected(error: ExpectedError) -> Response:
    if error.status in {403, 404}:
        note_denial(error.status)
    if error.status == 404:
        return _not_here()
    titles = {403: _("Tämä ei ole sinun sivusi"), 429: _("Odota hetki")}
    title = titles.get(error.status, _("Tilanne on muuttunut"))
    response = problem_page(error.status, title, sentence(error))
    if isinstance(error, TooMany):
        response.headers["Retry-After"] = str(error.facts.get("retry_after", 60))
    return response


_TEXTS: Mapping[int, tuple[str, str]] = {
    400: (N_("Lomake ei tullut perille"), N_("Lataa sivu uudelleen ja yritä uudestaan.")),
    401: (N_("Kirjaudu ensin"), N_("Kirjaudu sisään ja yritä uudestaan.")),
    403: (N_("Pyyntö tuli muualta"), N_("Avaa sivu uudelleen ja yritä uudestaan.")),
    405: (N_("Tämä ei onnistu näin"), N_("Palaa etusivulle ja yritä sieltä.")),
    413: (N_("Tiedosto on liian suuri"), N_("Valitse pienempi tiedosto.")),
}
_OTHER = (N_("Tämä ei onnistu"), N_("Palaa etusivulle."))


def _http(error: HTTPException) -> Response:
    status = error.code or 500
    if status == 404:
        return _not_here()
    title, text = _TEXTS.get(status, _OTHER)
    response = problem_page(status, _(title), _(text))
    for name in ("Allow", "Retry-After"):
        if name in (headers := error.get_response().headers):
            response.headers[name] = headers[name]
    return response


_AWAY = (
    "Palvelussa on ruuhkaa. Yritä hetken päästä uudelleen.\n"
    "Det är rusning i tjänsten. Försök igen om en stund.\n"
    "The service is busy. Please try again in a moment.\n"
)


def _unknown_host(_error: SecurityError) -> Response:
    """Bare words: without a name that is ours, no address of a page can be written."""
    response = make_response("Tuntematon osoite. Unknown address.\n", 400)
    response.mimetype = "text/plain"
    return response


def _csrf(_error: CSRFError) -> Response:
    return problem_page(
        400,
        _("Lomake ehti vanheta"),
        _("Palaa edelliselle sivulle ja yritä uudestaan."),
        _("Kirjoittamasi teksti on vielä siellä."),
    )


def _busy(error: DatabaseBusy) -> Response:
    log.warning("database busy", extra={"request_id": g.get("request_id"), "error": str(error)})
    try:
        response = problem_page(
            503, _("Palvelussa on ruuhkaa"), _("Yritä hetken päästä uudelleen.")
        )
    except DatabaseBusy:
        # Not even who is asking can be known: the words need nothing but themselves.
        response = make_response(_AWAY, 503)
        response.mimetype = "text/plain"
    response.headers["Retry-After"] = "5"
    return response


def _unexpected(error: Exception) -> Response:
    log.error("unexpected error", exc_info=error, extra={"request_id": g.get("request_id")})
    return problem_page(
        500,
        _("Jokin meni meiltä vikaan"),
        _("Vastauksesi on tallessa. Yritä hetken päästä uudelleen tai soita."),
    )


def init_errors(app: Flask) -> None:
    app.register_error_handler(ExpectedError, _expected)
    app.register_error_handler(CSRFError, _csrf)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(SecurityError, _unknown_host)
    app.register_error_handler(DatabaseBusy, _busy)
    if not app.testing:
        app.register_error_handler(Exception, _unexpected)
