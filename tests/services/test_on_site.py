"""Something is wrong on a shift: who hears of it, once, what comes of it, and taking it back."""

from __future__ import annotations

from datetime import timedelta

import pytest

from app.domain.acting import SaidHow
from app.domain.attendance import BarrierKind
from app.domain.errors import Conflict, Missing, NotAllowed
from app.domain.lifecycle import AlertState, AttendanceState
from app.domain.on_site import Trouble
from app.services import alerts, attendance, barriers, on_site
from app.store import alerts as known_alerts
from app.store.models.people import Absence, User
from app.store.models.support import Alert, Barrier
from app.store.models.trail import AuditEvent, OutboxMessage
from app.store.models.work import Attendance

OFFICE = "09 310 00000"
DOOR, COACH, NOBODY = Trouble.DOOR_CLOSED, Trouble.COACH_MISSING, Trouble.NOBODY_CAME


@pytest.fixture
def shift_id(world, engine_app):
    """A shift of Kalle's that goes on now; both coaches of the unit have a phone."""
    for coach, phone in ((world.carla, "040 1111"), (world.celia, "040 2222")):
        world.change(User, coach.user_id, phone=phone)
    shift_id = world.shift("ma", "10:00", "13:00")
    world.move_to("ma 10:05")
    return shift_id


@pytest.fixture
def kalles(world, shift_id):
    return world.placed(world.kalle, shift_id)


def say(world, attendance_id, trouble=DOOR):
    on_site.say_own(world.kalle, attendance_id, trouble, office=OFFICE, now=world.now)


def letters(world, template):
    rows = world.all(OutboxMessage, OutboxMessage.template == template)
    return [(row.channel, row.address) for row in rows]


def test_a_closed_door_is_told_to_the_coach_by_phone_and_to_the_place(world, kalles):
    say(world, kalles)
    say(world, kalles)
    (alert,) = world.all(Alert)
    assert (alert.kind, alert.coach_id) == ("door_closed", world.carla.user_id)
    assert alert.due_at - world.now == timedelta(minutes=15)
    assert letters(world, "help_on_site") == [("sms", "040 1111")]
    assert len(letters(world, "worker_at_door")) == 1
    assert world.get(Attendance, kalles).state is AttendanceState.BOOKED


def test_where_the_own_coach_is_away_a_colleague_is_called_and_may_see_to_it(world, kalles):
    day = world.today
    world.add(Absence(user_id=world.carla.user_id, starts_on=day, ends_on=day))
    say(world, kalles)
    (alert,) = world.all(Alert)
    assert alert.coach_id == world.celia.user_id
    assert letters(world, "help_on_site") == [("sms", "040 2222")]
    shown = known_alerts.list_alerts(world.celia, now=world.now)
    assert [one.id for one in shown] == [alert.id]
    with pytest.raises(Missing):
        alerts.acknowledge(world.cleo, alert.id, now=world.now)
    alerts.acknowledge(world.celia, alert.id, now=world.now)
    assert world.get(Alert, alert.id).state is AlertState.ACKNOWLEDGED


def test_other_alerts_of_a_colleagues_client_stay_the_colleagues(world, kalles):
    attendance.mark_did_not_come(world.oona, kalles, now=world.now)
    (alert,) = world.all(Alert)
    world.change(Alert, alert.id, coach_id=world.celia.user_id)
    assert known_alerts.list_alerts(world.celia, now=world.now) == []


def test_where_nobody_of_the_unit_answers_the_dispatchers_hear_at_once(world, kalles):
    for coach in (world.carla, world.celia):
        world.change(User, coach.user_id, phone=None)
    say(world, kalles)
    assert len(letters(world, "help_wanted_on_site")) == 1


def test_what_nobody_takes_on_in_time_goes_to_the_dispatchers_once(world, kalles):
    say(world, kalles)
    assert on_site.tell_unanswered(now=world.pass_time(minutes=14)) == 0
    assert on_site.tell_unanswered(now=world.pass_time(minutes=1)) == 1
    on_site.tell_unanswered(now=world.pass_time(minutes=1))
    assert len(letters(world, "help_wanted_on_site")) == 1


def test_all_is_well_again(world, kalles):
    say(world, kalles)
    on_site.undo_own(world.kalle, kalles, now=world.pass_time(minutes=1))
    assert world.all(Alert)[0].state is AlertState.DONE
    assert world.count(AuditEvent, AuditEvent.object_type == "on_site") == 2
    say(world, kalles)
    assert world.count(Alert) == 2


