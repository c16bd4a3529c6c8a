"""Where the gateway hands over a client's text message: with its secret, each message once."""

from __future__ import annotations

import hmac
from typing import TYPE_CHECKING

from flask import make_response, request
from werkzeug.exceptions import BadRequest, Unauthorized

from app.domain.errors import Missing
from app.domain.replies import SmsReply
from app.services import answers
from app.web.extensions import csrf
from app.web.public.blueprint import bp
from app.web.shared.access import current_actor
from app.web.shared.now import now, settings

if TYPE_CHECKING:
    from werkzeug.wrappers import Response as BaseResponse

LONGEST_ID, LONGEST_NUMBER, LONGEST_TEXT = 200, 40, 1000


@bp.post("/messages/sms")
@csrf.exempt
def take_in_sms() -> BaseResponse:
    """JSON or a form with `id`, `from` and `text`; the secret stands in the header."""
    if current_actor().role is not None:
        raise Missing
    secret = settings().sms_in_token
    if not secret or not hmac.compare_digest(_shown_secret().encode(), secret.encode()):
        raise Unauthorized
    answers.answer_by_sms(_message(), now=now())
    return make_response("", 204)


def _shown_secret() -> str:
    return request.headers.get("Authorization", "").removeprefix("Bearer ")


def _message() -> SmsReply:
    sent = request.get_json(silent=True) if request.is_json else request.form
    if not isinstance(sent, dict):
        raise BadRequest
    sms = SmsReply(
        id=str(sent.get("id", ""))[:LONGEST_ID],
        sender=str(sent.get("from", ""))[:LONGEST_NUMBER],
        text=str(sent.get("text", ""))[:LONGEST_TEXT],
    )
    if not sms.id or not sms.sender:
        raise BadRequest
    return sms
