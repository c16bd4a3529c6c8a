"""What an orderer takes back late is paid in part; the coach talks with the client."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from app.domain.errors import Conflict, Gone
from app.domain.lifecycle import AttendanceState, HoursState
from app.services import export_batches as handing
from app.services import hours, tasks
from app.store import alerts, benefits, export_batches, late_pay, months, own_shifts
from app.store.late_pay import LateCost
from app.store.models.rules import RuleValue
from app.store.models.support import Alert
from app.store.models.trail import AuditEvent, AuditEventClient
from app.store.models.work import Attendance, Shift, WorkedHours

if TYPE_CHECKING:
    from uuid import UUID

    from tests.world import World


@pytest.fixture
def shift_id(world: World, engine_app: object) -> UUID:
    """A shift on Wednesday 10-13, for which Kalle is expected. It pays 12.50 an hour."""
    made = world.shift("ke", "10:00", "13:00", places=2)
    world.placed(world.kalle, made)
    return made


def the_hours(world: World) -> WorkedHours:
    (row,) = world.all(WorkedHours)
    return row


def test_cancelled_in_time_pays_nothing(world: World, shift_id: UUID) -> None:
    tasks.cancel_shift(world.oona, shift_id, "Loma", now=world.move_to("ma 10:00"))

    assert world.count(WorkedHours) == 0
    assert world.count(Alert) == 0


def test_cancelled_late_pays_half_of_the_planned_time(world: World, shift_id: UUID) -> None:
    tasks.cancel_shift(world.oona, shift_id, "Loma", now=world.move_to("ma 10:01"))

    row = the_hours(world)
    assert (row.state, row.agreed_how) == (HoursState.AGREED, "late_cancel")
    assert (row.planned_minutes, row.agreed_minutes) == (180, 90)
    assert (row.worked_on, row.client_id) == (world.day("ke"), world.kalle.client_id)
    assert world.get(Attendance, row.attendance_id).state is AttendanceState.CANCELLED


def test_the_pay_is_in_the_trail_of_the_client(world: World, shift_id: UUID) -> None:
    tasks.cancel_shift(world.oona, shift_id, "Loma", now=world.move_to("ti 10:00"))

    (event,) = world.all(AuditEvent, AuditEvent.object_type == "hours")
    assert (event.action, event.facts["how"]) == ("create", "late_cancel")
    (named,) = world.all(AuditEventClient, AuditEventClient.event_id == event.id)
    assert named.client_id == world.kalle.client_id


def test_a_whole_order_pays_only_what_is_near(world: World, engine_app: object) -> None:
    task = world.open_task(day="ke", starts="10:00", ends="13:00", times=2)
    for shift_id in task.shift_ids:
        world.placed(world.kalle, shift_id)
    world.move_to("ti 10:00")
    foreseen = late_pay.foresee(task.id, now=world.now)

    tasks.cancel_task(world.oona, task.id, "Remontti", now=world.now)

    assert foreseen == {task.shift_ids[0]: LateCost(1, 1875)}
    assert the_hours(world).worked_on == world.day("ke")


def test_what_would_be_paid_is_the_sum_over_people(world: World, shift_id: UUID) -> None:
    world.placed(world.kaisa, shift_id)
    task_id = world.get(Shift, shift_id).task_id

    assert late_pay.foresee(task_id, now=world.move_to("ma 09:00")) == {}
    costs = late_pay.foresee(task_id, now=world.move_to("ti 10:00"))
    assert late_pay.total_of(costs.values()) == LateCost(2, 3750)
    assert late_pay.total_of([]) is None


def test_who_cannot_come_is_not_paid(world: World, engine_app: object) -> None:
    shift_id = world.shift("ke", "10:00", "13:00")
    world.placed(world.kalle, shift_id, state=AttendanceState.CANNOT_COME)

    tasks.cancel_shift(world.oona, shift_id, "Loma", now=world.move_to("ti 10:00"))

    assert world.count(WorkedHours) == 0


def test_the_rule_of_the_day_of_the_work_decides(world: World, shift_id: UUID) -> None:
    for key, value in ((late_pay.NOTICE, "24"), (late_pay.SHARE, "100")):
        world.add(
            RuleValue(key=key, value=value, unit="", valid_from=world.day("ti"), source="Oma")
        )
    task_id = world.get(Shift, shift_id).task_id

    assert late_pay.foresee(task_id, now=world.move_to("ti 09:00")) == {}
    costs = late_pay.foresee(task_id, now=world.move_to("ti 10:01"))
    assert costs == {shift_id: LateCost(1, 3750)}


def test_nought_in_the_rule_pays_nothing(world: World, shift_id: UUID) -> None:
    zero = RuleValue(
        key=late_pay.SHARE, value="0", unit="percent", valid_from=world.day("ti"), source="Oma"
    )
    world.add(zero)
    tasks.cancel_shift(world.oona, shift_id, "Loma", now=world.move_to("ti 10:00"))

    assert world.count(WorkedHours) == 0


def test_the_coach_talks_with_the_client_the_same_day(world: World, shift_id: UUID) -> None:
    tasks.cancel_shift(world.oona, shift_id, "Loma", now=world.move_to("ti 10:00"))

    (alert,) = alerts.list_alerts(world.carla, now=world.now)
    assert (alert.kind, alert.shift_id) == ("cancelled_late", shift_id)
    assert alert.due_at <= world.at("ti 20:00")


def test_pressing_twice_pays_once(world: World, shift_id: UUID) -> None:
    tasks.cancel_shift(world.oona, shift_id, "Loma", now=world.move_to("ti 10:00"))
    with pytest.raises(Conflict):
        tasks.cancel_shift(world.oona, shift_id, "Loma", now=world.now)

    assert the_hours(world).agreed_minutes == 90


def test_nobody_takes_the_pay_back_but_by_a_reversal(world: World, shift_id: UUID) -> None:
    tasks.cancel_shift(world.oona, shift_id, "Loma", now=world.move_to("ti 10:00"))
    paid = the_hours(world).id
    with pytest.raises(Gone):
        hours.reopen_hours(world.oona, paid, now=world.now)

    world.move_to("to 09:00")
    batch_id = handing.export_hours(world.dina, until_on=world.today, now=world.now)
    (line,) = export_batches.list_lines(batch_id)
    assert (line.minutes, line.cents, line.agreed_how) == (90, 1875, "late_cancel")
    hours.reverse_hours(world.dina, paid, "Sovittiin toisin", now=world.now)
    assert world.get(WorkedHours, paid).state is HoursState.REVERSED


def test_it_is_money_of_the_month_and_no_time_of_work(world: World, shift_id: UUID) -> None:
    tasks.cancel_shift(world.oona, shift_id, "Loma", now=world.move_to("ti 10:00"))
    assert world.oona.organisation_id is not None

    total = months.get_summary(world.oona.organisation_id, world.day("ke").replace(day=1)).total
    assert (total.times, total.minutes, total.cents) == (0, 90, 1875)


def test_the_client_sees_it_among_the_own_money(world: World, shift_id: UUID) -> None:
    tasks.cancel_shift(world.oona, shift_id, "Loma", now=world.move_to("ti 10:00"))
    assert world.kalle.client_id is not None

    (mine,) = own_shifts.list_worked(world.kalle, limit=5)
    assert (mine.is_late_pay, mine.pay_cents) == (True, 1875)
    assert own_shifts.count_worked(world.kalle) == 1
    assert own_shifts.earned_in_month(world.kalle, world.day("ke")) == 1875
    earned = benefits.earnings_of_month(world.kalle.client_id, world.day("ke"))
    assert (earned.done_cents, earned.coming_cents) == (1875, 0)
