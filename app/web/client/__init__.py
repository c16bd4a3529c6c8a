"""Pages for the client audience."""

from __future__ import annotations

from flask import Flask

from app.web.client import home
from app.web.client.blueprint import bp

__all__ = ["home", "register"]


def register(app: Flask) -> None:
    """Open this audience's pages."""
    app.register_blueprint(bp)
