"""What an answer does: places taken or given back, the others told, the coach told.

Always in this order, so that two answers cannot wait for each other: the client, then the shifts
by id, then the offers.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.domain.answers import STATE_OF_ANSWER, Answer
from app.domain.errors import Gone
from app.domain.lifecycle import PLACE_HOLDING_OFFERS, SHOWN_OFFERS, OfferState
from app.domain.offers import DEFAULT as RULES
from app.domain.offers import answer_until, is_open_for_answer
from app.store import letters, offers, places, waves

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from app.store.offers import Held


def check_open(held: Held, *, now: datetime) -> None:
    """Nothing, while the offer can be answered. Raises: Gone with what has become of it."""
    if held.state is OfferState.FILLED_ELSEWHERE:
        raise Gone("shift_filled")
    if held.state is OfferState.WITHDRAWN:
        raise Gone("offer_withdrawn")
    if held.state in SHOWN_OFFERS and held.first_starts_at <= now:
        raise Gone("shift_started")
    if not is_open_for_answer(held.state, held.window_ends_at, now):
        raise Gone("offer_over")


def answer(held: Held, said: Answer, *, by_id: UUID | None, how: str, now: datetime) -> None:
    """Give an answer that was checked. Needs a unit of work and the client's lock.

    Raises: Gone("shift_filled") when a place is gone.
    """
    new, holds = STATE_OF_ANSWER[said], held.state in PLACE_HOLDING_OFFERS
    filled: list[UUID] = []
    freed: list[UUID] = []
    if new in PLACE_HOLDING_OFFERS and not holds:
        filled = places.claim(held.shift_ids)
    elif holds and new not in PLACE_HOLDING_OFFERS:
        freed = places.release(held.shift_ids)
    values = {"answered_at": now, "answered_by_id": by_id, "answered_how": how}
    offers.move(held, new, now=now, **values)
    waves.stop_asking(filled, now=now)
    waves.wake(freed, now=now)
    waves.show_next([held.client_id], now=now)
    _tell_coach(held, said, by_id, now=now)


def keep_first(held: Held, *, now: datetime) -> Held:
    """The offer with only its first shift; the client has said "only the first time"."""
    first, *rest = held.open_parts
    holds = held.state in PLACE_HOLDING_OFFERS
    freed = places.release(part.shift_id for part in rest) if holds else []
    offers.move_parts([part.id for part in rest], held.state, OfferState.DECLINED, now=now)
    waves.wake(freed, now=now)
    return offers.with_parts(held, (first,))


def _tell_coach(held: Held, said: Answer, by_id: UUID | None, *, now: datetime) -> None:
    template = "offer_asked_coach" if said is Answer.ASK_COACH else "offer_answered"
    key = f"{template}:{held.id}:{int(now.timestamp())}"
    letters.tell_coach(held.client_id, template, key, now=now, teller=by_id, path="/coach/offers")


def undo(held: Held, *, by_id: UUID | None, now: datetime) -> None:
    """Take an answer back: the offer is open again and a place it held is free.

    Needs a unit of work and the client's lock.
    """
    freed = places.release(held.shift_ids) if held.state in PLACE_HOLDING_OFFERS else []
    again = answer_until(now, RULES.min_window_hours, held.first_starts_at)
    until = max(held.window_ends_at or again, again)
    values = {"answered_at": None, "answered_by_id": None, "answered_how": ""}
    offers.move(held, OfferState.SEEN, now=now, window_ends_at=until, confirmed_at=None, **values)
    waves.wake(freed, now=now)
    key = f"offer_answered:{held.id}:undone:{int(now.timestamp())}"
    letters.tell_coach(
        held.client_id, "offer_answered", key, now=now, teller=by_id, path="/coach/offers"
    )
