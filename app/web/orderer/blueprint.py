"""The orderer audience's blueprint and its gate."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint

from app.domain.errors import Missing
from app.domain.vocabulary import ORDERER_ROLES
from app.web.shared.access import current_actor, gate

if TYPE_CHECKING:
    from uuid import UUID

bp = Blueprint("orderer", __name__, url_prefix="/orderer")
gate(bp, ORDERER_ROLES)


def own_organisation() -> UUID:
    """The organisation for which the signed-in person orders. Raises: Missing."""
    organisation_id = current_actor().organisation_id
    if organisation_id is None:
        raise Missing
    return organisation_id
