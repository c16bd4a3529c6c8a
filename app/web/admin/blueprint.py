"""The administrator's and the auditor's blueprints, each with its own gate."""

from __future__ import annotations

from flask import Blueprint

from app.domain.vocabulary import Role
from app.web.shared.access import gate

bp = Blueprint("admin", __name__, url_prefix="/admin")
gate(bp, {Role.ADMINISTRATOR})

audit_bp = Blueprint("audit", __name__, url_prefix="/audit")
gate(audit_bp, {Role.AUDITOR})
