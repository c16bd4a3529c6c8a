"""A client's shifts for the calendar of a phone: the secret in the address is the key.

Only times and neutral words; whoever gets hold of the address learns neither name nor place.
"""

from __future__ import annotations

from urllib.parse import urlsplit

from flask import Response, request
from flask_babel import force_locale, gettext

from app.domain.feeds import Names
from app.domain.vocabulary import Language
from app.services import calendars
from app.web.public.blueprint import bp
from app.web.shared.language import BABEL_NAMES
from app.web.shared.now import now, settings


@bp.get("/calendar/<string:token>.ics")
def read_calendar(token: str) -> Response:
    address = settings().public_url
    host = urlsplit(address).hostname or "jobcenter"
    feed = calendars.read_feed(
        token, _names, host=host, address=address, asked_from=request.remote_addr or "", now=now()
    )
    return Response(feed, mimetype="text/calendar")


def _names(language: str) -> Names:
    """The words of a feed; a phone that asks says no language, so it is the client's own."""
    with force_locale(BABEL_NAMES[Language(language)]):
        return Names(
            calendar=gettext("Työvuorot"),
            sure=gettext("Työvuoro"),
            unsure=gettext("Työvuoro, ei vielä varma"),
            cancelled=gettext("Peruttu työvuoro"),
        )
