"""Pages for the administrator and the auditor."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.web.admin import engagement, events, follow_along, letters, rules, staff
from app.web.admin.blueprint import audit_bp, bp

if TYPE_CHECKING:
    from flask import Flask

__all__ = ["engagement", "events", "follow_along", "letters", "register", "rules", "staff"]


def register(app: Flask) -> None:
    """Open these pages."""
    app.register_blueprint(bp)
    app.register_blueprint(audit_bp)
