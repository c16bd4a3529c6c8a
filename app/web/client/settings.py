"""How the pages look for this person: larger text, stronger contrast, pictures, fewer choices."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import flash, redirect, request, url_for
from flask_babel import gettext as _

from app.domain.looks import TEXT_SIZES
from app.domain.words import N_
from app.services import looks
from app.web.client.blueprint import bp
from app.web.client.page import show
from app.web.shared.access import current_actor
from app.web.shared.now import now

if TYPE_CHECKING:
    from werkzeug.wrappers import Response as BaseResponse

SIZE_WORDS = tuple(
    zip(TEXT_SIZES, (N_("Tavallinen teksti"), N_("Iso teksti"), N_("Isoin teksti")), strict=True)
)

SWITCHES = ("strong", "pictures", "fewer")


@bp.get("/settings")
def settings() -> str:
    return show("settings")


@bp.get("/settings/text")
def text_size() -> str:
    return show("text_size", sizes=SIZE_WORDS, back=url_for("client.settings"))


@bp.post("/settings")
def choose_look() -> BaseResponse:
    """Kept with the person, so that it is the same on every device."""
    form = request.form
    wishes: dict[str, str | bool] = {
        name: form[name] == "on" for name in SWITCHES if form.get(name) in {"on", "off"}
    }
    if form.get("text_size") in TEXT_SIZES:
        wishes["text_size"] = form["text_size"]
    looks.choose_look(current_actor(), wishes, now=now())
    flash(_("Valinta on nyt käytössä."), "success")
    return redirect(url_for("client.settings"), code=303)
