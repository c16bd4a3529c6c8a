"""Pages for the dispatch audience."""

from __future__ import annotations

from flask import Flask

from app.web.dispatch import home
from app.web.dispatch.blueprint import bp

__all__ = ["home", "register"]


def register(app: Flask) -> None:
    """Open this audience's pages."""
    app.register_blueprint(bp)
