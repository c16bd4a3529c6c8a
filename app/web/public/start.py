"""The front page: who one is, and in the demo whom one wants to be."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import redirect, render_template, request, session, url_for
from werkzeug.exceptions import BadRequest

from app.domain.vocabulary import Language
from app.store import demo
from app.web.public.blueprint import bp
from app.web.public.entering import came_from
from app.web.public.people import offered
from app.web.shared.access import current_actor
from app.web.shared.nav import home_endpoint
from app.web.shared.now import settings

if TYPE_CHECKING:
    from werkzeug.wrappers import Response as BaseResponse


@bp.get("/")
def start() -> BaseResponse | str:
    if settings().demo:
        return render_template("public/try.html", parts=list(offered(demo.list_people())))
    home = home_endpoint(current_actor())
    if home != "public.start":
        return redirect(url_for(home), code=303)
    return render_template("public/start.html")


@bp.post("/language")
def choose_language() -> BaseResponse:
    code = request.form.get("language", "")
    if code not in set(Language):
        raise BadRequest
    session["language"] = code
    session.permanent = True
    return redirect(came_from(), code=303)
