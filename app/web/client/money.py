"""The client's money: this month, the limit, and what an offer does to it before the answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import url_for

from app.services import money
from app.store import allowances, benefits, offers
from app.web.client.blueprint import bp, own_id
from app.web.client.page import show
from app.web.shared.access import current_actor
from app.web.shared.now import now, today

if TYPE_CHECKING:
    from uuid import UUID


@bp.get("/money")
def show_money() -> str:
    actor, day = current_actor(), today()
    return show(
        "money",
        outcome=benefits.get_standing(actor, own_id(), month=day, now=now()),
        allowances=allowances.list_of_client(actor, own_id(), since=day, until=day, now=now()),
    )


@bp.get("/offers/<uuid:offer_id>/money")
def show_offer_money(offer_id: UUID) -> str:
    outcome = money.show_outcome(current_actor(), offer_id, now=now())
    offer = offers.get_offer(current_actor(), offer_id, now=now())
    back = url_for("client.show_offer", offer_id=offer_id)
    return show("offer_money", outcome=outcome, offer=offer, back=back)
