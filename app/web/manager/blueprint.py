"""The blueprint of a unit's manager and its gate."""

from __future__ import annotations

from flask import Blueprint

from app.domain.vocabulary import Role
from app.web.shared.access import gate

bp = Blueprint("manager", __name__, url_prefix="/manager")
gate(bp, {Role.UNIT_MANAGER})