def test_the_orderer_misses_everybody_and_nobody_is_marked(world, shift_id, kalles):
    world.placed(world.kaisa, world.shift("ma", "15:00", "16:00"))
    on_site.say_of_shift(world.oona, shift_id, NOBODY, office=OFFICE, now=world.now)
    assert [(one.client_id, one.kind) for one in world.all(Alert)] == [
        (world.kalle.client_id, "nobody_came")
    ]
    assert world.get(Attendance, kalles).state is AttendanceState.BOOKED
    on_site.undo_of_shift(world.olga, shift_id, now=world.now)
    assert world.all(Alert)[0].state is AlertState.DONE


def test_the_orderer_takes_back_only_what_orderers_say(world, shift_id, kalles):
    say(world, kalles)
    on_site.undo_of_shift(world.oona, shift_id, now=world.now)
    assert world.all(Alert)[0].state is AlertState.OPEN


def test_nobody_is_missed_where_nobody_is_waited_for(world, shift_id):
    with pytest.raises(Conflict, match="nobody_expected"):
        on_site.say_of_shift(world.oona, shift_id, NOBODY, office=OFFICE, now=world.now)


def test_only_during_the_shift_and_only_by_its_people(world, shift_id, kalles):
    with pytest.raises(Missing):
        on_site.say_own(world.kaisa, kalles, DOOR, office=OFFICE, now=world.now)
    with pytest.raises(Missing):
        on_site.say_of_shift(world.otto, shift_id, NOBODY, office=OFFICE, now=world.now)
    with pytest.raises(NotAllowed):
        on_site.say_of_shift(world.dina, shift_id, NOBODY, office=OFFICE, now=world.now)
    world.move_to("ma 13:00")
    with pytest.raises(Conflict, match="not_on_site_now"):
        say(world, kalles)


# --- late or not at all


def test_coming_late_is_a_task_of_the_same_day_for_the_coach(world, kalles):
    now = world.move_to("ma 11:30")
    attendance.mark_came_late(world.oona, kalles, 60, now=now)
    row = world.get(Attendance, kalles)
    assert (row.state, row.late_minutes) == (AttendanceState.CHECKED_IN, 60)
    assert row.in_at == world.at("ma 11:00")
    (alert,) = world.all(Alert)
    assert (alert.kind, alert.level) == ("came_late", "today")
    attendance.undo_attendance(world.oona, kalles, now=now)
    assert world.all(Alert)[0].state is AlertState.DONE
    assert world.get(Attendance, kalles).late_minutes == 0


@pytest.mark.parametrize("minutes", [0, 7, 120])
def test_a_lateness_that_cannot_be_is_refused(world, kalles, minutes):
    with pytest.raises(Exception, match="late_unknown"):
        attendance.mark_came_late(world.oona, kalles, minutes, now=world.now)


def test_a_clock_that_shows_a_late_arrival_raises_nothing(world, kalles):
    attendance.check_in(world.kalle, kalles, now=world.move_to("ma 10:40"))
    assert world.get(Attendance, kalles).late_minutes == 40
    assert world.count(Alert) == 0


def test_what_was_in_the_way_is_written_and_the_task_of_the_day_is_done(world, kalles):
    attendance.mark_did_not_come(world.oona, kalles, now=world.now)
    with pytest.raises(Missing):
        barriers.note_barriers(world.celia, kalles, [BarrierKind.TRAVEL], now=world.now)
    with pytest.raises(NotAllowed):
        barriers.note_barriers(world.oona, kalles, [BarrierKind.TRAVEL], now=world.now)
    barriers.note_barriers(
        world.carla,
        kalles,
        [BarrierKind.TRAVEL, BarrierKind.MONEY],
        said=SaidHow.PHONE,
        now=world.now,
    )
    barriers.note_barriers(
        world.carla, kalles, [BarrierKind.FEAR], said=SaidHow.PHONE, now=world.now
    )
    assert [one.kind for one in world.all(Barrier)] == [BarrierKind.FEAR]
    assert world.all(Alert)[0].state is AlertState.DONE


def test_nothing_was_in_the_way_of_who_came_in_time(world, kalles):
    attendance.check_in(world.kalle, kalles, now=world.move_to("ma 09:55"))
    with pytest.raises(Conflict):
        barriers.note_barriers(world.carla, kalles, [], said=SaidHow.PHONE, now=world.now)
