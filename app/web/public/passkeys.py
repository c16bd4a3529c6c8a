"""In by the lock of one's own phone: the phone is asked, the phone answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import make_response, request

from app.domain.errors import Gone, RuleBroken
from app.services import passkeys as acts
from app.web.public.blueprint import bp
from app.web.public.client_sign_in import ways_page
from app.web.public.entering import enter
from app.web.shared.now import now
from app.web.shared.passkeys import as_json, here
from app.web.shared.sentences import sentence

if TYPE_CHECKING:
    from werkzeug.wrappers import Response as BaseResponse


@bp.post("/sign-in/passkey/start")
def start_passkey() -> BaseResponse:
    return as_json(acts.ask_in(here(), now=now()))


@bp.post("/sign-in/passkey")
def use_passkey() -> BaseResponse:
    try:
        return enter(acts.enter(request.form.get("answer", ""), here(), now=now()))
    except (Gone, RuleBroken) as error:
        return make_response(ways_page(sentence(error)), error.status)
