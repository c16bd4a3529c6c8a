"""Recurring work is changed: this time, this and the following, or all; people are asked anew."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time, timedelta
from typing import TYPE_CHECKING

import pytest

from app.domain.calendar import local, local_day
from app.domain.errors import Conflict, Missing, NotAllowed, RuleBroken
from app.domain.lifecycle import AttendanceState, OfferState, ShiftState, TaskState
from app.domain.series_edits import Change, Fate, Scope
from app.scheduled.table import extend_series
from app.services import series, series_edits, tasks
from app.services.answers import page as answers
from app.store import asking_anew, offers
from app.store import series_edits as kept
from app.store.models.trail import AuditEvent, AuditEventClient, OutboxMessage
from app.store.models.work import Attendance, CoachBooking, Offer, OfferShift, Series, Shift, Task

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from app.domain.series_edits import Impact
    from tests.browser import Browser
    from tests.world import OpenTask, World

    Browse = Callable[..., Browser]


def change_to(on: date, starts: int = 13, ends: int = 16, **facts: object) -> Change:
    return Change(on, time(starts), time(ends), 1, **facts)  # type: ignore[arg-type]


def edit(
    world: World,
    shift_id: UUID,
    scope: Scope,
    change: Change,
    *,
    skips: frozenset[date] = frozenset(),
) -> Impact:
    """Look at what a change would do, then do it."""
    seen = series_edits.foresee(world.oona, shift_id, scope, change, now=world.now)
    wanted = replace(change, skips=skips, why_skipped="Pyhäpäivä")
    return series_edits.edit_series(
        world.oona, shift_id, scope, wanted, seen=seen.mark, now=world.now
    )


def times(world: World, task: OpenTask) -> list[tuple[str, ShiftState]]:
    rows = sorted(world.all(Shift, Shift.task_id == task.id), key=lambda row: row.starts_at)
    return [(f"{local(row.starts_at):%d.%m. %H}", row.state) for row in rows]


def starts(world: World, task: OpenTask) -> list[str]:
    return [words for words, _state in times(world, task)]


def letters(world: World) -> set[tuple[str, UUID | None]]:
    return {(one.template, one.client_id or one.user_id) for one in world.all(OutboxMessage)}


def test_this_and_the_following_go_on_as_a_recurrence_of_their_own(
    engine_app: object, world: World
) -> None:
    task = world.open_task(times=4)
    impact = edit(world, task.shift_ids[1], Scope.FOLLOWING, change_to(world.day("to", 1)))

    assert starts(world, task) == ["25.11. 10", "03.12. 13", "10.12. 13", "17.12. 13"]
    old, new = sorted(world.all(Series), key=lambda row: row.first_on)
    assert (old.recurrence, new.recurrence) == ("FREQ=WEEKLY;COUNT=1", "FREQ=WEEKLY;COUNT=3")
    assert new.split_from_id == old.id
    assert (impact.people, len(impact.moved)) == (0, 3)
    assert letters(world) == {("task_times_changed", world.oona.user_id)}
    assert world.count(AuditEvent, AuditEvent.object_type == "series") == 1
    world.pass_time(weeks=2)
    assert extend_series(world.now) == 0
    assert len(starts(world, task)) == 4


def test_ordered_again_work_goes_as_it_goes_now(world: World, browse: Browse) -> None:
    task = world.open_task(times=4)
    edit(world, task.shift_ids[1], Scope.FOLLOWING, change_to(world.day("to", 1)))
    copy = world.get(Task, tasks.copy_task(world.oona, task.id, now=world.now))
    assert (copy.first_on, copy.start_time) == (world.day("to"), time(13))
    assert copy.recurrence == "FREQ=WEEKLY;COUNT=3"
    assert "klo 13–16" in browse(world.dina).get(f"/dispatch/tasks/{task.id}").text
    assert kept.rhythm_of(world.get(Task, task.id)) == copy.recurrence


def test_all_that_lie_ahead_change_and_the_past_stays(engine_app: object, world: World) -> None:
    task = world.open_task(times=4)
    world.move_to("to 09:00", weeks=0)
    edit(world, task.shift_ids[2], Scope.ALL, change_to(world.day("ke", 2), 9, 11))

    assert starts(world, task) == ["25.11. 10", "02.12. 09", "09.12. 09", "16.12. 09"]


def test_a_time_that_was_edited_or_cancelled_survives(engine_app: object, world: World) -> None:
    task = world.open_task(times=4)
    edit(world, task.shift_ids[1], Scope.THIS, change_to(world.day("pe", 1), 8, 11))
    tasks.cancel_shift(world.oona, task.shift_ids[2], "Loma", now=world.now)
    impact = edit(world, task.shift_ids[0], Scope.ALL, change_to(world.day("ti", 0), 13, 15))

    assert times(world, task) == [
        ("24.11. 13", ShiftState.OPEN),
        ("04.12. 08", ShiftState.OPEN),
        ("09.12. 10", ShiftState.CANCELLED),
        ("15.12. 13", ShiftState.OPEN),
    ]
    assert [line.fate for line in impact.lines] == [Fate.CHANGED, Fate.KEPT_EDITED, Fate.CHANGED]
    with pytest.raises(RuleBroken, match="edited_alone"):
        edit(world, task.shift_ids[1], Scope.ALL, change_to(world.day("ma", 1)))


def test_who_had_said_yes_is_asked_anew_with_both_times(engine_app: object, world: World) -> None:
    task = world.open_task(times=3)
    attendance = world.placed(world.kalle, task.shift_ids[1])
    booking = world.booking(world.carla, task.shift_ids[1], [world.kalle])
    shown = world.offer(world.kaisa, task.shift_ids[2])
    impact = edit(world, task.shift_ids[0], Scope.ALL, change_to(world.day("ke")))

    assert impact.people == 1
    assert world.get(Attendance, attendance).state is AttendanceState.CANCELLED
    assert world.get(CoachBooking, booking).state.value == "cancelled"
    assert world.get(Offer, shown).state is OfferState.WITHDRAWN
    assert [world.get(Shift, one).taken for one in task.shift_ids] == [0, 0, 0]
    (asked,) = world.all(Offer, Offer.asks_anew)
    assert (asked.client_id, asked.state) == (world.kalle.client_id, OfferState.SENT)
    told = letters(world)
    assert ("shift_moved_coach", world.carla.user_id) in told
    assert ("offer_new", world.kalle.client_id) in told
    assert ("offer_withdrawn", world.kaisa.client_id) in told
    touched = {row.client_id for row in world.all(AuditEventClient)}
    assert {world.kalle.client_id, world.kaisa.client_id} <= touched

    answers.accept_offer(world.kalle, asked.id, now=world.now)
    assert world.get(Shift, task.shift_ids[1]).taken == 1


def test_the_old_time_is_known_beside_the_new_one(world: World) -> None:
    task = world.open_task(times=2)
    world.placed(world.kalle, task.shift_ids[1])
    old = world.get(Shift, task.shift_ids[1])
    was = (old.starts_at, old.ends_at)
    edit(world, task.shift_ids[1], Scope.THIS, change_to(world.day("to", 1)))

    (asked,) = world.all(Offer, Offer.asks_anew)
    assert asking_anew.find_old_times(offers.get_offer(world.kalle, asked.id, now=world.now)) == was


def test_who_is_being_asked_anew_is_counted_and_asked_again_at_the_next_change(
    world: World,
) -> None:
    task = world.open_task(times=2)
    world.placed(world.kalle, task.shift_ids[1])
    edit(world, task.shift_ids[0], Scope.ALL, change_to(world.day("ke")))
    again = edit(world, task.shift_ids[0], Scope.ALL, change_to(world.day("ke"), 14, 17))

    assert again.people == 1
    assert again.asked == {task.shift_ids[1]: 1}
    states = [one.state for one in world.all(Offer, Offer.asks_anew)]
    assert sorted(states) == sorted([OfferState.WITHDRAWN, OfferState.SENT])


def test_several_times_of_one_person_are_one_question(world: World) -> None:
    task = world.open_task(times=3)
    world.offer(world.kalle, *task.shift_ids, state=OfferState.CONFIRMED)
    edit(world, task.shift_ids[0], Scope.ALL, change_to(world.day("ke")))

    (asked,) = world.all(Offer, Offer.asks_anew)
    assert sorted(
        part.shift_id for part in world.all(OfferShift, OfferShift.offer_id == asked.id)
    ) == sorted(task.shift_ids)


def test_being_asked_anew_is_no_new_offer_of_the_week(world: World) -> None:
    task = world.open_task(times=2)
    world.placed(world.kalle, task.shift_ids[1])
    for day in ("to", "pe"):
        world.offer(world.kalle, world.shift(day), state=OfferState.DECLINED)
    edit(world, task.shift_ids[1], Scope.THIS, change_to(world.day("to", 1)))

    (asked,) = world.all(Offer, Offer.asks_anew)
    assert asked.state is OfferState.SENT


def test_who_is_elsewhere_at_the_new_time_is_told_and_not_asked(world: World) -> None:
    task = world.open_task(times=2)
    world.placed(world.kalle, task.shift_ids[0])
    world.placed(world.kalle, world.shift("ke", "14:00", "16:00"))
    edit(world, task.shift_ids[0], Scope.THIS, change_to(world.day("ke")))

    assert world.all(Offer, Offer.asks_anew) == []
    assert ("shift_cancelled", world.kalle.client_id) in letters(world)


def test_places_change_without_asking_anybody(world: World) -> None:
    task = world.open_task(times=2)
    world.placed(world.kalle, task.shift_ids[0])
    change = replace(change_to(world.day("ke"), 10, 13), places=2)
    impact = edit(world, task.shift_ids[0], Scope.ALL, change)

    assert impact.people == 0
    assert [(row.places, row.state) for row in world.all(Shift)] == [(2, ShiftState.OPEN)] * 2
    assert world.all(Offer, Offer.asks_anew) == []


def test_a_holiday_is_left_out_and_never_made(engine_app: object, world: World) -> None:
    task = world.open_task(day="pe", times=3)
    third = world.day("pe", 2)
    world.placed(world.kalle, task.shift_ids[2])
    edit(
        world, task.shift_ids[0], Scope.ALL, change_to(world.day("pe"), 10, 13),
        skips=frozenset({third, third + timedelta(days=1)}),
    )  # fmt: skip

    assert world.get(Shift, task.shift_ids[2]).state is ShiftState.CANCELLED
    assert world.all(Series)[0].skips == [third.isoformat()]
    assert ("shift_cancelled", world.kalle.client_id) in letters(world)
    plan = kept.find_plan(task.id)
    assert plan is not None
    assert plan.text == "FREQ=WEEKLY;COUNT=3"


def test_days_left_out_are_not_made_later(engine_app: object, world: World) -> None:
    task = world.open_task(times=2)
    row = world.all(Series)[0]
    world.change(
        Series, row.id, recurrence="FREQ=WEEKLY", made_until=world.day("ke", 1),
        skips=[world.day("ke", 2).isoformat()],
    )  # fmt: skip
    extend_series(world.now)
    assert starts(world, task)[:4] == ["25.11. 10", "02.12. 10", "16.12. 10", "23.12. 10"]


def test_what_changed_after_it_was_shown_is_shown_again(engine_app: object, world: World) -> None:
    task = world.open_task(times=3)
    change = change_to(world.day("ke"))
    seen = series_edits.foresee(world.oona, task.shift_id, Scope.ALL, change, now=world.now)
    world.offer(world.kalle, task.shift_ids[1], state=OfferState.ACCEPTED)

    with pytest.raises(Conflict, match="changed_meanwhile"):
        series_edits.edit_series(
            world.oona, task.shift_id, Scope.ALL, change, seen=seen.mark, now=world.now
        )
    assert starts(world, task) == ["25.11. 10", "02.12. 10", "09.12. 10"]


def test_only_the_own_side_changes_what_lies_ahead(world: World) -> None:
    task = world.open_task(times=2)
    change = change_to(world.day("ke"))
    for stranger, error in ((world.otto, Missing), (world.carla, NotAllowed)):
        with pytest.raises(error):
            series_edits.foresee(stranger, task.shift_id, Scope.ALL, change, now=world.now)
    world.change(Task, task.id, state=TaskState.PAUSED)
    with pytest.raises(Conflict, match="times_wait"):
        series_edits.foresee(world.oona, task.shift_id, Scope.ALL, change, now=world.now)
    world.change(Task, task.id, state=TaskState.OPEN)
    world.move_to("ke 10:00")
    with pytest.raises(Conflict, match="time_over"):
        series_edits.foresee(world.oona, task.shift_id, Scope.ALL, change, now=world.now)


@pytest.mark.parametrize(
    ("change", "scope", "code"),
    [
        (change_to(date(2026, 11, 25), 10, 10), Scope.THIS, "times_equal"),
        (replace(change_to(date(2026, 11, 25)), places=0), Scope.ALL, "places_out_of_bounds"),
        (change_to(date(2026, 11, 23), 7, 9), Scope.ALL, "new_time_past"),
        (change_to(date(2026, 12, 1)), Scope.FOLLOWING, "other_week"),
        (change_to(date(2026, 11, 25), 22, 1), Scope.ALL, "night_work"),
    ],
)
def test_a_change_against_the_rules_is_not_kept(
    world: World, change: Change, scope: Scope, code: str
) -> None:
    task = world.open_task(times=2)
    with pytest.raises(RuleBroken) as caught:
        series_edits.foresee(world.oona, task.shift_id, scope, change, now=world.now)
    assert caught.value.code == code


def test_nothing_to_change_is_said(world: World) -> None:
    task = world.open_task(times=2)
    with pytest.raises(RuleBroken, match="nothing_changed"):
        edit(world, task.shift_id, Scope.ALL, change_to(world.day("ke"), 10, 13))


def test_an_order_lives_as_long_as_any_of_its_recurrences(world: World) -> None:
    task = world.open_task(times=2)
    edit(world, task.shift_ids[1], Scope.FOLLOWING, change_to(world.day("to", 1)))
    world.move_to("ke 14:00", weeks=0)
    series.finish_past(now=world.now)
    assert world.get(Task, task.id).state is TaskState.OPEN
    world.move_to("to 17:00", weeks=1)
    series.finish_past(now=world.now)
    assert world.get(Task, task.id).state is TaskState.CLOSED
    assert local_day(world.now) == date(2026, 12, 3)
