"""Nobody starts or is paid unknown to the payer: what is missing is told, and quickly mended."""

from __future__ import annotations

import pytest

from app.domain.errors import Conflict, Missing, RuleBroken
from app.domain.lifecycle import AttendanceState, HoursState, OfferState
from app.domain.vocabulary import EngagementModel
from app.services import agreements as acts
from app.services import attendance, hours, offers
from app.services import export_batches as handing
from app.store import agreements, export_batches
from app.store.models.agreements import WorkAgreement
from app.store.models.trail import OutboxMessage
from app.store.models.work import Attendance, WorkedHours

CITY = EngagementModel.CITY_EMPLOYER


@pytest.fixture
def booked(world):
    """Kalle is to come on Monday to work for which the city employs; it doesn't know him."""
    shift_id = world.shift("ma", "10:00", "13:00", engagement_model=CITY)
    return world.placed(world.kalle, shift_id)


@pytest.fixture
def placement(world, booked):
    return world.get(Attendance, booked).placement_id


def make(world, placement, *, by=None, named=True, reference="HKI-17"):
    return acts.make_agreement(
        by or world.carla, placement, reference, name_released=named, now=world.now
    )


def test_a_shift_starts_only_when_the_payer_knows_the_person(world, booked, placement):
    world.move_to("ma 09:55")
    with pytest.raises(RuleBroken, match="agreement_missing"):
        attendance.check_in(world.kalle, booked, now=world.now)
    make(world, placement)
    attendance.check_in(world.kalle, booked, now=world.now)
    assert world.get(Attendance, booked).state is AttendanceState.CHECKED_IN


def test_nobody_on_the_site_starts_it_as_come_late_either(world, booked, placement):
    world.move_to("ma 10:30")
    for somebody in (world.oona, world.carla):
        with pytest.raises(RuleBroken, match="agreement_missing"):
            attendance.mark_came_late(somebody, booked, 15, now=world.now)
    assert world.get(Attendance, booked).state is AttendanceState.BOOKED
    make(world, placement)
    attendance.mark_came_late(world.oona, booked, 15, now=world.now)
    assert world.get(Attendance, booked).late_minutes == 15


def test_coach_and_dispatcher_are_told_who_is_missing_and_others_are_not(world, booked, placement):
    for keeper in (world.carla, world.dina):
        due = agreements.list_due(keeper, now=world.now)
        assert [(one.first_name, one.model, one.held) for one in due] == [("Kalle", CITY, False)]
    for other in (world.celia, world.cleo, world.oona, world.kalle):
        assert agreements.list_due(other, now=world.now) == []
        with pytest.raises(Missing):
            make(world, placement, by=other)
    make(world, placement, by=world.dina)
    assert agreements.list_due(world.carla, now=world.now) == []


def test_a_confirmed_yes_writes_to_the_coach_once(world):
    shift_id = world.shift("ke", engagement_model=CITY)
    offer_id = world.offer(world.kalle, shift_id, state=OfferState.ACCEPTED)
    offers.confirm_offer(world.carla, offer_id, now=world.now)
    assert world.count(OutboxMessage, OutboxMessage.template == "agreement_missing") == 1
    known = world.offer(world.kaisa, world.shift("to"), state=OfferState.ACCEPTED)
    offers.confirm_offer(world.carla, known, now=world.now)
    assert world.count(OutboxMessage, OutboxMessage.template == "agreement_missing") == 1


def test_agreed_hours_wait_for_the_agreement_and_leave_under_its_reference(world):
    shift_id = world.shift("ma", "07:00", "08:00", engagement_model=CITY)
    hours_id = world.performed(world.kalle, shift_id, hours=HoursState.AGREED)
    world.pass_time(minutes=20)
    with pytest.raises(RuleBroken, match="nothing_to_export"):
        handing.export_hours(world.dina, until_on=world.today, now=world.now)
    due = agreements.list_due(world.carla, now=world.now)
    assert [(one.waits, one.held) for one in due] == [(1, True)]
    make(world, due[0].placement_id, named=False)
    batch_id = handing.export_hours(world.dina, until_on=world.today, now=world.now)
    (line,) = export_batches.list_lines(batch_id)
    assert (line.payroll_reference, line.first_name) == ("HKI-17", "")
    reversal = hours.reverse_hours(world.dina, hours_id, "väärä päivä", now=world.now)
    row = world.get(WorkedHours, reversal)
    assert (row.payroll_reference, row.payroll_named) == ("HKI-17", False)


def test_direct_hire_needs_none(world):
    shift_id = world.shift("ma", engagement_model=EngagementModel.DIRECT_HIRE)
    booked = world.placed(world.kalle, shift_id)
    assert agreements.list_due(world.dina, now=world.now) == []
    world.move_to("ma 09:55")
    attendance.check_in(world.kalle, booked, now=world.now)


def test_there_is_one_at_a_time_and_a_mistake_is_taken_away(world, placement):
    made = make(world, placement)
    with pytest.raises(Conflict, match="agreement_made_already"):
        make(world, placement)
    acts.end_agreement(world.carla, made, now=world.now)
    assert world.count(WorkAgreement, WorkAgreement.id == made) == 0
    again = make(world, placement)
    world.pass_time(minutes=15)
    with pytest.raises(Missing):
        acts.end_agreement(world.cleo, again, now=world.now)
    acts.end_agreement(world.dina, again, now=world.now)
    assert world.get(WorkAgreement, again).to_on == world.today


def test_dispatchers_hear_once_of_work_that_begins_soon_without_an_agreement(world):
    """Of work that needs none, or begins later than the dated rule says, nobody writes."""
    soon = world.placed(world.kalle, world.shift("ke", engagement_model=CITY, title="Ulkoilu"))
    world.placed(world.kaisa, world.shift("ke", weeks=1, engagement_model=CITY))
    world.placed(world.client("Aino"), world.shift("ke", title="Muu", engagement_model=None))
    assert acts.tell_missing(now=world.now) == 1
    acts.tell_missing(now=world.now)
    letters = world.all(OutboxMessage, OutboxMessage.template == "agreement_missing_soon")
    assert [one.user_id for one in letters] == [world.dina.user_id]
    assert '"title": "Ulkoilu 25.11."' in letters[0].facts
    assert "Kalle" not in letters[0].facts
    make(world, world.get(Attendance, soon).placement_id)
    assert acts.tell_missing(now=world.now) == 0
    world.move_to("su 12:00")
    assert acts.tell_missing(now=world.now) == 1
