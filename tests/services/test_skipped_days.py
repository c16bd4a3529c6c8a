"""Holidays are left out of recurring work from the beginning, and any day can be taken back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time, timedelta
from typing import TYPE_CHECKING

import pytest

from app.domain.errors import Conflict, Missing
from app.domain.holidays import holidays_of, list_holidays
from app.domain.lifecycle import ShiftState
from app.domain.series_edits import Change, Scope
from app.scheduled.table import extend_series
from app.services import screening, series_edits, skipped_days, tasks
from app.store import series as stored
from app.store.models.work import Series, Shift
from app.store.series_edits import find_plan
from tests.services.test_tasks import FULL

if TYPE_CHECKING:
    from uuid import UUID

    from tests.world import World

# Fridays from the end of November on: Christmas Day and New Year's Day are Fridays.
FRIDAYS = replace(
    FULL, first_on=date(2026, 11, 27), recurrence="FREQ=WEEKLY;BYDAY=FR", skip_holidays=True
)
CHRISTMAS, NEW_YEAR = date(2026, 12, 25), date(2027, 1, 1)


def opened(world: World) -> UUID:
    task_id = tasks.post_task(world.oona, FRIDAYS, submit=True, now=world.now)
    screening.open_task(
        world.dina, task_id, floor_confirmed=True, texts_confirmed=True, now=world.now
    )
    return task_id


def days(world: World, task_id: UUID) -> list[date]:
    live = world.all(Shift, Shift.task_id == task_id, Shift.state == ShiftState.OPEN)
    return sorted(one.occurrence_on for one in live)


def test_the_holidays_of_a_year_are_told_but_never_the_first_day() -> None:
    found = [day for day, _name in holidays_of("FREQ=WEEKLY;BYDAY=FR", date(2026, 11, 27))]
    assert found[:3] == [CHRISTMAS, NEW_YEAR, date(2027, 3, 26)]
    assert CHRISTMAS not in [day for day, _ in holidays_of("FREQ=WEEKLY", CHRISTMAS)]
    assert holidays_of("", CHRISTMAS) == []


def test_holidays_are_left_out_and_one_is_taken_back(world: World) -> None:
    task_id = opened(world)
    assert CHRISTMAS not in days(world, task_id)
    assert stored.list_skipped(task_id, after=world.today)[:2] == [CHRISTMAS, NEW_YEAR]

    skipped_days.bring_back(world.oona, task_id, CHRISTMAS, now=world.now)
    assert CHRISTMAS in days(world, task_id)
    assert NEW_YEAR not in days(world, task_id)
    with pytest.raises(Missing):
        skipped_days.bring_back(world.oona, task_id, CHRISTMAS, now=world.now)


def test_a_day_beyond_what_is_made_comes_with_the_others(world: World) -> None:
    task_id, good_friday = opened(world), date(2027, 3, 26)
    skipped_days.bring_back(world.oona, task_id, good_friday, now=world.now)
    assert good_friday not in days(world, task_id)
    world.move_to("ma 09:00", weeks=12)
    extend_series(world.now)
    assert good_friday in days(world, task_id)


def test_a_time_that_was_cancelled_is_made_anew_and_the_plan_stays(world: World) -> None:
    task_id = opened(world)
    first = min(world.all(Shift, Shift.task_id == task_id), key=lambda one: one.starts_at)
    day = date(2026, 12, 11)
    change = Change(first.occurrence_on, time(10), time(13), 2, frozenset({day}), "Ei työtä")
    seen = series_edits.foresee(
        world.oona, first.id, Scope.ALL, replace(change, skips=frozenset()), now=world.now
    )
    series_edits.edit_series(world.oona, first.id, Scope.ALL, change, seen=seen.mark, now=world.now)
    assert day not in days(world, task_id)

    skipped_days.bring_back(world.oona, task_id, day, now=world.now)
    states = [one.state for one in world.all(Shift, Shift.occurrence_on == day)]
    assert sorted(states) == [ShiftState.CANCELLED, ShiftState.OPEN]
    plan = find_plan(task_id)
    assert plan
    assert plan.text == FRIDAYS.recurrence
    assert world.count(Series, Series.task_id == task_id) == 2


def test_a_day_gone_by_and_a_strangers_order_stay(world: World) -> None:
    task_id = opened(world)
    with pytest.raises(Missing):
        skipped_days.bring_back(world.otto, task_id, CHRISTMAS, now=world.now)
    world.move_to("ma 09:00", weeks=5)
    with pytest.raises(Conflict, match="time_over"):
        skipped_days.bring_back(world.oona, task_id, CHRISTMAS, now=world.now)


def worked(world: World, task_id: UUID) -> list[date]:
    return sorted(one.occurrence_on for one in world.all(Shift, Shift.task_id == task_id))


@pytest.mark.parametrize("skip", [True, False])
def test_holidays_are_left_out_in_every_year_if_the_orderer_chose_so(
    world: World,
    skip: bool,
) -> None:
    draft = replace(FRIDAYS, recurrence="FREQ=DAILY", skip_holidays=skip)
    task_id = tasks.post_task(world.oona, draft, submit=True, now=world.now)
    screening.open_task(
        world.dina, task_id, floor_confirmed=True, texts_confirmed=True, now=world.now
    )
    for _half_a_year in range(6):
        world.pass_time(days=182)
        extend_series(world.now)
        later = world.today
        made = [day for day in worked(world, task_id) if later < day]
        holidays = list_holidays(later + timedelta(days=n) for n in range(1, 57))
        assert bool({day for day, _name in holidays} & set(made)) is not skip
        assert len(made) == 56 - skip * len(holidays)
    assert world.today.year == 2029


def test_a_holiday_of_a_later_year_is_seen_a_year_ahead_and_taken_back(world: World) -> None:
    task_id, independence = opened(world), date(2028, 12, 6)
    world.change(Series, world.all(Series)[0].id, recurrence="FREQ=DAILY")
    assert independence not in stored.list_skipped(task_id, after=world.today)
    world.pass_time(days=400)
    extend_series(world.now)
    assert independence in stored.list_skipped(task_id, after=world.today)

    skipped_days.bring_back(world.oona, task_id, independence, now=world.now)
    world.pass_time(days=300)
    extend_series(world.now)
    assert independence in worked(world, task_id)


def test_the_choice_goes_on_under_a_new_time_and_weekday(world: World) -> None:
    task_id = opened(world)
    second = next(
        one for one in world.all(Shift, Shift.task_id == task_id)
        if one.occurrence_on == date(2026, 12, 11)
    )  # fmt: skip
    to_wednesday = Change(date(2026, 12, 9), time(10), time(13), 1)
    seen = series_edits.foresee(world.oona, second.id, Scope.FOLLOWING, to_wednesday, now=world.now)
    series_edits.edit_series(
        world.oona, second.id, Scope.FOLLOWING, to_wednesday, seen=seen.mark, now=world.now
    )
    # Epiphany is on a Wednesday, and Independence Day two years later.
    assert date(2027, 1, 6) not in days(world, task_id)
    assert date(2027, 1, 13) in days(world, task_id)
    world.pass_time(days=720)
    extend_series(world.now)
    world.pass_time(days=40)
    extend_series(world.now)
    made = worked(world, task_id)
    assert date(2028, 12, 13) in made
    assert date(2028, 12, 6) not in made
