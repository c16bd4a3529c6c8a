"""A coach of the unit is asked to come to a shift, and says so: then the shift can be offered."""

from __future__ import annotations

import pytest

from app.domain.alerts import AlertKind
from app.domain.errors import Conflict, Missing, NotAllowed, RuleBroken
from app.domain.lifecycle import BookingState
from app.domain.vocabulary import SupportNeed
from app.matching.shortlist import Group
from app.services import alerts, bookings, offers, shortlists
from app.store import wanted_coaches
from app.store.models.people import Absence
from app.store.models.support import Alert
from app.store.models.work import CoachBooking, Shift


def saturday(world):
    """A client who must not go alone, and a shift on a day when no coach works."""
    needy = world.client("Kirsti", support_need=SupportNeed.ALWAYS)
    world.free(needy, "la", "08:00", "16:00")
    return needy, world.shift(day="la")


def standing(world, client, shift_id):
    found = shortlists.shortlist_for_shift(world.carla, shift_id, now=world.now)
    return next(p.judgement.group for p in found.people if p.client_id == client.client_id)


def test_a_promise_to_come_lifts_the_stop_and_the_offer_goes_out(world):
    needy, shift_id = saturday(world)
    assert standing(world, needy, shift_id) is Group.MUST_SOLVE
    wish = bookings.want_coach(world.carla, shift_id, world.celia.user_id, now=world.now)
    assert standing(world, needy, shift_id) is Group.MUST_SOLVE
    bookings.answer_wanted(world.celia, wish, comes=True, now=world.now)
    assert standing(world, needy, shift_id) is Group.FITS
    assert offers.offer_shifts(world.carla, [shift_id], [needy.client_id], now=world.now)


def test_who_asks_for_oneself_has_said_yes(world):
    _needy, shift_id = saturday(world)
    wish = bookings.want_coach(world.carla, shift_id, world.carla.user_id, now=world.now)
    assert world.get(CoachBooking, wish).state is BookingState.BOOKED


def test_nobody_is_at_two_places(world):
    shift_id = world.shift()
    world.booking(world.celia, world.shift(title="Muu työ"))
    with pytest.raises(RuleBroken, match="coach_double_booked"):
        bookings.want_coach(world.carla, shift_id, world.celia.user_id, now=world.now)


def test_an_absent_coach_is_not_asked(world):
    shift_id = world.shift()
    day = world.day("ke")
    world.add(Absence(user_id=world.celia.user_id, starts_on=day, ends_on=day))
    with pytest.raises(RuleBroken, match="coach_absent"):
        bookings.want_coach(world.carla, shift_id, world.celia.user_id, now=world.now)


def test_a_coach_of_another_unit_is_not_there(world):
    with pytest.raises(Missing):
        bookings.want_coach(world.carla, world.shift(), world.cleo.user_id, now=world.now)


def test_the_same_coach_is_asked_once(world):
    _needy, shift_id = saturday(world)
    bookings.want_coach(world.carla, shift_id, world.celia.user_id, now=world.now)
    with pytest.raises(Conflict, match="coach_wanted_already"):
        bookings.want_coach(world.carla, shift_id, world.celia.user_id, now=world.now)


def test_nobody_answers_for_another_coach_and_a_no_frees_the_time(world):
    _needy, shift_id = saturday(world)
    wish = bookings.want_coach(world.carla, shift_id, world.celia.user_id, now=world.now)
    with pytest.raises(Missing):
        bookings.answer_wanted(world.carla, wish, comes=True, now=world.now)
    bookings.answer_wanted(world.celia, wish, comes=False, now=world.now)
    assert wanted_coaches.list_wishes(world.celia, now=world.now) == []
    assert world.get(CoachBooking, wish).state is BookingState.CANCELLED


def test_the_list_tells_what_is_in_each_ones_way(world):
    _needy, shift_id = saturday(world)
    rows = wanted_coaches.list_for_shift(world.units["U01"], world.get(Shift, shift_id))
    assert {row.obstacle.code for row in rows} == {"coach_not_at_work"}
    assert all(row.may_be_asked for row in rows)
    assert {(row.room.minutes, row.room.is_over) for row in rows} == {(0, False)}


def test_what_must_be_arranged_is_once_on_the_own_list(world):
    shift_id = world.shift()
    for _ in range(2):
        alerts.arrange(
            world.carla, shift_id, world.kalle.client_id, AlertKind.GET_PASS, now=world.now
        )
    assert [alert.kind for alert in world.all(Alert)] == ["get_pass"]
    with pytest.raises(NotAllowed):
        alerts.arrange(
            world.celia, shift_id, world.kalle.client_id, AlertKind.GET_PASS, now=world.now
        )


def test_a_colleague_lets_the_own_coach_know(world):
    alerts.tell_colleague(world.celia, world.shift(), world.kalle.client_id, now=world.now)
    (alert,) = world.all(Alert)
    assert (alert.kind, alert.coach_id) == ("colleague", world.carla.user_id)
    with pytest.raises(Missing):
        alerts.tell_colleague(world.cleo, world.shift(), world.kalle.client_id, now=world.now)
