"""What an answer does: places taken or given back, the others told, the coach told.

Always in this order, so that two answers cannot wait for each other: the client, then the shifts
by id, then the offers.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from app.domain.answers import STATE_OF_ANSWER, Answer
from app.domain.errors import Gone, RuleBroken
from app.domain.lifecycle import PLACE_HOLDING_OFFERS, SHOWN_OFFERS, OfferState
from app.domain.offers import DEFAULT as RULES
from app.domain.offers import answer_until, is_open_for_answer
from app.matching.facts import ClientFacts, Context
from app.matching.rules import BY_NAME
from app.store import letters, offers, places, waves
from app.store.db import db
from app.store.facts import load_shifts
from app.store.models.people import Client
from app.store.profiles import load_agreed

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from app.store.offers import Held

# What may have changed since the offer was made. Free times and own limits are the client's to
# set aside, and whether a place is left is asked by taking it.
_ASKED_AGAIN = (
    "started",
    "own_shift",
    "way_between",
    "daily_rest",
    "daily_limit",
    "weekly_limit",
    "weekly_rest",
)


def check_open(held: Held, *, now: datetime) -> None:
    """Nothing, while the offer can be answered. Raises: Gone with what has become of it."""
    if held.state is OfferState.FILLED_ELSEWHERE:
        raise Gone("shift_filled")
    if held.state is OfferState.WITHDRAWN:
        raise Gone("offer_withdrawn")
    if held.state in SHOWN_OFFERS and held.first_starts_at <= now:
        raise Gone("shift_started")
    until = held.window_ends_at
    if until is None or not is_open_for_answer(held.state, until, now):
        raise Gone("offer_over")


def answer(
    held: Held, said: Answer, *, by_id: UUID | None, how: str, first_only: bool = False,
    now: datetime,
) -> Held:  # fmt: skip
    """Give an answer; the offer as it was before. Needs a unit of work and the client's lock.

    Raises: Gone when a place is gone or the time over, RuleBroken when the law says no.
    """
    check_open(held, now=now)
    if first_only and len(held.open_parts) > 1:
        held = _keep_first(held)
    new, holds = STATE_OF_ANSWER[said], held.state in PLACE_HOLDING_OFFERS
    if said is Answer.ACCEPT:
        _check_rules(held, now=now)
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
    return held


def _keep_first(held: Held) -> Held:
    """The offer with only its first shift; the client has said "only the first time"."""
    first, *rest = held.open_parts
    offers.move_parts([part.id for part in rest], held.state, OfferState.DECLINED)
    return offers.with_parts(held, (first,))


def _check_rules(held: Held, *, now: datetime) -> None:
    """Ask again what the law and the client's other shifts say."""
    shifts = load_shifts(held.shift_ids)
    agreed = tuple(load_agreed([held.client_id], shifts)[held.client_id])
    unit_id = db.session.scalars(select(Client.unit_id).where(Client.id == held.client_id)).one()
    context = Context(now=now)
    for shift in shifts:
        client = ClientFacts(id=held.client_id, unit_id=unit_id, agreed=agreed)
        for name in _ASKED_AGAIN:
            why = BY_NAME[name].test(client, shift, context)
            if why is not None and name == "own_shift":
                raise Gone("overlapping_shift")
            if why is not None:
                raise RuleBroken(why.code, **dict(why.facts))
        agreed = (*agreed, shift.as_agreed())


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
