"""A client sees the work that fits and says what would be nice."""

from __future__ import annotations

from datetime import timedelta

import pytest

from app.domain.errors import Missing
from app.domain.vocabulary import Category, Scale
from app.services import interests
from app.store.models.asking import Interest
from app.store.models.trail import AuditEvent
from app.store.models.work import Shift


def titles(world, client):
    return [one.shift.task.title for one in interests.list_fitting(client, now=world.now)]


def test_what_fits_is_told_with_reasons_and_once_an_order(world):
    world.wish(world.kalle, Category.KITCHEN)
    world.open_task(times=2, title="Tiskaus")
    (found,) = interests.list_fitting(world.kalle, now=world.now)
    assert found.explanation.pluses[0].rule == "wish"
    assert not found.interested


def test_the_best_of_each_order_comes_first_however_many_begin_sooner(world):
    world.wish(world.kalle, Category.KITCHEN)
    world.limit(world.kalle, Scale.LIFTING, 0)
    soon = world.get(Shift, world.shift(title="Nostoja"))
    names = {one.key for one in Shift.__mapper__.column_attrs} - {"id", "occurrence_on"}
    told = {name: getattr(soon, name) for name in names}
    days = (soon.occurrence_on + timedelta(days=n) for n in range(1, 450))
    world.add(*(Shift(occurrence_on=day, **told) for day in days))
    light = {"demands": {}, "weeks": 1}
    world.open_task(title="Siivous", category=Category.CLEANING, **light)
    dishes = world.open_task(title="Tiskaus", times=2, day="pe", **light)
    assert titles(world, world.kalle) == ["Tiskaus", "Siivous"]
    assert interests.list_fitting(world.kalle, now=world.now)[0].shift.id == dishes.shift_ids[0]


def test_what_does_not_fit_is_not_there(world):
    world.limit(world.kalle, Scale.LIFTING, 0)
    shift_id = world.shift()
    assert titles(world, world.kalle) == []
    with pytest.raises(Missing):
        interests.get_fitting(world.kalle, shift_id, now=world.now)


def test_full_and_far_off_shifts_are_not_there(world):
    world.placed(world.kaisa, world.shift(title="Täynnä"))
    world.shift(title="Joskus", weeks=3)
    assert titles(world, world.kalle) == []


def test_interest_is_said_once_and_taken_back(world):
    shift_id = world.shift()
    interests.say_interest(world.kalle, shift_id, now=world.now)
    interests.say_interest(world.kalle, shift_id, now=world.now)
    assert world.count(Interest) == 1
    interests.undo_interest(world.kalle, shift_id, now=world.now)
    interests.undo_interest(world.kalle, shift_id, now=world.now)
    assert world.count(Interest) == 0
    assert world.count(AuditEvent, AuditEvent.object_type == "interest") == 2


def test_staff_have_no_such_page(world):
    with pytest.raises(Missing):
        interests.list_fitting(world.carla, now=world.now)
