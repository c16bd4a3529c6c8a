"""A client changes the own wishes, times and limits; the matcher and the trail know of it."""

from __future__ import annotations

import pytest

from app.domain.day_parts import DayPart
from app.domain.errors import Missing
from app.domain.own_limits import QUESTIONS, answers_of
from app.domain.tastes import Taste
from app.domain.vocabulary import Category, OwnRule, Scale
from app.services import free_times, interests, own_limits, wishes
from app.store import free_times as kept_times
from app.store import own_limits as kept_limits
from app.store import wishes as kept_wishes
from app.store.models.feed import MatchChange
from app.store.models.people import Client, Wish
from app.store.models.trail import AuditEvent


def acts(world, kind):
    found = world.all(AuditEvent, AuditEvent.object_type == kind)
    return [(row.action, row.purpose, row.fields) for row in found]


def test_a_wish_is_kept_changed_and_forgotten(world):
    me = world.kalle.client_id
    for taste, kept in (
        (Taste.LIKES, {Category.GARDEN: True}), (Taste.AVOIDS, {Category.GARDEN: False}),
        (Taste.FINE, {}),
    ):  # fmt: skip
        wishes.say_taste(world.kalle, Category.GARDEN, taste, now=world.now)
        assert kept_wishes.list_wishes(me) == kept
    assert acts(world, "wish") == [("update", "own_data", ["garden"])] * 3


def test_saying_the_same_again_changes_nothing(world):
    for _twice in range(2):
        wishes.say_taste(world.kalle, Category.SHOP, Taste.LIKES, now=world.now)
    assert world.count(Wish) == len(acts(world, "wish")) == 1


def test_what_is_said_is_used_in_the_very_next_list(world):
    world.open_task(title="Tiskaus")
    wishes.say_taste(world.kalle, Category.KITCHEN, Taste.LIKES, now=world.now)
    (found,) = interests.list_fitting(world.kalle, now=world.now)
    assert found.explanation.pluses[0].rule == "wish"
    wishes.say_taste(world.kalle, Category.KITCHEN, Taste.AVOIDS, now=world.now)
    assert interests.list_fitting(world.kalle, now=world.now) == []
    told = {row.kind for row in world.all(MatchChange)}
    assert "wish" in told


def test_a_day_without_free_time_gets_no_work(world):
    world.open_task(title="Tiskaus", day="ke")
    assert len(interests.list_fitting(world.kalle, now=world.now)) == 1
    free_times.say_free(world.kalle, 2, list(DayPart), free=False, now=world.now)
    assert interests.list_fitting(world.kalle, now=world.now) == []
    free_times.say_free(world.kalle, 2, [DayPart.MORNING], free=True, now=world.now)
    assert kept_times.list_week(world.kalle.client_id)[2] == [(480, 720)]
    assert kept_times.list_week(world.kalle.client_id)[1] == [(480, 960)]
    assert len(acts(world, "availability")) == 2


def test_odd_times_stay_until_their_part_is_changed(world):
    world.free(world.kalle, "la", "09:30", "15:30")
    free_times.say_free(world.kalle, 5, [DayPart.EVENING], free=True, now=world.now)
    assert kept_times.list_week(world.kalle.client_id)[5] == [(570, 930), (960, 1200)]


def test_every_limit_can_be_answered_every_way(world):
    for question in QUESTIONS:
        for answer in answers_of(question):
            own_limits.set_limit(world.kalle, question, answer, now=world.now)
            known = kept_limits.list_answers(world.kalle.client_id)
            assert known.get(question, answer) == answer
            own_limits.set_limit(world.kalle, question, answer, now=world.now)
    answered = sum(len(answers_of(question)) for question in QUESTIONS)
    assert len(acts(world, "limit")) == answered


def test_a_limit_keeps_what_is_too_much_away(world):
    world.open_task(title="Tiskaus")
    own_limits.set_limit(world.kalle, Scale.LIFTING, "0", now=world.now)
    assert interests.list_fitting(world.kalle, now=world.now) == []
    own_limits.set_limit(world.kalle, Scale.LIFTING, "2", now=world.now)
    own_limits.set_limit(world.kalle, OwnRule.NO_FOOD_WORK, "yes", now=world.now)
    assert interests.list_fitting(world.kalle, now=world.now) == []
    own_limits.set_limit(world.kalle, OwnRule.NO_FOOD_WORK, "no", now=world.now)
    own_limits.set_limit(world.kalle, "week", "240", now=world.now)
    assert world.get(Client, world.kalle.client_id).max_minutes_week == 240
    assert len(interests.list_fitting(world.kalle, now=world.now)) == 1


def test_only_clients_have_own_things_and_only_real_answers_count(world):
    with pytest.raises(Missing):
        wishes.say_taste(world.carla, Category.GARDEN, Taste.LIKES, now=world.now)
    with pytest.raises(Missing):
        free_times.say_free(world.carla, 0, list(DayPart), free=True, now=world.now)
    with pytest.raises(Missing):
        own_limits.set_limit(world.carla, Scale.NOISE, "1", now=world.now)
    with pytest.raises(Missing):
        own_limits.set_limit(world.kalle, Scale.NOISE, "9", now=world.now)
