"""Pages for the orderer audience."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.web.orderer import (
    attendance,
    calendars,
    cancelling,
    changes,
    feedback,
    home,
    hours,
    keeping,
    months,
    on_site,
    organisation,
    papers,
    people,
    public_tasks,
    rhythm,
    steps,
    task_page,
    task_templates,
    tasks,
    terms,
    thanks,
    times,
    wishes,
)
from app.web.orderer.blueprint import bp

if TYPE_CHECKING:
    from flask import Flask

__all__ = [
    "attendance",
    "calendars",
    "cancelling",
    "changes",
    "feedback",
    "home",
    "hours",
    "keeping",
    "months",
    "on_site",
    "organisation",
    "papers",
    "people",
    "public_tasks",
    "register",
    "rhythm",
    "steps",
    "task_page",
    "task_templates",
    "tasks",
    "terms",
    "thanks",
    "times",
    "wishes",
]


def register(app: Flask) -> None:
    """Open this audience's pages."""
    app.register_blueprint(bp)
