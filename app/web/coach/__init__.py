"""Pages for the coach audience."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.web.coach import (
    acted,
    agreements,
    alerts,
    apart,
    attendance,
    away,
    bookings,
    calendars,
    clients,
    contacts,
    credentials,
    employer_contacts,
    employers,
    fading,
    fairness,
    follow_along,
    handovers,
    home,
    hours,
    lifts,
    money,
    note_corrections,
    note_outbox,
    offers,
    opened_cards,
    papers,
    paths,
    routes,
    shortlists,
    support_contacts,
    tasks,
    together,
    week_plans,
)
from app.web.coach.blueprint import bp

if TYPE_CHECKING:
    from flask import Flask

__all__ = [
    "acted",
    "agreements",
    "alerts",
    "apart",
    "attendance",
    "away",
    "bookings",
    "calendars",
    "clients",
    "contacts",
    "credentials",
    "employer_contacts",
    "employers",
    "fading",
    "fairness",
    "follow_along",
    "handovers",
    "home",
    "hours",
    "lifts",
    "money",
    "note_corrections",
    "note_outbox",
    "offers",
    "opened_cards",
    "papers",
    "paths",
    "register",
    "routes",
    "shortlists",
    "support_contacts",
    "tasks",
    "together",
    "week_plans",
]


def register(app: Flask) -> None:
    """Open this audience's pages."""
    app.register_blueprint(bp)
