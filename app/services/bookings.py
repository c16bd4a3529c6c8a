"""A coach goes along: booked by hand, cancelled, given to a substitute."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.domain.alerts import AlertKind, due_of, level_of
from app.domain.bookings import INSTRUCTOR, OWN_TO_GIVE
from app.domain.errors import Conflict, Missing, RuleBroken
from app.domain.lifecycle import BookingState
from app.domain.policy import SYSTEM, Facts, Verb, require
from app.store import (
    absences,
    alerts,
    attendance,
    audit,
    bookings,
    client_facts,
    instructors,
    letters,
    moves,
    on_site,
    presence_news,
    wanted_coaches,
)
from app.store.models.work import CoachBooking
from app.store.transaction import unit_of_work

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from uuid import UUID

    from app.domain.bookings import Visit
    from app.domain.policy import Actor
    from app.store.bookings import Wanted
    from app.store.models.work import Shift


def book_coach(
    actor: Actor,
    shift_id: UUID,
    client_ids: Sequence[UUID],
    *,
    coach_id: UUID | None = None,
    now: datetime,
) -> UUID:
    """The id of the booking: a coach (the actor, unless named) goes along with these clients.

    Raises: Missing, NotAllowed, RuleBroken naming what is in the coach's way.
    """
    clients = sorted(set(client_ids))
    if not clients:
        raise RuleBroken("nobody_chosen")
    with unit_of_work():
        for facts in client_facts.get_facts(actor, clients, now=now).values():
            require(actor, Verb.BOOK_COACH, facts)
        attendance.list_placements(shift_id, clients)
        shift, goer = bookings.get_shift(shift_id), coach_id or actor.user_id
        if shift.ends_at <= now:
            raise RuleBroken("shift_over")
        if goer is None or actor.unit_id is None:
            raise Missing
        if goer not in bookings.list_unit_coaches(actor.unit_id):
            raise Missing
        wanted = bookings.get_wanted(shift, clients[0], now=now)
        _require_free(goer, wanted)
        role = "coach" if goer == wanted.own_coach_id else "substitute"
        for client_id in clients:
            _release_other(shift_id, client_id, goer)
        booking = bookings.add_booking(shift, goer, clients, role=role, now=now)
        if goer != actor.user_id:
            letters.tell_user(goer, "presence_wanted", f"presence:{booking.id}", now=now)
        _record(actor, booking.id, clients, "booked", now=now)
        return booking.id


def _require_free(coach_id: UUID, wanted: Wanted) -> None:
    obstacle = bookings.find_obstacle(coach_id, wanted.visit)
    if obstacle is not None:
        raise RuleBroken(obstacle.code, **obstacle.facts)


def _release_other(shift_id: UUID, client_id: UUID, goer: UUID) -> None:
    """Let another coach go who was to accompany the client."""
    known = bookings.find_booking(shift_id, client_id)
    if known is not None and known.coach_id != goer:
        bookings.release_presence(shift_id=shift_id, client_id=client_id)


def want_coach(actor: Actor, shift_id: UUID, coach_id: UUID, *, now: datetime) -> UUID:
    """The id of a wish that a coach of the unit (also the actor) come to a shift.

    It is for a shift on which nobody can go along by the rules, or whose order asks for an
    instructor: the coach may give more time than the own hours, but not be at two places. The
    actor's own wish is a yes at once; who goes along already only becomes the instructor.
    Raises: Missing, NotAllowed, RuleBroken naming what stands in the way, Conflict.
    """
    with unit_of_work():
        shift = bookings.get_shift(shift_id)
        unit_id = actor.unit_id
        if unit_id is None or coach_id not in bookings.list_unit_coaches(unit_id):
            raise Missing
        require(actor, Verb.WANT_COACH, Facts(unit_id=unit_id))
        if shift.starts_at <= now:
            raise RuleBroken("shift_over")
        unled = bool(instructors.list_missing([shift_id]))
        taken = (
            instructors.take_over(shift_id, coach_id)
            if unled and coach_id == actor.user_id
            else None
        )
        if taken is not None:
            _record(actor, taken, [], "instructor", now=now)
            return taken
        _require_possible(coach_id, bookings.get_visit(shift))
        role = INSTRUCTOR if unled else "substitute"
        wish = wanted_coaches.add_wish(shift, coach_id, role=role, now=now)
        if coach_id == actor.user_id:
            moves.move(CoachBooking, wish.id, BookingState.WANTED, BookingState.BOOKED)
        else:
            key = f"presence:{wish.id}"
            letters.tell_user(coach_id, "presence_wanted", key, now=now)
        _record(actor, wish.id, [], "wanted", now=now)
        return wish.id


def answer_wanted(actor: Actor, booking_id: UUID, *, comes: bool, now: datetime) -> None:
    """The wanted coach's own word: it is booked, or the wish is gone.

    Raises: Missing for another's, Conflict when answered, RuleBroken when it cannot be any more.
    """
    with unit_of_work():
        booking = bookings.get_booking(actor, booking_id)
        if booking.coach_id != actor.user_id:
            raise Missing
        require(actor, Verb.ANSWER_WANTED, Facts(user_id=booking.coach_id))
        if comes:
            _require_possible(booking.coach_id, bookings.get_visit(booking.shift))
        new = BookingState.BOOKED if comes else BookingState.CANCELLED
        moves.move(CoachBooking, booking_id, BookingState.WANTED, new)
        _record(actor, booking_id, [], new.value, now=now)


def _require_possible(coach_id: UUID, visit: Visit) -> None:
    obstacle = bookings.find_obstacle(coach_id, visit)
    if obstacle is not None and obstacle.code not in OWN_TO_GIVE:
        raise RuleBroken(obstacle.code)


def cancel_booking(actor: Actor, booking_id: UUID, *, now: datetime) -> UUID | None:
    """The id of a substitute's booking, or None when nobody of the unit can go.

    Without a substitute each client's own coach gets an alert. Raises: Missing, NotAllowed,
    Conflict.
    """
    with unit_of_work():
        booking = bookings.get_booking(actor, booking_id)
        clients = sorted(bookings.list_clients(booking_id))
        if booking.coach_id != actor.user_id:
            for facts in client_facts.get_facts(actor, clients, now=now).values():
                require(actor, Verb.BOOK_COACH, facts)
        if booking.state is not BookingState.BOOKED:
            raise Conflict("illegal_move", old=booking.state.value)
        return _pass_on(actor, booking, clients, now=now)


def cover_absences(*, now: datetime) -> int:
    """How many visits of coaches who are away now were given to a colleague, or to nobody.

    Clients keep their shifts: where no colleague can go, each client's own coach gets an alert.
    """
    with unit_of_work():
        uncovered = absences.list_uncovered(now=now)
        for booking in uncovered:
            clients = sorted(bookings.list_clients(booking.id))
            _pass_on(SYSTEM, booking, clients, now=now)
        return len(uncovered)


def _pass_on(
    actor: Actor, booking: CoachBooking, clients: Sequence[UUID], *, now: datetime
) -> UUID | None:
    """The id of a substitute's booking, or None when nobody can go, of which coaches are told."""
    shift = booking.shift
    leads = booking.role == INSTRUCTOR
    substitute = _find_substitute(shift, clients, booking, now=now)
    new = BookingState.SUBSTITUTED if substitute else BookingState.CANCELLED
    moves.move(CoachBooking, booking.id, BookingState.BOOKED, new)
    _record(actor, booking.id, clients, new.value, now=now)
    if substitute is None:
        alone = on_site.list_there(shift.id) if leads else clients
        _call_for_coach(booking.id, shift, alone, now=now)
        return None
    role = INSTRUCTOR if leads else "substitute"
    other = bookings.add_booking(shift, substitute, clients, role=role, now=now)
    presence_news.tell_of_substitute(booking, other, clients, now=now)
    return other.id


