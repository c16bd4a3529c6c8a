"""How the pages look for this person: larger text, stronger contrast, pictures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import flash, redirect, request, session, url_for
from flask_babel import gettext as _

from app.domain.words import N_
from app.web.client.blueprint import bp
from app.web.client.page import TEXT_SIZES, show

if TYPE_CHECKING:
    from werkzeug.wrappers import Response as BaseResponse

SIZE_WORDS = tuple(
    zip(TEXT_SIZES, (N_("Tavallinen teksti"), N_("Iso teksti"), N_("Isoin teksti")), strict=True)
)


@bp.get("/settings")
def settings() -> str:
    return show("settings", sizes=SIZE_WORDS)


@bp.post("/settings")
def choose_look() -> BaseResponse:
    """Kept in this browser until the person signs out."""
    form = request.form
    if form.get("text_size") in TEXT_SIZES:
        session["text_size"] = form["text_size"]
    for name in ("strong", "pictures"):
        if form.get(name) in {"on", "off"}:
            session[name] = form[name] == "on"
    session.permanent = True
    flash(_("Valinta on nyt käytössä."), "success")
    return redirect(url_for("client.settings"), code=303)
