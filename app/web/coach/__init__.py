"""Pages for the coach audience."""

from __future__ import annotations

from flask import Flask

from app.web.coach import credentials, home
from app.web.coach.blueprint import bp

__all__ = ["credentials", "home", "register"]


def register(app: Flask) -> None:
    """Open this audience's pages."""
    app.register_blueprint(bp)
