"""How a fortnight went, in figures: what was filled, how soon, how often people were written to."""

from __future__ import annotations

from statistics import mean, median
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from app.domain.lifecycle import ShiftState
from app.store.db import db
from app.store.models.trail import OutboxMessage
from app.store.models.work import Offer, OfferShift, Shift, Task, Wave

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.simulation.life import Life
    from tests.simulation.town import Town


def tell(life: Life, town: Town) -> Iterator[str]:
    """The lines of the report."""
    yield from _orders()
    yield _places()
    yield _speed()
    yield from _messages(town)
    yield "acts: " + ", ".join(f"{n} {name}" for name, n in life.acts.most_common())
    yield "refused: " + ", ".join(f"{n} {name}" for name, n in life.refused.most_common(12))


def _orders() -> Iterator[str]:
    counted = db.session.execute(select(Task.outcome, func.count()).group_by(Task.outcome))
    ended = {outcome.value if outcome else "open": count for outcome, count in counted}
    yield f"{sum(ended.values())} orders: " + ", ".join(f"{n} {how}" for how, n in ended.items())


def _places() -> str:
    done = select(func.sum(Shift.taken), func.sum(Shift.places)).where(
        Shift.state == ShiftState.DONE
    )
    taken, places = db.session.execute(done).one()
    return f"fill rate: {taken} of {places} places, {100 * taken / max(1, places):.0f} %"


def _speed() -> str:
    """From the first question to the yes that took the last place."""
    rows = db.session.execute(
        select(Shift.id, func.min(Wave.sent_at), func.max(Offer.answered_at))
        .join(Wave, Wave.shift_id == Shift.id)
        .join(OfferShift, OfferShift.shift_id == Shift.id)
        .join(Offer, Offer.id == OfferShift.offer_id)
        .where(Shift.taken == Shift.places, Offer.confirmed_at.is_not(None))
        .group_by(Shift.id)
    ).all()
    hours = [(last - first).total_seconds() / 3600 for _shift, first, last in rows]
    if not hours:
        return "time to fill: nothing was filled"
    half, usual = median(hours), mean(hours)
    return f"time to fill {len(hours)} shifts: half within {half:.1f} h, on average {usual:.1f} h"


def _messages(town: Town) -> Iterator[str]:
    for name, column, people in (
        ("client", OutboxMessage.client_id, len(town.clients)),
        ("user", OutboxMessage.user_id, len(town.coaches) + len(town.orderers)),
    ):
        sent = select(func.count()).where(column.is_not(None), OutboxMessage.sent_at.is_not(None))
        by_one = sent.group_by(column).order_by(func.count().desc())
        counts = list(db.session.scalars(by_one))
        most = counts[0] if counts else 0
        yield f"messages per {name}: {sum(counts) / people:.1f} of {people}, most {most}"
