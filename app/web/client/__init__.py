"""Pages for the client audience."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.web.client import (
    acted,
    again,
    calendars,
    coach,
    coming,
    disclosures,
    fitting,
    free_times,
    home,
    hours,
    how_it_went,
    limits,
    me,
    messages,
    money,
    offers,
    on_site,
    own_log,
    passkeys,
    passport,
    path,
    questions,
    self_checks,
    settings,
    shifts,
    stopping,
    waiting,
    ways,
    week,
    wishes,
)
from app.web.client.blueprint import bp

if TYPE_CHECKING:
    from flask import Flask

__all__ = [
    "acted",
    "again",
    "calendars",
    "coach",
    "coming",
    "disclosures",
    "fitting",
    "free_times",
    "home",
    "hours",
    "how_it_went",
    "limits",
    "me",
    "messages",
    "money",
    "offers",
    "on_site",
    "own_log",
    "passkeys",
    "passport",
    "path",
    "questions",
    "register",
    "self_checks",
    "settings",
    "shifts",
    "stopping",
    "waiting",
    "ways",
    "week",
    "wishes",
]


def register(app: Flask) -> None:
    """Open this audience's pages."""
    app.register_blueprint(bp)
