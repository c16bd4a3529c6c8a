"""The client audience's blueprint and its gate."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint

from app.domain.errors import Missing
from app.domain.vocabulary import Role
from app.web.shared.access import current_actor, gate

if TYPE_CHECKING:
    from uuid import UUID

bp = Blueprint("client", __name__, url_prefix="/client")
gate(bp, {Role.CLIENT})


def own_id() -> UUID:
    """The client behind this request. Raises: Missing for a user without client data."""
    client_id = current_actor().client_id
    if client_id is None:
        raise Missing
    return client_id
