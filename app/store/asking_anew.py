"""People who had said yes to a time that has moved: taken off it, told, and asked anew."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from app.domain.calendar import local_day, shift_minutes
from app.domain.lifecycle import OPEN_OFFERS, PLACE_HOLDING_OFFERS, OfferState
from app.domain.money import pay_for
from app.domain.proposals import Proposal
from app.store import audit, cancelling, letters, offering, offers, waves, withdrawing
from app.store.db import db
from app.store.models.work import Offer, OfferShift, Shift
from app.store.offering import Ask
from app.store.relations import find_coach

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from datetime import datetime
    from uuid import UUID

    from app.domain.policy import Actor
    from app.store.models.work import Task
    from app.store.offers import Held


def release(
    actor: Actor, shift_ids: Collection[UUID], *, now: datetime
) -> dict[UUID, tuple[UUID, ...]]:
    """Take everybody off shifts that have moved; by client the shifts on which a place was held.

    Whoever had only been asked is told that the offer is withdrawn; the coaches are told of all.
    Needs the clients' locks.
    """
    touched = offers.list_on_shifts(shift_ids, OPEN_OFFERS)
    along = cancelling.list_coaches_along(shift_ids)
    cancelling.end_visits(shift_ids, now=now)
    for held in touched:
        withdrawing.end(held, set(shift_ids), now=now)
    cancelling.end_waves(shift_ids)
    audit.record_many(actor, [_entry(held) for held in touched], now=now)
    held_places: dict[UUID, set[UUID]] = {}
    for held in touched:
        if held.state in PLACE_HOLDING_OFFERS:
            held_places.setdefault(held.client_id, set()).update(
                set(held.shift_ids).intersection(shift_ids)
            )
    _tell_withdrawn(touched, now=now)
    _tell_coaches(held_places, along, now=now)
    return {client_id: tuple(sorted(ids)) for client_id, ids in sorted(held_places.items())}


def _entry(held: Held) -> audit.Entry:
    facts = {"old": held.state.value, "new": "withdrawn", "because": "time_changed"}
    return audit.Entry("update", "offer", held.id, client_ids=[held.client_id], facts=facts)


def _tell_withdrawn(touched: Iterable[Held], *, now: datetime) -> None:
    shown = [one for one in touched if one.state in (OfferState.SENT, OfferState.SEEN)]
    keys = {held.client_id: f"offer_withdrawn:{held.id}" for held in shown}
    letters.tell_clients(keys, "offer_withdrawn", now=now)


def _tell_coaches(client_ids: Iterable[UUID], along: set[UUID], *, now: datetime) -> None:
    own = (find_coach(client_id, on=local_day(now)) for client_id in client_ids)
    told = along | {coach.id for coach in own if coach}
    key = f"shift_moved:{int(now.timestamp())}"
    for user_id in sorted(told):
        letters.tell_user(user_id, "shift_moved_coach", key, now=now)


def ask(
    actor: Actor, task: Task, client_id: UUID, shift_ids: Collection[UUID], *, now: datetime
) -> UUID:
    """The id of the offer in which one client is asked about the new times."""
    rows = db.session.scalars(
        select(Shift).where(Shift.id.in_(shift_ids)).order_by(Shift.starts_at, Shift.id)
    ).all()
    minutes = (shift_minutes(row.starts_at, row.ends_at) for row in rows)
    pay = sum(pay_for(one, task.pay_cents_per_hour or 0) for one in minutes)
    proposal = Proposal(client_id, reasons="", rule_version="", inputs_hash="", pay_cents=pay)
    made = offering.add_offers(
        Ask(rows, task.answer_window_hours, actor.user_id, anew=True), [proposal], now=now
    )
    facts = {"new": OfferState.QUEUED.value, "shifts": len(rows), "because": "time_changed"}
    entry = audit.Entry("create", "offer", made[0].id, client_ids=[client_id], facts=facts)
    audit.record(actor, entry, now=now)
    return made[0].id


def show(asked: dict[UUID, UUID], *, begins_at: datetime, now: datetime) -> None:
    """Show the new offers, by client; whoever cannot see one now is told that something waits.

    `begins_at`: the first of the times that have changed.
    """
    sent = set(waves.show_next(sorted(asked), now=now))
    keys = {client: f"shift_moved:{offer}" for client, offer in asked.items() if offer not in sent}
    letters.tell_clients(keys, "shift_moved", now=now, begins_at=begins_at)


def tell_stopped(client_id: UUID, *, begins_at: datetime, now: datetime) -> None:
    """Tell a client, and the coach, that the work at the new time cannot be theirs."""
    stamp = int(now.timestamp())
    keys = {client_id: f"shift_cancelled:{client_id}:{stamp}"}
    letters.tell_clients(keys, "shift_cancelled", now=now, begins_at=begins_at)
    letters.tell_coach(
        client_id, "shift_cancelled_coach", f"shift_cancelled:{client_id}:{stamp}", now=now
    )


def find_old_times(offer: Offer) -> tuple[datetime, datetime] | None:
    """When the first of an offer's shifts was, as its client had taken it before it moved."""
    if not offer.asks_anew:
        return None
    first = min(offer.shifts, key=lambda part: part.starts_at)
    row = db.session.execute(
        select(OfferShift.starts_at, OfferShift.ends_at)
        .where(OfferShift.client_id == offer.client_id, OfferShift.shift_id == first.shift_id)
        .where(OfferShift.offer_id != offer.id, OfferShift.freed_at.is_not(None))
        .order_by(OfferShift.freed_at.desc(), OfferShift.id.desc())
        .limit(1)
    ).first()
    return (row.starts_at, row.ends_at) if row else None
