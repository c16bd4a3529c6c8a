"""A coach is away: one act plans the days anew and tells everybody; it can be taken back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.domain.away import Way, check_days, mark_of
from app.domain.bookings import INSTRUCTOR
from app.domain.calendar import local_day
from app.domain.errors import Conflict, Missing
from app.domain.lifecycle import BookingState
from app.domain.policy import Facts, Verb, require
from app.store import audit, away, bookings, letters, moves, presence_changes, presence_news
from app.store.models.work import CoachBooking
from app.store.transaction import unit_of_work

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime
    from uuid import UUID

    from app.domain.away import Proposal
    from app.domain.policy import Actor
    from app.store.away import AwayPlan
    from app.store.models.people import User
    from app.store.models.presence import CoachAway, PresenceChange


@dataclass(frozen=True)
class Foreseen:
    """What saying it would do, and the mark by which it does just that."""

    coach: User
    plan: AwayPlan
    mark: str


def foresee_away(
    actor: Actor, coach_id: UUID, first_on: date, last_on: date, *, now: datetime
) -> Foreseen:
    """What would come of it; nothing is written. Raises: Missing, NotAllowed, RuleBroken."""
    coach = _coach(actor, coach_id)
    check_days(first_on, last_on, today=local_day(now))
    plan = away.load_plan(coach, first_on, last_on, now=now)
    return Foreseen(coach, plan, mark_of(plan.proposals))


def _coach(actor: Actor, coach_id: UUID) -> User:
    coach = away.get_colleague(actor, coach_id)
    require(actor, Verb.SAY_AWAY, Facts(unit_id=coach.unit_id))
    return coach


def say_away(
    actor: Actor, coach_id: UUID, first_on: date, last_on: date, *, seen: str = "", now: datetime
) -> UUID:
    """The id of the absence: substitutes are booked, clients asked or told, orderers told.

    Saying the same twice changes nothing. `seen`: the mark of what was shown; when something else
    would be done now, nothing is. Raises: Missing, NotAllowed, RuleBroken, Conflict.
    """
    with unit_of_work():
        coach = _coach(actor, coach_id)
        check_days(first_on, last_on, today=local_day(now))
        if actor.user_id is None or coach.unit_id is None:
            raise Missing
        bookings.lock_coaches(bookings.list_unit_coaches(coach.unit_id))
        known = away.find_standing(coach_id, first_on, last_on)
        if known is not None:
            return known.id
        plan = away.load_plan(coach, first_on, last_on, now=now)
        if seen and seen != mark_of(plan.proposals):
            raise Conflict("replan_changed")
        row = away.add_away(coach, first_on, last_on, by=actor.user_id, now=now)
        for proposal in plan.proposals:
            _carry_out(row, proposal, now=now)
        _tell_unit(actor, row, coach, plan.proposals, now=now)
        people = [one.client_id for p in plan.proposals for one in p.planned.people]
        _record(actor, row, "create", people, now=now)
        return row.id


def _carry_out(row: CoachAway, proposal: Proposal, *, now: datetime) -> None:
    planned, chosen = proposal.planned, proposal.substitute
    old = bookings.get_any(planned.booking_id)
    new = BookingState.SUBSTITUTED if chosen else BookingState.CANCELLED
    moves.move(CoachBooking, old.id, BookingState.BOOKED, new)
    clients = [one.client_id for one in planned.people]
    if chosen is None:
        ways: list[tuple[UUID | None, Way]] = [(one.client_id, way) for one, way in proposal.ways]
        presence_news.tell_of_nobody(row, old, ways or [(None, Way.MOVE)], now=now)
        return
    role = INSTRUCTOR if planned.leads else "substitute"
    coach_id = chosen.colleague.coach_id
    other = bookings.add_booking(old.shift, coach_id, clients, role=role, now=now)
    presence_news.tell_of_substitute(old, other, clients, away_id=row.id, now=now)


def _tell_unit(
    actor: Actor, row: CoachAway, coach: User, proposals: Sequence[Proposal], *, now: datetime
) -> None:
    """Colleagues hear of what is left for them, unless they said it themselves."""
    if coach.unit_id is None or all(one.substitute for one in proposals):
        return
    for colleague in bookings.list_unit_coaches(coach.unit_id, without={coach.id}):
        if colleague != actor.user_id:
            key = f"colleague_away:{row.id}"
            path = f"/coach/away/{row.id}"
            letters.tell_user(colleague, "colleague_away", key, now=now, path=path)


def undo_away(actor: Actor, away_id: UUID, *, now: datetime) -> tuple[int, int]:
    """How many visits are the coach's again, and how many stay as they were planned anew.

    Raises: Missing, NotAllowed, Gone("undo_too_late").
    """
    with unit_of_work():
        row = away.get_away(actor, away_id)
        coach = _coach(actor, row.coach_id)
        if coach.unit_id is None:
            raise Missing
        bookings.lock_coaches(bookings.list_unit_coaches(coach.unit_id))
        away.undo(row, now=now)
        changes = presence_changes.list_of_away(away_id)
        visits = {one.old_booking_id: one for one in changes}
        back = sum(_take_back(one, changes, now=now) for one in visits.values())
        people = [one.client_id for one in changes if one.client_id]
        _record(actor, row, "delete", people, now=now)
        return back, len(visits) - back


def _take_back(one: PresenceChange, changes: Sequence[PresenceChange], *, now: datetime) -> bool:
    """Whether the coach has the visit again: free for it, and nobody else has settled it since."""
    old, shift = one.old_booking, one.shift
    mine = [c for c in changes if c.old_booking_id == old.id]
    if shift.starts_at <= now or bookings.find_obstacle(old.coach_id, bookings.get_visit(shift)):
        return False
    still = [c for c in mine if c.client_id is None or presence_changes.is_alive(c, now)]
    clients = [c.client_id for c in still if c.client_id and away.is_coming(shift.id, c.client_id)]
    if not still:
        return False
    _release(one, clients)
    bookings.add_booking(shift, old.coach_id, clients, role=old.role, now=now)
    new = one.new_booking
    if new is not None:
        key = f"freed:{old.id}"
        letters.tell_user(new.coach_id, "substitute_freed", key, now=now)
    for change in still:
        presence_news.tell_of_return(change, now=now)
    return True


def _release(one: PresenceChange, clients: Sequence[UUID]) -> None:
    """The substitute need not come; who was on the shift already stays."""
    for client_id in clients:
        bookings.release_presence(shift_id=one.shift_id, client_id=client_id)
    new = one.new_booking
    if new is not None and new.created_at == one.told_at and not bookings.list_clients(new.id):
        moves.try_move(CoachBooking, [new.id], BookingState.BOOKED, BookingState.CANCELLED)


def _record(
    actor: Actor, row: CoachAway, action: str, client_ids: Sequence[UUID], *, now: datetime
) -> None:
    entry = audit.Entry(
        action, "coach_away", row.id, purpose="support", client_ids=sorted(set(client_ids)),
        facts={"coach": str(row.coach_id), "from": row.first_on.isoformat(),
               "to": row.last_on.isoformat()},
    )  # fmt: skip
    audit.record(actor, entry, now=now)
