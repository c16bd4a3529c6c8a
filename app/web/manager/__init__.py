"""Pages for the manager of a unit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.web.manager import alerts, away, handovers, home, opened_cards
from app.web.manager.blueprint import bp

if TYPE_CHECKING:
    from flask import Flask

__all__ = ["alerts", "away", "handovers", "home", "opened_cards", "register"]


def register(app: Flask) -> None:
    """Open these pages."""
    app.register_blueprint(bp)
