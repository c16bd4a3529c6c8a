"""An order on which an instructor goes along: not certain before one is booked, there for all."""

from __future__ import annotations

import pytest

from app.domain.bookings import INSTRUCTOR
from app.domain.cover import Risk
from app.domain.errors import Conflict
from app.domain.feeds import Sureness
from app.domain.lifecycle import BookingState
from app.domain.vocabulary import CoachWanted
from app.services import bookings
from app.store import instructors, risks, task_cards, work_calendars
from app.store.models.people import Absence
from app.store.models.support import Alert
from app.store.models.work import CoachBooking, Shift


@pytest.fixture
def led(world):
    """Tomorrow's shift of an order with an instructor, and everybody found for it."""
    shift_id = world.shift(day="ti", instructor_along=True, coach_wanted=CoachWanted.NO)
    world.placed(world.kalle, shift_id)
    return shift_id


def task_of(world, shift_id):
    return world.get(Shift, shift_id).task_id


def seen(world, shift_id):
    """How certain it is to the dispatcher, to the orderer, and in the orderer's calendar."""
    at_risk = [one.risks for one in risks.list_at_risk(now=world.now)]
    (card,) = task_cards.list_cards(world.oona, task_cards.Group.ALL, now=world.now)
    (entry,) = work_calendars.list_of_organisation(world.oona.organisation_id, now=world.now)
    return at_risk, card.progress.instructor_missing, entry.sureness


def test_a_shift_is_certain_only_with_its_instructor(world, led):
    assert seen(world, led) == ([(Risk.NO_INSTRUCTOR,)], True, Sureness.TENTATIVE)
    assert risks.list_unsure_clients(led) == [world.kalle.client_id]
    bookings.want_coach(world.carla, led, world.carla.user_id, now=world.now)
    assert seen(world, led) == ([], False, Sureness.CONFIRMED)


def test_a_wish_is_not_yet_an_instructor(world, led):
    wish = bookings.want_coach(world.carla, led, world.celia.user_id, now=world.now)
    assert instructors.list_missing([led]) == {led}
    bookings.answer_wanted(world.celia, wish, comes=True, now=world.now)
    assert instructors.list_missing([led]) == set()
    assert instructors.find_booked([led])[led].id == world.celia.user_id


def test_an_order_without_the_wish_asks_for_nobody(world):
    shift_id = world.shift(day="ti")
    assert instructors.list_missing([shift_id]) == set()
    wish = bookings.want_coach(world.carla, shift_id, world.carla.user_id, now=world.now)
    assert world.get(CoachBooking, wish).role == "substitute"


def test_who_goes_along_with_one_becomes_the_instructor_only_by_the_own_word(world, led):
    booking = world.booking(world.celia, led, [world.kalle])
    with pytest.raises(Conflict, match="coach_wanted_already"):
        bookings.want_coach(world.carla, led, world.celia.user_id, now=world.now)
    assert bookings.want_coach(world.celia, led, world.celia.user_id, now=world.now) == booking
    assert world.get(CoachBooking, booking).role == INSTRUCTOR


def test_the_instructor_stays_when_one_client_needs_nobody_any_more(world, led):
    booking = world.booking(world.celia, led, [world.kalle])
    bookings.want_coach(world.celia, led, world.celia.user_id, now=world.now)
    bookings.book_coach(world.carla, led, [world.kalle.client_id], now=world.now)
    assert world.get(CoachBooking, booking).state is BookingState.BOOKED
    assert instructors.list_missing([led]) == set()


def test_a_colleague_takes_over_as_the_instructor(world, led):
    booking = bookings.want_coach(world.carla, led, world.carla.user_id, now=world.now)
    other = bookings.cancel_booking(world.carla, booking, now=world.now)
    kept = world.get(CoachBooking, other)
    assert (kept.coach_id, kept.role) == (world.celia.user_id, INSTRUCTOR)


def test_without_a_colleague_the_coaches_of_those_who_come_are_told(world, led):
    booking = bookings.want_coach(world.carla, led, world.carla.user_id, now=world.now)
    day = world.get(Shift, led).occurrence_on
    world.add(Absence(user_id=world.celia.user_id, starts_on=day, ends_on=day))
    assert bookings.cancel_booking(world.carla, booking, now=world.now) is None
    assert [alert.client_id for alert in world.all(Alert)] == [world.kalle.client_id]
    assert instructors.list_missing([led]) == {led}