def _find_substitute(
    shift: Shift, client_ids: Sequence[UUID], booking: CoachBooking, *, now: datetime
) -> UUID | None:
    leads = booking.role == INSTRUCTOR
    if not (client_ids or leads) or shift.ends_at <= now:
        return None
    wanted = (
        bookings.get_led(shift, booking.coach_id)
        if leads
        else bookings.get_wanted(shift, client_ids[0], now=now)
    )
    return bookings.find_free_coach(wanted, without={booking.coach_id})


def _call_for_coach(
    booking_id: UUID, shift: Shift, client_ids: Sequence[UUID], *, now: datetime
) -> None:
    kind = AlertKind.NO_COACH
    due_at = min(due_of(kind, level_of(kind), now), max(shift.starts_at, now))
    for client_id in client_ids:
        key = f"{kind.value}:{booking_id}:{client_id}"
        alerts.call(kind, client_id, key, shift_id=shift.id, due_at=due_at, now=now)


def _record(
    actor: Actor, booking_id: UUID, client_ids: Sequence[UUID], done: str, *, now: datetime
) -> None:
    entry = audit.Entry(
        "update", "coach_booking", booking_id, purpose="support", client_ids=client_ids,
        fields=["state"], facts={"to": done},
    )  # fmt: skip
    audit.record(actor, entry, now=now)
