"""A client who came too late asks to be asked, should the place be free again.

First come, first served, and never moved in silently: whoever waits gets an ordinary offer with its
own window. It counts in the weekly number of new offers, as any other; within that number it is
shown before the rest of the client's queue.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.domain.calendar import in_quiet_hours, iso_week, local_day
from app.domain.errors import Conflict, ExpectedError, Gone
from app.domain.lifecycle import OfferState
from app.domain.policy import SYSTEM, Actor, Verb, require
from app.domain.purposes import purpose_of
from app.domain.waitlist import WaitEnd
from app.matching.inputs import build
from app.matching.offering import propose
from app.matching.shortlist import tie_break_of
from app.store import (
    audit,
    facts,
    offer_links,
    offering,
    offers,
    places,
    teams,
    waitlist,
    waves,
)
from app.store.transaction import unit_of_work

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from app.domain.proposals import Proposal
    from app.store.models.asking import WaitlistEntry
    from app.store.models.work import Offer, Shift
    from app.store.offer_links import OfferLink


def wait(actor: Actor, offer_id: UUID, *, now: datetime) -> None:
    """The client waits for the places of an offer that went to others; twice changes nothing.

    Raises: Missing, NotAllowed, Conflict("not_lost"), Gone("shift_started").
    """
    with unit_of_work():
        _wait(actor, offer_id, now=now)


def stop_waiting(actor: Actor, offer_id: UUID, *, now: datetime) -> None:
    """The client waits no more; nothing when that is so already. Raises: Missing, NotAllowed."""
    with unit_of_work():
        _stop(actor, offer_id, now=now)


def wait_by_link(token: str, *, now: datetime) -> None:
    """The same by the link of the lost offer, which then works until the work begins.

    Raises: as `wait`, and Gone("link_expired").
    """
    with unit_of_work():
        link = _load_link(token, now=now)
        shifts = _wait(link.actor, link.offer_id, now=now)
        offer_links.prolong(link.offer_id, shifts[-1].starts_at, now=now)


def stop_by_link(token: str, *, now: datetime) -> None:
    """The wait ends by the link. Raises: as `stop_waiting`, and Gone("link_expired")."""
    with unit_of_work():
        link = _load_link(token, now=now)
        _stop(link.actor, link.offer_id, now=now)


def _load_link(token: str, *, now: datetime) -> OfferLink:
    link = offer_links.find_link(token, now=now)
    if not link.alive:
        raise Gone("link_expired")
    return link


def _wait(actor: Actor, offer_id: UUID, *, now: datetime) -> list[Shift]:
    lost = _load(actor, offer_id, now=now)
    if lost.state is not OfferState.FILLED_ELSEWHERE:
        raise Conflict("not_lost")
    shifts = waitlist.list_coming_shifts(offer_id, now=now)
    if not shifts:
        raise Gone("shift_started")
    made = waitlist.add_entries(lost, [one.id for one in shifts], now=now)
    for entry_id in made:
        _record(actor, "create", entry_id, lost.client_id, now=now)
    return shifts


def _stop(actor: Actor, offer_id: UUID, *, now: datetime) -> None:
    lost = _load(actor, offer_id, now=now)
    own = waitlist.list_own(offer_id)
    if waitlist.end(own, WaitEnd.LEFT, now=now):
        for entry_id in own:
            _record(actor, "update", entry_id, lost.client_id, now=now, ended=WaitEnd.LEFT.value)


def _load(actor: Actor, offer_id: UUID, *, now: datetime) -> Offer:
    """The offer, with nobody else acting for the client until the end."""
    client_id = offers.find_owner(actor, offer_id, now=now)
    asked = offers.facts_of(actor, client_id, offer_id=offer_id, now=now)
    require(actor, Verb.ANSWER_OFFER, asked)
    offers.lock_client(client_id)
    return offers.get_offer(actor, offer_id, now=now)


def _record(
    actor: Actor, action: str, entry_id: UUID, client_id: UUID, *, now: datetime, **told: object
) -> None:
    entry = audit.Entry(
        action, "waitlist_entry", entry_id, purpose=purpose_of(actor), client_ids=[client_id],
        facts=told,
    )  # fmt: skip
    audit.record(actor, entry, now=now)


# --- scheduled


def look_after(*, now: datetime) -> int:
    """How many waits ended and how many who waited were asked; nobody is asked at night."""
    with unit_of_work():
        over = waitlist.list_over(now=now)
        for entry_id, client_id, how in over:
            if waitlist.end([entry_id], how, now=now):
                _record(SYSTEM, "update", entry_id, client_id, now=now, ended=how.value)
        freed = [] if in_quiet_hours(now) else [one.id for one in waitlist.list_freed(now=now)]
    return len(over) + sum(_ask(shift_id, now=now) for shift_id in freed)


def _ask(shift_id: UUID, *, now: datetime) -> int:
    """Ask as many of those who wait as there are places for, and who fit now."""
    with unit_of_work():
        places.lock_shifts([shift_id])
        for shift in waitlist.list_freed(now=now, shift_id=shift_id):
            promised = shift.taken + waitlist.count_asked_anew(shift_id)
            free = shift.places - promised - waitlist.count_asked(shift_id)
            return _offer(shift, _choose(shift, free, now=now), now=now)
        return 0


def _choose(shift: Shift, free: int, *, now: datetime) -> list[tuple[WaitlistEntry, Proposal]]:
    chosen: list[tuple[WaitlistEntry, Proposal]] = []
    for entry in _in_turn(waitlist.list_unasked(shift.id), now=now):
        if len(chosen) >= free:
            break
        proposal = _judge(entry, now=now)
        if proposal is not None:
            chosen.append((entry, proposal))
            continue
        # Who does not fit any more must not keep the place from the others.
        waitlist.end([entry.id], WaitEnd.NOT_NEEDED, now=now)
        told = {"ended": WaitEnd.NOT_NEEDED.value}
        _record(SYSTEM, "update", entry.id, entry.client_id, now=now, **told)
    return chosen


def _in_turn(entries: list[WaitlistEntry], *, now: datetime) -> list[WaitlistEntry]:
    """Who has waited longest first; who came at one time, not always in the same order."""
    name = iso_week(local_day(now))
    return sorted(entries, key=lambda one: (one.since, tie_break_of(str(one.client_id), name)))


def _judge(entry: WaitlistEntry, *, now: datetime) -> Proposal | None:
    """What an offer would rest on, or None when the rules say no now.

    The coach's word against an own limit still holds: it was given for this very shift.
    """
    ids, reason = [entry.client_id], waitlist.lost_offer(entry).coach_reason or ""
    if not reason and teams.find_left_out(ids, [entry.shift_id]):
        return None
    inputs = build(**facts.load_facts(ids, [entry.shift_id], now=now))
    try:
        return propose(ids, inputs, {entry.client_id: reason})[0]
    except ExpectedError:
        return None


def _offer(
    shift: Shift, chosen: list[tuple[WaitlistEntry, Proposal]], *, now: datetime
) -> int:  # fmt: skip
    """How many were asked, each in a round of one by whoever had proposed the shift before."""
    hours = waves.hours_of(None, shift.task.answer_window_hours, now=now)
    for entry, proposal in chosen:
        by_id = waitlist.lost_offer(entry).created_by_id
        ask = offering.Ask([shift], hours, by_id, at_once=True)
        (offer,) = offering.add_offers(ask, [proposal], now=now)
        waitlist.note_told(entry.id, offer.id, now=now)
        told = {"new": OfferState.QUEUED.value, "waited": True}
        made = audit.Entry("create", "offer", offer.id, client_ids=[offer.client_id], facts=told)
        audit.record(SYSTEM, made, now=now)
    waves.show_next([entry.client_id for entry, _proposal in chosen], now=now)
    return len(chosen)
