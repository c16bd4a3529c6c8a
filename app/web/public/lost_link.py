"""A lost link: it is sent again to the number that is known already, and nothing else is said."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import make_response, render_template, request

from app.services import offer_links as acts
from app.web.public.blueprint import bp
from app.web.public.client_sign_in import frame
from app.web.shared.now import now

if TYPE_CHECKING:
    from werkzeug.wrappers import Response as BaseResponse

LONGEST_NUMBER = 30


@bp.get("/lost-link")
def lost_link() -> str:
    return _page(sent=False)


@bp.post("/lost-link")
def send_lost_link() -> BaseResponse:
    phone = request.form.get("phone", "")[:LONGEST_NUMBER]
    if not any(sign.isdecimal() for sign in phone):
        return make_response(_page(sent=False, empty=True), 422)
    acts.send_lost_link(phone, request.remote_addr or "", now=now())
    return make_response(_page(sent=True))


def _page(*, sent: bool, empty: bool = False) -> str:
    return render_template(
        "public/lost_link.html", sent=sent, empty=empty, client_page=frame("/sign-in/client")
    )
