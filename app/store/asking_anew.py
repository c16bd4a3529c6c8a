"""People who had said yes to work that has changed: taken off it, told, and asked anew."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sqlalchemy import exists, func, select, update

from app.domain.calendar import local_day, shift_minutes
from app.domain.lifecycle import OPEN_OFFERS, PLACE_HOLDING_OFFERS, OfferState, ShiftState
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


# Whoever holds a place, and whoever is being asked anew already.
_THEIRS = OfferShift.state.in_(PLACE_HOLDING_OFFERS) | (
    OfferShift.state.in_(OPEN_OFFERS)
    & exists().where(Offer.id == OfferShift.offer_id, Offer.asks_anew)
)
_PEOPLE = func.count(OfferShift.client_id.distinct())
_CHANGED = ("starts_at", "ends_at", "places", "taken", "state")


@dataclass(frozen=True)
class Because:
    """Why people are asked anew: what the trail says, and the letters to clients and coaches."""

    code: str
    letter: str
    coach_letter: str


TIMES = Because("time_changed", "shift_moved", "shift_moved_coach")
TERMS = Because("terms_changed", "work_changed", "work_changed_coach")


def release(
    actor: Actor, shift_ids: Collection[UUID], because: Because = TIMES, *, now: datetime
) -> dict[UUID, tuple[UUID, ...]]:
    """Take everybody off shifts that have changed; by client the shifts that were theirs.

    Theirs is what they hold a place on, and what they are being asked about anew already. Whoever
    had only been asked is told that the offer is withdrawn; the coaches are told of all. Needs the
    clients' locks.
    """
    touched = offers.list_on_shifts(shift_ids, OPEN_OFFERS)
    anew = _list_anew(touched)
    along = cancelling.list_coaches_along(shift_ids)
    cancelling.end_visits(shift_ids, now=now)
    for held in touched:
        withdrawing.end(held, set(shift_ids), now=now)
    cancelling.end_waves(shift_ids)
    audit.record_many(actor, [_entry(held, because) for held in touched], now=now)
    theirs = [held for held in touched if held.state in PLACE_HOLDING_OFFERS or held.id in anew]
    _tell_withdrawn([held for held in touched if held not in theirs], now=now)
    held_places: dict[UUID, set[UUID]] = {}
    for held in theirs:
        ours = set(held.shift_ids).intersection(shift_ids)
        held_places.setdefault(held.client_id, set()).update(ours)
    _tell_coaches(held_places, along, because, now=now)
    return {client_id: tuple(sorted(ids)) for client_id, ids in sorted(held_places.items())}


def _list_anew(touched: Iterable[Held]) -> set[UUID]:
    """Those of the offers in which people are being asked anew, about an earlier change."""
    ids = [held.id for held in touched]
    return set(db.session.scalars(select(Offer.id).where(Offer.id.in_(ids), Offer.asks_anew)))


def count_people(shift_ids: Collection[UUID]) -> int:
    """How many people would be asked anew if these shifts changed."""
    query = select(_PEOPLE).where(OfferShift.shift_id.in_(shift_ids), _THEIRS)
    return db.session.scalar(query) or 0


def count_by_time(shift_ids: Collection[UUID]) -> dict[UUID, int]:
    """The same for each of the shifts about which anybody would be asked."""
    query = (
        select(OfferShift.shift_id, _PEOPLE.label("people"))
        .where(OfferShift.shift_id.in_(shift_ids), _THEIRS)
        .group_by(OfferShift.shift_id)
    )
    return {row.shift_id: row.people for row in db.session.execute(query)}


def empty(shift_ids: Collection[UUID]) -> None:
    """Let no place be taken on these shifts, from which everybody has been released."""
    db.session.execute(
        update(Shift)
        .where(Shift.id.in_(shift_ids))
        .values(taken=0, state=ShiftState.OPEN, version=Shift.version + 1)
        .execution_options(synchronize_session=False)
    )


def _entry(held: Held, because: Because) -> audit.Entry:
    facts = {"old": held.state.value, "new": "withdrawn", "because": because.code}
    return audit.Entry("update", "offer", held.id, client_ids=[held.client_id], facts=facts)


def _tell_withdrawn(touched: Iterable[Held], *, now: datetime) -> None:
    shown = [one for one in touched if one.state in (OfferState.SENT, OfferState.SEEN)]
    keys = {held.client_id: f"offer_withdrawn:{held.id}" for held in shown}
    letters.tell_clients(keys, "offer_withdrawn", now=now)


def _tell_coaches(
    client_ids: Iterable[UUID], along: set[UUID], because: Because, *, now: datetime
) -> None:
    own = (find_coach(client_id, on=local_day(now)) for client_id in client_ids)
    told = along | {coach.id for coach in own if coach}
    key = f"{because.letter}:{int(now.timestamp())}"
    for user_id in sorted(told):
        letters.tell_user(user_id, because.coach_letter, key, now=now)


@dataclass(frozen=True)
class Anew:
    """Of whom what is asked anew; `proposal` is what the rules say of it, where they are asked."""

    client_id: UUID
    shift_ids: Collection[UUID]
    proposal: Proposal | None = None


def ask(actor: Actor, task: Task, anew: Anew, because: Because = TIMES, *, now: datetime) -> UUID:
    """The id of the offer in which one client is asked about the work as it is now."""
    rows = db.session.scalars(
        select(Shift).where(Shift.id.in_(anew.shift_ids)).order_by(Shift.starts_at, Shift.id)
    ).all()
    # They were changed by statements of which the session knows nothing.
    for row in rows:
        db.session.refresh(row, _CHANGED)
    minutes = (shift_minutes(row.starts_at, row.ends_at) for row in rows)
    pay = sum(pay_for(one, task.pay_cents_per_hour or 0) for one in minutes)
    plain = Proposal(anew.client_id, reasons="", rule_version="", inputs_hash="", pay_cents=pay)
    proposal = replace(anew.proposal, pay_cents=pay) if anew.proposal else plain
    made = offering.add_offers(
        Ask(rows, task.answer_window_hours, actor.user_id, anew=True), [proposal], now=now
    )
    facts = {"new": OfferState.QUEUED.value, "shifts": len(rows), "because": because.code}
    entry = audit.Entry("create", "offer", made[0].id, client_ids=[anew.client_id], facts=facts)
    audit.record(actor, entry, now=now)
    return made[0].id


def show(
    asked: dict[UUID, UUID], because: Because = TIMES, *, begins_at: datetime, now: datetime
) -> None:
    """Show the new offers, by client; whoever cannot see one now is told that something waits.

    `begins_at`: the first of the times that have changed.
    """
    sent = set(waves.show_next(sorted(asked), now=now))
    later = {client: offer for client, offer in asked.items() if offer not in sent}
    keys = {client: f"{because.letter}:{offer}" for client, offer in later.items()}
    letters.tell_clients(keys, because.letter, now=now, begins_at=begins_at)


def tell_stopped(client_id: UUID, *, begins_at: datetime, now: datetime) -> None:
    """Tell a client, and the coach, that the work as it is now cannot be theirs."""
    stamp = int(now.timestamp())
    keys = {client_id: f"shift_cancelled:{client_id}:{stamp}"}
    letters.tell_clients(keys, "shift_cancelled", now=now, begins_at=begins_at)
    letters.tell_coach(
        client_id, "shift_cancelled_coach", f"shift_cancelled:{client_id}:{stamp}", now=now
    )


def find_old_times(offer: Offer) -> tuple[datetime, datetime] | None:
    """When the first of an offer's shifts was, as its client had taken it; None if it is then."""
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
    was = (row.starts_at, row.ends_at) if row else None
    return was if was != (first.starts_at, first.ends_at) else None
