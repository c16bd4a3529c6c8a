"""The client's own choice: the lock of the phone opens these pages too."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import flash, make_response, redirect, request, url_for
from flask_babel import gettext as _

from app.domain.errors import Gone, RuleBroken
from app.services import passkeys as acts
from app.store import passkeys as store
from app.web.client.blueprint import bp
from app.web.client.page import own, show
from app.web.shared.access import current_actor
from app.web.shared.faces import face_words
from app.web.shared.now import now
from app.web.shared.passkeys import as_json, here, works_here
from app.web.shared.sentences import sentence

if TYPE_CHECKING:
    from werkzeug.wrappers import Response as BaseResponse


@bp.get("/passkey")
def show_passkey() -> str:
    return _page("")


def _page(problem: str) -> str:
    actor = current_actor()
    keys = store.list_live(actor.user_id) if actor.user_id else []
    can_add = works_here() and actor.login_kind in acts.OWN_PLACES
    return show("passkey", keys=keys, can_add=can_add, problem=problem)


@bp.post("/passkey/start")
def start_passkey() -> BaseResponse:
    label = face_words(own().animal, own().tone) or "Jobcenter"
    return as_json(acts.ask_new(current_actor(), here(), label=label, now=now()))


@bp.post("/passkey")
def add_passkey() -> BaseResponse:
    try:
        acts.add(current_actor(), request.form.get("answer", ""), here(), now=now())
    except (Gone, RuleBroken) as error:
        return make_response(_page(sentence(error)), error.status)
    return redirect(url_for("client.show_passkey"), code=303)


@bp.post("/passkey/give-up")
def give_up_passkey() -> BaseResponse:
    acts.give_up(current_actor(), now=now())
    flash(_("Puhelimen lukko ei enää avaa sivuja."), "success")
    return redirect(url_for("client.show_passkey"), code=303)
