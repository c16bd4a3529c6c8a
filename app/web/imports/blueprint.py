"""The imports audience's blueprint and its gate."""

from __future__ import annotations

from flask import Blueprint, request

from app.domain.vocabulary import Role
from app.web.shared.access import current_actor, gate

ROLES = frozenset({Role.DISPATCHER, Role.ADMINISTRATOR})
MOST_BYTES = 20_000_000

bp = Blueprint("imports", __name__, url_prefix="/imports")
gate(bp, ROLES)


def let_large_files_in() -> None:
    """Only this one act, and only for those who may do it, takes more than a form."""
    if request.endpoint == "imports.upload" and current_actor().role in ROLES:
        request.max_content_length = MOST_BYTES
