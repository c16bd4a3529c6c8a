"""Coming, leaving, not coming, and taking each of them back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from app.domain.acting import SaidHow
from app.domain.errors import Conflict, Gone, Missing, NotAllowed, RuleBroken
from app.domain.lifecycle import (
    AlertState,
    AttendanceState,
    BookingState,
    HoursState,
    OfferState,
    PlacementState,
    ShiftState,
    WaveState,
)
from app.domain.vocabulary import CoachWanted
from app.services import attendance, hours
from app.store.models.support import Alert
from app.store.models.trail import AuditEvent, AuditEventClient, OutboxMessage
from app.store.models.work import (
    Attendance,
    CoachBooking,
    CoachBookingClient,
    Offer,
    OfferShift,
    Placement,
    Shift,
    Wave,
    WorkedHours,
)

if TYPE_CHECKING:
    from uuid import UUID

    from tests.world import World


@pytest.fixture
def shift_id(world: World, engine_app: object) -> UUID:
    return world.shift("ma", "10:00", "13:00")


@pytest.fixture
def booked(world: World, shift_id: UUID) -> UUID:
    return world.placed(world.kalle, shift_id)


def state_of(world: World, attendance_id: UUID) -> AttendanceState:
    return world.get(Attendance, attendance_id).state


def test_the_client_comes_and_leaves(world: World, booked: UUID) -> None:
    now = world.move_to("ma 09:50")
    attendance.check_in(world.kalle, booked, now=now)
    row = world.get(Attendance, booked)
    assert (row.state, row.in_at, row.in_how) == (AttendanceState.CHECKED_IN, now, "client")
    assert row.late_minutes == 0
    now = world.move_to("ma 13:05")
    hours_id = attendance.check_out(world.kalle, booked, now=now)
    row, planned = world.get(Attendance, booked), world.get(WorkedHours, hours_id)
    assert (row.state, row.out_at) == (AttendanceState.PERFORMED, world.at("ma 13:00"))
    assert (planned.state, planned.planned_minutes) == (HoursState.PLANNED, 180)
    assert (planned.worked_on, planned.pay_cents_per_hour) == (world.day("ma"), 1250)
    placement = world.get(Placement, row.placement_id)
    assert placement.state is PlacementState.ACTIVE
    assert placement.active_from == world.at("ma 10:00")


def test_pressing_twice_changes_nothing(world: World, booked: UUID) -> None:
    now = world.move_to("ma 10:00")
    attendance.check_in(world.kalle, booked, now=now)
    attendance.check_in(world.kalle, booked, now=world.pass_time(minutes=1))
    assert world.get(Attendance, booked).in_at == now
    first = attendance.check_out(world.kalle, booked, now=world.move_to("ma 13:00"))
    assert attendance.check_out(world.kalle, booked, now=world.now) == first
    assert world.count(WorkedHours) == 1


def test_every_step_is_in_the_trail_with_the_client(world: World, booked: UUID) -> None:
    attendance.check_in(world.kalle, booked, now=world.move_to("ma 10:00"))
    events = world.all(AuditEvent, AuditEvent.object_id == booked)
    assert [event.facts["to"] for event in events] == ["checked_in"]
    named = world.all(AuditEventClient, AuditEventClient.event_id == events[0].id)
    assert [link.client_id for link in named] == [world.kalle.client_id]


@pytest.mark.parametrize(
    ("who", "code", "how"),
    [("kalle", "4711", "code"), ("carla", None, "coach"), ("oona", None, "orderer"),
     ("dina", None, "dispatcher")],
)  # fmt: skip
def test_others_check_in_too(
    world: World, booked: UUID, who: str, code: str | None, how: str
) -> None:
    now = world.move_to("ma 10:07")
    attendance.check_in(getattr(world, who), booked, code=code, said=SaidHow.PHONE, now=now)
    row = world.get(Attendance, booked)
    assert (row.in_how, row.late_minutes) == (how, 7)


def test_a_booked_substitute_may_check_in(world: World, booked: UUID, shift_id: UUID) -> None:
    now = world.move_to("ma 10:00")
    with pytest.raises(Missing):
        attendance.check_in(world.celia, booked, now=now)
    world.booking(world.celia, shift_id, [world.kaisa])
    with pytest.raises(Missing):
        attendance.check_in(world.celia, booked, now=now)
    world.add(
        CoachBookingClient(
            booking_id=world.all(CoachBooking)[0].id, client_id=world.kalle.client_id
        )
    )
    attendance.check_in(world.celia, booked, said=SaidHow.SHOWN, now=now)
    assert world.get(Attendance, booked).in_how == "coach"


def test_not_before_a_quarter_to(world: World, booked: UUID) -> None:
    with pytest.raises(RuleBroken, match="check_in_too_early"):
        attendance.check_in(world.kalle, booked, now=world.move_to("ma 09:44"))
    attendance.check_in(world.kalle, booked, now=world.move_to("ma 09:45"))


def test_after_the_shift_only_others_can_say_so(world: World, booked: UUID) -> None:
    now = world.move_to("ma 15:00")
    with pytest.raises(RuleBroken, match="check_in_too_late"):
        attendance.check_in(world.kalle, booked, now=now)
    attendance.check_in(world.carla, booked, said=SaidHow.PHONE, now=now)
    row = world.get(Attendance, booked)
    assert (row.in_at, row.late_minutes) == (world.at("ma 10:00"), 0)


def test_a_wrong_code_is_refused(world: World, booked: UUID) -> None:
    with pytest.raises(RuleBroken, match="wrong_site_code"):
        attendance.check_in(world.kalle, booked, code="1234", now=world.move_to("ma 10:00"))
    assert state_of(world, booked) is AttendanceState.BOOKED


@pytest.mark.parametrize("stranger", ["kaisa", "cleo", "celia", "otto", "wilma", "aada", "sam"])
def test_strangers_find_nothing(world: World, booked: UUID, stranger: str) -> None:
    with pytest.raises(Missing):
        attendance.check_in(getattr(world, stranger), booked, now=world.move_to("ma 10:00"))


def test_who_sees_it_may_not_always_act(world: World, booked: UUID) -> None:
    for onlooker in (world.rauno, world.maija):
        with pytest.raises(NotAllowed):
            attendance.check_in(onlooker, booked, now=world.move_to("ma 10:00"))
    with pytest.raises(NotAllowed):
        attendance.cannot_come(world.oona, booked, now=world.now)


def test_cannot_come_frees_the_place_and_tells(world: World, booked: UUID, shift_id: UUID) -> None:
    assert world.get(Shift, shift_id).state is ShiftState.OPEN
    world.change(Shift, shift_id, state=ShiftState.FILLED)
    attendance.cannot_come(world.kalle, booked, "health", now=world.now)
    row, shift = world.get(Attendance, booked), world.get(Shift, shift_id)
    assert (row.state, row.reason) == (AttendanceState.CANNOT_COME, "health")
    assert (shift.taken, shift.state) == (0, ShiftState.OPEN)
    assert world.all(Offer)[0].state is OfferState.WITHDRAWN
    assert world.all(OfferShift)[0].state is OfferState.WITHDRAWN
    letters = {(m.template, m.user_id) for m in world.all(OutboxMessage)}
    assert letters == {
        ("client_cannot_come", world.carla.user_id),
        ("worker_cannot_come", world.oona.user_id),
    }
    alert = world.all(Alert)[0]
    assert (alert.kind, alert.level, alert.coach_id) == (
        "cannot_come", "today", world.carla.user_id,
    )  # fmt: skip
    assert alert.due_at.date() == world.now.date()


def test_an_alert_in_the_evening_is_due_before_midnight(world: World, booked: UUID) -> None:
    world.change(Shift, world.get(Attendance, booked).shift_id, ends_at=world.at("ti 13:00"))
    attendance.cannot_come(world.kalle, booked, now=world.move_to("ma 19:00"))
    assert world.all(Alert)[0].due_at < world.at("ti 00:00")


def test_an_offer_of_many_shifts_goes_on_with_the_others(world: World, engine_app: object) -> None:
    task = world.open_task(day="ti", times=2)
    offer_id = world.offer(world.kalle, *task.shift_ids, state=OfferState.CONFIRMED)
    claims = world.all(OfferShift)
    placement_id = world.add(
        Placement(client_id=world.kalle.client_id, task_id=task.id, agreed_at=world.now)
    )
    rows = [
        Attendance(
            offer_shift_id=c.id, shift_id=c.shift_id, client_id=c.client_id,
            placement_id=placement_id, changed_at=world.now,
        )
        for c in claims
    ]  # fmt: skip
    ids = [row.id for row in rows]
    world.add(*rows)
    attendance.cannot_come(world.kalle, ids[0], now=world.now)
    assert world.get(Offer, offer_id).state is OfferState.CONFIRMED
    attendance.undo_attendance(world.kalle, ids[0], now=world.now)
    assert {c.state for c in world.all(OfferShift)} == {OfferState.CONFIRMED}


def test_cannot_come_is_taken_back_while_the_place_is_free(
    world: World, booked: UUID, shift_id: UUID
) -> None:
    world.change(Shift, shift_id, state=ShiftState.FILLED)
    attendance.cannot_come(world.kalle, booked, now=world.now)
    attendance.undo_attendance(world.kalle, booked, now=world.pass_time(minutes=5))
    shift = world.get(Shift, shift_id)
    assert state_of(world, booked) is AttendanceState.BOOKED
    assert (shift.taken, shift.state) == (1, ShiftState.FILLED)
    assert world.all(Offer)[0].state is OfferState.CONFIRMED
    assert world.all(Alert)[0].state is AlertState.DONE
    attendance.cannot_come(world.kalle, booked, now=world.pass_time(minutes=5))
    assert world.count(Alert) == 2


def test_cannot_come_stays_when_somebody_took_the_place(
    world: World, booked: UUID, shift_id: UUID
) -> None:
    attendance.cannot_come(world.kalle, booked, now=world.now)
    world.placed(world.kaisa, shift_id)
    with pytest.raises(Gone, match="shift_filled"):
        attendance.undo_attendance(world.kalle, booked, now=world.now)
    assert state_of(world, booked) is AttendanceState.CANNOT_COME
    assert world.get(Shift, shift_id).taken == 1


def test_the_coach_along_is_let_go_and_told(world: World, booked: UUID, shift_id: UUID) -> None:
    booking_id = world.booking(world.celia, shift_id, [world.kalle])
    attendance.cannot_come(world.kalle, booked, now=world.now)
    assert world.get(CoachBooking, booking_id).state is BookingState.CANCELLED
    told = {m.user_id for m in world.all(OutboxMessage)}
    assert told == {world.carla.user_id, world.celia.user_id, world.oona.user_id}


def test_the_coach_comes_back_with_the_undo(world: World, engine_app: object) -> None:
    shift_id = world.shift("ti", coach_wanted=CoachWanted.ALWAYS)
    booked = world.placed(world.kalle, shift_id)
    attendance.cannot_come(world.kalle, booked, now=world.now)
    attendance.undo_attendance(world.kalle, booked, now=world.now)
    assert [b.coach_id for b in world.all(CoachBooking)] == [world.carla.user_id]


def test_whoever_tells_it_is_not_told(world: World, booked: UUID) -> None:
    attendance.cannot_come(world.carla, booked, said=SaidHow.PHONE, now=world.now)
    told = world.all(OutboxMessage, OutboxMessage.user_id.is_not(None))
    assert {m.user_id for m in told} == {world.oona.user_id}


def test_an_unknown_reason_is_refused(world: World, booked: UUID) -> None:
    with pytest.raises(RuleBroken, match="absence_reason_unknown"):
        attendance.cannot_come(world.kalle, booked, "laziness", now=world.now)
    with pytest.raises(RuleBroken, match="shift_over"):
        attendance.cannot_come(world.kalle, booked, now=world.move_to("ma 13:00"))


def test_did_not_come_calls_the_coach(world: World, booked: UUID) -> None:
    with pytest.raises(RuleBroken, match="shift_not_begun"):
        attendance.mark_did_not_come(world.oona, booked, now=world.now)
    attendance.mark_did_not_come(world.oona, booked, now=world.move_to("ma 10:20"))
    attendance.mark_did_not_come(world.oona, booked, now=world.now)
    assert state_of(world, booked) is AttendanceState.DID_NOT_COME
    assert [a.kind for a in world.all(Alert)] == ["did_not_come"]
    assert [m.template for m in world.all(OutboxMessage)] == ["alert_now"]
    with pytest.raises(NotAllowed):
        attendance.undo_attendance(world.kalle, booked, now=world.now)
    attendance.check_in(world.oona, booked, now=world.pass_time(minutes=5))
    assert state_of(world, booked) is AttendanceState.CHECKED_IN


def test_not_heard_can_be_taken_back(world: World, booked: UUID) -> None:
    attendance.mark_did_not_come(world.oona, booked, known=False, now=world.move_to("ma 10:20"))
    assert state_of(world, booked) is AttendanceState.UNKNOWN
    attendance.undo_attendance(world.oona, booked, now=world.now)
    assert state_of(world, booked) is AttendanceState.BOOKED
    assert world.all(Alert)[0].state is AlertState.DONE


def test_i_will_come(world: World, booked: UUID) -> None:
    attendance.say_will_come(world.kalle, booked, now=world.now)
    attendance.say_will_come(world.kalle, booked, now=world.now)
    assert state_of(world, booked) is AttendanceState.WILL_COME
    attendance.check_in(world.kalle, booked, now=world.move_to("ma 10:00"))
    with pytest.raises(Conflict):
        attendance.say_will_come(world.kalle, booked, now=world.now)


def test_coming_and_leaving_are_taken_back_until_hours_are_agreed(
    world: World, booked: UUID
) -> None:
    attendance.check_in(world.kalle, booked, now=world.move_to("ma 10:00"))
    attendance.check_out(world.kalle, booked, now=world.pass_time(minutes=1))
    attendance.undo_attendance(world.kalle, booked, now=world.now)
    assert state_of(world, booked) is AttendanceState.CHECKED_IN
    assert world.count(WorkedHours) == 0
    attendance.undo_attendance(world.kalle, booked, now=world.now)
    row = world.get(Attendance, booked)
    assert (row.state, row.in_at, row.in_how) == (AttendanceState.BOOKED, None, "")
    with pytest.raises(Conflict):
        attendance.undo_attendance(world.kalle, booked, now=world.now)
    attendance.check_in(world.kalle, booked, now=world.now)
    hours_id = attendance.check_out(world.kalle, booked, now=world.move_to("ma 13:00"))
    hours.agree_hours(world.oona, hours_id, now=world.now)
    with pytest.raises(Conflict, match="hours_agreed"):
        attendance.undo_attendance(world.kalle, booked, now=world.now)


def test_who_was_first_wins(world: World, booked: UUID) -> None:
    attendance.check_in(world.kalle, booked, now=world.move_to("ma 10:00"))
    with pytest.raises(Conflict):
        attendance.cannot_come(world.carla, booked, said=SaidHow.PHONE, now=world.now)
    with pytest.raises(Conflict):
        attendance.mark_did_not_come(world.oona, booked, now=world.now)
    attendance.check_out(world.kalle, booked, now=world.now)
    with pytest.raises(Conflict):
        attendance.check_in(world.kalle, booked, now=world.now)


def test_two_weeks_later_the_orderer_knows_nobody(world: World, booked: UUID) -> None:
    with pytest.raises(Missing):
        attendance.check_in(world.oona, booked, now=world.move_to("ma 13:00", weeks=2))


def test_forgotten_shifts_end_by_themselves(world: World, engine_app: object) -> None:
    shift_id = world.shift("ma", "10:00", "13:00", places=2)
    came, silent = world.placed(world.kalle, shift_id), world.placed(world.kaisa, shift_id)
    world.booking(world.carla, shift_id, [world.kalle])
    attendance.check_in(world.kalle, came, now=world.move_to("ma 10:00"))
    assert attendance.finish_attendance(now=world.move_to("ma 15:00")) == 0
    assert attendance.finish_attendance(now=world.move_to("ma 15:01")) == 2
    assert attendance.finish_attendance(now=world.now) == 0
    assert state_of(world, came) is AttendanceState.PERFORMED
    assert state_of(world, silent) is AttendanceState.UNKNOWN
    assert [h.planned_minutes for h in world.all(WorkedHours)] == [180]
    assert world.all(CoachBooking)[0].state is BookingState.DONE


def test_the_next_in_the_queue_is_asked_at_once(world: World, booked: UUID, shift_id: UUID) -> None:
    world.change(Shift, shift_id, state=ShiftState.FILLED)
    world.change(Wave, world.all(Wave)[0].id, state=WaveState.FILLED)
    waiting = world.offer(world.kaisa, shift_id, state=OfferState.QUEUED)
    attendance.cannot_come(world.kalle, booked, now=world.now)
    assert world.get(Offer, waiting).state is OfferState.SENT
    attendance.undo_attendance(world.kalle, booked, now=world.pass_time(minutes=1))
    assert world.get(Offer, waiting).state is OfferState.FILLED_ELSEWHERE
    assert world.get(Shift, shift_id).taken == 1
