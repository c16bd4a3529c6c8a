"""Recurring work is cancelled: this time, this and the following, or all; each is told once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from app.domain.calendar import local
from app.domain.errors import Conflict, Missing, NotAllowed, RuleBroken
from app.domain.late_cancelling import LateCost
from app.domain.lifecycle import (
    AttendanceState,
    OfferState,
    ShiftState,
    TaskOutcome,
    TaskState,
)
from app.domain.series_cancelling import Told, Wanted
from app.domain.series_edits import Change, Scope
from app.scheduled.table import extend_series
from app.services import series_cancelling, series_edits, tasks
from app.store import series_edits as kept
from app.store.models.trail import AuditEvent, AuditEventClient, OutboxMessage
from app.store.models.work import Attendance, Offer, Series, Shift, Task, WorkedHours

if TYPE_CHECKING:
    from uuid import UUID

    from app.domain.series_cancelling import Cancelling
    from tests.world import OpenTask, World


def cancel(
    world: World, shift_id: UUID, scope: Scope, reason: str = "", *, edited_too: bool = False
) -> Cancelling:
    """Look at what would be cancelled, then do it."""
    wanted = Wanted(scope, edited_too, reason)
    seen = series_cancelling.foresee(world.oona, shift_id, wanted, now=world.now)
    return series_cancelling.cancel_times(
        world.oona, shift_id, wanted, seen=seen.mark, now=world.now
    )


def states(world: World, task: OpenTask) -> list[str]:
    rows = sorted(world.all(Shift, Shift.task_id == task.id), key=lambda row: row.starts_at)
    return [f"{local(row.starts_at):%d.%m.} {row.state}" for row in rows]


def letters(world: World) -> list[tuple[str, UUID | None]]:
    return sorted(
        ((one.template, one.client_id or one.user_id) for one in world.all(OutboxMessage)), key=str
    )


def test_this_and_the_following_are_cancelled_and_no_more_are_made(
    engine_app: object, world: World
) -> None:
    task = world.open_task(times=4)
    world.change(Series, world.all(Series)[0].id, recurrence="FREQ=WEEKLY")
    shown = cancel(world, task.shift_ids[2], Scope.FOLLOWING, " Remontti ")

    assert states(world, task) == [
        "25.11. open", "02.12. open", "09.12. cancelled", "16.12. cancelled",
    ]  # fmt: skip
    (row,) = world.all(Series)
    assert row.recurrence == "FREQ=WEEKLY;UNTIL=20261202"
    assert world.get(Shift, task.shift_ids[3]).cancel_reason == "Remontti"
    assert (shown.told, shown.ends_order, shown.costs) == (Told(), False, ())
    assert letters(world) == [("task_times_changed", world.oona.user_id)]
    (event,) = world.all(AuditEvent, AuditEvent.object_type == "series")
    assert (event.facts["scope"], event.facts["cancelled"]) == ("following", 2)
    world.pass_time(weeks=3)
    extend_series(world.now)
    assert len(states(world, task)) == 4


def test_everybody_is_told_once_and_late_times_are_paid(engine_app: object, world: World) -> None:
    task = world.open_task(times=3, places=2)
    placed = [world.placed(world.kalle, shift_id) for shift_id in task.shift_ids[:2]]
    world.booking(world.carla, task.shift_ids[0], [world.kalle])
    world.offer(world.kalle, task.shift_ids[2])
    asked = world.offer(world.kaisa, task.shift_ids[2])
    world.move_to("ti 12:00", weeks=0)
    shown = cancel(world, task.shift_ids[0], Scope.ALL)

    assert shown.told == Told(1, asked=True)
    assert shown.costs == ((task.shift_ids[0], LateCost(1, 1875)),)
    (paid,) = world.all(WorkedHours)
    assert (paid.attendance_id, paid.agreed_minutes) == (placed[0], 90)
    assert {world.get(Attendance, one).state for one in placed} == {AttendanceState.CANCELLED}
    assert world.get(Offer, asked).state is OfferState.WITHDRAWN
    told = letters(world)
    assert len(told) == len(set(told))
    assert [one for one in told if one[1] == world.kalle.client_id] == [
        ("shift_cancelled", world.kalle.client_id)
    ]
    assert ("offer_withdrawn", world.kaisa.client_id) in told
    assert ("shift_cancelled_coach", world.carla.user_id) in told
    touched = {row.client_id for row in world.all(AuditEventClient)}
    assert {world.kalle.client_id, world.kaisa.client_id} <= touched


def test_an_order_of_which_nothing_is_left_ends_as_cancelled(
    engine_app: object, world: World
) -> None:
    task = world.open_task(times=3)
    shown = cancel(world, task.shift_ids[0], Scope.ALL, "Kesä")

    order = world.get(Task, task.id)
    assert shown.ends_order
    assert (order.state, order.outcome) == (TaskState.CLOSED, TaskOutcome.CANCELLED)
    assert (order.closed_by, order.outcome_reason) == ("orderer", "Kesä")
    assert letters(world) == [("task_cancelled", world.oona.user_id)]
    copy = world.get(Task, tasks.copy_task(world.oona, task.id, now=world.now))
    assert copy.recurrence == "FREQ=WEEKLY;COUNT=3"


def test_what_was_done_stays_and_so_does_the_order(engine_app: object, world: World) -> None:
    task = world.open_task(times=3)
    world.change(Series, world.all(Series)[0].id, recurrence="FREQ=WEEKLY")
    world.change(Shift, task.shift_ids[0], state=ShiftState.DONE)
    world.move_to("to 09:00", weeks=0)
    shown = cancel(world, task.shift_ids[2], Scope.ALL)

    assert states(world, task) == ["25.11. done", "02.12. cancelled", "09.12. cancelled"]
    assert not shown.ends_order
    assert world.get(Task, task.id).state is TaskState.OPEN
    copy = world.get(Task, tasks.copy_task(world.oona, task.id, now=world.now))
    assert (copy.recurrence, copy.first_on) == ("FREQ=WEEKLY", world.day("ke", 1))


@pytest.mark.parametrize("edited_too", [False, True])
def test_a_time_that_was_moved_by_itself_goes_only_when_it_is_meant(
    engine_app: object, world: World, *, edited_too: bool
) -> None:
    task = world.open_task(times=3)
    change = Change(world.day("pe", 3), world.get(Task, task.id).start_time,
                    world.get(Task, task.id).end_time, 1)  # fmt: skip
    seen = series_edits.foresee(world.oona, task.shift_ids[0], Scope.THIS, change, now=world.now)
    series_edits.edit_series(
        world.oona, task.shift_ids[0], Scope.THIS, change, seen=seen.mark, now=world.now
    )
    with pytest.raises(RuleBroken, match="cancelled_alone"):
        cancel(world, task.shift_ids[0], Scope.ALL)
    shown = cancel(world, task.shift_ids[1], Scope.ALL, edited_too=edited_too)

    assert [one.id for one in shown.kept] == ([] if edited_too else [task.shift_ids[0]])
    state = "cancelled" if edited_too else "open"
    assert states(world, task) == ["02.12. cancelled", "09.12. cancelled", f"18.12. {state}"]
    assert shown.ends_order is edited_too
    plan = kept.find_plan(task.id)
    assert plan is not None
    assert plan.text == ("FREQ=WEEKLY;COUNT=3" if edited_too else "")


def test_one_time_alone_leaves_the_rule_as_it_is(engine_app: object, world: World) -> None:
    task = world.open_task(times=2)
    shown = cancel(world, task.shift_ids[0], Scope.THIS, "Loma")

    assert states(world, task) == ["25.11. cancelled", "02.12. open"]
    assert (shown.plans, world.all(Series)[0].recurrence) == ((), "FREQ=WEEKLY;COUNT=2")


def test_what_changed_after_it_was_shown_is_shown_again(engine_app: object, world: World) -> None:
    task, wanted = world.open_task(times=3), Wanted(Scope.ALL)
    seen = series_cancelling.foresee(world.oona, task.shift_id, wanted, now=world.now)
    world.placed(world.kalle, task.shift_ids[0])
    with pytest.raises(Conflict, match="changed_meanwhile"):
        series_cancelling.cancel_times(
            world.oona, task.shift_id, wanted, seen=seen.mark, now=world.now
        )
    fresh = series_cancelling.foresee(world.oona, task.shift_id, wanted, now=world.now)
    world.move_to("ti 12:00", weeks=0)
    with pytest.raises(Conflict, match="changed_meanwhile"):
        series_cancelling.cancel_times(
            world.oona, task.shift_id, wanted, seen=fresh.mark, now=world.now
        )
    assert world.all(WorkedHours) == []
    assert letters(world) == []
    assert {row.state for row in world.all(Shift)} <= {ShiftState.OPEN, ShiftState.FILLED}


def test_only_the_own_side_cancels_what_lies_ahead(world: World) -> None:
    task, wanted = world.open_task(times=2), Wanted(Scope.ALL)
    for stranger, error in ((world.otto, Missing), (world.carla, NotAllowed)):
        with pytest.raises(error):
            series_cancelling.foresee(stranger, task.shift_id, wanted, now=world.now)
    world.change(Shift, task.shift_ids[1], state=ShiftState.CANCELLED)
    with pytest.raises(Conflict, match="time_over"):
        series_cancelling.foresee(world.oona, task.shift_ids[1], wanted, now=world.now)
    world.move_to("ke 10:00")
    with pytest.raises(Conflict, match="shift_begun"):
        series_cancelling.foresee(world.oona, task.shift_id, wanted, now=world.now)
