"""Why somebody handles a client's data, as a code in the trail."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.domain.vocabulary import ORDERER_ROLES, Role

if TYPE_CHECKING:
    from app.domain.policy import Actor


def purpose_of(actor: Actor) -> str:
    """The purpose of an act on work under way, told from who acts."""
    if actor.role is None:
        return "system"
    if actor.role is Role.CLIENT:
        return "assisted" if actor.assisted_by else "own_data"
    return "offer" if actor.role in ORDERER_ROLES | {Role.DISPATCHER} else "support"
