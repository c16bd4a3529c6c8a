"""A person says to be still there, so that the session of a shared device goes on."""

from __future__ import annotations

from http import HTTPStatus

from flask import Response
from werkzeug.exceptions import Unauthorized

from app.web.public.blueprint import bp
from app.web.shared.access import current_actor


@bp.post("/stay")
def stay() -> Response:
    """Nothing but a sign of life: who asks is looked up, and the session counts as used."""
    if current_actor().role is None:
        raise Unauthorized
    return Response(status=HTTPStatus.NO_CONTENT, mimetype="text/plain")
