"""What has been done in a client's stead, by whom, and what the client says is not right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import render_template

from app.store import acting, client_cards
from app.web.coach.blueprint import bp
from app.web.shared.access import current_actor
from app.web.shared.now import now

if TYPE_CHECKING:
    from uuid import UUID


@bp.get("/clients/<uuid:client_id>/acted")
def list_acted(client_id: UUID) -> str:
    card = client_cards.get_card(current_actor(), client_id, now=now())
    return render_template("coach/acted.html", card_of=card, acted=acting.list_of_client(client_id))
