"""Pages for the coach audience."""

from __future__ import annotations

from flask import Flask

from app.web.coach import (
    alerts,
    attendance,
    bookings,
    clients,
    credentials,
    home,
    hours,
    offers,
    shortlists,
    support_contacts,
    tasks,
)
from app.web.coach.blueprint import bp

__all__ = [
    "alerts", "attendance", "bookings", "clients", "credentials", "home", "hours", "offers",
    "register", "shortlists", "support_contacts", "tasks",
]  # fmt: skip


def register(app: Flask) -> None:
    """Open this audience's pages."""
    app.register_blueprint(bp)
