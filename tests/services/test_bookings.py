"""Who goes along: the own coach, else a free colleague, else nobody and an alert."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from app.domain.errors import Conflict, Missing, NotAllowed, RuleBroken
from app.domain.lifecycle import AttendanceState, BookingState
from app.domain.vocabulary import CoachWanted, Role, SupportNeed
from app.services import bookings
from app.store import bookings as store
from app.store.models.people import Absence, Client, Site, User
from app.store.models.support import Alert
from app.store.models.trail import OutboxMessage
from app.store.models.work import Attendance, CoachBooking, CoachBookingClient, Shift
from app.store.transaction import unit_of_work

if TYPE_CHECKING:
    from uuid import UUID

    from app.domain.policy import Actor
    from tests.world import World

pytestmark = pytest.mark.usefixtures("engine_app")


def book(world: World, shift_id: UUID, client: Actor) -> Actor | None:
    """Book presence as the confirmation does; the coach by name."""
    assert client.client_id is not None
    with unit_of_work() as session:
        shift = session.get_one(Shift, shift_id)
        booking = store.book_presence(shift=shift, client_id=client.client_id, now=world.now)
        coach_id = booking.coach_id if booking else None
    people = (world.carla, world.celia, world.cleo)
    return next((p for p in people if p.user_id == coach_id), None)


def absent(world: World, coach: Actor) -> None:
    world.add(Absence(user_id=coach.user_id, starts_on=world.today, ends_on=world.day("su")))


def test_the_own_coach_goes(world: World) -> None:
    shift_id = world.shift("ke")
    assert book(world, shift_id, world.kalle) is world.carla
    assert book(world, shift_id, world.kalle) is world.carla
    rows = world.all(CoachBooking)
    assert [(row.role, row.state) for row in rows] == [("coach", BookingState.BOOKED)]


def test_one_coach_goes_with_several(world: World) -> None:
    shift_id = world.shift("ke", places=2)
    assert book(world, shift_id, world.kalle) is world.carla
    assert book(world, shift_id, world.kaisa) is world.carla
    assert (world.count(CoachBooking), world.count(CoachBookingClient)) == (1, 2)


def test_a_colleague_goes_when_the_own_coach_is_away(world: World) -> None:
    absent(world, world.carla)
    shift_id = world.shift("ke")
    assert book(world, shift_id, world.kalle) is world.celia
    assert world.all(CoachBooking)[0].role == "substitute"


def test_nobody_of_another_unit_goes(world: World) -> None:
    absent(world, world.carla)
    absent(world, world.celia)
    assert book(world, world.shift("ke"), world.kalle) is None


def test_working_hours_count(world: World) -> None:
    assert book(world, world.shift("ke", "15:00", "17:00"), world.kalle) is None
    assert book(world, world.shift("la"), world.kalle) is None


def test_no_two_visits_at_once_with_the_way_between(world: World) -> None:
    first = world.shift("ke", "10:00", "12:00")
    world.booking(world.carla, first, [world.kaisa])
    assert book(world, world.shift("ke", "12:00", "13:00"), world.kalle) is world.carla
    world.change(Site, world.sites["kiinteisto"], lat=60.30, lon=25.10)
    far = world.shift("ke", "13:15", "14:00", orderer=world.otto)
    assert book(world, far, world.kalle) is world.celia
    later = world.shift("ke", "14:30", "15:30", orderer=world.otto)
    assert book(world, later, world.kalle) is world.carla


def test_the_weekly_minutes_are_a_ceiling(world: World) -> None:
    assert world.carla.user_id is not None
    world.change(User, world.carla.user_id, support_minutes_week=240)
    assert book(world, world.shift("ma", "12:00", "15:00"), world.kalle) is world.carla
    assert book(world, world.shift("ti", "10:00", "11:01"), world.kalle) is world.celia
    assert book(world, world.shift("ti", "12:00", "13:00"), world.kalle) is world.carla
    next_week = world.shift("ma", "10:00", "13:00", weeks=1)
    assert book(world, next_week, world.kalle) is world.carla


def test_the_database_refuses_two_visits_at_once(world: World) -> None:
    world.booking(world.carla, world.shift("ke", "10:00", "12:00"))
    with pytest.raises(Conflict, match="coach_double_booked"):
        world.booking(world.carla, world.shift("ke", "11:00", "13:00"))


def test_when_presence_is_asked_for(world: World) -> None:
    kalle = world.kalle.client_id
    assert kalle is not None
    always = world.shift("ke", coach_wanted=CoachWanted.ALWAYS)
    first = world.open_task(day="ke", coach_wanted=CoachWanted.FIRST_SHIFT, times=2)
    no = world.open_task(day="to", coach_wanted=CoachWanted.NO, times=2)

    def required(shift_id: UUID) -> bool:
        return store.get_presence(world.get(Shift, shift_id), kalle).required

    assert required(always)
    assert required(first.shift_ids[0])
    assert not required(no.shift_id)
    world.placed(world.kalle, first.shift_ids[0], state=AttendanceState.PERFORMED)
    assert not required(first.shift_ids[1])
    world.change(Client, kalle, support_need=SupportNeed.WEEKLY)
    assert required(no.shift_id)
    world.booking(world.carla, no.shift_id, [world.kalle])
    assert required(no.shift_ids[1])


def test_book_by_hand(world: World) -> None:
    shift_id, kalle = world.shift("ke"), world.kalle.client_id
    assert kalle is not None
    with pytest.raises(RuleBroken, match="client_not_on_shift"):
        bookings.book_coach(world.carla, shift_id, [kalle], now=world.now)
    world.placed(world.kalle, shift_id)
    own = bookings.book_coach(world.carla, shift_id, [kalle], now=world.now)
    assert world.get(CoachBooking, own).coach_id == world.carla.user_id
    other = bookings.book_coach(
        world.maija, shift_id, [kalle], coach_id=world.celia.user_id, now=world.now
    )
    assert world.get(CoachBooking, own).state is BookingState.CANCELLED
    assert world.get(CoachBooking, other).role == "substitute"
    assert [m.user_id for m in world.all(OutboxMessage)] == [world.celia.user_id]


def test_book_by_hand_says_what_is_in_the_way(world: World) -> None:
    kalle = world.kalle.client_id
    assert kalle is not None
    shift_id = world.shift("la")
    world.placed(world.kalle, shift_id)
    with pytest.raises(RuleBroken, match="coach_not_at_work"):
        bookings.book_coach(world.carla, shift_id, [kalle], now=world.now)
    with pytest.raises(NotAllowed):
        bookings.book_coach(world.celia, shift_id, [kalle], now=world.now)
    for stranger in (world.cleo, world.oona, world.uuno, world.sam):
        with pytest.raises(Missing):
            bookings.book_coach(stranger, shift_id, [kalle], now=world.now)
    with pytest.raises(Missing):
        bookings.book_coach(
            world.carla, shift_id, [kalle], coach_id=world.cleo.user_id, now=world.now
        )
    with pytest.raises(RuleBroken, match="shift_over"):
        bookings.book_coach(world.carla, shift_id, [kalle], now=world.move_to("su 10:00"))


def test_a_cancelled_visit_goes_to_a_colleague(world: World) -> None:
    shift_id = world.shift("ke", places=2)
    booking_id = world.booking(world.carla, shift_id, [world.kalle, world.kaisa])
    other = bookings.cancel_booking(world.carla, booking_id, now=world.now)
    assert other is not None
    assert world.get(CoachBooking, booking_id).state is BookingState.SUBSTITUTED
    assert world.get(CoachBooking, other).coach_id == world.celia.user_id
    rows = world.all(CoachBookingClient, CoachBookingClient.booking_id == other)
    assert {row.client_id for row in rows} == {world.kalle.client_id, world.kaisa.client_id}
    told = world.all(OutboxMessage)
    assert [m.user_id for m in told if m.template == "substitute_booked"] == [world.celia.user_id]
    clients = {m.client_id for m in told if m.template == "coach_changed"}
    assert clients == {world.kalle.client_id, world.kaisa.client_id}


def test_without_a_colleague_the_coach_is_alerted(world: World) -> None:
    absent(world, world.celia)
    shift_id = world.shift("ke")
    booking_id = world.booking(world.carla, shift_id, [world.kalle])
    assert bookings.cancel_booking(world.carla, booking_id, now=world.now) is None
    assert world.get(CoachBooking, booking_id).state is BookingState.CANCELLED
    assert [a.kind for a in world.all(Alert)] == ["no_coach"]
    with pytest.raises(Conflict):
        bookings.cancel_booking(world.carla, booking_id, now=world.now)


def test_who_may_cancel_a_visit(world: World) -> None:
    booking_id = world.booking(world.carla, world.shift("ke"), [world.kalle])
    for stranger in (world.cleo, world.oona, world.kalle, world.rauno, world.dina, world.sam):
        with pytest.raises(Missing):
            bookings.cancel_booking(stranger, booking_id, now=world.now)
    with pytest.raises(NotAllowed):
        bookings.cancel_booking(world.celia, booking_id, now=world.now)
    bookings.cancel_booking(world.maija, booking_id, now=world.now)
    assert world.maija.role is Role.UNIT_MANAGER


def test_the_visits_of_a_coach_who_is_away_go_to_a_colleague(world: World) -> None:
    shift_id = world.shift("ke")
    world.placed(world.kalle, shift_id)
    world.booking(world.carla, shift_id, [world.kalle])
    assert bookings.cover_absences(now=world.now) == 0
    absent(world, world.carla)
    assert bookings.cover_absences(now=world.now) == 1
    live = world.all(CoachBooking, CoachBooking.state == BookingState.BOOKED)
    assert [(row.coach_id, row.role) for row in live] == [(world.celia.user_id, "substitute")]
    assert world.all(Attendance)[0].state is AttendanceState.BOOKED
    assert bookings.cover_absences(now=world.now) == 0


def test_without_a_colleague_the_coach_is_told_and_the_client_keeps_the_shift(
    world: World,
) -> None:
    shift_id = world.shift("ke")
    world.placed(world.kalle, shift_id)
    world.booking(world.carla, shift_id, [world.kalle])
    absent(world, world.carla)
    absent(world, world.celia)
    assert bookings.cover_absences(now=world.now) == 1
    assert world.count(CoachBooking, CoachBooking.state == BookingState.BOOKED) == 0
    assert [row.kind for row in world.all(Alert)] == ["no_coach"]
    assert world.all(Attendance)[0].state is AttendanceState.BOOKED
