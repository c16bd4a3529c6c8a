"""What the worker does with offers: show what is due, end what is over, ask on, make sure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.domain.calendar import in_quiet_hours
from app.domain.lifecycle import OfferState
from app.domain.policy import SYSTEM
from app.store import audit, expiry, offers, placements, places, waves
from app.store.transaction import unit_of_work
from app.store.waves import entry_of

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID


def send_due_offers(*, now: datetime) -> int:
    """How many offers were shown to clients who had nothing before them; none at night."""
    if in_quiet_hours(now):
        return 0
    with unit_of_work():
        return len(waves.show_next(waves.list_queued_clients(), now=now))


def expire_offers(*, now: datetime) -> int:
    """How many offers ended because nobody answered in time; their places are asked on for."""
    with unit_of_work():
        due = offers.load_held(expiry.list_unanswered(now=now))
        ended = offers.move_many(due, OfferState.EXPIRED, now=now)
        entries = [entry_of(held, OfferState.EXPIRED) for held in ended]
        audit.record_many(SYSTEM, entries, now=now)
        waves.show_next(sorted({held.client_id for held in ended}), now=now)
        held_too_long = expiry.list_held_too_long(now=now)
    return len(ended) + sum(_let_go(offer_id, now=now) for offer_id in held_too_long)


def _let_go(offer_id: UUID, *, now: datetime) -> int:
    """Give back the place that "I ask my coach" has held."""
    with unit_of_work():
        offers.lock_client(offers.get_held(offer_id).client_id)
        held = offers.get_held(offer_id)
        if held.state is not OfferState.ASKED_COACH:
            return 0
        freed = places.release(held.shift_ids)
        offers.move(held, OfferState.EXPIRED, now=now)
        audit.record(SYSTEM, entry_of(held, OfferState.EXPIRED), now=now)
        waves.wake(freed, now=now)
        waves.show_next([held.client_id], now=now)
        return 1


def start_next_waves(*, now: datetime) -> int:
    """How many offers went out in new rounds, for shifts whose last round brought too few."""
    with unit_of_work():
        asking = waves.list_asking(now=now)
        full = waves.list_full(asking)
        waves.stop_asking(full, now=now)
        waves.clear_queue(full, now=now)
        return len(waves.advance([one for one in asking if one not in full], now=now))


def confirm_by_time(*, now: datetime) -> int:
    """How many answers became sure because half an hour has gone by."""
    with unit_of_work():
        due = expiry.list_sure_by_now(now=now)
    return sum(_confirm(offer_id, now=now) for offer_id in due)


def _confirm(offer_id: UUID, *, now: datetime) -> int:
    with unit_of_work():
        offers.lock_client(offers.get_held(offer_id).client_id)
        held = offers.get_held(offer_id)
        if held.state is not OfferState.ACCEPTED:
            return 0
        placements.confirm(held, now=now)
        waves.clear_queue(held.shift_ids, now=now)
        audit.record(SYSTEM, entry_of(held, OfferState.CONFIRMED, how="time"), now=now)
        return 1
