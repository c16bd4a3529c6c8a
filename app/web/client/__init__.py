"""Pages for the client audience."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.web.client import (
    fitting,
    home,
    hours,
    how_it_went,
    offers,
    own_log,
    questions,
    settings,
    shifts,
    week,
)
from app.web.client.blueprint import bp

if TYPE_CHECKING:
    from flask import Flask

__all__ = [
    "fitting",
    "home",
    "hours",
    "how_it_went",
    "offers",
    "own_log",
    "questions",
    "register",
    "settings",
    "shifts",
    "week",
]


def register(app: Flask) -> None:
    """Open this audience's pages."""
    app.register_blueprint(bp)
