"""The lock of a phone as a way in: what its pages share."""

from __future__ import annotations

from flask import Response, request, session

from app.services.passkeys import Here
from app.store.crypto import new_token
from app.web.shared.cookies import read_login_token, read_other_cookie
from app.web.shared.now import settings


def works_here() -> bool:
    """Whether the page was asked for at the address for which phones make their keys."""
    return request.host_url.rstrip("/") == settings().public_url


def here() -> Here:
    """What the acts need to know of this browser. A question asked here is answered here."""
    session.setdefault("browser", new_token())
    return Here(
        settings().public_url, session["browser"], request.remote_addr or "", read_login_token(),
        read_other_cookie("device"),
    )  # fmt: skip


def as_json(text: str) -> Response:
    """What the page's script hands on to the phone."""
    return Response(text, mimetype="application/json")
