"""Pages for the client audience."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.web.client import (
    home,
    hours,
    how_it_went,
    offers,
    own_log,
    settings,
    shifts,
    week,
)
from app.web.client.blueprint import bp

if TYPE_CHECKING:
    from flask import Flask

__all__ = [
    "home",
    "hours",
    "how_it_went",
    "offers",
    "own_log",
    "register",
    "settings",
    "shifts",
    "week",
]


def register(app: Flask) -> None:
    """Open this audience's pages."""
    app.register_blueprint(bp)
