"""Pages for the dispatch audience."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.web.dispatch import (
    agreements,
    board,
    bulk,
    calendars,
    calls,
    changes,
    cover,
    endings,
    fairness,
    home,
    hours,
    organisations,
    papers,
    steps,
    tasks,
    terms,
    week_plans,
)
from app.web.dispatch.blueprint import bp

if TYPE_CHECKING:
    from flask import Flask

__all__ = [
    "agreements",
    "board",
    "bulk",
    "calendars",
    "calls",
    "changes",
    "cover",
    "endings",
    "fairness",
    "home",
    "hours",
    "organisations",
    "papers",
    "register",
    "steps",
    "tasks",
    "terms",
    "week_plans",
]


def register(app: Flask) -> None:
    """Open this audience's pages."""
    app.register_blueprint(bp)
