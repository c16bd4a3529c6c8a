"""A client's own shifts come whole, in order, and never somebody else's; on both engines."""

from __future__ import annotations

from datetime import timedelta

import pytest

from app.domain.errors import Missing
from app.domain.lifecycle import AttendanceState, HoursState, OfferState
from app.domain.vocabulary import Face
from app.services import check_ins, trail
from app.store import events, offers, own_shifts
from app.store.models.people import WorkActivityDay
from app.store.models.work import Attendance, OfferShift, WorkedHours

pytestmark = pytest.mark.usefixtures("engine_app")


def test_a_shift_comes_with_place_companion_hours_and_face(world):
    shift_id = world.shift()
    hours_id = world.performed(world.kalle, shift_id, hours=HoursState.PROPOSED, minutes=150)
    world.booking(world.celia, shift_id, [world.kalle])
    attendance_id = world.get(WorkedHours, hours_id).attendance_id
    check_ins.say_how_it_went(world.kalle, attendance_id, Face.GOOD, now=world.now)
    mine = own_shifts.get_own_shift(world.kalle, attendance_id)
    assert (mine.task.title, mine.workplace) == ("Apua keittiöön", "Palvelutalo Pihlaja")
    assert (mine.companion, mine.companion_id) == ("Celia", world.celia.user_id)
    assert (mine.minutes, mine.pay_cents, mine.face) == (150, 3125, Face.GOOD)


def test_before_the_work_the_planned_time_counts(world):
    mine = own_shifts.get_own_shift(world.kalle, world.placed(world.kalle, world.shift()))
    assert (mine.minutes, mine.pay_cents, mine.companion, mine.hours) == (180, 3750, "", None)


def test_somebody_elses_shift_is_missing(world):
    attendance_id = world.placed(world.kaisa, world.shift())
    with pytest.raises(Missing):
        own_shifts.get_own_shift(world.kalle, attendance_id)
    assert own_shifts.list_between(world.kalle, world.now, world.now + timedelta(days=9)) == []


def test_shifts_come_in_order_without_those_given_up(world):
    late = world.placed(world.kalle, world.shift(day="pe"))
    early = world.placed(world.kalle, world.shift(day="ti"))
    gone = world.placed(world.kalle, world.shift(day="to"), state=AttendanceState.CANCELLED)
    world.placed(world.kalle, world.shift(day="ke"), state=AttendanceState.CANNOT_COME)
    found = own_shifts.list_between(world.kalle, world.now, world.now + timedelta(days=9))
    assert [one.attendance.id for one in found] == [early, gone, late]


def test_worked_shifts_come_newest_first_by_pages(world):
    for week in range(3):
        world.performed(world.kalle, world.shift(day="ma", weeks=-week - 1))
    first = own_shifts.list_worked(world.kalle, limit=2)
    rest = own_shifts.list_worked(world.kalle, limit=2, offset=2)
    days = [one.shift.starts_at for one in [*first, *rest]]
    assert days == sorted(days, reverse=True)
    assert own_shifts.count_worked(world.kalle) == len(days) == 3


def test_the_month_counts_what_stands_and_nothing_reversed(world):
    world.performed(world.kalle, world.shift(day="ma", weeks=-1), hours=HoursState.AGREED)
    world.performed(
        world.kalle, world.shift(day="ti", weeks=-1), hours=HoursState.PROPOSED, minutes=60
    )
    world.performed(world.kalle, world.shift(day="ke", weeks=-1), hours=HoursState.REVERSED)
    world.performed(world.kalle, world.shift(day="ma", weeks=-5), hours=HoursState.AGREED)
    assert own_shifts.earned_in_month(world.kalle, world.today) == 3750 + 1250


def test_the_shifts_of_an_offer(world):
    attendance_id = world.placed(world.kalle, world.shift())
    part = world.get(OfferShift, world.get(Attendance, attendance_id).offer_shift_id)
    found = own_shifts.list_of_offer(world.kalle, part.offer_id)
    assert [one.attendance.id for one in found] == [attendance_id]
    assert own_shifts.list_of_offer(world.kaisa, part.offer_id) == []


def test_work_activity_days(world):
    for weekday in (3, 0):
        world.add(WorkActivityDay(client_id=world.kalle.client_id, weekday=weekday))
    assert own_shifts.list_work_activity_days(world.kalle) == [0, 3]


def test_only_offers_lost_lately_and_seen_are_told_of(world):
    lost = world.offer(world.kalle, world.shift(), state=OfferState.FILLED_ELSEWHERE)
    world.offer(world.kalle, world.shift(day="to"), state=OfferState.EXPIRED)
    since = world.now - timedelta(days=2)
    found = offers.list_lost(world.kalle.client_id, since=since)
    assert [offer.id for offer in found] == [lost]
    assert offers.list_lost(world.kalle.client_id, since=world.now + timedelta(hours=1)) == []


def test_the_log_of_others_leaves_own_looks_out(world):
    clients = {world.kalle.client_id}
    for who in (world.kalle, world.carla):
        trail.record_reading(who, clients, page="x", purpose="support", now=world.now)
    found = events.list_others_of_client(world.kalle.client_id, world.kalle.user_id)
    assert [(line.actor_name, line.actor_id) for line in found] == [("Carla", world.carla.user_id)]
