"""The coach audience's blueprint and its gate."""

from __future__ import annotations

from flask import Blueprint

from app.domain.vocabulary import Role
from app.web.shared.access import gate

bp = Blueprint("coach", __name__, url_prefix="/coach")
gate(bp, {Role.COACH})
