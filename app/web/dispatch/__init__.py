"""Pages for the dispatch audience."""

from __future__ import annotations

from flask import Flask

from app.web.dispatch import board, home, hours, organisations, tasks
from app.web.dispatch.blueprint import bp

__all__ = ["board", "home", "hours", "organisations", "register", "tasks"]


def register(app: Flask) -> None:
    """Open this audience's pages."""
    app.register_blueprint(bp)
