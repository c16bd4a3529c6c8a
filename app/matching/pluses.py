"""Why a shift fits a client, from stored facts only. One function per rule."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.domain.reasons import Reason, reason
from app.domain.travel import travel_minutes
from app.matching.free_times import chosen_weekdays, covers

if TYPE_CHECKING:
    from app.matching.facts import ClientFacts, Context, ShiftFacts


def wish(client: ClientFacts, shift: ShiftFacts, _context: Context) -> Reason | None:
    """The client wants this kind of work."""
    if shift.category not in client.wishes:
        return None
    return reason("wish", category=shift.category)


def chosen_weekday(client: ClientFacts, shift: ShiftFacts, _context: Context) -> Reason | None:
    """The client has kept this weekday for paid work, and the shift is in that time."""
    weekday = shift.on.weekday()
    if weekday not in chosen_weekdays(client) or not covers(client, shift.period):
        return None
    return reason("chosen_weekday", weekday=weekday)


def near(client: ClientFacts, shift: ShiftFacts, context: Context) -> Reason | None:
    """The way is short. Units: minutes."""
    if client.place is None or shift.place is None:
        return None
    minutes = travel_minutes(client.place, shift.place, context.travel)
    return reason("near", minutes=minutes) if minutes <= context.match.near_minutes else None


def known_site(client: ClientFacts, shift: ShiftFacts, _context: Context) -> Reason | None:
    """The client has worked at the place."""
    return reason("known_site") if shift.site_id in client.known_site_ids else None


def own_team(client: ClientFacts, shift: ShiftFacts, _context: Context) -> Reason | None:
    """Somebody of the client's own team works on the same shift."""
    return reason("own_team") if shift.id in client.team_shift_ids else None


def familiar_person(client: ClientFacts, shift: ShiftFacts, _context: Context) -> Reason | None:
    """Somebody the client knows, though not of the own team, works on the same shift."""
    known = client.familiar_shift_ids - client.team_shift_ids
    return reason("familiar_person") if shift.id in known else None


def waited_long(client: ClientFacts, _shift: ShiftFacts, context: Context) -> Reason | None:
    """The client has waited long for work. Units: days."""
    if client.waiting_days < context.match.long_wait_days:
        return None
    return reason("waited_long", days=client.waiting_days)


def strengths(client: ClientFacts, _shift: ShiftFacts, _context: Context) -> Reason | None:
    """What the client is good at, in the client's own words."""
    return reason("strengths", words=client.strengths) if client.strengths else None


def within_limits(client: ClientFacts, shift: ShiftFacts, _context: Context) -> Reason | None:
    """Every limit the client has named is kept, and nothing about it is unknown."""
    kept = [
        scale
        for scale, limit in client.limits.items()
        if scale in shift.demands and shift.demands[scale] <= limit
    ]
    return reason("within_limits") if client.limits and len(kept) == len(client.limits) else None


def free_then(client: ClientFacts, shift: ShiftFacts, _context: Context) -> Reason | None:
    """The client is free for the whole shift."""
    return reason("free_then") if covers(client, shift.period) else None
