"""Recurring work comes back in another rhythm: who stays, who is told, what is new."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from app.domain.calendar import local
from app.domain.errors import Conflict, Missing, NotAllowed, RuleBroken
from app.domain.late_cancelling import LateCost
from app.domain.lifecycle import AttendanceState, ShiftState, TaskState
from app.domain.series_cancelling import Told
from app.domain.series_edits import Scope
from app.domain.series_rhythm import Rhythm
from app.scheduled.table import extend_series
from app.services import series_rhythm, tasks
from app.store import series_edits as kept
from app.store.models.trail import AuditEvent, OutboxMessage
from app.store.models.work import Attendance, Series, Shift, Task, WorkedHours

if TYPE_CHECKING:
    from uuid import UUID

    from app.domain.series_rhythm import RhythmImpact
    from tests.world import OpenTask, World

EVERY_OTHER = Rhythm(2, frozenset({2}))


def change(world: World, shift_id: UUID, scope: Scope, rhythm: Rhythm) -> RhythmImpact:
    """Look at what another rhythm would do, then do it."""
    seen = series_rhythm.foresee(world.oona, shift_id, scope, rhythm, now=world.now)
    return series_rhythm.change_rhythm(
        world.oona, shift_id, scope, rhythm, seen=seen.mark, now=world.now
    )


def alive(world: World, task: OpenTask) -> list[str]:
    rows = world.all(Shift, Shift.task_id == task.id)
    days = [row.starts_at for row in rows if row.state is not ShiftState.CANCELLED]
    return [f"{local(day):%d.%m.}" for day in sorted(days)]


def test_every_other_time_goes_and_who_is_on_the_others_stays(
    engine_app: object, world: World
) -> None:
    task = world.open_task(times=4)
    stays = world.placed(world.kalle, task.shift_ids[1])
    goes = world.placed(world.kaisa, task.shift_ids[2])
    impact = change(world, task.shift_ids[1], Scope.FOLLOWING, EVERY_OTHER)

    assert impact.told == Told(1)
    assert world.get(Attendance, stays).state is AttendanceState.BOOKED
    assert world.get(Attendance, goes).state is AttendanceState.CANCELLED
    assert alive(world, task)[:4] == ["25.11.", "02.12.", "16.12.", "30.12."]
    old, new = sorted(world.all(Series), key=lambda row: row.first_on)
    assert (old.recurrence, new.recurrence) == (
        "FREQ=WEEKLY;COUNT=1", "FREQ=WEEKLY;INTERVAL=2;BYDAY=WE",
    )  # fmt: skip
    assert new.split_from_id == old.id
    assert world.get(Shift, task.shift_ids[1]).series_id == new.id
    told = [(one.template, one.client_id or one.user_id) for one in world.all(OutboxMessage)]
    assert len(told) == len(set(told))
    assert ("shift_cancelled", world.kaisa.client_id) in told
    assert world.kalle.client_id not in {who for _template, who in told}
    (event,) = world.all(AuditEvent, AuditEvent.object_type == "series")
    assert (event.facts["going"], event.facts["staying"]) == (1, 2)
    before = alive(world, task)
    world.pass_time(weeks=2)
    extend_series(world.now)
    assert alive(world, task) == [*before, "27.01."]


def test_new_weekdays_have_new_times_once(engine_app: object, world: World) -> None:
    task = world.open_task(times=3)
    tasks.cancel_shift(world.oona, task.shift_ids[1], "Loma", now=world.now)
    impact = change(world, task.shift_ids[0], Scope.ALL, Rhythm(1, frozenset({2, 4}), count=5))

    assert alive(world, task) == ["25.11.", "27.11.", "04.12.", "09.12."]
    assert len(impact.turn.new_days) == 2
    plan = kept.find_plan(task.id)
    assert plan is not None
    assert plan.text == "FREQ=WEEKLY;BYDAY=WE,FR;COUNT=5"
    change(world, task.shift_ids[0], Scope.ALL, Rhythm(1, frozenset({4})))
    assert alive(world, task)[:3] == ["27.11.", "04.12.", "11.12."]


def test_late_times_that_go_are_paid_and_the_past_stays(engine_app: object, world: World) -> None:
    task = world.open_task(times=3)
    world.placed(world.kalle, task.shift_ids[1])
    world.move_to("ti 12:00", weeks=1)
    impact = change(world, task.shift_ids[1], Scope.ALL, Rhythm(1, frozenset({3})))

    assert impact.costs == ((task.shift_ids[1], LateCost(1, 1875)),)
    assert world.count(WorkedHours) == 1
    assert alive(world, task)[:3] == ["25.11.", "03.12.", "10.12."]
    assert world.get(Task, task.id).state is TaskState.OPEN


def test_what_changed_after_it_was_shown_is_shown_again(engine_app: object, world: World) -> None:
    task = world.open_task(times=3)
    seen = series_rhythm.foresee(world.oona, task.shift_id, Scope.ALL, EVERY_OTHER, now=world.now)
    world.placed(world.kalle, task.shift_ids[1])
    with pytest.raises(Conflict, match="changed_meanwhile"):
        series_rhythm.change_rhythm(
            world.oona, task.shift_id, Scope.ALL, EVERY_OTHER, seen=seen.mark, now=world.now
        )
    assert alive(world, task) == ["25.11.", "02.12.", "09.12."]
    assert world.all(OutboxMessage) == []


def test_only_the_own_side_changes_the_rhythm_of_what_lies_ahead(world: World) -> None:
    task = world.open_task(times=2)

    def refused(error: type[Exception], who: object = world.oona, match: str | None = None) -> None:
        with pytest.raises(error, match=match):
            series_rhythm.foresee(
                who, task.shift_id, Scope.ALL, EVERY_OTHER, now=world.now,  # type: ignore[arg-type]
            )  # fmt: skip

    refused(Missing, world.otto)
    refused(NotAllowed, world.carla)
    world.change(Task, task.id, state=TaskState.PAUSED)
    refused(Conflict, match="times_wait")
    world.change(Task, task.id, state=TaskState.OPEN)
    world.change(Shift, task.shift_id, edited=True)
    refused(RuleBroken, match="edited_alone")
    world.change(Shift, task.shift_id, edited=False)
    world.change(Series, world.all(Series)[0].id, recurrence="")
    refused(RuleBroken, match="no_rhythm")
    world.move_to("ke 10:00")
    refused(Conflict, match="time_over")
