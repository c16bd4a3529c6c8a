"""What a client was shown of an offer's money, kept as it was shown."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from app.domain.benefits import Outcome, outcome_from_facts
from app.domain.lifecycle import SHOWN_OFFERS
from app.store.db import db
from app.store.models.money import ShownMoney
from app.store.models.work import Offer

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID


@dataclass(frozen=True)
class Shown:
    """One showing: when, and what stood there."""

    at: datetime
    outcome: Outcome


def find_last(offer_id: UUID) -> Shown | None:
    """What the client saw last of this offer; None when it was never looked at."""
    row = db.session.scalar(
        select(ShownMoney)
        .where(ShownMoney.offer_id == offer_id)
        .order_by(ShownMoney.shown_at.desc(), ShownMoney.id)
        .limit(1)
    )
    if row is None:
        return None
    return Shown(row.shown_at, outcome_from_facts(json.loads(row.facts or "{}")))


def waits_for_answer(offer_id: UUID) -> bool:
    """Whether the offer is still before the client, so that what is shown of it is kept."""
    state = db.session.scalar(select(Offer.state).where(Offer.id == offer_id))
    return state in SHOWN_OFFERS


def add(offer_id: UUID, client_id: UUID, outcome: Outcome, *, now: datetime) -> UUID:
    """Keep what is shown now; returns the row's id."""
    row = ShownMoney(
        offer_id=offer_id,
        client_id=client_id,
        shown_at=now,
        facts=json.dumps(outcome.as_facts(), ensure_ascii=False),
    )
    db.session.add(row)
    db.session.flush()
    return row.id
