"""Shifts for the calendar of a phone: the secret in the address is the key.

A client's has only times and neutral words; whoever gets hold of the address learns neither name
nor place. A coach's own has at most initials, by the coach's choice. An orderer's and a
dispatcher's tell of work and of how many, and never of a person.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from flask import Response, request
from flask_babel import force_locale, gettext

from app.domain.feeds import Names
from app.domain.vocabulary import Language, Role
from app.services import calendars
from app.web.public.blueprint import bp
from app.web.shared.language import BABEL_NAMES
from app.web.shared.now import now, settings
from app.web.shared.words_calendars import WorkNames, found_words, missing_words

if TYPE_CHECKING:
    from app.domain.feeds import Words
    from app.domain.policy import Actor


@bp.get("/calendar/<string:token>.ics")
def read_calendar(token: str) -> Response:
    address = settings().public_url
    host = urlsplit(address).hostname or "jobcenter"
    feed = calendars.read_feed(
        token, _words, host=host, address=address, asked_from=request.remote_addr or "", now=now()
    )
    return Response(feed, mimetype="text/calendar")


def _words(reader: Actor) -> Words:
    """The words of a feed; a phone that asks says no language, so it is the reader's own."""
    locale = BABEL_NAMES[Language(reader.language)]
    with force_locale(locale):
        if reader.role is Role.COACH:
            return Names(
                calendar=gettext("Omat käynnit"),
                sure=gettext("Käynti"),
                unsure=gettext("Käynti, ei vielä varma"),
                cancelled=gettext("Peruttu käynti"),
            )
        if reader.client_id is None:
            told = missing_words if reader.role is Role.DISPATCHER else found_words
            return WorkNames(gettext("Työvuorot"), locale, told)
        return Names(
            calendar=gettext("Työvuorot"),
            sure=gettext("Työvuoro"),
            unsure=gettext("Työvuoro, ei vielä varma"),
            cancelled=gettext("Peruttu työvuoro"),
        )
