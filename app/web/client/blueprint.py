"""The client audience's blueprint and its gate."""

from __future__ import annotations

from flask import Blueprint

from app.domain.vocabulary import Role
from app.web.shared.access import gate

bp = Blueprint("client", __name__, url_prefix="/client")
gate(bp, {Role.CLIENT})
